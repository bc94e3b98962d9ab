//! The contacts one may see as a table. What a file can set comes back when the file is read again.

use chrono_tz::Tz;

use crate::contact::Contact;
use crate::csv_out::Writer;
use crate::store::{Result, Scope, Tx};
use crate::team::Member;
use crate::vocabulary::{ContactNo, Field, FitLevel};

/// A column of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportColumn {
    /// The number.
    No,
    /// A field that a file can set.
    Field(Field),
    /// The grade.
    Grade,
    /// How well it fits the ideal customer.
    Fit,
    /// The stage.
    Stage,
    /// The health of the address.
    Health,
    /// Who owns it; empty: in the pool.
    Owner,
    /// The day of the last touch.
    LastTouch,
    /// The day of the next follow-up.
    FollowUp,
}

impl ExportColumn {
    /// All of them, in order.
    pub fn all() -> impl Iterator<Item = ExportColumn> {
        use ExportColumn::{Fit, FollowUp, Grade, Health, LastTouch, No, Owner, Stage};
        let fields = Field::ALL.iter().copied().map(ExportColumn::Field);
        [No].into_iter().chain(fields).chain([Grade, Fit, Stage, Health, Owner, LastTouch, FollowUp])
    }
}

/// Of whom an export is made, and how it is told.
#[derive(Debug)]
pub struct Export<'a> {
    /// Whose contacts.
    pub scope: Scope,
    /// The team's members, present and gone: for the names of owners.
    pub members: &'a [Member],
    /// The zone in which a touch has its day.
    pub zone: Tz,
}

impl Export<'_> {
    /// The table as CSV, made in runs. `header` names a column, and `word` says a cell that is a word of a language;
    /// where it says nothing, the cell is written as a file writes it.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub async fn table(
        &self,
        tx: &mut Tx,
        header: impl Fn(ExportColumn) -> String + Send,
        word: impl Fn(ExportColumn, &Contact) -> Option<String> + Send,
    ) -> Result<Vec<u8>> {
        const RUN: u32 = 500;
        let columns: Vec<ExportColumn> = ExportColumn::all().collect();
        let headers: Vec<String> = columns.iter().map(|column| header(*column)).collect();
        let mut writer = Writer::new(&headers)?;
        let mut after = ContactNo(0);
        loop {
            let contacts = tx.contacts_after(self.scope, after, RUN).await?;
            let Some(last) = contacts.last() else { break };
            after = last.no;
            for contact in &contacts {
                let cell = |column: &ExportColumn| {
                    word(*column, contact).unwrap_or_else(|| self.cell(*column, contact))
                };
                writer.row(columns.iter().map(cell))?;
            }
        }
        Ok(writer.finish()?)
    }

    fn cell(&self, column: ExportColumn, contact: &Contact) -> String {
        let owner = || self.members.iter().find(|member| Some(member.id) == contact.owner);
        match column {
            ExportColumn::No => contact.no.0.to_string(),
            ExportColumn::Field(field) => field.get(&contact.profile).unwrap_or_default(),
            ExportColumn::Grade => contact.grade.code().to_uppercase(),
            ExportColumn::Fit => contact.fit.map_or("", FitLevel::code).to_owned(),
            ExportColumn::Stage => contact.stage.code().to_owned(),
            ExportColumn::Health => contact.health.code().to_owned(),
            ExportColumn::Owner => owner().map(|owner| owner.name.clone()).unwrap_or_default(),
            ExportColumn::LastTouch => contact
                .tally
                .last_touch_at
                .map(|at| at.with_timezone(&self.zone).date_naive().to_string())
                .unwrap_or_default(),
            ExportColumn::FollowUp => contact.due.map(|due| due.on.to_string()).unwrap_or_default(),
        }
    }
}

//! Many contacts at once, a hundred or so in a statement.

use chrono::{DateTime, Utc};

use super::row::ContactRow;
use crate::change::Effect;
use crate::contact::Contact;
use crate::store::keys::Keys;
use crate::store::row::Columns;
use crate::store::{Result, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{ChangeId, ContactId, ContactNo, Grade, InteractionKind, TeamId, Verb};

/// How many rows one statement writes.
const RUN: usize = 128;

impl Tx {
    /// The first of so many numbers of the team, none of them given before.
    pub(crate) async fn next_contact_nos(&mut self, team: TeamId, count: usize) -> Result<ContactNo> {
        let row = sqlx::query(sql!(
            "update team set next_no = next_no + $2 where id = $1 returning next_no - $2 as no"
        ))
        .bind(team.0)
        .bind(i64::try_from(count).unwrap_or(i64::MAX))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(ContactNo(row.int("no")?))
    }

    /// Writes new contacts, brought by a change. Their keys in `contacts` are not used.
    pub(crate) async fn insert_contacts(&mut self, contacts: &mut [Contact], by: ChangeId) -> Result<()> {
        let count = i64::try_from(contacts.len()).unwrap_or(i64::MAX);
        let [first] = self.many_rows().await?.take_ids(["contact"], count).await?;
        self.new_rows += contacts.len();
        for (contact, id) in contacts.iter_mut().zip(first..) {
            contact.id = ContactId(id);
            contact.version = 1;
        }
        self.write_all(contacts, Some(by)).await
    }

    /// Writes notes that came with new contacts, by the contacts' numbers and grades.
    pub(crate) async fn insert_notes(
        &mut self,
        by: &Member,
        notes: &[(ContactNo, Grade, String)],
        change: ChangeId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.new_rows += notes.len();
        for run in notes.chunks(RUN) {
            let rows: Vec<_> =
                run.iter().map(|(no, grade, note)| (no, grade.code(), note, note.to_lowercase())).collect();
            sqlx::query(sql!(
                "insert into interaction (team_id, kind, at, by_id, change_id, contact_id, grade, summary, searched) ",
                "select $2, $3, $4, $5, $6, c.id, v.value ->> 1, v.value ->> 2, v.value ->> 3 from json_each($1) as v ",
                "cross join contact c where c.team_id = $2 and c.no = cast(v.value ->> 0 as bigint)"
            ))
            .bind(serde_json::to_string(&rows)?)
            .bind(by.team.0)
            .bind(InteractionKind::Note.code())
            .bind(now.timestamp())
            .bind(by.id.0)
            .bind(change.0)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// Writes the parts of a change to many: each contact with what was done to it.
    pub(crate) async fn insert_parts(
        &mut self,
        by: &Member,
        change: ChangeId,
        verb: Verb,
        reason: &str,
        parts: &[(ContactId, Vec<Effect>)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        for run in parts.chunks(RUN) {
            let rows: Vec<(ContactId, String)> = run
                .iter()
                .map(|(contact, effects)| Ok((*contact, serde_json::to_string(effects)?)))
                .collect::<Result<_>>()?;
            sqlx::query(sql!(
                "insert into change (team_id, member_id, part_of, at, verb, reason, contact_id, effects) ",
                "select $2, $3, $4, $5, $6, $7, cast(v.value ->> 0 as bigint), v.value ->> 1 from json_each($1) as v"
            ))
            .bind(serde_json::to_string(&rows)?)
            .bind(by.team.0)
            .bind(by.id.0)
            .bind(change.0)
            .bind(now.timestamp())
            .bind(verb.code())
            .bind(reason)
            .execute(self.connection().await?)
            .await?;
        }
        Ok(())
    }

    /// Writes contacts as they now are, one version on.
    pub(crate) async fn update_contacts(&mut self, contacts: &mut [Contact]) -> Result<()> {
        contacts.iter_mut().for_each(|contact| contact.version += 1);
        self.write_all(contacts, None).await
    }

    async fn write_all(&mut self, contacts: &[Contact], brought: Option<ChangeId>) -> Result<()> {
        for run in contacts.chunks(RUN) {
            let keys: Vec<Keys> = run.iter().map(|contact| Keys::of(&contact.profile)).collect();
            let written = |(contact, keys)| ContactRow { contact, keys, brought };
            let rows: Vec<ContactRow<'_>> = run.iter().zip(&keys).map(written).collect();
            self.many_rows().await?.write_rows(&rows).await?;
        }
        Ok(())
    }
}

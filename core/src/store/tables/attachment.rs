//! Files that people sent in reply to a card. Telegram keeps the file; the book keeps its file id.

use sqlx::any::AnyRow;

use crate::change::Change;
use crate::contact::Contact;
use crate::interaction::{Attached, Attachment, Interaction};
use crate::store::row::Columns;
use crate::store::tables::read_interaction;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{AttachmentKind, ContactId, InteractionId};

impl Tx {
    /// Keeps a file with an interaction.
    pub(crate) async fn attach(&mut self, to: InteractionId, what: &Attachment) -> Result<()> {
        sqlx::query(sql!(
            "insert into attachment (interaction_id, kind, file_id, bytes) values ($1, $2, $3, $4)"
        ))
        .bind(to.0)
        .bind(what.kind.code())
        .bind(&what.file)
        .bind(i64::try_from(what.bytes).unwrap_or(i64::MAX))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// What a change of the member's logged and that still stands, with its file.
    pub(crate) async fn logged_by(
        &mut self,
        by: &Member,
        change: &Change,
    ) -> Result<Option<(Interaction, Option<Attachment>)>> {
        let row = sqlx::query(sql!(
            "select i.*, a.kind as file_kind, a.file_id, a.bytes from interaction i ",
            "left join attachment a on a.interaction_id = i.id ",
            "where i.contact_id = $1 and i.change_id = $2 and i.by_id = $3 and i.removed_at is null order by i.id limit 1"
        ))
        .bind(change.contact.map(|id| id.0))
        .bind(change.id.0)
        .bind(by.id.0)
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let file = match row.maybe_read("file_kind", AttachmentKind::parse)? {
            Some(kind) => {
                Some(Attachment { kind, file: row.text("file_id")?, bytes: row.int("bytes")?.unsigned_abs() })
            }
            None => None,
        };
        Ok(Some((read_interaction(&row)?, file)))
    }

    /// The files of a contact in scope, the oldest first.
    pub async fn attachments(&mut self, scope: Scope, contact: ContactId) -> Result<Vec<Attached>> {
        let rows = sqlx::query(sql!(
            "select a.*, i.summary from attachment a join interaction i on i.id = a.interaction_id ",
            "where i.contact_id = $1 and i.team_id = $2 and i.removed_at is null order by a.id"
        ))
        .bind(contact.0)
        .bind(scope.team().0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_attached).collect()
    }

    /// The contact in scope with which a file was kept last, by Telegram's id of the file.
    pub async fn contact_of_file(&mut self, scope: Scope, file: &str) -> Result<Option<Contact>> {
        let row = sqlx::query(sql!(
            // The plus keeps SQLite from an index of all that the team has.
            "select i.contact_id from attachment a join interaction i on i.id = a.interaction_id ",
            "where a.file_id = $1 and +i.team_id = $2 and i.removed_at is null order by a.id desc limit 1"
        ))
        .bind(file)
        .bind(scope.team().0)
        .fetch_optional(self.connection().await?)
        .await?;
        match row {
            Some(row) => self.contact_by_id(scope, ContactId(row.int("contact_id")?)).await,
            None => Ok(None),
        }
    }

    /// A file by its number, if its contact is in scope.
    pub async fn attachment(&mut self, contact: &Contact, number: i64) -> Result<Option<Attached>> {
        let row = sqlx::query(sql!(
            "select a.*, i.summary from attachment a join interaction i on i.id = a.interaction_id ",
            "where a.id = $1 and i.contact_id = $2 and i.removed_at is null"
        ))
        .bind(number)
        .bind(contact.id.0)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_attached).transpose()
    }
}

fn read_attached(row: &AnyRow) -> Result<Attached> {
    Ok(Attached {
        number: row.int("id")?,
        interaction: InteractionId(row.int("interaction_id")?),
        summary: row.text("summary")?,
        what: Attachment {
            kind: row.read("kind", AttachmentKind::parse)?,
            file: row.text("file_id")?,
            bytes: row.int("bytes")?.unsigned_abs(),
        },
    })
}

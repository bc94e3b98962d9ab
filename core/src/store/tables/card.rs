//! Which contact a message shows.

use std::collections::BTreeMap;

use sqlx::Arguments as _;

use crate::contact::Contact;
use crate::store::many::Table;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::ContactId;

impl Tx {
    /// Remembers (or forgets) which contact's card a message shows.
    pub async fn set_card(&mut self, chat: i64, message: i64, contact: Option<ContactId>) -> Result<()> {
        if let Some(contact) = contact {
            return self.set_cards(&[[chat, message, contact.0]]).await;
        }
        sqlx::query(sql!("delete from card where chat_id = $1 and message_id = $2"))
            .bind(chat)
            .bind(message)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Remembers which contact's card each message shows: chat, message, contact.
    pub(in crate::store) async fn set_cards(&mut self, cards: &[[i64; 3]]) -> Result<()> {
        if cards.is_empty() {
            return Ok(());
        }
        // The same message twice in one statement would be refused: the last counts.
        let last: BTreeMap<(i64, i64), i64> =
            cards.iter().map(|[chat, message, contact]| ((*chat, *message), *contact)).collect();
        let rows: Vec<_> = last.into_iter().collect();
        let table = Table {
            name: "card",
            columns: &["chat_id", "message_id", "contact_id"],
            then: "on conflict (chat_id, message_id) do update set contact_id = excluded.contact_id",
        };
        let connection = self.many_rows().await?;
        connection
            .insert(table, &rows, |((chat, message), contact), values| {
                [chat, message, contact].into_iter().try_for_each(|value| values.add(*value))
            })
            .await
    }

    /// The contact whose card a message of this member's chat shows, if it is in their scope.
    pub async fn card(&mut self, member: &Member, message: i64) -> Result<Option<Contact>> {
        // A card of a contact that was merged into another stands for that other.
        let row = sqlx::query(sql!(
            "select coalesce(merged_into, id) as id from card join contact on contact.id = contact_id ",
            "where chat_id = $1 and message_id = $2"
        ))
        .bind(member.telegram)
        .bind(message)
        .fetch_optional(self.connection().await?)
        .await?;
        match row {
            Some(row) => self.contact_by_id(Scope::of(member), ContactId(row.int("id")?)).await,
            None => Ok(None),
        }
    }
}

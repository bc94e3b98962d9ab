//! A team's own templates.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use crate::mail::template::Kept;
use crate::store::row::Columns;
use crate::store::{Result, Scope, Tx, sql};
use crate::team::Member;
use crate::vocabulary::{Frame, MailLang, TemplateId};

impl Tx {
    /// The team's templates, by name.
    pub async fn templates(&mut self, scope: Scope) -> Result<Vec<Kept>> {
        let rows = sqlx::query(sql!(
            "select * from template where team_id = $1 and removed_at is null order by name_key limit 100"
        ))
        .bind(scope.team().0)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(read_template).collect()
    }

    /// Writes a template; one of the same name gives way to it.
    pub(crate) async fn put_template(
        &mut self,
        by: &Member,
        kept: &Kept,
        now: DateTime<Utc>,
    ) -> Result<TemplateId> {
        sqlx::query(sql!(
            "update template set removed_at = $3 where team_id = $1 and name_key = $2 and removed_at is null"
        ))
        .bind(by.team.0)
        .bind(kept.name_key())
        .bind(now.timestamp())
        .execute(self.connection().await?)
        .await?;
        let row = sqlx::query(sql!(
            "insert into template (team_id, name, name_key, frame, lang, subject, body, added_by, added_at) ",
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id"
        ))
        .bind(by.team.0)
        .bind(&kept.name)
        .bind(kept.name_key())
        .bind(kept.frame.code())
        .bind(kept.lang.code())
        .bind(&kept.subject)
        .bind(&kept.body)
        .bind(by.id.0)
        .bind(now.timestamp())
        .fetch_one(self.connection().await?)
        .await?;
        Ok(TemplateId(row.int("id")?))
    }

    /// Takes a template of the team away, or puts it back; says whether there was one.
    pub(crate) async fn set_template_removed(
        &mut self,
        scope: Scope,
        id: TemplateId,
        at: Option<DateTime<Utc>>,
    ) -> Result<bool> {
        let done = sqlx::query(sql!("update template set removed_at = $3 where id = $1 and team_id = $2"))
            .bind(id.0)
            .bind(scope.team().0)
            .bind(at.map(|at| at.timestamp()))
            .execute(self.connection().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

fn read_template(row: &AnyRow) -> Result<Kept> {
    Ok(Kept {
        id: TemplateId(row.int("id")?),
        name: row.text("name")?,
        frame: row.read("frame", Frame::parse)?,
        lang: row.read("lang", MailLang::parse)?,
        subject: row.text("subject")?,
        body: row.text("body")?,
    })
}

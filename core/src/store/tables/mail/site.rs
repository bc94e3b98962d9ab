//! The address under which the program is reached from outside: mails lead there.

use crate::store::{Result, Tx, sql};

impl Tx {
    /// The address under which the program is reached from outside, without a stroke at its end.
    pub async fn public_url(&mut self) -> Result<Option<String>> {
        self.setting("public_url").await
    }

    /// Says under which address it is reached; `None`: under none.
    pub async fn set_public_url(&mut self, url: Option<&str>) -> Result<()> {
        match url {
            Some(url) => self.set_setting("public_url", url.trim_end_matches('/')).await,
            None => {
                let text = sql!("delete from setting where key = 'public_url'");
                sqlx::query(text).execute(self.connection().await?).await?;
                Ok(())
            }
        }
    }
}

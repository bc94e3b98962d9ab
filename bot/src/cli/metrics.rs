//! stub
use crate::config::Config;
pub(super) async fn run(
    _config: &Config,
    _json: bool,
    _team: Option<&str>,
    _period: &str,
    _by: Option<&str>,
) -> anyhow::Result<()> {
    Ok(())
}

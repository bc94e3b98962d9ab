//! stub
use crate::config::Config;
use std::path::Path;
pub(super) async fn run(_config: &Config, _file: &Path, _team: &str, _owner: &str) -> anyhow::Result<()> {
    Ok(())
}

//! stub
use crate::config::Config;
use std::path::Path;
pub(super) async fn run(_config: &Config, _team: Option<&str>, _out: Option<&Path>) -> anyhow::Result<()> {
    Ok(())
}

//! `cape migrate`: bring the database up to date, and nothing else.

use super::{Done, say};
use crate::config::Config;

pub(super) fn run(config: &Config) -> Done {
    app::Database::open(&config.location())?;
    say("The database is up to date.");
    Ok(())
}

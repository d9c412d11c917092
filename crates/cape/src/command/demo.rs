//! `cape demo`: a believable company to look around in.

use super::serve::{self, serve};
use super::{Done, say};
use crate::clock::moment;
use crate::config::Config;
use app::Database;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Demo {
    /// Where the demo's data goes; kept between runs, deleted by you.
    #[arg(long, default_value = "demo-data")]
    data: PathBuf,
    /// How many customers the company knows.
    #[arg(long, default_value_t = 900)]
    customers: usize,
    /// Only fill the database, don't run Cape.
    #[arg(long)]
    fill_only: bool,
}

pub(super) fn run(demo: Demo, mut config: Config) -> Done {
    config.data.clone_from(&demo.data);
    "Carrick & Lark".clone_into(&mut config.company);
    serve::start_log(&config);
    let db = Database::open(&config.location())?;
    let founded = db.read(app::people::is_founded).wait()?;
    if !founded {
        say("Filling the database with a believable company …");
        let filled = crate::demo::fill(&db, demo.customers, moment().now)?;
        say(&format!(
            "{} customers, {} conversations, {} messages.",
            filled.customers, filled.conversations, filled.messages
        ));
    }
    if demo.fill_only {
        return Ok(());
    }
    serve::runtime()?.block_on(serve(config, db, |url| {
        say(&format!(
            "\n  Open   {url}\n  Name   {}\n  Password   {}\n",
            crate::demo::login(moment().now),
            crate::demo::PASSWORD
        ));
    }))
}

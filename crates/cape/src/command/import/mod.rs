//! `cape import`: years of mail from elsewhere, in a run that can be stopped and goes on where it was.

mod bookmark;
mod filing;
mod progress;
mod source;

use super::interrupt::Interrupt;
use super::{fail, say};
use crate::clock::moment;
use crate::config::Config;
use app::Database;
use clap::{Args, Subcommand};
use filing::Filing;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use source::Source;
use std::path::PathBuf;
use std::process::ExitCode;

/// What shells say of a program that was interrupted.
const INTERRUPTED: u8 = 130;

#[derive(Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    command: ImportCommand,
}

#[derive(Subcommand)]
enum ImportCommand {
    /// Mail from mbox files.
    Mbox(Archives),
    /// Mail from Maildir folders, with their subfolders.
    Maildir(Archives),
}

#[derive(Args)]
struct Archives {
    /// The archives, one after the other. Begin with the inbox: answers in a folder of sent mail then find what they answer.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The mailbox the mail belonged to; without it, the recipients of each mail tell.
    #[arg(long, value_name = "ADDRESS")]
    mailbox: Option<String>,
    /// Leave out what was written before that day (UTC), such as 2024-01-01.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
}

pub(super) fn run(import: Import, config: &Config) -> ExitCode {
    let (archives, open): (Archives, fn(&std::path::Path) -> std::io::Result<Source>) = match import.command {
        ImportCommand::Mbox(archives) => (archives, Source::mbox),
        ImportCommand::Maildir(archives) => (archives, Source::maildir),
    };
    match file_all(&archives, open, config) {
        Ok(code) => code,
        Err(error) => fail(&error.to_string(), ExitCode::FAILURE),
    }
}

fn file_all(
    archives: &Archives,
    open: fn(&std::path::Path) -> std::io::Result<Source>,
    config: &Config,
) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let interrupt = Interrupt::watch()?;
    let db = Database::open(&config.location())?;
    // The mailboxes of the configuration tell which mails are ours, also before the first start.
    let addresses = config.mailbox.iter().map(|one| (one.name.clone(), one.address.clone()));
    let named = archives.mailbox.iter().map(|address| (address.clone(), address.clone()));
    let mut mailbox = None;
    for (name, address) in addresses.collect::<Vec<_>>().into_iter().chain(named) {
        let (now, this) = (moment(), address.clone());
        let known = db.read(app::mailbox::all).wait()?;
        let known = known.into_iter().find(|known| known.address.eq_ignore_ascii_case(&address));
        let id = match known {
            Some(known) => known.id,
            None => db.write(move |tx| app::mailbox::ensure(tx, &name, &address, &now)).wait()?,
        };
        if archives.mailbox.as_deref().is_some_and(|wanted| wanted.eq_ignore_ascii_case(&this)) {
            mailbox = Some(id);
        }
    }
    let since = archives.since.map(|day| day.to_zoned(TimeZone::UTC)).transpose()?;
    let since = since.map(|day| day.timestamp());
    let mut code = ExitCode::SUCCESS;
    for path in &archives.paths {
        let source = match open(path) {
            Ok(source) => source,
            Err(error) => {
                code = fail(&format!("{}: {error}", path.display()), ExitCode::FAILURE);
                continue;
            }
        };
        let filed = Filing { db: &db, mailbox, since, interrupt: &interrupt }.run(source)?;
        say(&format!("{}: {}", path.display(), filed.words()));
        if filed.stopped {
            say("Stopped. The same command goes on from here.");
            return Ok(ExitCode::from(INTERRUPTED));
        }
    }
    Ok(code)
}

//! `cape intake`: one mail from standard input, made durable before we say yes.
//!
//! Works whether or not the server runs: it writes to the database itself. The exit codes are those of
//! `sysexits.h`, which Postfix and others understand: 75 means "keep it and try again".

use super::{Command, fail};
use crate::clock::moment;
use crate::config::Config;
use app::intake::{MAIL_BYTES_MAX, Source};
use clap::Args;
use std::io::Read;
use std::process::ExitCode;

/// The mail server keeps the mail and tries again (`EX_TEMPFAIL`).
const TRY_AGAIN: u8 = 75;
/// The mail can't be taken, now or later (`EX_DATAERR`).
const BAD_MAIL: u8 = 65;

#[derive(Args)]
pub(crate) struct Intake {
    /// The mailbox it is for; without it, the recipients of the mail tell.
    #[arg(long)]
    mailbox: Option<String>,
}

/// A mistake in the configuration is mended by people: the mail must wait for that.
pub(super) fn exit_for_configuration(command: &Command) -> ExitCode {
    if matches!(command, Command::Intake(_)) { ExitCode::from(TRY_AGAIN) } else { ExitCode::FAILURE }
}

pub(super) fn run(intake: &Intake, config: &Config) -> ExitCode {
    let mut raw = Vec::new();
    let read = std::io::stdin().lock().take(MAIL_BYTES_MAX as u64 + 1).read_to_end(&mut raw);
    if let Err(error) = read {
        return fail(&format!("reading the mail failed: {error}"), ExitCode::from(TRY_AGAIN));
    }
    if raw.is_empty() {
        return fail("standard input holds no mail", ExitCode::from(BAD_MAIL));
    }
    if raw.len() > MAIL_BYTES_MAX {
        return fail(
            &format!("the mail is larger than {} MB", MAIL_BYTES_MAX / 1024 / 1024),
            ExitCode::from(BAD_MAIL),
        );
    }
    match take(intake, config, &raw) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("not taken, try again: {error}"), ExitCode::from(TRY_AGAIN)),
    }
}

fn take(intake: &Intake, config: &Config, raw: &[u8]) -> app::Result<()> {
    let db = app::Database::open(&config.location())?;
    let (blob, moment, address) = (app::blob(raw), moment(), intake.mailbox.clone());
    db.write(move |tx| {
        let mailbox = match &address {
            Some(address) => Some(app::mailbox::ensure(tx, address, address, &moment)?),
            None => None,
        };
        app::intake::receive(tx, &blob, Source::Pipe, mailbox, &moment)
    })
    .wait()?;
    Ok(())
}

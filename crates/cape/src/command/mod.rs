//! The commands.

mod demo;
mod intake;
mod mail;
mod migrate;
mod serve;
mod user;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

pub(crate) use serve::serve;

/// Customer service that a company runs itself: every agent a hero, every customer known, every promise kept.
#[derive(Parser)]
#[command(version, about)]
pub(crate) struct Cape {
    /// The configuration file; without it, cape.toml if there is one.
    #[arg(long, global = true, env = "CAPE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run Cape.
    Serve,
    /// Fill a database with a believable company and run Cape on it.
    Demo(demo::Demo),
    /// Take one mail from standard input; for a mail server's pipe.
    Intake(intake::Intake),
    /// Understand mails.
    Mail(mail::Mail),
    /// Make people and passwords.
    User(user::User),
    /// Bring the database up to date.
    Migrate,
}

/// Runs a command; what went wrong is said on standard error.
pub(crate) fn run(cape: Cape) -> ExitCode {
    if let Command::Mail(mail) = cape.command {
        return mail::run(mail);
    }
    let config = match Config::load(cape.config.as_deref()) {
        Ok(config) => config,
        Err(error) => return fail(&error.to_string(), intake::exit_for_configuration(&cape.command)),
    };
    match cape.command {
        Command::Serve => finished(serve::run(config)),
        Command::Demo(demo) => finished(demo::run(demo, config)),
        Command::Intake(intake) => intake::run(&intake, &config),
        Command::User(user) => finished(user::run(user, &config)),
        Command::Migrate => finished(migrate::run(&config)),
        Command::Mail(mail) => mail::run(mail),
    }
}

/// What a command returns.
type Done = Result<(), Box<dyn std::error::Error>>;

fn finished(done: Done) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string(), ExitCode::FAILURE),
    }
}

#[expect(clippy::print_stderr, reason = "a command speaks to whoever started it")]
fn fail(what: &str, code: ExitCode) -> ExitCode {
    eprintln!("cape: {what}");
    code
}

/// Says something to whoever started the command.
#[expect(clippy::print_stdout, reason = "a command speaks to whoever started it")]
fn say(what: &str) {
    println!("{what}");
}

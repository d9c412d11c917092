//! The commands.

mod backup;
mod demo;
mod doctor;
mod export;
mod import;
mod intake;
mod interrupt;
mod mail;
mod migrate;
mod model;
mod restore;
mod serve;
mod user;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

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
    /// Look at everything Cape needs and say what is wrong.
    Doctor(doctor::Doctor),
    /// Write everything into a folder, in an open format.
    Export(export::Export),
    /// Put everything into one file while Cape runs, or look whether such a file is good.
    Backup(backup::Backup),
    /// Make the data of a backup the data of this installation.
    Restore(restore::Restore),
    /// Take in archives of mail.
    Import(import::Import),
    /// Understand mails.
    Mail(mail::Mail),
    /// Ask the models, on tables in files.
    Model(Box<model::Model>),
    /// Make people and passwords.
    User(user::User),
    /// Bring the database up to date.
    Migrate,
}

/// Runs a command; what went wrong is said on standard error.
pub(crate) fn run(cape: Cape) -> ExitCode {
    // These two need no database, and so no configuration.
    let command = match cape.command {
        Command::Mail(mail) => return mail::run(mail),
        Command::Model(model) => return model::run(*model),
        other => other,
    };
    let config = match Config::load(cape.config.as_deref()) {
        Ok(config) => config,
        Err(error) => {
            return match &command {
                Command::Doctor(doctor) => doctor::misconfigured(doctor, &error.to_string()),
                other => fail(&error.to_string(), intake::exit_for_configuration(other)),
            };
        }
    };
    match command {
        Command::Serve => finished(serve::run(config)),
        Command::Demo(demo) => finished(demo::run(demo, config)),
        Command::Intake(intake) => intake::run(&intake, &config),
        Command::Import(import) => import::run(import, &config),
        Command::Backup(backup) => finished(backup::run(&backup, &config)),
        Command::Restore(restore) => finished(restore::run(&restore, &config)),
        Command::Doctor(doctor) => doctor::run(&doctor, &config),
        Command::Export(export) => finished(export::run(&export, &config)),
        Command::User(user) => finished(user::run(user, &config)),
        Command::Migrate => finished(migrate::run(&config)),
        Command::Mail(mail) => mail::run(mail),
        Command::Model(model) => model::run(*model),
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

/// Says something to whoever started the command. Whoever stopped listening (`cape … | head`) has heard enough.
fn say(what: &str) {
    let _ = writeln!(std::io::stdout(), "{what}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_do_not_contradict_each_other() {
        super::Cape::command().debug_assert();
    }
}

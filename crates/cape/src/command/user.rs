//! `cape user`: the owner, and a way back in for whoever lost the password.

use super::{Done, say};
use crate::clock::moment;
use crate::config::Config;
use app::people::{NewOwner, Password};
use clap::{Args, Subcommand};
use std::io::BufRead;

#[derive(Args)]
pub(crate) struct User {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make the owner of a new house. The password is read from standard input.
    CreateOwner {
        /// Name.
        #[arg(long)]
        name: String,
        /// Mail address.
        #[arg(long)]
        email: String,
    },
    /// Give somebody a new password, read from standard input, and end their sessions.
    ResetPassword {
        /// Mail address.
        #[arg(long)]
        email: String,
        /// Also take the second factor away.
        #[arg(long)]
        without_second_factor: bool,
    },
}

pub(super) fn run(user: User, config: &Config) -> Done {
    let db = app::Database::open(&config.location())?;
    let moment = moment();
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = Password::new(line.trim_end_matches(['\r', '\n']), &moment)?;
    match user.command {
        UserCommand::CreateOwner { name, email } => {
            let new = NewOwner { name, email: email.clone(), password };
            db.write(move |tx| app::people::found(tx, &new, &moment)).wait()?;
            say(&format!("{email} owns this house now."));
        }
        UserCommand::ResetPassword { email, without_second_factor } => {
            let address = email.clone();
            db.write(move |tx| app::people::reset_password(tx, &address, &password, without_second_factor))
                .wait()?;
            say(&format!("{email} has a new password; all sessions are ended."));
        }
    }
    Ok(())
}

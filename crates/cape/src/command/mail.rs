//! `cape mail inspect`: what Cape understands of a mail, one JSON object a line.

use super::{fail, say};
use clap::{Args, Subcommand};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Mail {
    #[command(subcommand)]
    command: MailCommand,
}

#[derive(Subcommand)]
enum MailCommand {
    /// Print what Cape understands of each mail. A mail's content never makes this fail.
    Inspect {
        /// The mails; `-` is standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// One JSON object a line (the only form there is; the flag keeps scripts readable).
        #[arg(long)]
        json: bool,
        /// The files are bare bodies, HTML where the name says so.
        #[arg(long)]
        body_only: bool,
    },
}

pub(super) fn run(mail: Mail) -> ExitCode {
    let MailCommand::Inspect { files, json: _, body_only } = mail.command;
    let mut code = ExitCode::SUCCESS;
    for file in &files {
        match read(file) {
            Ok(bytes) => say(&inspect(file, &bytes, body_only)),
            Err(error) => code = fail(&format!("{}: {error}", file.display()), ExitCode::FAILURE),
        }
    }
    code
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn inspect(file: &Path, bytes: &[u8], body_only: bool) -> String {
    let mail = if body_only {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_html = name.contains(".htm") || name.contains("html");
        ::mail::Mail { body: ::mail::body_only(bytes, is_html), ..::mail::Mail::default() }
    } else {
        ::mail::read(bytes)
    };
    ::mail::inspect(&mail).to_string()
}

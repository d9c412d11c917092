//! `cape model service`: service as customers meet it.

mod consistency;
mod contacts;
mod excess;

use super::{Answer, Answered, Table, figures};
use clap::{Args, Subcommand};

/// Service as customers meet it: first contact resolution and repeats, evenness, and counts that stand out.
#[derive(Args)]
pub(super) struct Service {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    Consistency(consistency::Consistency),
    Contacts(contacts::Contacts),
    Excess(excess::Excess),
}

pub(super) fn run(arguments: Service) -> Answered {
    match arguments.question {
        Question::Consistency(arguments) => consistency::run(arguments),
        Question::Contacts(arguments) => contacts::run(arguments),
        Question::Excess(arguments) => excess::run(arguments),
    }
}

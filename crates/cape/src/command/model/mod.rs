//! `cape model …`: the models, on a table in a file.
//!
//! A family of models is a file here: its arguments, and a `run` that reads a [`Table`], asks `models` and returns an
//! [`Answer`].

mod answer;
mod crisis;
mod staffing;
mod table;

pub(crate) use answer::Answer;
pub(crate) use table::Table;

use super::{fail, say};
use clap::{Args, Subcommand};
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Model {
    /// Answer as JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    family: Family,
}

#[derive(Subcommand)]
enum Family {
    // Boxed, as it is far larger than the others.
    Crisis(Box<crisis::Crisis>),
    Staffing(staffing::Staffing),
}

/// What a family's `run` returns.
type Answered = Result<Answer, Box<dyn std::error::Error>>;

pub(super) fn run(model: Model) -> ExitCode {
    let answered: Answered = match model.family {
        Family::Crisis(arguments) => crisis::run(*arguments),
        Family::Staffing(arguments) => staffing::run(arguments),
    };
    match answered {
        Ok(answer) => {
            say(&if model.json { answer.json.to_string() } else { answer.words });
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string(), ExitCode::FAILURE),
    }
}

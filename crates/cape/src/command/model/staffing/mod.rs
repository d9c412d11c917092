//! `cape model staffing`: how many people it takes, and how much will come.

mod forecast;
mod queue;

use super::{Answered, Table};
use clap::{Args, Subcommand};

/// How many people it takes to answer in time, and how much will come.
#[derive(Args)]
pub(crate) struct Staffing {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    Queue(queue::Queue),
    Agents(queue::Agents),
    Forecast(forecast::Forecast),
}

pub(super) fn run(staffing: Staffing) -> Answered {
    match staffing.question {
        Question::Queue(arguments) => queue::queue(arguments),
        Question::Agents(arguments) => queue::agents(arguments),
        Question::Forecast(arguments) => forecast::run(arguments),
    }
}

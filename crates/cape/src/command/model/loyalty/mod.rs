//! `cape model loyalty`: points that are owed, customers who move, and what an offer brought.

mod liability;
mod migration;
mod points;
mod uplift;

use super::{Answer, Answered, Table, figures};
use clap::{Args, Subcommand};

/// Loyalty in numbers: points and what is owed for them, customers who move between levels, and what an offer brought.
#[derive(Args)]
pub(super) struct Loyalty {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    Liability(liability::Liability),
    Migration(migration::Migration),
    Points(points::Points),
    Uplift(uplift::Uplift),
}

pub(super) fn run(arguments: Loyalty) -> Answered {
    match arguments.question {
        Question::Liability(arguments) => liability::run(arguments),
        Question::Migration(arguments) => migration::run(arguments),
        Question::Points(arguments) => points::run(arguments),
        Question::Uplift(arguments) => uplift::run(arguments),
    }
}

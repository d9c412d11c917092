//! `cape model …`: the models, on a table in a file.
//!
//! A family of models is a file here: its arguments, and a `run` that reads a [`Table`], asks `models` and returns an
//! [`Answer`].

mod agreement;
mod answer;
mod business_time;
mod figures;
mod intervals;
mod loyalty;
mod service;
mod customer_assets;
mod customer_value;
mod retention;
mod crisis;
mod staffing;
mod detection;
mod near_duplicates;
mod messages;
#[expect(dead_code, reason = "the first family that draws takes this line away")]
mod plot;
mod table;
mod topics;
mod weekly_detection;

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
    Agreement(agreement::Agreement),
    BusinessTime(business_time::BusinessTime),
    Intervals(intervals::Intervals),
    Loyalty(loyalty::Loyalty),
    Service(service::Service),
    CustomerAssets(customer_assets::CustomerAssets),
    CustomerValue(customer_value::CustomerValue),
    Retention(retention::Retention),
    Crisis(crisis::Crisis),
    Staffing(staffing::Staffing),
    /// Find what is unusual in hourly counts of contacts, at a false-alarm rate that you choose.
    Detection(detection::Detection),
    /// Find copies among messages.
    NearDuplicates(near_duplicates::NearDuplicates),
    /// Learn topics from sorted messages, suggest them for new ones, and look for new topics.
    Topics(topics::Topics),
    /// Find weeks above what past years let expect.
    WeeklyDetection(weekly_detection::WeeklyDetection),
    Messages(messages::Messages),
}

/// What a family's `run` returns.
type Answered = Result<Answer, Box<dyn std::error::Error>>;

pub(super) fn run(model: Model) -> ExitCode {
    let answered: Answered = match model.family {
        Family::Agreement(arguments) => agreement::run(arguments),
        Family::BusinessTime(arguments) => business_time::run(arguments),
        Family::Intervals(arguments) => intervals::run(arguments),
        Family::Loyalty(arguments) => loyalty::run(arguments),
        Family::Service(arguments) => service::run(arguments),
        Family::CustomerAssets(arguments) => customer_assets::run(arguments),
        Family::CustomerValue(arguments) => customer_value::run(arguments),
        Family::Retention(arguments) => retention::run(arguments),
        Family::Crisis(arguments) => crisis::run(arguments),
        Family::Staffing(arguments) => staffing::run(arguments),
        Family::Detection(arguments) => detection::run(arguments),
        Family::NearDuplicates(arguments) => near_duplicates::run(&arguments),
        Family::Topics(arguments) => topics::run(&arguments),
        Family::WeeklyDetection(arguments) => weekly_detection::run(&arguments),
        Family::Messages(messages) => messages::run(&messages),
    };
    match answered {
        Ok(answer) => {
            say(&if model.json { answer.json.to_string() } else { answer.words });
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string(), ExitCode::FAILURE),
    }
}

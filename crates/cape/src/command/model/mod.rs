//! `cape model …`: the models, on a table in a file.
//!
//! A family of models is a file here: its arguments, and a `run` that reads a [`Table`], asks `models` and returns an
//! [`Answer`].

mod acquisition_guard;
mod agreement;
mod answer;
mod business_time;
mod buyers;
mod complaints;
mod crisis;
mod customer_assets;
mod customer_equity;
mod customer_value;
mod detection;
mod figures;
mod growing_topics;
mod intervals;
mod loyalty;
mod messages;
mod near_duplicates;
mod new_topics;
mod plot;
mod retention;
mod run_lengths;
mod service;
mod staffing;
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
    AcquisitionGuard(acquisition_guard::AcquisitionGuard),
    Agreement(agreement::Agreement),
    BusinessTime(business_time::BusinessTime),
    Complaints(complaints::Complaints),
    Crisis(crisis::Crisis),
    CustomerAssets(customer_assets::CustomerAssets),
    CustomerEquity(customer_equity::CustomerEquity),
    CustomerValue(customer_value::CustomerValue),
    /// Find what is unusual in hourly counts of contacts, at a false-alarm rate that you choose.
    Detection(detection::Detection),
    GrowingTopics(growing_topics::GrowingTopics),
    Intervals(intervals::Intervals),
    Loyalty(loyalty::Loyalty),
    Messages(messages::Messages),
    /// Find copies among messages.
    NearDuplicates(near_duplicates::NearDuplicates),
    NewTopics(new_topics::NewTopics),
    Retention(retention::Retention),
    RunLengths(run_lengths::RunLengths),
    Service(service::Service),
    Staffing(staffing::Staffing),
    /// Learn topics from sorted messages, suggest them for new ones, and look for new topics.
    Topics(topics::Topics),
    /// Find weeks above what past years let expect.
    WeeklyDetection(weekly_detection::WeeklyDetection),
}

/// What a family's `run` returns.
type Answered = Result<Answer, Box<dyn std::error::Error>>;

pub(super) fn run(model: Model) -> ExitCode {
    let answered: Answered = match model.family {
        Family::AcquisitionGuard(arguments) => acquisition_guard::run(arguments),
        Family::Agreement(arguments) => agreement::run(arguments),
        Family::BusinessTime(arguments) => business_time::run(arguments),
        Family::Complaints(arguments) => complaints::run(arguments),
        Family::Crisis(arguments) => crisis::run(arguments),
        Family::CustomerAssets(arguments) => customer_assets::run(arguments),
        Family::CustomerEquity(arguments) => customer_equity::run(arguments),
        Family::CustomerValue(arguments) => customer_value::run(arguments),
        Family::Detection(arguments) => detection::run(arguments),
        Family::GrowingTopics(arguments) => growing_topics::run(&arguments),
        Family::Intervals(arguments) => intervals::run(arguments),
        Family::Loyalty(arguments) => loyalty::run(arguments),
        Family::Messages(messages) => messages::run(&messages),
        Family::NearDuplicates(arguments) => near_duplicates::run(&arguments),
        Family::NewTopics(arguments) => new_topics::run(&arguments),
        Family::Retention(arguments) => retention::run(arguments),
        Family::RunLengths(arguments) => run_lengths::run(arguments),
        Family::Service(arguments) => service::run(arguments),
        Family::Staffing(arguments) => staffing::run(arguments),
        Family::Topics(arguments) => topics::run(&arguments),
        Family::WeeklyDetection(arguments) => weekly_detection::run(&arguments),
    };
    match answered {
        Ok(answer) => {
            say(&if model.json { answer.json.to_string() } else { answer.words });
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string(), ExitCode::FAILURE),
    }
}

//! `cape model run-lengths`: how long a control chart runs before it alarms.

use super::{Answer, Answered};
use clap::{Args, Subcommand, ValueEnum};
use models::detection::{Cusum, Ewma, PoissonCusum, Sides};
use serde::Serialize;
use std::fmt::Write;

/// How long a control chart runs before an alarm: between false alarms while nothing is wrong, and until something is
/// seen when it is.
///
/// Scores are standard normal while nothing is wrong (what `detection` makes of counts); a Poisson CUSUM takes counts as
/// they are.
#[derive(Args)]
pub(super) struct RunLengths {
    #[command(subcommand)]
    chart: Chart,
}

#[derive(Subcommand)]
enum Chart {
    Cusum(CusumArguments),
    Ewma(EwmaArguments),
    PoissonCusum(PoissonArguments),
}

/// A cumulative sum of scores.
#[derive(Args)]
struct CusumArguments {
    /// The reference value (k), in standard deviations: half the shift to be found fast.
    #[arg(long, default_value_t = 0.5)]
    reference: f64,
    /// The threshold (h), in standard deviations.
    #[arg(long, required_unless_present = "in_control")]
    threshold: Option<f64>,
    /// Instead of a threshold: the mean number of scores between false alarms that it is to have.
    #[arg(long, conflicts_with = "threshold")]
    in_control: Option<f64>,
    /// Whether falls alarm too.
    #[arg(long, value_enum, default_value_t = Watched::Up)]
    sides: Watched,
    /// Shifts of the mean, in standard deviations; may be given again.
    #[arg(long = "shift", allow_negative_numbers = true, default_values_t = [0.0, 0.5, 1.0, 2.0])]
    shifts: Vec<f64>,
}

/// A moving average of scores in which old ones fade.
#[derive(Args)]
struct EwmaArguments {
    /// The weight of the newest score (lambda), above 0 and at most 1.
    #[arg(long, default_value_t = 0.1)]
    smoothing: f64,
    /// The width of the limits (L), in deviations of the settled average.
    #[arg(long, default_value_t = 2.703)]
    width: f64,
    /// Shifts of the mean, in standard deviations; may be given again.
    #[arg(long = "shift", allow_negative_numbers = true, default_values_t = [0.0, 0.5, 1.0, 2.0])]
    shifts: Vec<f64>,
}

/// A cumulative sum of counts.
#[derive(Args)]
struct PoissonArguments {
    /// The mean count while nothing is wrong.
    #[arg(long)]
    usual: f64,
    /// The reference value (k), in counts.
    #[arg(long)]
    reference: f64,
    /// The threshold (h), in counts.
    #[arg(long)]
    threshold: f64,
    /// Raised means; may be given again. Without any: 1.5 and 2 times the usual one.
    #[arg(long = "raised")]
    raised: Vec<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Watched {
    Up,
    Both,
}

/// A chart with its run lengths.
#[derive(Serialize)]
struct Found {
    chart: &'static str,
    /// Its settings by name.
    settings: Vec<(&'static str, f64)>,
    /// What `at` is: a shift or a mean.
    of: &'static str,
    run_lengths: Vec<RunLength>,
}

#[derive(Serialize)]
struct RunLength {
    at: f64,
    /// The mean number of scores or counts until an alarm.
    mean: f64,
}

pub(super) fn run(arguments: RunLengths) -> Answered {
    let found = match arguments.chart {
        Chart::Cusum(arguments) => cusum(&arguments)?,
        Chart::Ewma(arguments) => ewma(&arguments)?,
        Chart::PoissonCusum(arguments) => poisson(&arguments)?,
    };
    Ok(Answer::new(words(&found), &found)?)
}

fn cusum(arguments: &CusumArguments) -> models::Result<Found> {
    let (sides, chart) = match arguments.sides {
        Watched::Up => (Sides::One, "CUSUM, upward"),
        Watched::Both => (Sides::Two, "CUSUM, both sides"),
    };
    let made = match (arguments.threshold, arguments.in_control) {
        (Some(threshold), _) => Cusum::new(arguments.reference, threshold)?,
        (None, wanted) => Cusum::with_run_length(arguments.reference, wanted.unwrap_or(f64::NAN), sides)?,
    };
    let settings = vec![("k", made.reference()), ("h", made.threshold())];
    let run_lengths = lengths(&arguments.shifts, |shift| made.run_length(shift, sides))?;
    Ok(Found { chart, settings, of: "shift", run_lengths })
}

fn ewma(arguments: &EwmaArguments) -> models::Result<Found> {
    let made = Ewma::new(arguments.smoothing, arguments.width)?;
    let settings = vec![("lambda", arguments.smoothing), ("L", arguments.width), ("limit", made.limit())];
    let run_lengths = lengths(&arguments.shifts, |shift| made.run_length(shift))?;
    Ok(Found { chart: "EWMA, both sides", settings, of: "shift", run_lengths })
}

fn poisson(arguments: &PoissonArguments) -> models::Result<Found> {
    let made = PoissonCusum::new(arguments.reference, arguments.threshold)?;
    let mut means = vec![arguments.usual];
    if arguments.raised.is_empty() {
        means.extend([1.5, 2.0].map(|times| times * arguments.usual));
    }
    means.extend(&arguments.raised);
    let settings = vec![("k", arguments.reference), ("h", arguments.threshold)];
    let run_lengths = lengths(&means, |mean| made.run_length(mean))?;
    Ok(Found { chart: "Poisson CUSUM, upward", settings, of: "mean", run_lengths })
}

fn lengths(at: &[f64], length: impl Fn(f64) -> models::Result<f64>) -> models::Result<Vec<RunLength>> {
    at.iter().map(|&at| Ok(RunLength { at, mean: length(at)? })).collect()
}

fn words(found: &Found) -> String {
    let settings: Vec<String> =
        found.settings.iter().map(|(name, value)| format!("{name} {value:.4}")).collect();
    let mut words =
        format!("{}: {}\n\n{:>8}{:>16}", found.chart, settings.join(", "), found.of, "until an alarm");
    for length in &found.run_lengths {
        let _ = write!(words, "\n{:>8}{:>16.2}", length.at, length.mean);
    }
    words
}

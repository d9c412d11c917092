//! `cape model crisis`: what a crisis does to perception, and what brings it back.

mod averaged;
mod picture;
mod words;

use super::plot::Plot;
use super::{Answer, Answered, Table};
use averaged::Averaged;
use clap::{Args, ValueEnum};
use models::crisis::{
    Band, Bootstrap, Crisis as Fall, Experiment, Finding, Fit, History, LagChoice, Plan, Replicates, Season,
    Series, Setting, Specification, StandardErrors, Threshold, choose_lags, fit, sensitivity,
};
use serde::Serialize;
use std::path::PathBuf;

/// How far responses are told, in periods.
const HORIZON: usize = 24;

/// How sure a recovery is planned.
const SURE: f64 = 0.9;

/// What a crisis does to how customers see us, and what brings them back: are losses larger than gains, do they last,
/// what of history, and how long does a steady recovery take.
///
/// The table has one row per week or month, in order and without gaps: how well we did (physical: kept promises, share
/// on time, uptime) and how well customers say we did. The equations are the platform's own specification; the
/// findings looked for are those of Gijsenberg, van Heerde & Verhoef (2015).
#[derive(Args)]
pub(crate) struct Crisis {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The column of how well we did.
    #[arg(long, default_value = "osp")]
    operations: String,
    /// The column of how well customers say we did.
    #[arg(long, default_value = "psq")]
    perception: String,
    /// The column of how many answers perception is the mean of; they weigh the periods.
    #[arg(long)]
    answers: Option<String>,
    /// How many periods back changes of operations act.
    #[arg(long, default_value_t = 2, conflicts_with = "choose_lags")]
    lags_operations: usize,
    /// How many periods back changes of perception act.
    #[arg(long, default_value_t = 1, conflicts_with = "choose_lags")]
    lags_perception: usize,
    /// Choose both lags by BIC, up to 4 and 2.
    #[arg(long)]
    choose_lags: bool,
    /// How many changes in a row make a sustained run (K).
    #[arg(long, default_value_t = 3)]
    run_length: usize,
    /// How large they must be, in units of operations (tau); otherwise .2 standard deviations of the changes.
    #[arg(long)]
    threshold: Option<f64>,
    /// Periods a year, to take out what returns every year: 12 or 52.
    #[arg(long)]
    season: Option<usize>,
    /// The season as so many waves a year instead of a level for each period; better for weeks.
    #[arg(long, requires = "season")]
    waves: Option<usize>,
    /// Standard errors that allow for so many neighbouring periods to resemble each other (HAC), instead of HC1.
    #[arg(long)]
    hac: Option<usize>,
    /// Draw kinds of change seen fewer times than this towards business as usual.
    #[arg(long, default_value_t = 0)]
    shrink_below: usize,
    /// The size of the tests.
    #[arg(long, default_value_t = 0.05)]
    size: f64,
    /// The shock whose responses are told, in units of operations; otherwise one standard deviation of the changes.
    #[arg(long)]
    shock: Option<f64>,
    /// The size of the changes of a sustained run, and of the steps of a recovery; otherwise a quarter of the shock, or
    /// just above the threshold.
    #[arg(long)]
    pace: Option<f64>,
    /// How far operations fall in the crisis to recover from; otherwise the shock.
    #[arg(long)]
    depth: Option<f64>,
    /// What operations can't exceed, such as 100; they stand where they stood last.
    #[arg(long)]
    cap: Option<f64>,
    /// Replicates of the bootstrap.
    #[arg(long, default_value_t = 999)]
    replicates: usize,
    /// The level of all bands, between 0 and 1.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// Futures drawn for the responses averaged over what else may happen.
    #[arg(long, default_value_t = 100)]
    futures: usize,
    /// Where the randomness of the bootstrap and of the futures starts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Also tell the verdicts under run lengths 2 to 4 and thresholds of .1, .2 and .4 standard deviations.
    #[arg(long)]
    vary: bool,
    #[command(flatten)]
    plot: Plot,
    /// What the picture shows.
    #[arg(long, value_enum, default_value_t = Drawing::Responses, requires = "picture")]
    draw: Drawing,
}

/// What `--plot` draws.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Drawing {
    /// Responses to a stated change, all else still.
    Responses,
    /// Responses averaged over what else may happen.
    Averaged,
}

/// The answer, as JSON.
#[derive(Serialize)]
struct Told {
    specification: &'static str,
    fit: Fit,
    findings: Vec<Finding>,
    lags: Option<LagChoice>,
    level: f64,
    responses: Vec<Response>,
    averaged: Vec<Averaged>,
    recovery: Recovered,
    sensitivity: Vec<Setting>,
}

/// A response with its band, or why there is none.
#[derive(Serialize)]
struct Response {
    what: &'static str,
    experiment: Experiment,
    band: Option<Band>,
    refused: Option<String>,
}

/// A way out of the crisis, or why there is none.
#[derive(Serialize)]
struct Recovered {
    crisis: Fall,
    step: f64,
    plan: Option<Plan>,
    /// The steps that suffice in nine of ten replicates.
    steps_to_be_sure: Option<usize>,
    refused: Option<String>,
}

pub(super) fn run(arguments: Crisis) -> Answered {
    let table = Table::read(&arguments.file)?;
    let operations = table.numbers(&arguments.operations)?;
    let perception = table.numbers(&arguments.perception)?;
    let answers = arguments.answers.as_deref().map(|column| table.numbers(column)).transpose()?;
    let series = Series { operations: &operations, perception: &perception, answers: answers.as_deref() };
    let explain = |error| table.explain(error);
    let mut specification = arguments.specification();
    let lags = if arguments.choose_lags {
        let choice = choose_lags(&series, &specification, 4, 2).map_err(explain)?;
        specification = choice.specification;
        Some(choice)
    } else {
        None
    };
    let fit = fit(&series, &specification).map_err(explain)?;
    let findings = fit.findings(arguments.size).map_err(explain)?;
    if !(arguments.level > 0.0 && arguments.level < 1.0) {
        return Err(format!("--level {}: it must be between 0 and 1", arguments.level).into());
    }
    let bootstrap = Bootstrap { replicates: arguments.replicates, block: None, seed: arguments.seed };
    let replicates = fit.bootstrap(&bootstrap).map_err(explain)?;
    let shock = arguments.shock.unwrap_or_else(|| deviation(&operations));
    let pace = arguments.pace.unwrap_or_else(|| (shock / 4.0).max(fit.threshold * 1.01));
    let crisis = Fall {
        level: operations.last().copied().unwrap_or_default(),
        cap: arguments.cap,
        ..Fall::new(arguments.depth.unwrap_or(shock))
    };
    let varied = if arguments.vary {
        let thresholds = [0.1, 0.2, 0.4].map(Threshold::Deviations);
        sensitivity(&series, &specification, &[2, 3, 4], &thresholds, arguments.size).map_err(explain)?
    } else {
        Vec::new()
    };
    let told = Told {
        specification: words::SPECIFICATION,
        findings,
        lags,
        level: arguments.level,
        responses: responses(&replicates, shock, pace, arguments.level),
        averaged: averaged::ask(&replicates, shock, pace, &arguments),
        recovery: recovery(&replicates, crisis, pace),
        sensitivity: varied,
        fit,
    };
    arguments.plot.write(|| picture::draw(&told, arguments.draw))?;
    Ok(Answer::new(words::tell(&told), &told)?)
}

impl Crisis {
    fn specification(&self) -> Specification {
        let season = match (self.season, self.waves) {
            (None, _) => Season::None,
            (Some(periods), None) => Season::Levels { periods },
            (Some(periods), Some(pairs)) => Season::Waves { periods, pairs },
        };
        Specification {
            lags_operations: self.lags_operations,
            lags_perception: self.lags_perception,
            run_length: self.run_length,
            threshold: self.threshold.map_or(Threshold::Deviations(0.2), Threshold::Units),
            season,
            standard_errors: self.hac.map_or(StandardErrors::Hc1, |lags| StandardErrors::Hac { lags }),
            shrink_below: self.shrink_below,
        }
    }
}

fn responses(replicates: &Replicates, shock: f64, pace: f64, level: f64) -> Vec<Response> {
    let (flat, gains, losses) = (History::Flat, History::Gains { pace }, History::Losses { pace });
    let asked = [
        ("a gain, business as usual", Experiment::shock(flat, shock, HORIZON)),
        ("a loss, business as usual", Experiment::shock(flat, -shock, HORIZON)),
        ("a gain after sustained gains", Experiment::shock(gains, shock, HORIZON)),
        ("a loss after sustained gains", Experiment::shock(gains, -shock, HORIZON)),
        ("a gain after sustained losses", Experiment::shock(losses, shock, HORIZON)),
        ("a loss after sustained losses", Experiment::shock(losses, -shock, HORIZON)),
        ("a loss, made good at once", Experiment::restored(flat, shock, HORIZON)),
    ];
    let respond = |(what, experiment): (&'static str, Experiment)| match replicates.band(&experiment, level) {
        Ok(band) => Response { what, experiment, band: Some(band), refused: None },
        Err(error) => Response { what, experiment, band: None, refused: Some(error.to_string()) },
    };
    asked.into_iter().map(respond).collect()
}

fn recovery(replicates: &Replicates, crisis: Fall, step: f64) -> Recovered {
    let planned = replicates
        .estimated()
        .plan(&crisis, step)
        .and_then(|plan| Ok((plan, replicates.steps_for(&crisis, step, SURE)?)));
    match planned {
        Ok((plan, steps_to_be_sure)) => {
            Recovered { crisis, step, plan: Some(plan), steps_to_be_sure, refused: None }
        }
        Err(error) => {
            Recovered { crisis, step, plan: None, steps_to_be_sure: None, refused: Some(error.to_string()) }
        }
    }
}

/// The standard deviation of the changes.
fn deviation(values: &[f64]) -> f64 {
    let changes: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mean = changes.iter().sum::<f64>() / changes.len() as f64;
    let squares: f64 = changes.iter().map(|change| (change - mean).powi(2)).sum();
    (squares / (changes.len() as f64 - 1.0)).sqrt()
}

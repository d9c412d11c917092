//! `cape model retention`: how long contracts last.

use super::plot::Plot;
use super::{Answer, Answered, Table};
use clap::Args;
use models::customer::{BetaWeibull, Estimates, Renewal, ShiftedBetaGeometric};
use models::plot::{Curve, Labels, survival};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// How long contracts last: fits the models sBG and BdW to counts of customers still there after each renewal.
///
/// The table has one row per period, from the start; each cohort is a column of counts.
#[derive(Args)]
pub(super) struct Retention {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The columns, one per cohort; several are fitted each for itself.
    #[arg(long = "cohort", required = true)]
    cohorts: Vec<String>,
    /// Fit to so many renewals only, and show the others beside what was forecast.
    #[arg(long)]
    renewals: Option<usize>,
    /// Discount per period, as a share.
    #[arg(long, default_value_t = 0.1)]
    discount: f64,
    #[command(flatten)]
    plot: Plot,
}

/// A cohort by one model.
#[derive(Serialize)]
struct Fitted {
    cohort: String,
    model: &'static str,
    estimates: Option<Estimates>,
    error: Option<String>,
    /// Share still there at the start and after each renewal in the table: as counted, and by the model.
    actual: Vec<f64>,
    survival: Vec<f64>,
    /// Discounted renewals still expected of a new customer, and of one who made all renewals in the table.
    residual_new: Option<f64>,
    residual_last: Option<f64>,
}

pub(super) fn run(arguments: Retention) -> Answered {
    let table = Table::read(&arguments.file)?;
    let mut fits = Vec::new();
    for name in &arguments.cohorts {
        let counts = table.counts(name)?;
        let known = arguments.renewals.map_or(counts.len(), |renewals| counts.len().min(renewals + 1));
        let used = [counts[..known].to_vec()];
        let blank = |model| Fitted {
            cohort: name.clone(),
            model,
            estimates: None,
            error: None,
            actual: counts.iter().map(|count| *count as f64 / counts[0] as f64).collect(),
            survival: Vec::new(),
            residual_new: None,
            residual_last: None,
        };
        match ShiftedBetaGeometric::fit(&used) {
            Ok(fit) => fits.push(filled(blank("sBG"), &fit.model, fit.estimates, arguments.discount)?),
            // What is wrong with the counts is wrong for both models.
            Err(error @ models::Error::NotConverged { .. }) => {
                fits.push(Fitted { error: Some(error.to_string()), ..blank("sBG") });
            }
            Err(error) => return Err(table.explain(error).into()),
        }
        match BetaWeibull::fit(&used) {
            Ok(fit) => fits.push(filled(blank("BdW"), &fit.model, fit.estimates, arguments.discount)?),
            Err(error) => fits.push(Fitted { error: Some(error.to_string()), ..blank("BdW") }),
        }
    }
    arguments.plot.write(|| draw(&fits))?;
    Ok(Answer::new(words(&fits), &fits)?)
}

fn filled(
    blank: Fitted,
    model: &dyn Renewal,
    estimates: Estimates,
    discount: f64,
) -> Result<Fitted, models::Error> {
    let periods = u32::try_from(blank.actual.len()).unwrap_or(u32::MAX);
    Ok(Fitted {
        survival: (0..periods).map(|period| model.survival(period)).collect(),
        residual_new: Some(model.discounted_renewals(0, discount)?),
        residual_last: Some(model.discounted_renewals(periods.saturating_sub(1), discount)?),
        estimates: Some(estimates),
        ..blank
    })
}

/// The first cohorts as counted, each beside the sBG model.
fn draw(fits: &[Fitted]) -> models::Result<String> {
    let times: Vec<f64> = (0..fits.iter().map(|fit| fit.actual.len()).max().unwrap_or_default())
        .map(|period| period as f64)
        .collect();
    let fitted = fits.iter().filter(|fit| !fit.survival.is_empty() && fit.model == "sBG").take(2);
    let named: Vec<_> = fitted.map(|fit| (fit, format!("{} by {}", fit.cohort, fit.model))).collect();
    let curves: Vec<Curve> = (named.iter())
        .flat_map(|(fit, name)| {
            let times = &times[..fit.actual.len()];
            [
                Curve { name: &fit.cohort, times, shares: &fit.actual, in_steps: true },
                Curve { name, times, shares: &fit.survival, in_steps: false },
            ]
        })
        .collect();
    let labels = Labels {
        title: "Who is still here",
        description: "The share of each cohort after each renewal, as counted and by the model.",
        x: "renewals",
        y: "share still here",
    };
    survival(&curves, &labels)
}

fn words(fits: &[Fitted]) -> String {
    let mut words = String::new();
    for cohort in fits.chunk_by(|left, right| left.cohort == right.cohort) {
        let _ = writeln!(words, "{}", cohort[0].cohort);
        for fit in cohort {
            match (&fit.estimates, &fit.error) {
                (Some(estimates), _) => {
                    let values: Vec<String> = (estimates.parameters.iter())
                        .map(|one| format!("{} {:.4} (±{:.4})", one.name, one.value, one.standard_error))
                        .collect();
                    let likelihood = estimates.log_likelihood;
                    let _ = writeln!(
                        words,
                        "  {}  {}; log-likelihood {likelihood:.3}",
                        fit.model,
                        values.join(", ")
                    );
                    if let (Some(new), Some(last)) = (fit.residual_new, fit.residual_last) {
                        let made = fit.actual.len().saturating_sub(1);
                        let _ = writeln!(
                            words,
                            "       discounted renewals to come: {new:.4} of a new customer, {last:.4} after {made}"
                        );
                    }
                }
                (None, error) => {
                    let _ = writeln!(words, "  {}  {}", fit.model, error.as_deref().unwrap_or_default());
                }
            }
        }
        let _ = write!(words, "  period  actual");
        for fit in cohort {
            let _ = write!(words, "{:>8}", fit.model);
        }
        for (period, actual) in cohort[0].actual.iter().enumerate() {
            let _ = write!(words, "\n  {period:>6}{actual:>8.3}");
            for fit in cohort {
                let _ = write!(words, "{:>8.3}", fit.survival.get(period).copied().unwrap_or(f64::NAN));
            }
        }
        words.push_str("\n\n");
    }
    words.trim_end().to_owned()
}

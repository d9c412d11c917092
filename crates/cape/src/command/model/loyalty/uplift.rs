//! `cape model loyalty uplift`: what an offer brought.

use super::figures::range;
use super::{Answer, Answered, Table};
use clap::Args;
use models::statistics::uplift;
use std::path::PathBuf;

/// What an offer brought: those who got it against a random holdout, adjusted by what each was before (CUPED).
///
/// Columns: treated (1 or 0), pre (before the draw) and post. Members against non-members is not uplift.
#[derive(Args)]
pub(in crate::command::model) struct Uplift {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// How often the intervals shall hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

pub(super) fn run(arguments: Uplift) -> Answered {
    let table = Table::read(&arguments.file)?;
    let is_treated = table.values("treated", "1 or 0", |text| match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    })?;
    let pairs = table.numbers("pre")?.into_iter().zip(table.numbers("post")?);
    let (mut treated, mut held_out) = (Vec::new(), Vec::new());
    for (pair, is_treated) in pairs.zip(is_treated) {
        if is_treated { treated.push(pair) } else { held_out.push(pair) }
    }
    let found = uplift::uplift_adjusted(&treated, &held_out, arguments.level)
        .map_err(|error| table.explain(error))?;
    let line = |name: &str, one: &uplift::Uplift| {
        format!(
            "{name:<12}{:>9.3} ({}), z {:.2}, p {:.4}",
            one.effect,
            range(&one.interval),
            one.z,
            one.p_value
        )
    };
    let words = [
        format!("{} treated, {} held out", found.adjusted.treated, found.adjusted.held_out),
        line("adjusted", &found.adjusted),
        line("unadjusted", &found.unadjusted),
        line("before", &found.before),
        format!(
            "theta {:.4}, correlation {:.4}, variance left {:.4}",
            found.theta, found.correlation, found.variance_ratio
        ),
    ];
    Ok(Answer::new(words.join("\n"), &found)?)
}

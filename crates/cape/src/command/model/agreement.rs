//! `cape model agreement`: whether those who judge agree.

use super::figures::range;
use super::{Answer, Answered, Table};
use clap::{Args, ValueEnum};
use models::Interval;
use models::statistics::kappa::{self, Kappa, Weights};
use models::statistics::krippendorff::{self, Alpha, Scale, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Whether those who judge agree: Krippendorff's alpha, and Cohen's kappa where there are two of them.
///
/// The table has one rating a row, in the columns unit, rater and rating; an empty rating is missing. On a nominal
/// scale ratings may be words. Kappa is weighted by rank on an ordinal scale, by its square on the others.
#[derive(Args)]
pub(super) struct Agreement {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// What the ratings are.
    #[arg(long, value_enum, default_value = "nominal")]
    scale: ScaleName,
    /// How often the intervals shall hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// How many times units are drawn for the interval of alpha.
    #[arg(long, default_value_t = 1000)]
    resamples: usize,
    /// The seed of these draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScaleName {
    /// Names: alike or not.
    Nominal,
    /// Ranks.
    Ordinal,
    /// Numbers whose distances count.
    Interval,
    /// Numbers whose proportions count.
    Ratio,
}

impl ScaleName {
    fn models(self) -> (Scale, Weights) {
        match self {
            Self::Nominal => (Scale::Nominal, Weights::Equal),
            Self::Ordinal => (Scale::Ordinal, Weights::Linear),
            Self::Interval => (Scale::Interval, Weights::Quadratic),
            Self::Ratio => (Scale::Ratio, Weights::Quadratic),
        }
    }
}

#[derive(Serialize)]
struct Found {
    raters: Vec<String>,
    alpha: Alpha,
    alpha_interval: Interval,
    /// Of units that both rated; none unless there are two raters.
    kappa: Option<Kappa>,
}

pub(super) fn run(arguments: Agreement) -> Answered {
    let table = Table::read(&arguments.file)?;
    let (scale, weights) = arguments.scale.models();
    let (raters, ratings) = ratings(&table, scale)?;
    let explained = |error| table.explain(error);
    let alpha = krippendorff::alpha(&ratings, scale).map_err(explained)?;
    let alpha_interval =
        krippendorff::interval(&ratings, scale, arguments.level, arguments.resamples, arguments.seed)
            .map_err(explained)?;
    let kappa = match ratings.as_slice() {
        [first, second] => {
            let (first, second) = both(first, second);
            Some(kappa::of_ratings(&first, &second, weights, arguments.level).map_err(explained)?)
        }
        _ => None,
    };
    let found =
        Found { raters: raters.into_iter().map(str::to_owned).collect(), alpha, alpha_interval, kappa };
    Ok(Answer::new(words(&found), &found)?)
}

/// Two raters' ratings of the units that both rated, each as the place of its number among all of them.
fn both(first: &[Option<f64>], second: &[Option<f64>]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers: Vec<f64> = first.iter().chain(second).flatten().copied().collect();
    numbers.sort_by(f64::total_cmp);
    let place = |number: f64| numbers.partition_point(|other| *other < number);
    first.iter().zip(second).filter_map(|(one, two)| Some((place((*one)?), place((*two)?)))).unzip()
}

/// Raters, and what each gave to each unit.
type Ratings<'a> = (Vec<&'a str>, Vec<Vec<Option<f64>>>);

fn ratings(table: &Table, scale: Scale) -> super::table::Result<Ratings<'_>> {
    let (units, names) = (places(table.texts("unit")?), places(table.texts("rater")?));
    let texts = table.texts("rating")?;
    let numbers: Vec<Option<f64>> = if scale == Scale::Nominal {
        let places = places(texts.clone());
        let number = |(text, place): (&&str, &usize)| (!text.is_empty()).then_some(*place as f64);
        texts.iter().zip(&places.of_row).map(number).collect()
    } else {
        let number = |text: &str| match text {
            "" => Some(None),
            text => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Some),
        };
        table.values("rating", "a number", number)?
    };
    let mut ratings = vec![vec![None; units.names.len()]; names.names.len()];
    let rows = units.of_row.iter().zip(&names.of_row).zip(numbers);
    for (row, ((unit, rater), number)) in rows.enumerate() {
        let Some(place) = ratings.get_mut(*rater).and_then(|units| units.get_mut(*unit)) else { continue };
        if place.is_some() && number.is_some() {
            return Err(table.wrong(row, "rating", "this rater has rated this unit already").into());
        }
        *place = place.or(number);
    }
    Ok((names.names, ratings))
}

/// The names of a column in order, and which each row has.
struct Places<'a> {
    names: Vec<&'a str>,
    of_row: Vec<usize>,
}

fn places(column: Vec<&str>) -> Places<'_> {
    let mut names = column.clone();
    names.sort_unstable();
    names.dedup();
    let place: BTreeMap<&str, usize> = names.iter().copied().zip(0..).collect();
    let of_row = column.iter().filter_map(|name| place.get(name).copied()).collect();
    Places { names, of_row }
}

fn words(found: &Found) -> String {
    let verdict = match found.alpha.verdict {
        Verdict::Reliable => "reliable",
        Verdict::Tentative => "tentative: draw no firm conclusions",
        Verdict::NoScores => "too low: show no scores from these ratings",
    };
    let alpha = &found.alpha;
    let kappa = found.kappa.as_ref().map_or_else(String::new, |kappa| {
        format!("\nkappa {:.3} ({}) of {} units", kappa.value, range(&kappa.interval), kappa.subjects)
    });
    format!(
        "{} raters, {} units rated twice or more\nalpha {:.3} ({}): {verdict}{kappa}",
        found.raters.len(),
        alpha.units,
        alpha.value,
        range(&found.alpha_interval)
    )
}

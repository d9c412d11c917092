//! `cape model customer-assets`: the yearly statement of customers as an asset.

use super::{Answer, Answered, Table};
use clap::Args;
use models::Interval;
use models::customer::{Needed, Position, Ranges, Statement, statement, statement_ranges};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// The yearly statement of customers as an asset: opening - lost + new + grown + shrunk = closing.
///
/// The table has the columns "customer", "year" and "margin". Whoever has no row in a year counts as no customer of it;
/// where customers don't say good-bye, put the lost by "customer-value" beside.
#[derive(Args)]
pub(super) struct CustomerAssets {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// What the year before is called in the column "year".
    #[arg(long, default_value = "prior")]
    before: String,
    /// What this year is called there.
    #[arg(long, default_value = "current")]
    this: String,
    /// The growth of value that new customers should bring, as a share.
    #[arg(long, default_value_t = 0.1)]
    growth: f64,
    /// Customers drawn anew so many times, for the ranges.
    #[arg(long, default_value_t = 999)]
    draws: u32,
    /// The share of ranges that hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// The seed of what is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Serialize)]
struct Found {
    statement: Statement,
    ranges: Ranges,
    growth: f64,
    needed: Needed,
}

pub(super) fn run(arguments: CustomerAssets) -> Answered {
    let table = Table::read(&arguments.file)?;
    let known = |text: &str| (text == arguments.before || text == arguments.this).then(|| text.to_owned());
    let expected = format!("\"{}\" or \"{}\"", arguments.before, arguments.this);
    let years = table.values("year", &expected, known)?;
    let (customers, margins) = (table.texts("customer")?, table.numbers("margin")?);
    let year = |name: &str| -> Vec<(&str, f64)> {
        (years.iter().zip(&customers).zip(&margins))
            .filter(|((year, _), _)| *year == name)
            .map(|((_, customer), margin)| (*customer, *margin))
            .collect()
    };
    let (before, this) = (year(&arguments.before), year(&arguments.this));
    let statement = statement(&before, &this).map_err(|error| table.explain(error))?;
    let ranges = statement_ranges(&before, &this, arguments.draws, arguments.level, arguments.seed)?;
    let needed = statement.needed_for(arguments.growth)?;
    let found = Found { statement, ranges, growth: arguments.growth, needed };
    Ok(Answer::new(words(&found), &found)?)
}

fn words(found: &Found) -> String {
    let Found { statement, ranges, growth, needed } = found;
    let mut words = format!("{:<10}{:>8}{:>14}\n", "", "count", "value a year");
    let mut line = |name: &str, sign: &str, position: &Position, range: Option<&Interval>| {
        let range =
            range.map(|range| format!("   ({:.2} to {:.2})", range.low, range.high)).unwrap_or_default();
        let _ = writeln!(words, "{sign:<2}{name:<8}{:>8}{:>14.2}{range}", position.count, position.value);
    };
    line("opening", "", &statement.opening, None);
    line("lost", "-", &statement.lost, Some(&ranges.lost_value));
    line("new", "+", &statement.new, Some(&ranges.new_value));
    line("grown", "+", &statement.grew, Some(&ranges.grew_value));
    line("shrunk", "+", &statement.shrank, Some(&ranges.shrank_value));
    line("closing", "=", &statement.closing, Some(&ranges.closing_value));
    let mut share = |name: &str, value: f64, range: &Interval| {
        let (low, high) = (100.0 * range.low, 100.0 * range.high);
        let _ = write!(words, "\n{name}: {:.1} % ({low:.1} to {high:.1})", 100.0 * value);
    };
    share("Customers kept", statement.count_retention, &ranges.count_retention);
    share("Value kept, without growth", statement.value_retention_gross, &ranges.value_retention_gross);
    share("Value kept, with growth", statement.value_retention_net, &ranges.value_retention_net);
    let _ = write!(
        words,
        "\n\nFor a value {:.0} % over the opening one, new customers must bring {:.2}",
        100.0 * growth,
        needed.value
    );
    match needed.customers {
        Some(customers) => {
            let _ = write!(words, ": {customers} like this year's.");
        }
        None => words.push('.'),
    }
    let level = 100.0 * ranges.closing_value.level;
    let _ = write!(
        words,
        "\nRanges hold {level:.0} % of what other customers of the same kind would have shown."
    );
    words
}

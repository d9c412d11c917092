//! How many contacts will come.

use super::super::{Answer, Answered};
use super::Table;
use clap::Args;
use jiff::civil::Date;
use models::Interval;
use models::staffing::forecast::{Expected, History, Rates, fit};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// How many contacts will come, by day and (where the table has them) by hour, with intervals.
///
/// The table has the columns `date`, `contacts` and, if wished, `hour` (0 to 23). Hours that are missing count as none;
/// days that are missing are left out, as holidays should be. At least four days of each weekday are needed.
#[derive(Args)]
pub(super) struct Forecast {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// How many days ahead.
    #[arg(long, default_value_t = 14)]
    days: usize,
    /// Let the level grow or shrink steadily.
    #[arg(long)]
    trend: bool,
    /// The level of the intervals.
    #[arg(long, default_value_t = 0.9)]
    level: f64,
}

#[derive(Serialize)]
struct Told {
    rates: Rates,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Day {
    date: Date,
    expected: Expected,
    /// By hour, where the table has hours.
    hours: Vec<Expected>,
}

/// The longest history, in days: what a slip in a year would make of it.
const DAYS_MAX: i32 = 36_600;

pub(super) fn run(arguments: Forecast) -> Answered {
    let table = Table::read(&arguments.file)?;
    let past = Past::read(&table)?;
    let history = History {
        counts: &past.counts,
        slots_per_day: past.slots_per_day,
        first_weekday: usize::try_from(past.first.weekday().to_monday_zero_offset()).unwrap_or_default(),
        left_out_days: &past.left_out_days,
    };
    let rates =
        fit(&history, arguments.trend).map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    let totals = rates.days(arguments.days, arguments.level)?;
    let slots =
        if past.slots_per_day > 1 { rates.slots(arguments.days, arguments.level)? } else { Vec::new() };
    let mut days = Vec::new();
    let mut date = past.last;
    for (day, expected) in totals.into_iter().enumerate() {
        date = date.tomorrow()?;
        let hours = slots.iter().skip(day * past.slots_per_day).take(past.slots_per_day).copied().collect();
        days.push(Day { date, expected, hours });
    }
    let told = Told { rates, days };
    Ok(Answer::new(words(&told, arguments.level), &told)?)
}

/// The table as slots.
struct Past {
    first: Date,
    last: Date,
    slots_per_day: usize,
    counts: Vec<u64>,
    left_out_days: Vec<usize>,
}

impl Past {
    fn read(table: &Table) -> super::super::table::Result<Self> {
        let dates = table.dates("date")?;
        let contacts = table.counts("contacts")?;
        let hour = |text: &str| text.parse::<usize>().ok().filter(|hour| *hour < 24);
        let hours =
            table.has("hour").then(|| table.values("hour", "an hour from 0 to 23", hour)).transpose()?;
        let (Some(&first), Some(&last)) = (dates.iter().min(), dates.iter().max()) else {
            return Err(format!("the table has {} rows", table.len()).into());
        };
        let length = first.until(last)?.get_days();
        if length >= DAYS_MAX {
            return Err(format!("from {first} to {last} are more days than a century has").into());
        }
        let slots_per_day = if hours.is_some() { 24 } else { 1 };
        let days = usize::try_from(length).unwrap_or_default() + 1;
        let mut counts = vec![0; days * slots_per_day];
        let mut taken = vec![false; days * slots_per_day];
        for (row, date) in dates.iter().enumerate() {
            let day = usize::try_from(first.until(*date)?.get_days()).unwrap_or_default();
            let slot = day * slots_per_day + hours.as_ref().map_or(0, |hours| hours[row]);
            if std::mem::replace(&mut taken[slot], true) {
                return Err(table.wrong(row, "date", &format!("{date} is there already")).into());
            }
            counts[slot] = contacts[row];
        }
        let missing = |day: &usize| !taken[day * slots_per_day..][..slots_per_day].contains(&true);
        Ok(Self { first, last, slots_per_day, counts, left_out_days: (0..days).filter(missing).collect() })
    }
}

fn words(told: &Told, level: f64) -> String {
    let rates = &told.rates;
    let mut text = format!(
        "Days differ by {:.1} % beyond chance; neighbouring days correlate by {:.2}.\n",
        rates.day_variation * 100.0,
        rates.day_correlation
    );
    if rates.trend != 0.0 {
        let weekly = |trend: f64| ((7.0 * trend).exp() - 1.0) * 100.0;
        let _ = writeln!(
            text,
            "The level changes by {:.2} % a week (standard error {:.2}).",
            weekly(rates.trend),
            weekly(rates.trend_error)
        );
    }
    let _ = writeln!(text, "date        contacts  {:.0} % of such days", level * 100.0);
    for day in &told.days {
        let Interval { low, high, .. } = day.expected.interval;
        let _ = writeln!(text, "{}  {:>8.1}  {low:.0} to {high:.0}", day.date, day.expected.contacts);
    }
    text.trim_end().to_owned()
}

//! `cape model intervals`: what shares and scores are worth.

use super::figures::{percent, percents, range};
use super::{Answer, Answered, Table};
use clap::{Args, ValueEnum};
use models::Interval;
use models::statistics::{Share, mean, net_promoter, rating, share};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What shares, NPS, satisfaction, effort and means are worth: each with its interval.
///
/// For shares the table has the columns part and whole (and label, if you like), and each row is compared with the one
/// above. For anything else it has one answer a row, in the column answer.
#[derive(Args)]
pub(super) struct Intervals {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// What the rows are.
    #[arg(long, value_enum, default_value = "shares")]
    of: Of,
    /// The column of answers.
    #[arg(long, default_value = "answer")]
    column: String,
    /// A column to group answers by.
    #[arg(long)]
    by: Option<String>,
    /// How often the intervals shall hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Counts: part and whole.
    Shares,
    /// Answers from 0 to 10: promoters (9, 10) less detractors (0 to 6).
    Nps,
    /// Answers from 1 to 5; 4 and 5 are favourable.
    Satisfaction,
    /// Answers from 1 to 7 (CES 2.0); 5 to 7 are favourable.
    Effort,
    /// Any numbers.
    Mean,
}

#[derive(Serialize)]
struct Row {
    label: String,
    share: Share,
    wilson: Interval,
    exact: Interval,
    /// Less the row above.
    difference: Option<share::Difference>,
}

#[derive(Serialize)]
struct Grouped<T> {
    group: Option<String>,
    found: T,
}

pub(super) fn run(arguments: Intervals) -> Answered {
    let table = Table::read(&arguments.file)?;
    let level = arguments.level;
    match arguments.of {
        Of::Shares => shares(&table, level),
        Of::Nps => {
            let words = |found: &net_promoter::NetPromoter| {
                let (low, high) = (found.adjusted.low.max(-100.0), found.adjusted.high.min(100.0));
                format!("NPS {:.0} ({low:.0} to {high:.0}), answers {}", found.score, found.answers)
            };
            answers(&table, &arguments, 0..=10, |scores| net_promoter::from_answers(scores, level), words)
        }
        Of::Satisfaction => {
            answers(&table, &arguments, 1..=5, |scores| rating::satisfaction(scores, level), rated)
        }
        Of::Effort => answers(&table, &arguments, 1..=7, |scores| rating::effort(scores, level), rated),
        Of::Mean => {
            let values = table.numbers(&arguments.column)?;
            let found = by(&table, &arguments, &values, |values| mean::mean(values, level))?;
            let lines =
                found.iter().map(|one| format!("{}{}", head(one.group.as_ref()), of_mean(&one.found)));
            Ok(Answer::new(lines.collect::<Vec<_>>().join("\n"), &found)?)
        }
    }
}

fn shares(table: &Table, level: f64) -> Answered {
    let (parts, wholes) = (table.counts("part")?, table.counts("whole")?);
    let labels = if table.has("label") { table.texts("label")? } else { vec![""; table.len()] };
    let mut rows: Vec<Row> = Vec::new();
    for (row, ((part, whole), label)) in parts.iter().zip(wholes).zip(labels).enumerate() {
        let wrong = |error: models::Error| table.wrong(row, "part", &error.to_string());
        let share = Share::of(*part, whole).map_err(wrong)?;
        let above = rows.last().map(|above| share::difference(share, above.share, level));
        rows.push(Row {
            label: label.to_owned(),
            share,
            wilson: share.wilson(level).map_err(wrong)?,
            exact: share.exact(level).map_err(wrong)?,
            difference: above.transpose().map_err(wrong)?,
        });
    }
    if rows.is_empty() {
        return Err(table.explain(models::Error::Empty { what: "rows" }).into());
    }
    let line = |row: &Row| {
        let label = if row.label.is_empty() { String::new() } else { format!("{}: ", row.label) };
        let (value, base) = (percent(row.share.value()), row.share.base());
        let (wilson, exact) = (percents(&row.wilson), percents(&row.exact));
        let difference = row.difference.as_ref().map_or_else(String::new, |found| {
            let p_value = found.p_value.map_or_else(String::new, |p_value| format!(", p {p_value:.4}"));
            let points = 100.0 * found.value;
            format!("\n  against the row above: {points:+.1} points ({}){p_value}", percents(&found.interval))
        });
        format!("{label}{value} of {base}; Wilson {wilson}, exact {exact}{difference}")
    };
    Ok(Answer::new(rows.iter().map(line).collect::<Vec<_>>().join("\n"), &rows)?)
}

/// Answers on a scale, by group.
fn answers<T: Serialize>(
    table: &Table,
    arguments: &Intervals,
    scale: std::ops::RangeInclusive<u64>,
    found: impl Fn(&[u64]) -> models::Result<T>,
    words: impl Fn(&T) -> String,
) -> Answered {
    let expected = format!("a whole number from {} to {}", scale.start(), scale.end());
    let parse = |text: &str| text.parse().ok().filter(|answer| scale.contains(answer));
    let values = table.values(&arguments.column, &expected, parse)?;
    let found = by(table, arguments, &values, found)?;
    let lines = found.iter().map(|one| format!("{}{}", head(one.group.as_ref()), words(&one.found)));
    Ok(Answer::new(lines.collect::<Vec<_>>().join("\n"), &found)?)
}

fn by<V: Copy, T>(
    table: &Table,
    arguments: &Intervals,
    values: &[V],
    found: impl Fn(&[V]) -> models::Result<T>,
) -> super::table::Result<Vec<Grouped<T>>> {
    let mut groups: BTreeMap<Option<&str>, Vec<V>> = BTreeMap::new();
    match &arguments.by {
        Some(column) => {
            for (group, value) in table.texts(column)?.into_iter().zip(values) {
                groups.entry(Some(group)).or_default().push(*value);
            }
        }
        None => drop(groups.insert(None, values.to_vec())),
    }
    groups
        .into_iter()
        .map(|(group, values)| {
            let found = found(&values).map_err(|error| table.explain(error))?;
            Ok(Grouped { group: group.map(str::to_owned), found })
        })
        .collect()
}

fn head(group: Option<&String>) -> String {
    group.map_or_else(String::new, |group| format!("{group}: "))
}

fn rated(found: &rating::Rating) -> String {
    let (value, base) = (percent(found.favourable.value()), found.favourable.base());
    format!("favourable {value} of {base} ({}); {}", percents(&found.interval), of_mean(&found.mean))
}

fn of_mean(mean: &mean::Mean) -> String {
    let interval = mean.interval.as_ref().map_or_else(|| "no interval".to_owned(), range);
    format!("mean {:.3} of {} ({interval})", mean.value, mean.count)
}

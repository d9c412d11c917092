//! `cape model growing-topics`: which topics take a larger share of messages than before.

use super::{Answer, Answered, Table};
use clap::Args;
use jiff::civil::Date;
use models::topic::{Growth, growing};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Which topics take a larger share of messages than before.
///
/// The table has one row per message with its day and its topic. Shares sum to one: where one topic doubles, others
/// shrink without anyone writing less.
#[derive(Args)]
pub(super) struct GrowingTopics {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The first day of the recent time; all before is the earlier time.
    #[arg(long)]
    since: Date,
    /// The column of the day.
    #[arg(long, default_value = "date")]
    date: String,
    /// The column of the topic.
    #[arg(long, default_value = "category")]
    topic: String,
    /// The largest share of the topics named that may be named falsely.
    #[arg(long, default_value_t = 0.1)]
    false_share: f64,
}

/// A topic, before and since.
#[derive(Serialize)]
struct Told {
    topic: String,
    earlier: u64,
    recent: u64,
    growth: Growth,
}

pub(super) fn run(arguments: &GrowingTopics) -> Answered {
    let table = Table::read(&arguments.file)?;
    let days = table.dates(&arguments.date)?;
    let filled = |text: &str| Some(text.to_owned()).filter(|topic| !topic.is_empty());
    let topics = table.values(&arguments.topic, "a topic", filled)?;
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (topic, day) in topics.into_iter().zip(days) {
        let (earlier, recent) = counts.entry(topic).or_default();
        *(if day < arguments.since { earlier } else { recent }) += 1;
    }
    let (earlier, recent): (Vec<u64>, Vec<u64>) = counts.values().copied().unzip();
    let grown = growing(&earlier, &recent, arguments.false_share).map_err(|error| table.explain(error))?;
    let names: Vec<(&String, &(u64, u64))> = counts.iter().collect();
    let told: Vec<Told> = (grown.into_iter())
        .filter_map(|growth| {
            let (topic, (earlier, recent)) = names.get(growth.topic)?;
            Some(Told { topic: (*topic).clone(), earlier: *earlier, recent: *recent, growth })
        })
        .collect();
    Ok(Answer::new(words(&told), &told)?)
}

fn words(told: &[Told]) -> String {
    let named = told.iter().filter(|one| one.growth.grows).count();
    let mut words = format!(
        "{named} of {} topics grow\n\n{:<32}{:>8}{:>8}  times its share",
        told.len(),
        "",
        "before",
        "since"
    );
    for Told { topic, earlier, recent, growth } in told {
        let Growth { ratio, interval, p_value, grows, .. } = growth;
        let mark = if *grows { "  grows" } else { "" };
        let _ = write!(
            words,
            "\n{topic:<32}{earlier:>8}{recent:>8}  {ratio:.2} ({:.2} to {:.2}), p {p_value:.4}{mark}",
            interval.low, interval.high
        );
    }
    words
}

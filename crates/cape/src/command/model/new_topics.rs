//! `cape model new-topics`: days on which more messages than usual fit none of the known topics.

use super::{Answer, Answered, Table};
use clap::Args;
use jiff::civil::Date;
use models::topic::{Novelty, NoveltyLevel, TopicModel, Training, clusters, limit_for};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Of the sorted messages one in so many is kept from the learning, to see how sure the model is of what it knows.
const KEPT_EVERY: usize = 5;

/// At most so many clusters are shown of the messages that fit none.
const CLUSTERS_MAX: usize = 3;

/// Messages of a cluster that are shown.
const EXAMPLES: usize = 2;

/// Days on which more messages than usual fit none of the known topics, and what these messages have in common.
///
/// Topics are learned from messages that people have sorted (`text` and `category`); the stream to watch has `date` and
/// `text`. The first days of the stream say what is usual.
#[derive(Args)]
pub(super) struct NewTopics {
    /// The sorted messages, a CSV file.
    file: PathBuf,
    /// The messages to watch, a CSV file; - for standard input.
    #[arg(long)]
    watch: PathBuf,
    /// The column of the text, in both.
    #[arg(long, default_value = "text")]
    text: String,
    /// The column of the topic, in the sorted messages.
    #[arg(long, default_value = "category")]
    topic: String,
    /// The column of the day, in the messages to watch.
    #[arg(long, default_value = "date")]
    date: String,
    /// The first day that is judged; those before say what is usual (eight or more).
    #[arg(long)]
    since: Date,
    /// The share of messages about known topics that may pass as fitting none.
    #[arg(long, default_value_t = 0.05)]
    below: f64,
    /// The mean number of days between false alarms.
    #[arg(long, default_value_t = 365.0)]
    days_between: f64,
    /// The seed of the learning and of the clusters.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Serialize)]
struct Found {
    /// The probability of the best topic under which a message fits none.
    limit: f64,
    /// The usual share of such messages in the stream.
    usual: f64,
    days: Vec<Day>,
    /// What the messages that fit none on days of alarm have in common.
    clusters: Vec<Shown>,
}

#[derive(Serialize)]
struct Day {
    date: Date,
    fit_none: u64,
    messages: u64,
    level: NoveltyLevel,
}

#[derive(Serialize)]
struct Shown {
    words: Vec<String>,
    lines: Vec<u64>,
}

/// A day's messages: how many, and the rows of those that fit none.
#[derive(Default)]
struct Seen {
    messages: u64,
    strange: Vec<usize>,
}

pub(super) fn run(arguments: &NewTopics) -> Answered {
    let (model, limit) = learn(arguments)?;
    let table = Table::read(&arguments.watch)?;
    let texts = table.texts(&arguments.text)?;
    let mut days: BTreeMap<Date, Seen> = BTreeMap::new();
    for (row, (day, message)) in table.dates(&arguments.date)?.into_iter().zip(&texts).enumerate() {
        let seen = days.entry(day).or_default();
        seen.messages += 1;
        if best(&model, message) < limit {
            seen.strange.push(row);
        }
    }
    let pair = |seen: &Seen| (seen.strange.len() as u64, seen.messages);
    let usual: Vec<(u64, u64)> = days.range(..arguments.since).map(|(_, seen)| pair(seen)).collect();
    let judged: Vec<(&Date, &Seen)> = days.range(arguments.since..).collect();
    let chart = Novelty::fit(&usual, arguments.days_between).map_err(|error| table.explain(error))?;
    let pairs: Vec<(u64, u64)> = judged.iter().map(|(_, seen)| pair(seen)).collect();
    let levels = chart.watch(&pairs).map_err(|error| table.explain(error))?;
    let alarmed = judged.iter().zip(&levels).filter(|(_, level)| level.alarm);
    let strange: Vec<usize> = alarmed.flat_map(|((_, seen), _)| seen.strange.iter().copied()).collect();
    let found = Found {
        limit,
        usual: chart.usual(),
        days: (judged.into_iter().zip(levels))
            .map(|((date, seen), level)| {
                let (fit_none, messages) = pair(seen);
                Day { date: *date, fit_none, messages, level }
            })
            .collect(),
        clusters: shown(&table, &texts, &strange, arguments.seed),
    };
    Ok(Answer::new(words(&found, &table, &texts), &found)?)
}

/// The model of known topics, and under which probability a message fits none: from messages kept from the learning.
fn learn(arguments: &NewTopics) -> super::table::Result<(TopicModel, f64)> {
    let table = Table::read(&arguments.file)?;
    let texts = table.texts(&arguments.text)?;
    let filled = |text: &str| Some(text.to_owned()).filter(|topic| !topic.is_empty());
    let topics = table.values(&arguments.topic, "a topic", filled)?;
    let rows = || texts.iter().copied().zip(topics.iter().map(String::as_str)).enumerate();
    let (texts, topics): (Vec<&str>, Vec<&str>) =
        rows().filter(|(row, _)| row % KEPT_EVERY > 0).map(|(_, pair)| pair).unzip();
    let training = Training { seed: arguments.seed, ..Training::default() };
    let model = TopicModel::train(&texts, &topics, training).map_err(|error| table.explain(error))?;
    let kept = rows().filter(|(row, _)| row % KEPT_EVERY == 0);
    let sure: Vec<f64> = kept.map(|(_, (text, _))| best(&model, text)).collect();
    let limit = limit_for(&sure, arguments.below).map_err(|error| table.explain(error))?;
    Ok((model, limit))
}

fn best(model: &TopicModel, message: &str) -> f64 {
    model.suggest(message, 1).first().map_or(0.0, |best| best.probability)
}

/// Clusters of the messages that fit none; none where there are too few, or without a word.
fn shown(table: &Table, texts: &[&str], strange: &[usize], seed: u64) -> Vec<Shown> {
    let messages: Vec<&str> = strange.iter().filter_map(|row| texts.get(*row).copied()).collect();
    let most = CLUSTERS_MAX.min(messages.len() / 2);
    let found = clusters(&messages, most, seed).unwrap_or_default();
    let line = |place: &usize| strange.get(*place).map(|row| table.line(*row));
    (found.into_iter())
        .map(|cluster| Shown {
            lines: cluster.examples.iter().take(EXAMPLES).filter_map(line).collect(),
            words: cluster.words,
        })
        .collect()
}

fn words(found: &Found, table: &Table, texts: &[&str]) -> String {
    let alarms = found.days.iter().filter(|day| day.level.alarm).count();
    let mut words = format!(
        "usually {:.1} % of messages fit none of the known topics (a best probability under {:.2})\n\
         {alarms} of {} days raise an alarm",
        100.0 * found.usual,
        found.limit,
        found.days.len()
    );
    for day in found.days.iter().filter(|day| day.level.alarm) {
        let (strange, all) = (day.fit_none, day.messages);
        let _ = write!(
            words,
            "\n{}: {strange} of {all} messages fit none (level {:.1})",
            day.date, day.level.level
        );
    }
    for cluster in &found.clusters {
        let _ = write!(words, "\n\nin common: {}", cluster.words.join(", "));
        for line in &cluster.lines {
            let text = (0..table.len()).find(|row| table.line(*row) == *line).and_then(|row| texts.get(row));
            let _ = write!(words, "\n  line {line}: {}", text.copied().unwrap_or_default());
        }
    }
    words
}

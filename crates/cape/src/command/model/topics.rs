//! `cape model topics`: topics of messages, learned from those that people have sorted.

use super::{Answer, Answered, Table};
use clap::Args;
use models::topic::{Cluster, Evaluation, Suggestion, TopicModel, Training, Word, clusters};
use serde::Serialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Topics that are suggested for a message.
const SUGGESTED: usize = 3;
/// Words that explain a suggestion.
const WORDS: usize = 5;

/// Learns from a CSV file of messages with their topics, then says how often it is right on others (--try), suggests
/// topics (--suggest, --message), or proposes clusters of messages that nobody has sorted (--clusters).
#[derive(Args)]
pub(crate) struct Topics {
    /// A CSV file with messages and, unless you ask for clusters, their topics; - for standard input.
    file: PathBuf,
    /// The column with the text, in all files.
    #[arg(long, default_value = "text")]
    text: String,
    /// The column with the topic.
    #[arg(long, default_value = "category")]
    topic: String,
    /// A CSV file of other messages with topics: how often is the model right?
    #[arg(long = "try", value_name = "FILE")]
    tried: Option<PathBuf>,
    /// A CSV file of new messages: the three likeliest topics of each.
    #[arg(long, value_name = "FILE")]
    suggest: Option<PathBuf>,
    /// One new message: its likeliest topics, and the words that say so.
    #[arg(long)]
    message: Option<String>,
    /// Propose so many clusters of the messages instead of learning their topics. Suggestions, never counts.
    #[arg(long, conflicts_with_all = ["tried", "suggest", "message"])]
    clusters: Option<usize>,
    /// How far examples may move the weights; lower for few examples.
    #[arg(long, default_value_t = Training::default().strength)]
    strength: f64,
    /// The order in which examples are visited, and where clusters begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The answer, for programs.
#[derive(Serialize)]
struct Report {
    learned_from: usize,
    topics: Vec<String>,
    terms: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    tried: Option<Evaluation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggested>,
}

#[derive(Serialize)]
struct Suggested {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    topics: Vec<Suggestion>,
    words: Vec<Word>,
}

#[derive(Serialize)]
struct Proposed {
    lines: Vec<u64>,
    example_lines: Vec<u64>,
    words: Vec<String>,
    cohesion: f64,
}

pub(super) fn run(arguments: &Topics) -> Answered {
    let table = Table::read(&arguments.file)?;
    let texts = table.texts(&arguments.text)?;
    if let Some(most) = arguments.clusters {
        let found = clusters(&texts, most, arguments.seed).map_err(|error| table.explain(error))?;
        return Ok(propose(&table, &texts, &found)?);
    }
    let training = Training { strength: arguments.strength, seed: arguments.seed, ..Training::default() };
    let topics = named(&table, &arguments.topic)?;
    let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
    let model = TopicModel::train(&texts, &topics, training).map_err(|error| table.explain(error))?;
    let report = Report {
        learned_from: texts.len(),
        topics: model.topics().to_vec(),
        terms: model.vocabulary().len(),
        tried: arguments.tried.as_deref().map(|file| evaluate(arguments, &model, file)).transpose()?,
        suggestions: suggest(arguments, &model)?,
    };
    Ok(Answer::new(words(&report), &report)?)
}

/// A column of topics, none of which may be missing.
fn named(table: &Table, column: &str) -> super::table::Result<Vec<String>> {
    table.values(column, "a topic", |text| Some(text.to_owned()).filter(|topic| !topic.is_empty()))
}

fn evaluate(arguments: &Topics, model: &TopicModel, file: &Path) -> super::table::Result<Evaluation> {
    let table = Table::read(file)?;
    let (texts, topics) = (table.texts(&arguments.text)?, named(&table, &arguments.topic)?);
    let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
    Ok(model.evaluate(&texts, &topics).map_err(|error| table.explain(error))?)
}

fn suggest(arguments: &Topics, model: &TopicModel) -> super::table::Result<Vec<Suggested>> {
    let mut suggestions = Vec::new();
    if let Some(file) = &arguments.suggest {
        let table = Table::read(file)?;
        for (row, text) in table.texts(&arguments.text)?.into_iter().enumerate() {
            suggestions.push(suggest_one(model, text, Some(table.line(row)))?);
        }
    }
    if let Some(message) = &arguments.message {
        suggestions.push(suggest_one(model, message, None)?);
    }
    Ok(suggestions)
}

fn suggest_one(model: &TopicModel, text: &str, line: Option<u64>) -> models::Result<Suggested> {
    let topics = model.suggest(text, SUGGESTED);
    let mut words = match topics.first() {
        Some(best) => model.explain(text, &best.topic)?,
        None => Vec::new(),
    };
    words.truncate(WORDS);
    Ok(Suggested { line, topics, words })
}

fn words(report: &Report) -> String {
    let Report { learned_from, topics, terms, tried, suggestions } = report;
    let mut words = format!(
        "learned {} topics from {learned_from} messages with {terms} words and pairs of words",
        topics.len()
    );
    if let Some(tried) = tried {
        let _ = write!(
            words,
            "\non {} other messages the best suggestion is right in {:.1} %, one of the best three in {:.1} %",
            tried.messages,
            100.0 * tried.first_right,
            100.0 * tried.among_three
        );
    }
    for suggested in suggestions {
        let line = suggested.line.map_or_else(|| "the message".to_owned(), |line| format!("line {line}"));
        let topics: Vec<String> = suggested
            .topics
            .iter()
            .map(|topic| format!("{} {:.0} %", topic.topic, 100.0 * topic.probability))
            .collect();
        let _ = write!(words, "\n{line}: {}", topics.join(", "));
        let because: Vec<String> =
            suggested.words.iter().map(|word| format!("\"{}\" {:+.2}", word.term, word.adds)).collect();
        if !because.is_empty() {
            let _ = write!(words, " – {}", because.join(", "));
        }
    }
    words
}

fn propose(table: &Table, texts: &[&str], found: &[Cluster]) -> serde_json::Result<Answer> {
    let lines = |rows: &[usize]| rows.iter().map(|row| table.line(*row)).collect::<Vec<u64>>();
    let mut words = format!("{} clusters as suggestions for topics; their sizes are no facts", found.len());
    for cluster in found {
        let _ = write!(
            words,
            "\n{} (cohesion {:.2}, {} messages)",
            cluster.words.join(", "),
            cluster.cohesion,
            cluster.messages.len()
        );
        for example in &cluster.examples {
            let _ = write!(words, "\n  line {}: {}", table.line(*example), texts[*example]);
        }
    }
    let proposed: Vec<Proposed> = found
        .iter()
        .map(|cluster| Proposed {
            lines: lines(&cluster.messages),
            example_lines: lines(&cluster.examples),
            words: cluster.words.clone(),
            cohesion: cluster.cohesion,
        })
        .collect();
    Answer::new(words, &proposed)
}

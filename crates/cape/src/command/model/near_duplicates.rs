//! `cape model near-duplicates`: copies among messages.

use super::{Answer, Answered, Table};
use clap::Args;
use models::topic::{COPY, groups};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// Characters of a message that are shown.
const SHOWN: usize = 90;
/// Groups that are shown; JSON holds all.
const GROUPS_SHOWN: usize = 20;

/// Each row is a message. Two are copies if their sets of 4 neighbouring characters agree to the share asked for; case
/// and punctuation don't count.
#[derive(Args)]
pub(crate) struct NearDuplicates {
    /// A CSV file with the messages; - for standard input.
    file: PathBuf,
    /// The column with the text.
    #[arg(long, default_value = "text")]
    text: String,
    /// The similarity (Jaccard) from which messages are copies, above 0 and at most 1.
    #[arg(long, default_value_t = COPY)]
    similarity: f64,
    /// Chooses the random orders of the index; a pair at the similarity asked for is missed once in a hundred seeds.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The answer, for programs.
#[derive(Serialize)]
struct Report {
    messages: usize,
    /// Messages that repeat an earlier one.
    copies: usize,
    groups: Vec<Group>,
    pairs: Vec<Pair>,
}

#[derive(Serialize)]
struct Group {
    lines: Vec<u64>,
    first: String,
}

#[derive(Serialize)]
struct Pair {
    first_line: u64,
    second_line: u64,
    similarity: f64,
}

pub(super) fn run(arguments: &NearDuplicates) -> Answered {
    let table = Table::read(&arguments.file)?;
    let texts = table.texts(&arguments.text)?;
    let (groups, pairs) =
        groups(&texts, arguments.similarity, arguments.seed).map_err(|error| table.explain(error))?;
    let line = |row: usize| table.line(row);
    let group = |rows: Vec<usize>| Group {
        first: rows.first().map(|row| texts[*row].to_owned()).unwrap_or_default(),
        lines: rows.into_iter().map(line).collect(),
    };
    let report = Report {
        messages: texts.len(),
        copies: groups.iter().map(|rows| rows.len() - 1).sum(),
        groups: groups.into_iter().map(group).collect(),
        pairs: pairs
            .into_iter()
            .map(|pair| Pair {
                first_line: line(pair.first),
                second_line: line(pair.second),
                similarity: pair.similarity,
            })
            .collect(),
    };
    Ok(Answer::new(words(&report), &report)?)
}

fn words(report: &Report) -> String {
    let Report { messages, copies, groups, .. } = report;
    let mut words =
        format!("{copies} of {messages} messages repeat an earlier one, in {} groups", groups.len());
    let mut largest: Vec<&Group> = groups.iter().collect();
    largest.sort_by_key(|group| std::cmp::Reverse(group.lines.len()));
    for group in largest.iter().take(GROUPS_SHOWN) {
        let lines: Vec<String> = group.lines.iter().take(8).map(u64::to_string).collect();
        let more = if group.lines.len() > lines.len() { ", …" } else { "" };
        let shown: String = group.first.chars().take(SHOWN).collect();
        let _ = write!(words, "\n{} alike, lines {}{more}: {shown}", group.lines.len(), lines.join(", "));
    }
    if largest.len() > GROUPS_SHOWN {
        let _ = write!(words, "\n… and {} smaller groups (all with --json)", largest.len() - GROUPS_SHOWN);
    }
    words
}

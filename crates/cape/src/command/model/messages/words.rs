//! What was read, in words.

use super::Message;
use models::text::{Due, Level, Promise};
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// A message in a few lines: its level, what it asks for, and each point with its words.
pub(super) fn of(number: usize, message: &Message) -> String {
    let assessment = &message.assessment;
    let mut said = format!(
        "{number}. {}: {} likely very upset (score {:.1}), sentiment {:.2}",
        level(assessment.level),
        percent(assessment.probability),
        assessment.score,
        message.sentiment.compound
    );
    if let Some(risk) = &message.risk {
        let _ = write!(said, "; with what happened {}: {}", level(risk.level), percent(risk.probability));
        let _ = write!(said, ", seen by {}", name(&risk.escalation));
    }
    let wanted = assessment.wanted.iter().map(|wanted| {
        let guess = if wanted.is_asked { "" } else { " (a guess)" };
        format!("{}{guess}", name(&wanted.remedy))
    });
    let flags = assessment.flags.iter().map(name);
    list(&mut said, "wants", wanted);
    list(&mut said, "flags", flags);
    if assessment.contacts_mentioned > 0 {
        let _ = write!(said, "\n   contacts mentioned: {}", assessment.contacts_mentioned);
    }
    for point in &assessment.points {
        let quoted = words(&message.text, &point.bytes);
        let _ = write!(said, "\n   {:+5.1} {}: \"{quoted}\"", point.points, name(&point.cue));
    }
    for promise in &message.promises {
        let _ = write!(said, "\n   promise: {}", promised(&message.text, promise));
    }
    said
}

/// A chance in words; none is certain.
fn percent(chance: f64) -> String {
    match (chance * 100.0).round() {
        ..1.0 => "under 1 %".to_owned(),
        100.0.. => "over 99 %".to_owned(),
        whole => format!("{whole} %"),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Calm => "calm",
        Level::Dissatisfied => "dissatisfied",
        Level::VeryUpset => "very upset",
        Level::ExtremelyUpset => "extremely upset",
    }
}

fn promised(text: &str, promise: &Promise) -> String {
    let due = promise.due.map_or_else(|| "no exact time".to_owned(), due);
    format!("{}, {due}: \"{}\"", name(&promise.kind), words(text, &promise.bytes))
}

fn due(due: Due) -> String {
    let business = if due.business { ", business time" } else { "" };
    format!("by {} (said to the {}{business})", due.at.strftime("%Y-%m-%d %H:%M"), name(&due.precision))
}

/// The name of a thing as it stands in the JSON, with spaces.
fn name(thing: &impl Serialize) -> String {
    let json = serde_json::to_value(thing).ok();
    json.as_ref().and_then(|json| json.as_str()).unwrap_or_default().replace('_', " ")
}

fn list(said: &mut String, what: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        let _ = write!(said, "\n   {what}: {}", items.join(", "));
    }
}

/// Some words of a text, on one line.
fn words(text: &str, bytes: &Range<usize>) -> String {
    text.get(bytes.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

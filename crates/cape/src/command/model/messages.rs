//! `cape model messages`: how upset their writers are, what they want, what was promised.

mod case;
mod words;

use super::{Answer, Answered, Table};
use crate::clock;
use case::Case;
use clap::Args;
use jiff::Zoned;
use jiff::tz::TimeZone;
use models::text::{
    Assessment, Language, Promise, Risk, Sentiment, Weights, assess, beginning, promises, sentiment,
};
use serde::Serialize;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

/// The most that is read from standard input, in bytes: a million messages of a usual length.
const INPUT_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// For each message: how upset its writer is and why, what is wanted, contacts, flags, sentiment, promises with their
/// due time.
///
/// A CSV needs the column `text`. Where it has columns `contacts`, `handovers`, `hours_open`, `broken_promises` or
/// `remedy_refused` (0 or 1), what happened is weighed with what is written. Without a file, each line of standard
/// input is a message.
#[derive(Args)]
pub(crate) struct Messages {
    /// A CSV file, or - for one on standard input.
    file: Option<PathBuf>,
    /// The column with the messages.
    #[arg(long, default_value = "text")]
    column: String,
    /// Their language, such as en or en-GB.
    #[arg(long, default_value = "en")]
    language: String,
    /// When they were written, for promises such as "tomorrow": 2026-03-04T15:00[Europe/Vienna]. Without it, now.
    #[arg(long)]
    now: Option<Zoned>,
}

/// All that is said of one message.
#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(flatten)]
    assessment: Assessment,
    /// With what happened, where the table tells.
    risk: Option<Risk>,
    sentiment: Sentiment,
    promises: Vec<Promise>,
}

pub(super) fn run(messages: &Messages) -> Answered {
    let language: Language = messages.language.parse()?;
    let now = messages.now.clone().unwrap_or_else(|| clock::moment().now.to_zoned(TimeZone::system()));
    let cases = match &messages.file {
        Some(file) => case::of_table(&Table::read(file)?, &messages.column)?,
        None => case::of_lines(&input()?),
    };
    if cases.is_empty() {
        return Err("there are no messages".into());
    }
    let read =
        cases.into_iter().map(|case| understand(case, language, &now)).collect::<Result<Vec<_>, _>>()?;
    let said: Vec<String> = (1..).zip(&read).map(|(number, message)| words::of(number, message)).collect();
    Ok(Answer::new(said.join("\n"), &read)?)
}

fn understand(case: Case, language: Language, now: &Zoned) -> models::Result<Message> {
    let text = beginning(&case.text);
    let assessment = assess(text, language)?;
    let risk =
        case.behaviour.map(|behaviour| assessment.weigh(&behaviour, &Weights::default())).transpose()?;
    Ok(Message {
        risk,
        sentiment: sentiment(text)?,
        promises: promises(text, now, language)?,
        assessment,
        text: text.to_owned(),
    })
}

fn input() -> io::Result<Vec<String>> {
    io::stdin().lock().take(INPUT_BYTES_MAX).lines().collect()
}

//! Promises in what agents write, and when they fall due, so that each can be kept or seen to be broken.
//!
//! A promise is a commitment of the company about what it will do: "I'll call you back tomorrow before noon". None are
//! questions ("shall I call you?"), what is denied ("we won't"), hedged ("we'll try", "it should"), tied to a condition
//! ("if you send the photo, we'll refund you") or told of others ("you said you'll call"; quoted lines and what stands
//! between quotation marks). Don't read it as a contract: rules see most of the usual wordings, not all.

mod calendar;
mod commitment;
mod due;
mod kind;
mod time;
mod timing;

pub use due::{Due, Precision, Span, Unit};
pub(crate) use kind::Opening;
pub use kind::PromiseKind;
pub(crate) use time::TimePart;

use super::language::Language;
use super::phrasebook::Phrasebook;
use super::words::Words;
use crate::error::Result;
use jiff::Zoned;
use serde::Serialize;
use std::ops::Range;

/// A promise found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// What is promised.
    pub kind: PromiseKind,
    /// The words of the promise, in bytes of the text.
    pub bytes: Range<usize>,
    /// The words that say when, where some do.
    pub due_bytes: Option<Range<usize>>,
    /// When it falls due; none where nothing is said ("I'll call you back"), nothing exact ("soon"), or no such day
    /// exists.
    pub due: Option<Due>,
}

/// What a language knows of promises.
#[derive(Debug)]
pub(crate) struct PromiseTable {
    /// How commitments begin.
    pub(crate) openings: Phrasebook<Opening>,
    /// What is promised.
    pub(crate) deeds: Phrasebook<PromiseKind>,
    /// What ties a promise to a condition.
    pub(crate) conditions: Phrasebook<()>,
    /// What makes a promise an attempt or a report.
    pub(crate) doubts: Phrasebook<()>,
    /// Pieces of phrases of time.
    pub(crate) times: Phrasebook<TimePart>,
    /// A clock time said by a word and the one after it, and how many of the two it takes.
    pub(crate) clock: fn(&str, &str) -> Option<(jiff::civil::Time, usize)>,
    /// Words that join the pieces of a phrase of time, such as "at".
    pub(crate) joints: &'static [&'static str],
    /// Words after which a second deed is promised too, such as "and".
    pub(crate) conjunctions: &'static [&'static str],
}

/// The promises in a text, in its order. `now` is when it was written, in the time zone it was written for: "tomorrow"
/// and "5 pm" are that place's, while "in two hours" passes over a change of clocks exactly. Time grows in proportion to
/// the length.
///
/// Places are in bytes of the text. Our own definition.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a text of more than [`TEXT_BYTES_MAX`](crate::text::TEXT_BYTES_MAX)
/// bytes.
///
/// ```
/// use models::text::{Language, Precision, PromiseKind, promises};
///
/// let now: jiff::Zoned = "2026-03-04T15:00[Europe/Vienna]".parse().unwrap();
/// let text = "I'm sorry. I'll call you back tomorrow before noon.";
/// let found = promises(text, &now, Language::English)?;
/// assert_eq!(found[0].kind, PromiseKind::CallBack);
/// assert_eq!(&text[found[0].bytes.clone()], "I'll call you back tomorrow before noon");
/// let due = found[0].due.unwrap();
/// assert_eq!(due.at.to_string(), "2026-03-05T12:00:00");
/// assert_eq!(due.precision, Precision::Minute);
/// # Ok::<(), models::Error>(())
/// ```
pub fn promises(text: &str, now: &Zoned, language: Language) -> Result<Vec<Promise>> {
    super::limit::check(text)?;
    let words = Words::read(text, language);
    let table = language.promises();
    let times = timing::find(&words, table);
    Ok(commitment::find(&words, table, &times, now))
}

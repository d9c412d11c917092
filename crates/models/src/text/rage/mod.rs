//! How upset a customer is, from the words alone, so that each point can be shown with the words it came from.
//!
//! The score adds the points of signs found in the text; two and a half are even odds that the writer is "very" or "extremely"
//! upset, the rage of the National Customer Rage Study. It is a list of cues, not sentiment: angry customers often
//! write without one bad word ("This is the third time I have explained this."). Don't use it to judge agents or
//! customers, to answer automatically, or on texts that aren't from customers to a company. It misses sarcasm that
//! only the facts give away. What happened says more than what is written: see [`Assessment::weigh`].

mod behaviour;
mod contacts;
mod cue;
mod emphasis;
mod flag;
mod level;
mod remedy;
mod sign;

pub use behaviour::{Behaviour, Circumstance, Escalation, Risk, Weights};
pub(crate) use contacts::Contacts;
pub use cue::Cue;
pub use flag::Flag;
pub use level::{EVEN_ODDS, Level};
pub(crate) use remedy::{Plainness, Wish};
pub use remedy::{Price, Remedy, Wanted};

use super::language::Language;
use super::words::Words;
use crate::error::Result;
use serde::Serialize;
use sign::Sign;
use std::collections::BTreeSet;
use std::ops::Range;

/// A part of the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// What kind of sign.
    pub cue: Cue,
    /// What it adds to the score, in log-odds; below 0 for what speaks against.
    pub points: f64,
    /// The words it comes from, in bytes of the text.
    pub bytes: Range<usize>,
}

/// What a message says, each kind of it apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// The sum of all points.
    pub score: f64,
    /// The chance that the writer is very or extremely upset, from the words alone.
    pub probability: f64,
    /// The level that belongs to the score.
    pub level: Level,
    /// Where the score comes from, in the order of the text. A word counts once.
    pub points: Vec<Point>,
    /// What is wanted, the most plainly wanted first.
    pub wanted: Vec<Wanted>,
    /// The most contacts that the message tells of; 0 where it tells of none.
    pub contacts_mentioned: u32,
    /// What else somebody should know of.
    pub flags: BTreeSet<Flag>,
    /// The score without what politeness took away.
    #[serde(skip)]
    impolite: f64,
}

/// Assesses one message. Lines that quote another mail (beginning with ">") are passed over. Time grows in proportion to
/// the length.
///
/// Each sign has its points in log-odds and its place in bytes of the text. Our own definition.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a text of more than [`TEXT_BYTES_MAX`](crate::text::TEXT_BYTES_MAX)
/// bytes.
///
/// ```
/// use models::text::{Cue, Language, Level, Remedy, assess};
///
/// let text = "Four calls and still no answer. I want my money back.";
/// let message = assess(text, Language::English)?;
/// assert_eq!(message.level, Level::VeryUpset);
/// assert_eq!(message.contacts_mentioned, 4);
/// assert_eq!(message.wanted[0].remedy, Remedy::Refund);
/// let counted = message.points.iter().find(|point| point.cue == Cue::RepeatedContact).unwrap();
/// assert_eq!(&text[counted.bytes.clone()], "Four calls");
/// # Ok::<(), models::Error>(())
/// ```
pub fn assess(text: &str, language: Language) -> Result<Assessment> {
    super::limit::check(text)?;
    let words = Words::read(text, language);
    let mut signs = signs(&words, language);
    let contacts_mentioned = contacts::find(&words, language.contacts(), &mut signs);
    emphasis::find(&words, &mut signs);
    sign::settle_irony(&mut signs, words.len());
    let flags = signs.iter().filter_map(|sign| Flag::of(sign.cue, sign.points)).collect();
    let points: Vec<Point> = sign::counted(signs, words.len())
        .into_iter()
        .map(|sign| Point { cue: sign.cue, points: sign.points, bytes: sign.bytes })
        .collect();
    // Adding nothing makes the -0 of no points a plain 0.
    let score = points.iter().map(|point| point.points).sum::<f64>() + 0.0;
    let impolite = points.iter().filter(|point| point.cue != Cue::Politeness).map(|point| point.points).sum();
    let level = Level::of(score, impolite);
    Ok(Assessment {
        score,
        probability: level::logistic(score - EVEN_ODDS),
        level,
        points,
        wanted: remedy::find(&words, language.wishes(), level),
        contacts_mentioned,
        flags,
        impolite,
    })
}

/// The signs of the phrases, without those that a negation or quotation marks take away.
fn signs(words: &Words, language: Language) -> Vec<Sign> {
    let found = language.cues().find(words).into_iter();
    found
        .filter(|(found, (cue, _))| {
            let negated = cue.can_be_negated() && words.is_negated(found.words.start, 2);
            let quoted =
                cue.is_personal() && words.all.get(found.words.start).is_some_and(|word| word.quoted);
            !negated && !quoted
        })
        .map(|(found, &(cue, points))| Sign::new(cue, points, found.words, words))
        .collect()
}

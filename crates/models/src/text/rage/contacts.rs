//! How often a customer says to have been in touch.

use super::cue::Cue;
use super::sign::Sign;
use crate::text::phrasebook::Phrasebook;
use crate::text::words::Words;

/// What a pattern of contacts says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Contacts {
    /// As many as the largest number in it.
    Number,
    /// So many.
    Exactly(u32),
}

/// More than this in one sentence isn't a count of contacts ("ticket 88213").
const COUNT_MAX: u32 = 200;
/// Points for a second contact, for a third, and for each one more.
const SECOND: f64 = 0.8;
const THIRD: f64 = 2.3;
const MORE: f64 = 0.15;

/// The most contacts that any phrase tells of, and a sign for each phrase that tells of more than one.
pub(super) fn find(words: &Words, book: &Phrasebook<Contacts>, into: &mut Vec<Sign>) -> u32 {
    let mut most = 0;
    for (found, meaning) in book.find(words) {
        let count = match meaning {
            Contacts::Number => found.number.unwrap_or(1),
            Contacts::Exactly(count) => *count,
        };
        if count > COUNT_MAX {
            continue;
        }
        most = most.max(count);
        if count >= 2 {
            let points = if count == 2 { SECOND } else { THIRD + MORE * f64::from(count - 3) };
            into.push(Sign::new(Cue::RepeatedContact, points, found.words, words));
        }
    }
    most
}

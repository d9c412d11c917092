//! Emphasis by form: capitals, marks in rows, sentences that only repeat.

use super::cue::Cue;
use super::sign::Sign;
use crate::text::words::Words;
use std::ops::Range;

/// The share of capitals from which the whole text is written so, and they say nothing.
const ALL_CAPITALS: f64 = 0.7;
/// Shorter words in capitals are mostly names of things (GPS, IBAN), except these.
const SHOUTED_LETTERS: usize = 5;
const SHOUTED: [&str; 32] = [
    "now", "not", "no", "never", "all", "any", "why", "how", "what", "when", "who", "must", "stop", "lied",
    "lies", "last", "this", "that", "ever", "hell", "zero", "fix", "want", "need", "nine", "five", "four",
    "six", "back", "done", "your", "you",
];
/// Points for one word in capitals, and for two or more next to each other.
const ONE_WORD: f64 = 0.7;
const SEVERAL_WORDS: f64 = 1.2;
/// Points for a sentence that only says again what the one before said.
const REPETITION: f64 = 1.6;
/// Points where two clauses next to each other begin with the same two words, as in "no one calls, no one writes".
const ANAPHORA: f64 = 1.0;
/// A sentence that only repeats has at most so many words.
const SHORT: usize = 3;

/// Every sign of emphasis.
pub(super) fn find(words: &Words, into: &mut Vec<Sign>) {
    capitals(words, into);
    marks(words, into);
    repetitions(words, into);
    anaphora(words, into);
}

fn capitals(words: &Words, into: &mut Vec<Sign>) {
    if words.capitals >= ALL_CAPITALS {
        return;
    }
    let mut place = 0;
    while place < words.len() {
        let run = (place..words.len()).take_while(|&place| is_shouted(words, place)).count();
        if run > 0 {
            let points = if run > 1 { SEVERAL_WORDS } else { ONE_WORD };
            into.push(Sign::new(Cue::Capitals, points, place..place + run, words));
        }
        place += run.max(1);
    }
}

fn is_shouted(words: &Words, place: usize) -> bool {
    let Some(word) = words.all.get(place).filter(|word| word.shouted && !word.quoted) else { return false };
    let written = words.text.get(word.bytes.clone()).unwrap_or_default();
    written.chars().all(char::is_alphabetic)
        && (written.chars().count() >= SHOUTED_LETTERS || SHOUTED.contains(&words.lower(place)))
}

fn marks(words: &Words, into: &mut Vec<Sign>) {
    for sentence in &words.sentences {
        let points = match (sentence.exclamations, sentence.questions) {
            (0, 0 | 1) => continue,
            (1, 0) => 0.2,
            (2, 0) | (0, 2) => 0.7,
            (_, 0) => 1.0,
            _ => 1.1,
        };
        into.push(Sign::at(
            Cue::Exclamation,
            points,
            sentence.words.end..sentence.words.end,
            sentence.marks.clone(),
        ));
    }
}

/// "Seven calls. SEVEN." and "This is the third time. The third."
fn repetitions(words: &Words, into: &mut Vec<Sign>) {
    let mut before: Option<Range<usize>> = None;
    for sentence in &words.sentences {
        let here = sentence.words.clone();
        if let Some(before) = before
            && here.len() <= SHORT
        {
            let said = |word: &str| before.clone().any(|place| words.lower(place) == word);
            let long_enough = here.clone().any(|place| words.lower(place).len() >= SHORT);
            if long_enough && here.clone().all(|place| said(words.lower(place))) {
                into.push(Sign::new(Cue::Insistence, REPETITION, here.clone(), words));
            }
        }
        before = Some(here);
    }
}

/// Clauses that begin alike, each counted with the one before.
fn anaphora(words: &Words, into: &mut Vec<Sign>) {
    let begins = |place: &usize| {
        *place == 0
            || words.all.get(*place - 1).map(|word| word.clause)
                != words.all.get(*place).map(|word| word.clause)
    };
    let starts: Vec<usize> = (0..words.len()).filter(begins).collect();
    for pair in starts.windows(2) {
        let &[one, other] = pair else { continue };
        let alike = |offset| {
            !words.lower(other + offset).is_empty()
                && words.lower(one + offset) == words.lower(other + offset)
        };
        if other - one > 1 && alike(0) && alike(1) {
            into.push(Sign::new(Cue::Insistence, ANAPHORA, other..other + 2, words));
        }
    }
}

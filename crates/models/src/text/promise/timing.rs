//! Finding phrases of time.

use super::PromiseTable;
use super::time::{TimePart, TimePhrase};
use crate::text::words::Words;
use std::ops::Range;

/// A piece at its place.
struct Piece {
    part: TimePart,
    number: Option<u32>,
    words: Range<usize>,
}

/// So many joining words may stand between two pieces of one phrase.
const JOINTS_MAX: usize = 3;
/// Years that a date may name.
const YEARS: Range<i16> = 2000..2200;

/// The phrases of time in a text, in its order.
pub(super) fn find(words: &Words, table: &PromiseTable) -> Vec<TimePhrase> {
    let mut phrases: Vec<TimePhrase> = Vec::new();
    for piece in pieces(words, table) {
        let joins = phrases.last().is_some_and(|phrase| joins(words, table, &phrase.words, &piece.words));
        let (words_with_year, year) = with_year(words, piece.words);
        let mut add =
            |phrase: &mut TimePhrase| phrase.add(piece.part, piece.number, year, words_with_year.clone());
        if joins && phrases.last_mut().is_some_and(&mut add) {
            continue;
        }
        let mut phrase = TimePhrase::default();
        add(&mut phrase);
        phrases.push(phrase);
    }
    phrases
}

/// The longest piece at each place, none within another.
fn pieces(words: &Words, table: &PromiseTable) -> Vec<Piece> {
    let mut found: Vec<Piece> = table
        .times
        .find(words)
        .into_iter()
        .map(|(found, part)| Piece { part: *part, number: found.number, words: found.words })
        .collect();
    found.extend((0..words.len()).filter_map(|place| {
        let next = if words.same_sentence(place, place + 1) { words.lower(place + 1) } else { "" };
        let (time, length) = (table.clock)(words.lower(place), next)?;
        Some(Piece { part: TimePart::Clock(time), number: None, words: place..place + length })
    }));
    found.sort_by_key(|piece| (piece.words.start, std::cmp::Reverse(piece.words.end)));
    let mut end = 0;
    found.retain(|piece| {
        let is_new = piece.words.start >= end;
        if is_new {
            end = piece.words.end;
        }
        is_new
    });
    found
}

fn joins(words: &Words, table: &PromiseTable, before: &Range<usize>, after: &Range<usize>) -> bool {
    let between = before.end..after.start;
    between.len() <= JOINTS_MAX
        && words.same_sentence(before.start, after.start)
        && between.into_iter().all(|place| table.joints.contains(&words.lower(place)))
}

/// A year right after a date belongs to it.
fn with_year(words: &Words, piece: Range<usize>) -> (Range<usize>, Option<i16>) {
    let next = piece.end;
    let year = words
        .all
        .get(next)
        .filter(|_| words.same_sentence(piece.start, next))
        .and_then(|word| word.number?.value.into());
    let year = year.and_then(|year| i16::try_from(year).ok()).filter(|year| YEARS.contains(year));
    if year.is_some() { (piece.start..next + 1, year) } else { (piece, None) }
}

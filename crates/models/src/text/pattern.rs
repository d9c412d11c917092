//! Phrases written down so that people can read and extend them.
//!
//! A pattern is a line of pieces with spaces between; each stands for one word unless it says otherwise:
//!
//! | piece | stands for |
//! |---|---|
//! | `refund` | that word, in lower case |
//! | `refund\|money` | either |
//! | `crash*` | words that begin so |
//! | `<furious>` | any word of the set of that name |
//! | `#` `#3` | a number, a number of at least 3 |
//! | `@2` | a place in an order, at least the second |
//! | `very?` | it or nothing |
//! | `..` `..6` | up to three words, or six, none of which turns the meaning ("not") |
//! | `^` `$` | begin and end of the sentence |
//!
//! A pattern lies within one sentence.

use super::choice::Choices;
use super::words::Words;
use std::ops::Range;

/// A pattern, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    One { choices: Choices, optional: bool },
    Gap(usize),
    Begin,
    End,
}

/// Where a pattern was found, and the largest number in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) words: Range<usize>,
    pub(super) number: Option<u32>,
}

/// How many words `..` may stand for.
const GAP: usize = 3;

impl Pattern {
    /// Takes a line apart; none where it is written wrongly.
    pub(super) fn parse(line: &str, sets: &[(&str, &str)]) -> Option<Self> {
        let pieces: Option<Vec<Piece>> =
            line.split_whitespace().map(|piece| Piece::parse(piece, sets)).collect();
        let pieces = pieces.filter(|pieces| {
            pieces.iter().any(|piece| matches!(piece, Piece::One { optional: false, .. }))
        })?;
        (!matches!(pieces.first(), Some(Piece::Gap(_)))).then_some(Self(pieces))
    }

    /// What it may begin with: the choices up to and with the first piece that must be there.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = &Choices> {
        let words = self.0.iter().filter_map(|piece| match piece {
            Piece::One { choices, optional } => Some((choices, *optional)),
            _ => None,
        });
        let may_be_missing = words.clone().take_while(|(_, optional)| *optional).count();
        words.take(may_be_missing + 1).map(|(choices, _)| choices)
    }

    /// The match that begins with this word, if there is one.
    pub(super) fn find(&self, words: &Words, start: usize) -> Option<Found> {
        let sentence_end = words.sentence(start)?.words.end;
        let end = follow(&self.0, words, sentence_end, start)?;
        let numbers = words.all.get(start..end)?.iter().filter_map(|word| word.number);
        let number = numbers.map(|number| number.value).max();
        (end > start).then_some(Found { words: start..end, number })
    }
}

/// Where the rest of a pattern ends when it goes on at `place` in a sentence that ends before word `end`. A pattern has
/// few pieces and short gaps, so the ways to try are few, however long the text.
fn follow(pieces: &[Piece], words: &Words, end: usize, place: usize) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(place) };
    match piece {
        Piece::Begin => words.begins_sentence(place).then(|| follow(rest, words, end, place))?,
        Piece::End => (place >= end).then(|| follow(rest, words, end, place))?,
        Piece::Gap(most) => {
            let last = end.min(place + most);
            let reach = (place..last).take_while(|&place| !words.negates(place)).count();
            (place..=place + reach).find_map(|place| follow(rest, words, end, place))
        }
        Piece::One { choices, optional } => {
            let fits = place < end && choices.fits(words, place);
            let here = fits.then(|| follow(rest, words, end, place + 1)).flatten();
            here.or_else(|| if *optional { follow(rest, words, end, place) } else { None })
        }
    }
}

impl Piece {
    fn parse(piece: &str, sets: &[(&str, &str)]) -> Option<Self> {
        if let Some(count) = piece.strip_prefix("..") {
            return Some(Self::Gap(if count.is_empty() { GAP } else { count.parse().ok()? }));
        }
        match piece {
            "^" => return Some(Self::Begin),
            "$" => return Some(Self::End),
            _ => {}
        }
        let (choices, optional) = piece.strip_suffix('?').map_or((piece, false), |choices| (choices, true));
        Some(Self::One { choices: Choices::parse(choices, sets)?, optional })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    const SETS: &[(&str, &str)] = &[("furious", "furious livid")];

    fn found(pattern: &str, text: &str) -> Option<String> {
        let pattern = Pattern::parse(pattern, SETS).expect("a pattern");
        let words = Words::read(text, Language::English);
        let found = (0..words.len()).find_map(|start| pattern.find(&words, start))?;
        Some(text[words.bytes(&found.words)].to_owned())
    }

    #[test]
    fn each_piece_stands_for_what_it_says() {
        let text = "I'm absolutely livid. This is the third time my apps crashed!";
        for (pattern, expected) in [
            ("i am .. <furious>", Some("I'm absolutely livid")),
            ("i am <furious>", None),
            ("livid this", None),
            ("the @2 time", Some("the third time")),
            ("the @4 time", None),
            ("my very? app|apps crash*", Some("my apps crashed")),
            ("^ this is", Some("This is")),
            ("^ livid", None),
            ("<furious> $", Some("livid")),
            ("absolutely $", None),
            ("crash* $", Some("crashed")),
        ] {
            assert_eq!(found(pattern, text).as_deref(), expected, "{pattern}");
        }
        assert_eq!(found("#3 calls", "two calls, 14 calls").as_deref(), Some("14 calls"));
    }

    #[test]
    fn what_is_written_wrongly_is_refused() {
        for wrong in ["", "..", ".. a", "<unknown>", "a||b", "#x", "a?b", "^ $", "a? b?"] {
            assert_eq!(Pattern::parse(wrong, SETS), None, "{wrong}");
        }
    }
}

//! A text as words, clauses and sentences, each with where it stands.

use super::language::{Language, Number};
use super::reader::Reader;
use std::ops::Range;

/// A text cut up. Lines that quote another mail (beginning with ">") are left out.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) all: Vec<Word>,
    pub(super) sentences: Vec<Sentence>,
    /// Share of the letters that are capitals.
    pub(super) capitals: f64,
    lowered: String,
}

/// One word; a contraction is two ("don't" is "do" and "not") that stand at the same place.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub(super) bytes: Range<usize>,
    /// Which sentence and which clause, counted from 0 through the text.
    pub(super) sentence: usize,
    pub(super) clause: usize,
    /// Whether it is written all in capitals, two letters or more.
    pub(super) shouted: bool,
    /// Whether it stands between quotation marks.
    pub(super) quoted: bool,
    /// The number it says.
    pub(super) number: Option<Number>,
    /// Whether it turns what follows, such as "not".
    pub(super) negates: bool,
    /// What it is compared by, and what its first letters are, before it is compared letter by letter.
    pub(super) hash: u64,
    pub(super) prefix_hash: Option<u64>,
    lower: Range<usize>,
}

/// So many letters a word that begins alike is looked up by; shorter beginnings would fit too many words.
const PREFIX_LETTERS: usize = 3;

/// A number for a word by which most others can be told from it at once (FNV-1a). Equal ones are compared in full.
pub(super) fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The same for its first three letters; none where it is shorter.
pub(super) fn prefix_hash(word: &str) -> Option<u64> {
    let (end, letter) = word.char_indices().nth(PREFIX_LETTERS - 1)?;
    word.get(..end + letter.len_utf8()).map(hash)
}

/// A sentence: its words, and how it ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) words: Range<usize>,
    /// Marks at its end.
    pub(super) questions: usize,
    pub(super) exclamations: usize,
    /// Where those marks stand in the text.
    pub(super) marks: Range<usize>,
}

impl<'t> Words<'t> {
    /// Cuts a text up, in one pass.
    pub(super) fn read(text: &'t str, language: Language) -> Self {
        Reader::new(text, language).read()
    }

    pub(super) fn from_parts(
        text: &'t str,
        lowered: String,
        mut words: Vec<Word>,
        sentences: Vec<Sentence>,
    ) -> Self {
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
        join_numbers(&mut words);
        Self { text, all: words, sentences, capitals: capitals as f64 / letters.max(1) as f64, lowered }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// A word in lower case; empty where there is none.
    pub(super) fn lower(&self, place: usize) -> &str {
        self.all.get(place).and_then(|word| self.lowered.get(word.lower.clone())).unwrap_or_default()
    }

    /// Whether two words stand in one sentence.
    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        matches!((self.all.get(one), self.all.get(other)), (Some(one), Some(other)) if one.sentence == other.sentence)
    }

    /// Whether a word is the first of its sentence.
    pub(super) fn begins_sentence(&self, place: usize) -> bool {
        place == 0 || !self.same_sentence(place - 1, place)
    }

    /// The sentence of a word.
    pub(super) fn sentence(&self, place: usize) -> Option<&Sentence> {
        self.sentences.get(self.all.get(place)?.sentence)
    }

    /// Where some words stand in the text, first to last.
    pub(super) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.all.get(words.start).map_or(self.text.len(), |word| word.bytes.start);
        let last =
            words.end.checked_sub(1).and_then(|last| self.all.get(last)).map_or(first, |word| word.bytes.end);
        first..last.max(first)
    }

    /// Whether a word turns what follows, such as "not".
    pub(super) fn negates(&self, place: usize) -> bool {
        self.all.get(place).is_some_and(|word| word.negates)
    }

    /// Whether a word is turned by one before it, in the same clause and at most `reach` away.
    pub(super) fn is_negated(&self, place: usize, reach: usize) -> bool {
        let Some(clause) = self.all.get(place).map(|word| word.clause) else { return false };
        let same_clause = |earlier: &usize| self.all.get(*earlier).is_some_and(|word| word.clause == clause);
        (place.saturating_sub(reach)..place).filter(same_clause).any(|earlier| self.negates(earlier))
    }
}

impl Word {
    pub(super) fn new(bytes: Range<usize>, lower: Range<usize>, sentence: usize, clause: usize) -> Self {
        Self {
            bytes,
            sentence,
            clause,
            lower,
            shouted: false,
            quoted: false,
            number: None,
            negates: false,
            hash: 0,
            prefix_hash: None,
        }
    }
}

/// "twenty" "five" is one number, said by its last word.
fn join_numbers(words: &mut [Word]) {
    for place in 1..words.len() {
        let (before, rest) = words.split_at_mut(place);
        let (Some(tens), Some(units)) = (before.last(), rest.first_mut()) else { continue };
        let same_clause = tens.clause == units.clause;
        if let (
            Some(Number { value: ten @ 20..=90, is_ordinal: false }),
            Some(number @ Number { value: 1..=9, .. }),
        ) = (tens.number, &mut units.number)
            && ten.is_multiple_of(10)
            && same_clause
        {
            number.value += ten;
        }
    }
}

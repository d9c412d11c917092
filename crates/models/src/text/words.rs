//! A text as words, clauses and sentences, each with where it stands.

use super::language::Language;
use super::reader::Reader;
use std::ops::Range;

/// A text cut up. Lines that quote another mail (beginning with ">") are left out.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word>,
    pub(super) sentences: Vec<Sentence>,
    /// Share of the letters that are capitals.
    pub(super) capitals: f64,
    lowered: String,
    language: Language,
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
    /// The number it says, and whether it says a place in an order ("third").
    pub(super) number: Option<u32>,
    pub(super) is_ordinal: bool,
    lower: Range<usize>,
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
        language: Language,
        lowered: String,
        mut words: Vec<Word>,
        sentences: Vec<Sentence>,
    ) -> Self {
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
        join_numbers(&mut words);
        Self { text, words, sentences, capitals: capitals as f64 / letters.max(1) as f64, lowered, language }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in lower case; empty where there is none.
    pub(super) fn lower(&self, place: usize) -> &str {
        self.words.get(place).and_then(|word| self.lowered.get(word.lower.clone())).unwrap_or_default()
    }

    /// Whether two words stand in one sentence.
    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        matches!((self.words.get(one), self.words.get(other)), (Some(one), Some(other)) if one.sentence == other.sentence)
    }

    /// Whether a word is the first of its sentence.
    pub(super) fn begins_sentence(&self, place: usize) -> bool {
        place == 0 || !self.same_sentence(place - 1, place)
    }

    /// The sentence of a word.
    pub(super) fn sentence(&self, place: usize) -> Option<&Sentence> {
        self.sentences.get(self.words.get(place)?.sentence)
    }

    /// Where some words stand in the text, first to last.
    pub(super) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.words.get(words.start).map_or(self.text.len(), |word| word.bytes.start);
        let last = words
            .end
            .checked_sub(1)
            .and_then(|last| self.words.get(last))
            .map_or(first, |word| word.bytes.end);
        first..last.max(first)
    }

    /// Whether a word turns what follows, such as "not".
    pub(super) fn negates(&self, place: usize) -> bool {
        self.language.negations().contains(&self.lower(place))
    }

    /// Whether a word is turned by one before it, in the same clause and at most `reach` away.
    pub(super) fn is_negated(&self, place: usize, reach: usize) -> bool {
        let Some(clause) = self.words.get(place).map(|word| word.clause) else { return false };
        let same_clause =
            |earlier: &usize| self.words.get(*earlier).is_some_and(|word| word.clause == clause);
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
            is_ordinal: false,
        }
    }
}

/// "twenty" "five" is one number, said by its last word.
fn join_numbers(words: &mut [Word]) {
    for place in 1..words.len() {
        let (before, rest) = words.split_at_mut(place);
        let (Some(tens), Some(units)) = (before.last(), rest.first_mut()) else { continue };
        if let (Some(ten @ 20..=90), Some(unit @ 1..=9)) = (tens.number, units.number)
            && ten.is_multiple_of(10)
            && !tens.is_ordinal
            && tens.clause == units.clause
        {
            units.number = Some(ten + unit);
        }
    }
}

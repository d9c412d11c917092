//! Many patterns, looked for in one pass over a text.

use super::pattern::{Choice, Found, Pattern};
use super::words::Words;
use std::collections::HashMap;

/// Patterns, each with what it means, filed under the words they may begin with.
#[derive(Debug)]
pub(super) struct Phrasebook<M> {
    entries: Vec<(Pattern, M)>,
    by_word: HashMap<String, Vec<usize>>,
    /// Under the first letters of the prefix.
    by_prefix: HashMap<String, Vec<usize>>,
    by_number: Vec<usize>,
    /// Lines that are no patterns. A test holds them to none.
    pub(super) refused: Vec<String>,
}

/// So many letters a prefix is filed under; a shorter prefix would fit too many words.
const PREFIX_LETTERS: usize = 3;

impl<M: Clone> Phrasebook<M> {
    /// Files the lines, each with its meaning.
    pub(super) fn new<'l>(lines: impl IntoIterator<Item = (&'l str, M)>, sets: &[(&str, &str)]) -> Self {
        let mut book = Self {
            entries: Vec::new(),
            by_word: HashMap::new(),
            by_prefix: HashMap::new(),
            by_number: Vec::new(),
            refused: Vec::new(),
        };
        for (line, meaning) in lines {
            match Pattern::parse(line, sets) {
                Some(pattern) if book.file(&pattern) => book.entries.push((pattern, meaning)),
                _ => book.refused.push(line.to_owned()),
            }
        }
        book
    }

    fn file(&mut self, pattern: &Pattern) -> bool {
        let number = self.entries.len();
        for choice in pattern.beginnings() {
            let list = match choice {
                Choice::Word(word) => self.by_word.entry(word.clone()).or_default(),
                Choice::Prefix(prefix) => {
                    let Some(first) = first_letters(prefix) else { return false };
                    self.by_prefix.entry(first.to_owned()).or_default()
                }
                Choice::Number(_) | Choice::Ordinal(_) => &mut self.by_number,
            };
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
        true
    }

    /// All matches, by where they begin and then in the order of the lines.
    pub(super) fn find<'b>(&'b self, words: &Words) -> Vec<(Found, &'b M)> {
        let mut found = Vec::new();
        for start in 0..words.len() {
            let word = words.lower(start);
            let exact = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            let prefix = first_letters(word)
                .and_then(|first| self.by_prefix.get(first))
                .map_or(&[][..], Vec::as_slice);
            let is_number = words.words.get(start).is_some_and(|word| word.number.is_some());
            let number = if is_number { self.by_number.as_slice() } else { &[] };
            let candidates = exact.iter().chain(prefix).chain(number);
            let matches = candidates.filter_map(|&entry| {
                let (pattern, meaning) = self.entries.get(entry)?;
                Some((pattern.find(words, start)?, meaning))
            });
            found.extend(matches);
        }
        found
    }
}

fn first_letters(word: &str) -> Option<&str> {
    let (end, letter) = word.char_indices().nth(PREFIX_LETTERS - 1)?;
    word.get(..end + letter.len_utf8())
}

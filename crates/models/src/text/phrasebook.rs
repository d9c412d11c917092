//! Many patterns, looked for in one pass over a text.

use super::choice::Other;
use super::pattern::{Found, Pattern};
use super::words::Words;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Patterns, each with what it means, filed under the words they may begin with.
#[derive(Debug)]
pub(super) struct Phrasebook<M> {
    entries: Vec<(Pattern, M)>,
    by_word: ByHash,
    /// Under the first letters of the prefix.
    by_prefix: ByHash,
    by_number: Vec<usize>,
    /// Lines that are no patterns. A test holds them to none.
    pub(super) refused: Vec<String>,
}

/// Numbers of entries under hashes.
type ByHash = HashMap<u64, Vec<usize>, BuildHasherDefault<Hashed>>;

/// Takes a hash as it is. Nobody can fill these maps but the lists of phrases.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl<M: Clone> Phrasebook<M> {
    /// Files the lines, each with its meaning.
    pub(super) fn new<'l>(lines: impl IntoIterator<Item = (&'l str, M)>, sets: &[(&str, &str)]) -> Self {
        let mut book = Self {
            entries: Vec::new(),
            by_word: ByHash::default(),
            by_prefix: ByHash::default(),
            by_number: Vec::new(),
            refused: Vec::new(),
        };
        for (line, meaning) in lines {
            match Pattern::parse(line, sets) {
                Some(pattern) => {
                    book.file(&pattern);
                    book.entries.push((pattern, meaning));
                }
                None => book.refused.push(line.to_owned()),
            }
        }
        book
    }

    fn file(&mut self, pattern: &Pattern) {
        let number = self.entries.len();
        let put = |list: &mut Vec<usize>| {
            if list.last() != Some(&number) {
                list.push(number);
            }
        };
        for choices in pattern.beginnings() {
            choices.words.iter().for_each(|(hash, _)| put(self.by_word.entry(*hash).or_default()));
            for other in &choices.others {
                match other {
                    Other::Prefix(hash, _) => put(self.by_prefix.entry(*hash).or_default()),
                    Other::Number(_) | Other::Ordinal(_) => put(&mut self.by_number),
                }
            }
        }
    }

    /// All matches, by where they begin and then in the order of the lines.
    pub(super) fn find<'b>(&'b self, words: &Words) -> Vec<(Found, &'b M)> {
        let mut found = Vec::new();
        let listed = |list: Option<&'b Vec<usize>>| list.map_or(&[][..], Vec::as_slice);
        for (start, word) in words.all.iter().enumerate() {
            let exact = listed(self.by_word.get(&word.hash));
            let prefix = listed(word.prefix_hash.and_then(|first| self.by_prefix.get(&first)));
            let number = if word.number.is_some() { self.by_number.as_slice() } else { &[] };
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

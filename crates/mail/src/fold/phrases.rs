//! The words of each language, in lower case. Adding a language means adding its words here, nowhere else.

use std::collections::HashMap;

pub(super) mod attribution;
pub(super) mod header;
pub(super) mod marker;
pub(super) mod signature;

/// Phrases found by how a text begins, without trying them all.
#[derive(Debug)]
pub(super) struct Beginnings(HashMap<[u8; KEY_BYTES], Vec<&'static str>>);

/// Bytes that phrases are found by; no phrase is shorter.
const KEY_BYTES: usize = 4;

impl Beginnings {
    pub(super) fn new(phrases: &'static [&'static str]) -> Self {
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for phrase in phrases {
            if let Some(key) = phrase.as_bytes().first_chunk() {
                found.entry(*key).or_default().push(*phrase);
            }
        }
        Self(found)
    }

    /// Whether the text, in lower case, begins with one of them.
    pub(super) fn begin(&self, lower: &str) -> bool {
        let key = lower.as_bytes().first_chunk();
        key.and_then(|key| self.0.get(key))
            .is_some_and(|phrases| phrases.iter().any(|phrase| lower.starts_with(phrase)))
    }
}

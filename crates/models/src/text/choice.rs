//! What one piece of a pattern may stand for.

use super::words::{Word, Words, hash, prefix_hash};

/// Words, beginnings of words and numbers, any of which fits.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Choices {
    /// A bit for each word, by the last digits of its hash: most words are told not to fit by it alone.
    mask: u64,
    /// By hash.
    pub(super) words: Vec<(u64, String)>,
    pub(super) others: Vec<Other>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Other {
    /// Words that begin so, with the hash of the first letters.
    Prefix(u64, String),
    /// A number of at least so much.
    Number(u32),
    /// A place in an order, at least this one.
    Ordinal(u32),
}

impl Choices {
    /// Takes a piece such as `refund|<money>|pay*|#2` apart; none where it is written wrongly.
    pub(super) fn parse(piece: &str, sets: &[(&str, &str)]) -> Option<Self> {
        let mut choices = Self::default();
        for choice in piece.split('|') {
            if let Some(name) = choice.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                let (_, set) = sets.iter().find(|(set, _)| *set == name)?;
                set.split_whitespace().try_for_each(|choice| choices.add(choice))?;
            } else {
                choices.add(choice)?;
            }
        }
        choices.words.sort();
        Some(choices)
    }

    fn add(&mut self, choice: &str) -> Option<()> {
        let least = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse().ok() };
        if let Some(digits) = choice.strip_prefix('#') {
            self.others.push(Other::Number(least(digits)?));
            return Some(());
        }
        if let Some(digits) = choice.strip_prefix('@') {
            self.others.push(Other::Ordinal(least(digits)?));
            return Some(());
        }
        let (word, is_prefix) = choice.strip_suffix('*').map_or((choice, false), |word| (word, true));
        let may_be = |letter: char| letter.is_alphanumeric() || letter == '\'' || !letter.is_ascii();
        if word.is_empty() || !word.chars().all(may_be) {
            return None;
        }
        if is_prefix {
            self.others.push(Other::Prefix(prefix_hash(word)?, word.to_owned()));
        } else {
            self.mask |= bit(hash(word));
            self.words.push((hash(word), word.to_owned()));
        }
        Some(())
    }

    /// Whether the word at a place is one of them.
    pub(super) fn fits(&self, words: &Words, place: usize) -> bool {
        let Some(word) = words.all.get(place) else { return false };
        if self.mask & bit(word.hash) != 0
            && let Ok(found) = self.words.binary_search_by_key(&word.hash, |(hash, _)| *hash)
            && self.words.get(found).is_some_and(|(_, choice)| choice == words.lower(place))
        {
            return true;
        }
        self.others.iter().any(|other| other.fits(word, || words.lower(place)))
    }
}

impl Other {
    fn fits<'w>(&self, word: &Word, lower: impl FnOnce() -> &'w str) -> bool {
        let is_at_least = |least: u32, is_ordinal: bool| {
            word.number.is_some_and(|number| number.is_ordinal == is_ordinal && number.value >= least)
        };
        match self {
            Self::Prefix(hash, prefix) => {
                word.prefix_hash == Some(*hash) && lower().starts_with(prefix.as_str())
            }
            Self::Number(least) => is_at_least(*least, false),
            Self::Ordinal(least) => is_at_least(*least, true),
        }
    }
}

fn bit(hash: u64) -> u64 {
    1 << (hash % 64)
}

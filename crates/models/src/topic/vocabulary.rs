//! Words and pairs of words, and how much each tells.

use crate::{Error, Result};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The most different terms that are kept, the most frequent first: weights of 100 topics on them take some 400 MB.
const TERMS_MAX: usize = 500_000;

/// A text as weights of a few terms, with Euclidean length 1 (or 0 where no term is known).
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SparseVector {
    /// The terms' numbers, ascending, with their weights.
    pub entries: Vec<(u32, f64)>,
}

/// The terms of a collection: words of at least one letter or digit, and pairs of neighbouring words.
///
/// A term weighs (1 + ln n) × (ln((1 + N)/(1 + d)) + 1) where it comes n times in a text and in d of N texts
/// (Salton & Buckley 1988, Information Processing & Management 24(5), with smoothed inverse frequency).
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    terms: Vec<String>,
    numbers: HashMap<String, u32>,
    rarity: Vec<f64>,
    parts: Parts,
}

/// What counts as a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    WordsAndPairs,
    Words,
}

impl Vocabulary {
    /// Learns the terms of texts; those in fewer than `texts_min` texts are left out.
    ///
    /// Source: tf-idf, Salton & Buckley 1988, Information Processing & Management 24(5).
    ///
    /// # Errors
    /// [`Error::Empty`] where there is no text, or no term in them.
    ///
    /// ```
    /// use models::topic::Vocabulary;
    /// let vocabulary = Vocabulary::learn(&["my card was declined", "card lost"], 1)?;
    /// let vector = vocabulary.vector("Card declined?");
    /// assert_eq!(vector.entries.len(), 2); // "card" and "declined"; the pair is new
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn learn(texts: &[&str], texts_min: usize) -> Result<Self> {
        let count = texts.len() as f64;
        Self::learn_parts(texts, texts_min, Parts::WordsAndPairs, |texts| {
            ((1.0 + count) / (1.0 + texts)).ln() + 1.0
        })
    }

    /// Learns words alone and squares what their rarity tells, so that without a list of common words those hardly weigh.
    pub(super) fn learn_for_clusters(texts: &[&str], texts_min: usize) -> Result<Self> {
        let count = texts.len() as f64;
        Self::learn_parts(texts, texts_min, Parts::Words, |texts| {
            ((1.0 + count) / (0.5 + texts)).ln().powi(2)
        })
    }

    fn learn_parts(
        texts: &[&str],
        texts_min: usize,
        parts: Parts,
        rarity: impl Fn(f64) -> f64,
    ) -> Result<Self> {
        if texts.is_empty() {
            return Err(Error::Empty { what: "texts to learn words from" });
        }
        let mut frequencies: BTreeMap<String, u32> = BTreeMap::new();
        for text in texts {
            let mut terms = parts.of(text);
            terms.sort_unstable();
            terms.dedup();
            for term in terms {
                *frequencies.entry(term).or_insert(0) += 1;
            }
        }
        let mut kept: Vec<(String, u32)> =
            frequencies.into_iter().filter(|(_, frequency)| *frequency as usize >= texts_min).collect();
        if kept.is_empty() {
            return Err(Error::Empty { what: "words in the texts" });
        }
        if kept.len() > TERMS_MAX {
            kept.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
            kept.truncate(TERMS_MAX);
            kept.sort();
        }
        Ok(Self {
            rarity: kept.iter().map(|(_, frequency)| rarity(f64::from(*frequency))).collect(),
            numbers: (0..).zip(&kept).map(|(number, (term, _))| (term.clone(), number)).collect(),
            terms: kept.into_iter().map(|(term, _)| term).collect(),
            parts,
        })
    }

    /// How many terms there are.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::topic::Vocabulary;
    /// let vocabulary = Vocabulary::learn(&["my card was declined", "card lost"], 1)?;
    /// assert_eq!(vocabulary.len(), 9); // five words, four pairs
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are none, which [`Vocabulary::learn`] never makes.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::topic::Vocabulary;
    /// let vocabulary = Vocabulary::learn(&["my card was declined", "card lost"], 1)?;
    /// assert!(!vocabulary.is_empty());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// A term by its number; none beyond the last.
    ///
    /// Numbers count from 0. Read from what was given.
    ///
    /// ```
    /// # use models::topic::Vocabulary;
    /// let vocabulary = Vocabulary::learn(&["my card was declined", "card lost"], 1)?;
    /// assert_eq!(vocabulary.term(0), Some("card")); // in alphabetical order
    /// assert_eq!(vocabulary.term(9), None);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn term(&self, number: u32) -> Option<&str> {
        self.terms.get(number as usize).map(String::as_str)
    }

    /// The weights of a text's known terms, as [`Vocabulary`] defines them; empty where none is known.
    ///
    /// Weights are pure numbers. Source: tf-idf, Salton & Buckley 1988.
    ///
    /// ```
    /// # use models::topic::Vocabulary;
    /// let vocabulary = Vocabulary::learn(&["my card was declined", "card lost"], 1)?;
    /// let vector = vocabulary.vector("Card lost, and lost again");
    /// let length: f64 = vector.entries.iter().map(|(_, weight)| weight * weight).sum();
    /// assert!((length - 1.0).abs() < 1e-9);
    /// assert!(vocabulary.vector("refund").entries.is_empty());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn vector(&self, text: &str) -> SparseVector {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for term in self.parts.of(text) {
            if let Some(number) = self.numbers.get(&term) {
                *counts.entry(*number).or_insert(0.0) += 1.0;
            }
        }
        let mut entries: Vec<(u32, f64)> = counts
            .into_iter()
            .map(|(number, count)| (number, (1.0 + count.ln()) * self.rarity[number as usize]))
            .collect();
        let length = entries.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        for (_, weight) in &mut entries {
            *weight /= length;
        }
        SparseVector { entries }
    }
}

impl Parts {
    /// The words of a text in lower case, then its pairs of neighbouring words. An apostrophe inside belongs to the word.
    fn of(self, text: &str) -> Vec<String> {
        let lower = text.to_lowercase().replace('’', "'");
        let mut terms: Vec<String> = lower
            .split(|character: char| !character.is_alphanumeric() && character != '\'')
            .map(|word| word.trim_matches('\''))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if self == Self::WordsAndPairs {
            let pairs: Vec<String> = terms.windows(2).map(|pair| pair.join(" ")).collect();
            terms.extend(pairs);
        }
        terms
    }
}

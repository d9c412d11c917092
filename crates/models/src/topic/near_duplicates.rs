//! Copies of messages, found among a million in less than a millisecond.

use super::minhash::{BANDS, MinHash};
use super::shingles::{Shingles, jaccard, mix};
use crate::Result;
use crate::error::within;
use serde::Serialize;
use std::collections::HashMap;

/// The Jaccard similarity from which a text counts as a copy, where nothing else is asked for: on a public benchmark all
/// altered copies and 7 in 1,000 other messages of the same topic reach it.
pub const COPY: f64 = 0.6;
/// Entries looked at in one band of one lookup, newest first, so that a thousand form letters don't slow the next lookup.
const BAND_LOOKS_MAX: usize = 64;
/// The end of a chain of entries.
const NONE: u32 = u32::MAX;
/// Chains that an index begins with; doubled as it grows.
const CHAINS_FIRST: usize = 1 << 10;

/// A text of the index that a text resembles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Match {
    /// The number that [`NearDuplicates::insert`] gave.
    pub entry: usize,
    /// The exact Jaccard similarity of their shingles.
    pub similarity: f64,
}

/// What a lookup found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The most similar first; of equals the oldest first.
    pub matches: Vec<Match>,
    /// Whether so many texts share a band that only the newest 64 of it were looked at.
    pub cut: bool,
}

/// Two messages that resemble each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pair {
    /// The earlier message, counted from 0.
    pub first: usize,
    /// The later.
    pub second: usize,
    /// The Jaccard similarity of their shingles.
    pub similarity: f64,
}

/// An index of texts by 32 bands of a [`MinHash`] signature of 128 values. What agrees in a band is compared exactly, so that
/// nothing below the limit is ever returned; a pair at .6 is missed once in a hundred
/// ([`super::candidate_probability`]).
///
/// Takes about 600 bytes for a text of 80 characters.
#[derive(Debug, Clone)]
pub struct NearDuplicates {
    minhash: MinHash,
    limit: f64,
    /// All shingles end to end; entry `i` owns those from `ends[i - 1]` to `ends[i]`.
    pieces: Vec<u32>,
    ends: Vec<usize>,
    /// The bands' keys of each entry.
    keys: Vec<[u32; BANDS]>,
    /// The next older entry of the same chain, for each band.
    older: Vec<[u32; BANDS]>,
    /// The newest entry of each chain: `BANDS` tables side by side.
    newest: Vec<u32>,
    /// Entries by the hash of their whole set, so that a text is kept once.
    whole: HashMap<u64, u32>,
}

impl NearDuplicates {
    /// An empty index that returns texts of at least `limit` similarity; [`COPY`] is usual. Below .5 more and more are missed.
    ///
    /// A Jaccard similarity, from 0 to 1. Source: banded min-wise hashing, Leskovec, Rajaraman & Ullman, Mining of Massive
    /// Datasets, chapter 3.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] unless the limit is above 0 and at most 1.
    ///
    /// ```
    /// use models::topic::NearDuplicates;
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// let entry = index.insert("Free parcel, click here to claim your prize today");
    /// let found = index.lookup("FREE parcel - click here to claim your prize today!!");
    /// assert_eq!(found.matches[0].entry, entry.expect("it has letters"));
    /// assert!(index.lookup("Where is my refund?").matches.is_empty());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(limit: f64, seed: u64) -> Result<Self> {
        within("similarity", None, limit, limit > 0.0 && limit <= 1.0, "above 0 and at most 1")?;
        Ok(Self {
            minhash: MinHash::new(seed),
            limit,
            pieces: Vec::new(),
            ends: Vec::new(),
            keys: Vec::new(),
            older: Vec::new(),
            newest: vec![NONE; CHAINS_FIRST * BANDS],
            whole: HashMap::new(),
        })
    }

    /// How many different texts it holds.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::topic::NearDuplicates;
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// index.insert("Where is my parcel?");
    /// index.insert("WHERE IS MY PARCEL"); // the same letters
    /// assert_eq!(index.len(), 1);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds none.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::topic::NearDuplicates;
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// assert!(index.is_empty());
    /// index.insert("Where is my parcel?");
    /// assert!(!index.is_empty());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds a text; its number. A text with the same shingles as one before gets that one's number. None for a text without
    /// a letter or digit, and once four thousand million texts are held.
    ///
    /// Numbers count from 0. Our own definition.
    ///
    /// ```
    /// # use models::topic::NearDuplicates;
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// assert_eq!(index.insert("Where is my parcel?"), Some(0));
    /// assert_eq!(index.insert("Please cancel my order"), Some(1));
    /// assert_eq!(index.insert("where is my parcel"), Some(0));
    /// assert_eq!(index.insert("?!"), None);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn insert(&mut self, text: &str) -> Option<usize> {
        self.insert_shingles(&Shingles::of(text))
    }

    /// As [`NearDuplicates::insert`], with shingles at hand.
    ///
    /// As [`NearDuplicates::insert`], our own definition.
    ///
    /// ```
    /// # use models::topic::{NearDuplicates, Shingles};
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// let shingles = Shingles::of("Where is my parcel?");
    /// assert_eq!(index.insert_shingles(&shingles), Some(0));
    /// assert_eq!(index.insert("Where is my parcel?"), Some(0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn insert_shingles(&mut self, shingles: &Shingles) -> Option<usize> {
        let entry = u32::try_from(self.len()).ok().filter(|entry| *entry != NONE)?;
        if shingles.is_empty() {
            return None;
        }
        let whole = shingles.pieces().iter().fold(0, |state, piece| mix(state ^ u64::from(*piece)));
        if let Some(same) =
            self.whole.get(&whole).filter(|same| self.shingles(**same as usize) == shingles.pieces())
        {
            return Some(*same as usize);
        }
        self.whole.insert(whole, entry);
        self.pieces.extend_from_slice(shingles.pieces());
        self.ends.push(self.pieces.len());
        self.keys.push(self.minhash.signature(shingles).bands());
        self.older.push([NONE; BANDS]);
        if self.len() * BANDS > self.newest.len() {
            self.newest = vec![NONE; self.newest.len() * 2];
            (0..=entry).for_each(|entry| self.chain(entry));
        } else {
            self.chain(entry);
        }
        Some(entry as usize)
    }

    /// The texts that a text resembles at least as much as the limit of [`NearDuplicates::new`] says.
    ///
    /// Similarities are exact, from 0 to 1. Source: as [`NearDuplicates::new`].
    ///
    /// ```
    /// # use models::topic::NearDuplicates;
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// index.insert("My card was declined in the shop this morning");
    /// let found = index.lookup("My card was declined in the shop this evening");
    /// assert!((0.6..1.0).contains(&found.matches[0].similarity) && !found.cut);
    /// assert!(index.lookup("Please cancel my order").matches.is_empty());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn lookup(&self, text: &str) -> Found {
        self.lookup_shingles(&Shingles::of(text))
    }

    /// As [`NearDuplicates::lookup`], with shingles at hand.
    ///
    /// Source: as [`NearDuplicates::new`].
    ///
    /// ```
    /// # use models::topic::{NearDuplicates, Shingles};
    /// let mut index = NearDuplicates::new(0.6, 1)?;
    /// index.insert("Where is my parcel?");
    /// let shingles = Shingles::of("Where is MY parcel");
    /// assert_eq!(index.lookup_shingles(&shingles).matches[0].similarity, 1.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn lookup_shingles(&self, shingles: &Shingles) -> Found {
        let mut found = Found { matches: Vec::new(), cut: false };
        if shingles.is_empty() || self.is_empty() {
            return found;
        }
        let mut candidates = Vec::new();
        for (band, key) in self.minhash.signature(shingles).bands().into_iter().enumerate() {
            let mut entry = self.newest[self.place(band, key)];
            let mut looks = 0;
            while entry != NONE && looks < BAND_LOOKS_MAX {
                if self.keys[entry as usize][band] == key {
                    candidates.push(entry);
                }
                entry = self.older[entry as usize][band];
                looks += 1;
            }
            found.cut |= entry != NONE;
        }
        candidates.sort_unstable();
        candidates.dedup();
        found.matches.extend(candidates.into_iter().filter_map(|entry| {
            let similarity = self.similarity(shingles.pieces(), entry as usize)?;
            Some(Match { entry: entry as usize, similarity })
        }));
        found.matches.sort_by(|left, right| right.similarity.total_cmp(&left.similarity));
        found
    }

    /// The similarity, if it reaches the limit.
    fn similarity(&self, pieces: &[u32], entry: usize) -> Option<f64> {
        let other = self.shingles(entry);
        let (shorter, longer) = (pieces.len().min(other.len()), pieces.len().max(other.len()));
        // Even if all of the shorter set were shared.
        if (shorter as f64) < self.limit * longer as f64 {
            return None;
        }
        Some(jaccard(pieces, other)).filter(|similarity| *similarity >= self.limit)
    }

    fn shingles(&self, entry: usize) -> &[u32] {
        let begin = if entry == 0 { 0 } else { self.ends[entry - 1] };
        &self.pieces[begin..self.ends[entry]]
    }

    /// Where the chain of a key begins.
    fn place(&self, band: usize, key: u32) -> usize {
        let chains = self.newest.len() / BANDS;
        band * chains + (key as usize & (chains - 1))
    }

    /// Puts an entry at the head of its chains.
    fn chain(&mut self, entry: u32) {
        for (band, key) in self.keys[entry as usize].into_iter().enumerate() {
            let place = self.place(band, key);
            self.older[entry as usize][band] = std::mem::replace(&mut self.newest[place], entry);
        }
    }
}

/// The groups of messages that resemble each other, directly or through others, and the pairs that tie them. Messages count
/// from 0; groups and their messages are in order. A message without letters or digits belongs to none.
///
/// Of the messages in one band only the newest 64 different ones are compared with a new one; in a chain of altered copies each
/// still meets its neighbours, so that groups stay whole though not every pair is listed.
///
/// Source: connected components of the pairs that [`NearDuplicates::lookup`] finds.
///
/// # Errors
/// [`crate::Error::OutOfRange`] unless the limit is above 0 and at most 1.
///
/// ```
/// let messages = ["My card was declined in the shop", "Hello", "my card was declined in the shop!"];
/// let (groups, pairs) = models::topic::groups(&messages, 0.6, 1)?;
/// assert_eq!(groups, [[0, 2]]);
/// assert_eq!((pairs[0].first, pairs[0].second, pairs[0].similarity), (0, 2, 1.0));
/// # Ok::<(), models::Error>(())
/// ```
pub fn groups(messages: &[&str], limit: f64, seed: u64) -> Result<(Vec<Vec<usize>>, Vec<Pair>)> {
    let mut index = NearDuplicates::new(limit, seed)?;
    // The first message of each entry, and the message that each message's group is named after.
    let mut firsts: Vec<usize> = Vec::new();
    let mut heads: Vec<usize> = (0..messages.len()).collect();
    let mut pairs = Vec::new();
    for (second, message) in messages.iter().enumerate() {
        let shingles = Shingles::of(message);
        for found in index.lookup_shingles(&shingles).matches {
            let first = firsts[found.entry];
            pairs.push(Pair { first, second, similarity: found.similarity });
            let (one, other) = (head(&mut heads, first), head(&mut heads, second));
            heads[one.max(other)] = one.min(other);
        }
        if index.insert_shingles(&shingles) == Some(firsts.len()) {
            firsts.push(second);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); messages.len()];
    for message in 0..messages.len() {
        groups[head(&mut heads, message)].push(message);
    }
    groups.retain(|group| group.len() > 1);
    Ok((groups, pairs))
}

/// The message that a group is named after; shortens the way there.
fn head(heads: &mut [usize], message: usize) -> usize {
    let mut at = message;
    while heads[at] != at {
        heads[at] = heads[heads[at]];
        at = heads[at];
    }
    at
}

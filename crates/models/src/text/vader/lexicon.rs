//! The words people rated, and the words that strengthen, weaken or turn them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Mean rating of a word from -4 to 4, by ten people each (`LICENSE` beside says where from).
static VALENCES: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (word, valence) = line.split_once('\t')?;
        Some((word, valence.parse().ok()?))
    };
    include_str!("lexicon.tsv").lines().filter_map(entry).collect()
});

/// What an emoji shows, in words.
static EMOJI: LazyLock<HashMap<char, &str>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (emoji, words) = line.split_once('\t')?;
        Some((emoji.chars().next()?, words))
    };
    include_str!("emoji.tsv").lines().filter_map(entry).collect()
});

/// By how much a degree adverb changes the valence of the word after it (mean of ratings, Hutto & Gilbert 2014).
pub(super) const DEGREE: f64 = 0.293;

static STRENGTHENING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously \
     entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking \
     fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible \
     incredibly intensely major majorly more most particularly purely quite really remarkably so substantially \
     thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very"
        .split_whitespace()
        .collect()
});

static WEAKENING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce \
     scarcely slight slightly somewhat sorta sortof sort-of"
        .split_whitespace()
        .collect()
});

/// Words that turn what follows; besides these, whatever holds "n't".
static NEGATING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither neednt \
     never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent uh-uh without wont wouldnt \
     rarely seldom despite"
        .split_whitespace()
        .collect()
});

/// The rating of a word in lower case.
pub(super) fn valence(word: &str) -> Option<f64> {
    VALENCES.get(word).copied()
}

/// What an emoji shows.
pub(super) fn description(emoji: char) -> Option<&'static str> {
    EMOJI.get(&emoji).copied()
}

/// By how much a word strengthens (above 0) or weakens the next one.
pub(super) fn degree(word: &str) -> Option<f64> {
    if STRENGTHENING.contains(word) { Some(DEGREE) } else { WEAKENING.contains(word).then_some(-DEGREE) }
}

/// The same for two words: the reference knows these with a space.
pub(super) fn degree_of_two(first: &str, second: &str) -> Option<f64> {
    matches!((first, second), ("just", "enough") | ("kind" | "sort", "of")).then_some(-DEGREE)
}

/// Whether a word turns what follows.
pub(super) fn negates(word: &str) -> bool {
    NEGATING.contains(word) || word.contains("n't")
}

/// Phrases whose valence isn't that of their words.
pub(super) fn idiom(words: &[&str]) -> Option<f64> {
    match words {
        ["the", "shit" | "bomb"] | ["to", "die", "for"] => Some(3.0),
        ["bad", "ass"] => Some(1.5),
        ["bus", "stop"] => Some(0.0),
        ["yeah", "right"] => Some(-2.0),
        ["kiss", "of", "death"] => Some(-1.5),
        ["beating", "heart"] => Some(3.5),
        _ => None,
    }
}

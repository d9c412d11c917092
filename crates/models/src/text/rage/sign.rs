//! Signs found in a text, and which of them count.

use super::cue::Cue;
use crate::text::words::Words;
use std::collections::BTreeMap;
use std::ops::Range;

/// A sign at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sign {
    pub(super) cue: Cue,
    pub(super) points: f64,
    pub(super) words: Range<usize>,
    pub(super) bytes: Range<usize>,
}

impl Sign {
    pub(super) fn new(cue: Cue, points: f64, found: Range<usize>, words: &Words) -> Self {
        Self { cue, points, bytes: words.bytes(&found), words: found }
    }

    pub(super) fn at(cue: Cue, points: f64, words: Range<usize>, bytes: Range<usize>) -> Self {
        Self { cue, points, words, bytes }
    }
}

/// Praise is ironic beside a complaint, and then only where nothing else is praised: else it is none of ours.
pub(super) fn settle_irony(signs: &mut Vec<Sign>, word_count: usize) {
    let complains = signs.iter().any(|sign| sign.cue.is_complaint());
    let mut ironic = vec![false; word_count];
    for sign in signs.iter().filter(|sign| sign.cue == Cue::Irony) {
        if let Some(words) = ironic.get_mut(sign.words.clone()) {
            words.fill(true);
        }
    }
    let is_ironic = |sign: &Sign| ironic.get(sign.words.clone()).is_some_and(|words| !words.contains(&false));
    let praises = signs.iter().any(|sign| sign.cue == Cue::Praise && !is_ironic(sign));
    if !complains || praises {
        signs.retain(|sign| sign.cue != Cue::Irony);
    }
}

/// The signs that count, in the order of the text: a word counts once, for the strongest sign it is part of, and each
/// cue up to the most it can add.
pub(super) fn counted(mut signs: Vec<Sign>, word_count: usize) -> Vec<Sign> {
    signs.sort_by(|one, other| {
        other.points.abs().total_cmp(&one.points.abs()).then_with(|| one.bytes.start.cmp(&other.bytes.start))
    });
    let mut taken = vec![false; word_count];
    let mut given: BTreeMap<Cue, f64> = BTreeMap::new();
    signs.retain_mut(|sign| {
        let Some(words) = taken.get_mut(sign.words.clone()) else { return false };
        if words.contains(&true) {
            return false;
        }
        words.fill(true);
        let given = given.entry(sign.cue).or_default();
        let points = sign.points.abs().min(sign.cue.most() - *given);
        if points <= 0.0 {
            return false;
        }
        *given += points;
        sign.points = points.copysign(sign.points);
        true
    });
    signs.sort_by_key(|sign| (sign.bytes.start, sign.bytes.end));
    signs
}

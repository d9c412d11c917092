//! What English-speaking customers write when they are upset, and when they aren't.
//!
//! Each group of lines has a cue and its points on the scale of log-odds, two and a half of which are even odds that
//! the writer is very upset. So a line with 3 is what hardly anybody writes who isn't; a line with 1 needs two others.

mod accusation;
mod anger;
mod calm;
mod consequence;
mod demand;
mod trouble;

use super::sets::SETS;
use crate::text::phrasebook::Phrasebook;
use crate::text::rage::Cue;
use std::sync::LazyLock;

/// A cue, its points, and the patterns that show it.
type Lines = (Cue, f64, &'static [&'static str]);

pub(crate) static CUES: LazyLock<Phrasebook<(Cue, f64)>> = LazyLock::new(|| {
    let groups =
        [anger::LINES, accusation::LINES, demand::LINES, consequence::LINES, trouble::LINES, calm::LINES];
    let lines = groups.into_iter().flatten();
    let patterns = lines
        .flat_map(|&(cue, points, patterns)| patterns.iter().map(move |pattern| (*pattern, (cue, points))));
    Phrasebook::new(patterns, SETS)
});

//! How English-speaking customers ask for a remedy, or tell of trouble that calls for one.

mod care;
mod contact;
mod money;
mod request;

use super::sets::SETS;
use crate::text::phrasebook::Phrasebook;
use crate::text::rage::{Plainness, Remedy, Wish};
use std::sync::LazyLock;

/// A remedy, how plainly it is wanted, and the patterns that say so.
type Lines = (Remedy, Plainness, &'static [&'static str]);

pub(crate) static WISHES: LazyLock<Phrasebook<Wish>> = LazyLock::new(|| {
    let lines = [money::LINES, care::LINES, contact::LINES, request::LINES].into_iter().flatten();
    let patterns = lines.flat_map(|&(remedy, plainness, patterns)| {
        patterns.iter().map(move |pattern| (*pattern, Wish { remedy, plainness }))
    });
    Phrasebook::new(patterns, SETS)
});

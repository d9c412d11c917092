//! English: its numbers, contractions, and the phrases that customers and agents use.

mod contacts;
pub(super) mod contraction;
mod cues;
pub(super) mod number;
mod promises;
mod sets;
mod times;
mod wishes;

pub(super) use contacts::CONTACTS;
pub(super) use cues::CUES;
pub(super) use promises::PROMISES;
pub(super) use wishes::WISHES;

//! The language of a text, and what is known of it.

use super::english;
use super::phrasebook::Phrasebook;
use super::promise::PromiseTable;
use super::rage::{Contacts, Cue, Wish};
use crate::error::Error;
use serde::Serialize;
use std::str::FromStr;

/// A language whose words are known here. A second one is a variant, a folder beside `english`, and its arms below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Language {
    /// English, British and American.
    English,
}

/// A word opened up: how much of its beginning is kept, or what replaces it, and the second word inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parts {
    pub(super) kept: usize,
    pub(super) first: Option<&'static str>,
    pub(super) second: Option<&'static str>,
}

/// What a word says as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) is_ordinal: bool,
}

impl FromStr for Language {
    type Err = Error;

    /// By its tag (RFC 5646), whose regions are passed over: "en", "en-GB".
    fn from_str(tag: &str) -> Result<Self, Error> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("en") {
            return Ok(Self::English);
        }
        Err(Error::Unknown { what: "language", value: tag.to_owned() })
    }
}

impl Language {
    pub(super) fn parts(self, word: &str) -> Parts {
        match self {
            Self::English => english::contraction::parts(word),
        }
    }

    pub(super) fn number(self, word: &str) -> Option<Number> {
        match self {
            Self::English => english::number::read(word),
        }
    }

    /// Whether a point after this word ends no sentence.
    pub(super) fn is_title(self, written: &str) -> bool {
        match self {
            Self::English => matches!(written, "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Prof"),
        }
    }

    /// Words that turn what follows.
    pub(super) fn negations(self) -> &'static [&'static str] {
        match self {
            Self::English => &["not", "never", "no", "hardly", "without", "nor", "neither"],
        }
    }

    pub(super) fn cues(self) -> &'static Phrasebook<(Cue, f64)> {
        match self {
            Self::English => &english::CUES,
        }
    }

    pub(super) fn wishes(self) -> &'static Phrasebook<Wish> {
        match self {
            Self::English => &english::WISHES,
        }
    }

    pub(super) fn promises(self) -> &'static PromiseTable {
        match self {
            Self::English => &english::PROMISES,
        }
    }

    pub(super) fn contacts(self) -> &'static Phrasebook<Contacts> {
        match self {
            Self::English => &english::CONTACTS,
        }
    }
}

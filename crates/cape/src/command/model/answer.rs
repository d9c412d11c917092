//! What a model says, for people and for programs.

use serde::Serialize;
use serde_json::Value;

/// The same answer twice: as lines to read and as JSON.
pub(crate) struct Answer {
    pub(crate) words: String,
    pub(crate) json: Value,
}

impl Answer {
    /// Fails only where a number can't be written as JSON, which no model returns.
    pub(crate) fn new(words: impl Into<String>, found: &impl Serialize) -> serde_json::Result<Self> {
        Ok(Self { words: words.into(), json: serde_json::to_value(found)? })
    }
}

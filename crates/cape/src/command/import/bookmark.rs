//! How far an archive is filed. Kept in the database, in the transaction that files.

use serde::{Deserialize, Serialize};
use std::path::Path;

/// The state of one archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bookmark {
    /// What the archive looked like and what was asked for: with another, everything is looked at again. What is
    /// here already is recognised then, mail by mail.
    pub(super) edition: String,
    /// Up to where, in the words of its kind: an offset, or the name of a file.
    pub(super) place: String,
    /// Whether it was filed to its end.
    pub(super) finished: bool,
}

impl Bookmark {
    /// As stored.
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As read back; one that can't be read is none.
    pub(super) fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The name under which a bookmark is kept.
pub(super) fn name(kind: &str, path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    format!("{kind}.{}", path.display())
}

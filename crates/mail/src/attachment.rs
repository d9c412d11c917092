//! A file that came with a mail, described; its bytes are fetched by `part`.

use serde::{Deserialize, Serialize};

/// A file that came with a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Where it stands in the mail: give it to `part` to get the bytes. `1.2` is the second part of the mail,
    /// `1.2.1` the first file in the winmail.dat or attached mail that stands there.
    pub part: String,
    /// A file name fit to show and to save: never empty, no folders, no control characters.
    pub name: String,
    /// `type/subtype` in lower case.
    pub media_type: String,
    /// Size in bytes once decoded.
    pub size: u64,
    /// SHA-256 of the decoded bytes, in hex.
    pub sha256: String,
    /// True if the HTML shows it in its place, so that it needs no listing.
    pub inline: bool,
    /// `Content-ID` without brackets.
    pub content_id: Option<String>,
}

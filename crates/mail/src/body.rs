//! What a mail says: its text, the stretches of it that are folded away, and its safe HTML.

use serde::{Deserialize, Serialize};

/// The body of a mail. Nothing is cut from `text`; `folds` says what to show folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The whole body as text, lines ended by `\n`.
    pub text: String,
    /// Stretches of `text` that are history or signature: ascending, apart, on character boundaries.
    pub folds: Vec<Fold>,
    /// The HTML body, sanitised; `None` if the mail had none, or nothing in it. Images that came with the mail stand
    /// as `part:1.2`, the `part` of their attachment, for the page to replace by a link to the file.
    pub html: Option<String>,
    /// Pictures from elsewhere that `html` waits to load until someone asks.
    #[serde(default)]
    pub remote_count: usize,
    /// `html` sets colours itself; in dark mode it is shown on light paper.
    #[serde(default)]
    pub own_colors: bool,
}

/// A stretch of the text, in bytes, that is shown folded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// Why it is folded.
    pub kind: FoldKind,
}

/// Why a stretch of text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoldKind {
    /// History that the sender quoted.
    Quote,
    /// The sender's signature.
    Signature,
}

impl Body {
    /// What the sender newly wrote: `text` without its folds, trimmed.
    pub fn visible_text(&self) -> String {
        crate::fold::visible(&self.text, &self.folds)
    }
}

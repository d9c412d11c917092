//! Which stretches of a plain text are quoted history and which are a signature.
//!
//! A text is read line by line: `line` says what each line is by itself (with `attribution`, `header`,
//! `marker` and `signature` as its experts), `walk` decides from their order what is folded, `visible` is what
//! remains. The words of each language stand in `phrases`. Nothing is ever deleted, and where the signs are
//! weak the text stays visible: a folded answer costs more than a visible signature.

mod attribution;
mod header;
mod line;
mod marker;
mod phrases;
mod signature;
mod visible;
mod walk;

use crate::Fold;

pub use visible::visible;

/// What the structure of an HTML mail says about a stretch of its text, better than the text itself could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// A container that the mail program made for history.
    Quote,
    /// A container that the mail program made for the signature.
    Signature,
    /// History begins here and lasts to the end.
    History,
    /// The line that names the author of the quote below.
    Attribution,
    /// A drawn line; it says nothing by itself.
    Divider,
}

/// A hint and the bytes of the text it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hinted {
    /// First byte.
    pub(crate) start: usize,
    /// First byte after it; for `Hint::History` and `Hint::Divider` only `start` counts.
    pub(crate) end: usize,
    /// What it says.
    pub(crate) hint: Hint,
}

/// The folds of a plain text: ascending, apart, whole lines. Linear in the length of the text.
pub fn text(text: &str) -> Vec<Fold> {
    with_hints(text, &[])
}

/// As `text`, helped by what the HTML said; `hints` ascend by `start`.
pub(crate) fn with_hints(text: &str, hints: &[Hinted]) -> Vec<Fold> {
    let lines = line::read(text, hints);
    walk::walk(&lines)
}

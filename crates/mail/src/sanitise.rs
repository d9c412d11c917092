//! HTML cleaned once, when a mail arrives: what comes out can be shown beside our own page without fear.
//!
//! One parse gives the tree (`html`), its text (`html_text`), what to fold (`fold`, helped by `signs`) and the
//! clean HTML. Only tags, attributes and style properties on a list are written, and everything written is
//! escaped, so nothing depends on recognising an attack. Inline styles stay, and simple rules of `<style>` blocks become
//! such (`sheet`).
//! Pictures from elsewhere are not loaded: their address moves to `data-remote-src` until someone asks.

mod attributes;
mod folding;
mod sheet;
pub(crate) mod signs;
mod style;
mod target;
mod write;

use crate::html::{self, Element};
use crate::{Fold, Problem, fold, html_text};

/// Links of one mail that stay links; the largest newsletters have some hundred.
pub const LINKS_MAX: usize = 2_000;

/// Bytes of an image that stands in the mail's own HTML as a `data:` address.
pub const DATA_IMAGE_BYTES_MAX: usize = 64 * 1024;

/// A clean HTML body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sanitised {
    /// The clean HTML. History and signature stand in `<details class="fold" data-fold="quote|signature">`.
    pub html: String,
    /// The same as text.
    pub text: String,
    /// What of `text` is history or signature.
    pub folds: Vec<Fold>,
    /// Pictures and backgrounds from elsewhere, waiting in `data-remote-src` and `data-remote-background`.
    pub remote_count: usize,
    /// The mail sets colours itself, so in dark mode it is shown on light paper.
    pub own_colors: bool,
    /// What went over a limit.
    pub problems: Vec<Problem>,
}

/// Cleans an HTML body. `cid` gives the address of a file of the same mail by its content id; an image whose file
/// is unknown keeps its id as `data-cid`. Linear in the length of `html`.
pub fn html(html: &str, cid: &dyn Fn(&str) -> Option<String>) -> Sanitised {
    let mut tree = html::parse(html);
    sheet::inline(&mut tree);
    let rendered = html_text::render(&tree);
    let folds = fold::with_hints(&rendered.text, &rendered.hints);
    folding::wrap(&mut tree, &rendered, &folds);
    let mut writer = write::Writer::new(cid);
    writer.write(&tree);
    let mut problems = Vec::new();
    if tree.cut {
        problems.push(Problem::TextTooLong);
    }
    if tree.flattened {
        problems.push(Problem::HtmlTooDeep);
    }
    if writer.seen.links > LINKS_MAX {
        problems.push(Problem::TooManyLinks);
    }
    Sanitised {
        html: writer.html,
        text: rendered.text,
        folds,
        remote_count: writer.seen.remote,
        own_colors: writer.seen.colors,
        problems,
    }
}

/// Whether nobody would see the element in a mail program.
pub(crate) fn hidden(element: &Element) -> bool {
    element.attribute("hidden").is_some() || element.attribute("style").is_some_and(style::hides)
}

//! The lines of the text: what is due before the next words, and what stands in front of them.

use std::fmt::Write as _;

use super::{Leaf, Rendered};
use crate::fold::{Hint, Hinted};
use crate::html::{Element, NodeId, Role, Tag};
use crate::sanitise::signs;

/// Signs `>` before a quoted line. Deeper quotes are not told apart by anyone, and would cost space at each line.
const QUOTE_DEPTH_MAX: usize = 8;

/// Bytes of a link's address shown in the text; trackers make them endless and nobody reads them.
const ADDRESS_BYTES_MAX: usize = 300;

/// Bytes of an image's description shown in the text.
const DESCRIPTION_BYTES_MAX: usize = 120;

/// Line ends in a row: two blank lines are enough.
const LINE_ENDS_MAX: usize = 3;

/// A hint whose text has not all been written.
#[derive(Debug)]
struct Open {
    node: NodeId,
    hint: Hint,
    start: Option<usize>,
}

/// Writes the text of one step after the other.
#[derive(Debug, Default)]
pub(super) struct Writer {
    rendered: Rendered,
    /// Words stand on the current line.
    in_line: bool,
    /// Line ends to write before the next words.
    line_ends: usize,
    /// A space to write before the next words.
    space: bool,
    /// Where the first words of the current leaf stand.
    first_word: Option<usize>,
    /// Depth of quotes now, and when words were last written.
    quotes: usize,
    quotes_before: usize,
    /// Open lists: the number of the next item, or `None` for bullets.
    lists: Vec<Option<usize>>,
    /// What stands before the next words: "- ", "2. ".
    bullet: String,
    /// Open links: where their words begin.
    links: Vec<usize>,
    /// The container whose history or signature is being written; none is opened within another.
    open: Option<Open>,
    /// From the next words on, all is history.
    history: bool,
}

impl Writer {
    pub(super) fn leaf(&mut self, node: NodeId, write: impl FnOnce(&mut Self)) {
        let before = self.rendered.text.len();
        let index = self.rendered.leaves.len();
        self.first_word = None;
        self.rendered.leaves.push(Leaf { node, start: before, end: before });
        write(self);
        let end = self.rendered.text.len();
        if let Some(leaf) = self.rendered.leaves.get_mut(index) {
            leaf.start = self.first_word.take().unwrap_or(before);
            leaf.end = end.max(leaf.start);
        }
    }

    pub(super) fn enter(&mut self, id: NodeId, element: &Element) {
        self.open_hint(id, element);
        match element.tag {
            Tag::Br => self.leaf(id, Self::line_break),
            Tag::Hr => self.leaf(id, Self::rule),
            Tag::Img => self.leaf(id, |writer| writer.image(element)),
            Tag::A => self.links.push(self.rendered.text.len()),
            Tag::Blockquote => {
                self.block(1);
                self.quotes += 1;
            }
            Tag::Ul | Tag::Menu | Tag::Dir => {
                self.block(1);
                self.lists.push(None);
            }
            Tag::Ol => {
                self.block(1);
                self.lists
                    .push(Some(element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1)));
            }
            Tag::Li => self.item(),
            _ => match element.tag.role() {
                Role::Paragraph => self.block(margin(element)),
                Role::Block | Role::Item | Role::Row | Role::Table => self.block(1),
                Role::Cell if self.in_line => {
                    self.rendered.text.push('\t');
                    self.space = false;
                }
                _ => {}
            },
        }
    }

    pub(super) fn leave(&mut self, id: NodeId, element: &Element) {
        match element.tag {
            Tag::A => self.link(element),
            Tag::Blockquote => {
                self.block(1);
                self.quotes = self.quotes.saturating_sub(1);
            }
            Tag::Ul | Tag::Menu | Tag::Dir | Tag::Ol => {
                self.block(1);
                self.lists.pop();
                self.bullet.clear();
            }
            _ => match element.tag.role() {
                Role::Paragraph => self.block(margin(element)),
                Role::Block | Role::Item | Role::Row | Role::Table => self.block(1),
                _ => {}
            },
        }
        if self.open.as_ref().is_some_and(|open| open.node == id) {
            self.close_hint();
        }
    }

    /// The line is over, and `line_ends` follow at least.
    fn block(&mut self, line_ends: usize) {
        self.in_line = false;
        self.space = false;
        self.line_ends = self.line_ends.max(line_ends);
    }

    fn line_break(&mut self) {
        self.space = false;
        if self.in_line {
            self.in_line = false;
            self.line_ends = self.line_ends.max(1);
        } else {
            self.line_ends = (self.line_ends + 1).min(LINE_ENDS_MAX);
        }
    }

    fn rule(&mut self) {
        self.block(1);
        self.words("---");
        let end = self.rendered.text.len();
        if self.quotes == 0 && self.open.is_none() {
            self.rendered.hints.push(Hinted { start: end - 3, end, hint: Hint::Divider });
        }
        self.block(1);
    }

    fn image(&mut self, element: &Element) {
        let description = element.attribute("alt").unwrap_or_default().trim();
        if !description.is_empty() && description.len() <= DESCRIPTION_BYTES_MAX {
            self.words("[");
            self.text(description, false);
            self.space = false;
            self.words("]");
        }
    }

    fn item(&mut self) {
        self.block(1);
        self.bullet.clear();
        for _ in 1..self.lists.len().min(QUOTE_DEPTH_MAX) {
            self.bullet.push_str("  ");
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let _ = write!(self.bullet, "{number}. ");
                *number = number.saturating_add(1);
            }
            _ => self.bullet.push_str("- "),
        }
    }

    /// Behind a link's words comes its address, where the words do not say it.
    fn link(&mut self, element: &Element) {
        let Some(start) = self.links.pop() else { return };
        let Some(href) = element.attribute("href").map(str::trim) else { return };
        let address = href.strip_prefix("mailto:").unwrap_or(href);
        let shown = self.rendered.text.get(start..).unwrap_or_default().trim();
        let known = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
        if !known
            || shown.is_empty()
            || address.len() > ADDRESS_BYTES_MAX
            || bare(shown).contains(bare(address))
        {
            return;
        }
        let address = format!(" <{address}>");
        self.rendered.text.push_str(&address);
        self.in_line = true;
    }

    pub(super) fn text(&mut self, text: &str, preformatted: bool) {
        if preformatted {
            let line = text.trim_end_matches(['\n', '\r']);
            if !line.is_empty() {
                self.words(line);
            }
            if line.len() < text.len() {
                self.line_break();
            }
            return;
        }
        let mut rest = text;
        loop {
            let trimmed = rest.trim_start_matches(is_space);
            self.space |= trimmed.len() < rest.len() && self.in_line;
            if trimmed.is_empty() {
                return;
            }
            let end = trimmed.find(is_space).unwrap_or(trimmed.len());
            let (word, behind) = trimmed.split_at(end);
            self.words(word);
            rest = behind;
        }
    }

    /// Writes words as they are, behind whatever is due before them.
    fn words(&mut self, words: &str) {
        if !self.in_line {
            self.begin_line();
        } else if self.space {
            self.rendered.text.push(' ');
        }
        self.space = false;
        self.in_line = true;
        self.first_word.get_or_insert(self.rendered.text.len());
        self.rendered.text.push_str(words);
    }

    fn begin_line(&mut self) {
        let text = &mut self.rendered.text;
        if !text.is_empty() {
            let between = self.quotes.min(self.quotes_before).min(QUOTE_DEPTH_MAX);
            text.push('\n');
            for _ in 1..self.line_ends.clamp(1, LINE_ENDS_MAX) {
                text.extend(std::iter::repeat_n('>', between));
                text.push('\n');
            }
        }
        let start = text.len();
        let depth = self.quotes.min(QUOTE_DEPTH_MAX);
        if depth > 0 {
            text.extend(std::iter::repeat_n('>', depth));
            text.push(' ');
        }
        text.push_str(&self.bullet);
        self.bullet.clear();
        self.line_ends = 0;
        self.quotes_before = self.quotes;
        if self.history && self.quotes == 0 {
            self.history = false;
            self.rendered.hints.push(Hinted { start, end: start, hint: Hint::History });
        }
        if let Some(open) = &mut self.open {
            open.start.get_or_insert(start);
        }
    }

    fn open_hint(&mut self, id: NodeId, element: &Element) {
        // Quotes are marked by `>` already, and what is in them has been said.
        if self.quotes > 0 || self.open.is_some() {
            return;
        }
        match signs::hint(element) {
            Some(Hint::History) => {
                self.block(1);
                self.history = true;
            }
            Some(hint) => {
                self.block(1);
                self.open = Some(Open { node: id, hint, start: None });
            }
            None => {}
        }
    }

    fn close_hint(&mut self) {
        let Some(Open { hint, start, .. }) = self.open.take() else { return };
        self.block(1);
        if let Some(start) = start {
            self.rendered.hints.push(Hinted { start, end: self.rendered.text.len(), hint });
        }
    }

    pub(super) fn finish(mut self) -> Rendered {
        self.rendered.hints.sort_by_key(|hinted| hinted.start);
        self.rendered
    }
}

/// Line ends around a paragraph: Outlook's have no space between them.
fn margin(element: &Element) -> usize {
    let tight = element
        .attribute("class")
        .is_some_and(|class| class.starts_with("Mso") || class.starts_with("x_Mso"))
        || element.attribute("style").is_some_and(|style| {
            style.contains("margin:0")
                || style.contains("margin: 0")
                || style.contains("margin-bottom:0")
                || style.contains("margin-bottom: 0")
        });
    if tight { 1 } else { 2 }
}

/// An address without its scheme and what browsers add, to compare it with the words of its link.
fn bare(address: &str) -> &str {
    let bare =
        address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("tel:");
    bare.trim_start_matches("www.").trim_end_matches('/')
}

/// White space that HTML folds; a no-break space counts, since nobody sees the difference.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}')
}

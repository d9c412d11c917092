//! From tokens to the tree.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::{
    ATTRIBUTE_BYTES_MAX, ATTRIBUTES_MAX, BYTES_MAX, Content, DEPTH_MAX, Element, NodeId, ROOT, Role,
    SHEET_BYTES_MAX, Tag, Tree,
};

/// Attributes that anybody reads; the others are forgotten at once.
const READ: &[&str] = &[
    "align",
    "alt",
    "background",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "colspan",
    "data-marker",
    "data-signatureblock",
    "data-smartmail",
    "dir",
    "face",
    "height",
    "hidden",
    "href",
    "id",
    "lang",
    "media",
    "name",
    "nowrap",
    "reversed",
    "rowspan",
    "size",
    "src",
    "srcset",
    "start",
    "style",
    "text",
    "title",
    "type",
    "valign",
    "width",
];

/// The tree of an HTML body. Never fails: whatever it is, some tree comes out.
pub(crate) fn parse(html: &str) -> Tree {
    let end = html.floor_char_boundary(BYTES_MAX);
    let mut builder = Builder::new();
    builder.tree.cut = end < html.len();
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
            builder.take(&event);
            None
        });
    emitter.naively_switch_states(true);
    // Reading from memory cannot fail.
    let _ = Tokenizer::new_with_emitter(html.get(..end).unwrap_or_default(), emitter).finish();
    builder.tree
}

/// Content that is being dropped.
#[derive(Clone, Copy, Debug)]
struct Drop {
    tag: Tag,
    depth: usize,
}

struct Builder {
    tree: Tree,
    /// Open elements, outermost first.
    open: Vec<(Tag, NodeId)>,
    /// Elements not opened because they would nest too deeply.
    flattened: usize,
    dropping: Option<Drop>,
    /// What is being dropped are rules of a `<style>` block that are meant for screens.
    styling: bool,
    /// The start tag whose attributes are being read.
    tag: Option<Tag>,
    name: Option<&'static str>,
    attributes: Vec<(Box<str>, Box<str>)>,
}

impl Builder {
    fn new() -> Self {
        Self {
            tree: Tree::new(),
            open: Vec::new(),
            flattened: 0,
            dropping: None,
            styling: false,
            tag: None,
            name: None,
            attributes: Vec::new(),
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::named(name);
                self.attributes.clear();
                self.name = None;
            }
            CallbackEvent::AttributeName { name } => self.name = self.wanted(name),
            CallbackEvent::AttributeValue { value } => self.attribute(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                self.attribute(b"");
                if let Some(tag) = self.tag.take() {
                    self.start(tag, self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                if let Some(tag) = Tag::named(name) {
                    self.end(tag);
                }
            }
            CallbackEvent::String { value } => {
                if self.dropping.is_none() {
                    self.text(&String::from_utf8_lossy(value));
                } else if self.styling {
                    self.rules(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The name if the attribute is kept. One without a value is stored when the next begins.
    fn wanted(&mut self, name: &[u8]) -> Option<&'static str> {
        self.attribute(b"");
        self.tag?;
        let name = READ.iter().find(|known| known.as_bytes() == name)?;
        let known = self.attributes.iter().any(|(known, _)| **known == **name);
        (!known && self.attributes.len() < ATTRIBUTES_MAX).then_some(name)
    }

    fn attribute(&mut self, value: &[u8]) {
        let Some(name) = self.name.take() else { return };
        if value.len() <= ATTRIBUTE_BYTES_MAX {
            self.attributes.push((name.into(), String::from_utf8_lossy(value).into()));
        }
    }

    fn start(&mut self, tag: Tag, self_closing: bool) {
        if let Some(drop) = &mut self.dropping {
            if matches!(drop.tag, Tag::Svg | Tag::Math) && breaks_out(tag) {
                self.dropping = None;
            } else {
                drop.depth += usize::from(tag == drop.tag && !self_closing);
                return;
            }
        }
        match tag.role() {
            Role::Raw | Role::Dropped => {
                if tag.role() == Role::Raw || !self_closing {
                    self.dropping = Some(Drop { tag, depth: 1 });
                    let media = self.attributes.iter().find(|(name, _)| **name == *"media");
                    let screen = media.is_none_or(|(_, media)| matches!(&**media, "" | "all" | "screen"));
                    self.styling = tag == Tag::Style && screen;
                    if self.styling {
                        // What a block before left open ends here.
                        self.rules("}");
                    }
                }
            }
            Role::Void => {
                if tag == Tag::Hr {
                    self.close(|open| open == Tag::P, |_| false);
                }
                self.append(tag);
            }
            _ => self.open(tag),
        }
    }

    fn open(&mut self, tag: Tag) {
        self.close_implied(tag);
        if self.open.len() >= DEPTH_MAX {
            self.flattened += 1;
            self.tree.flattened = true;
            if tag.role() != Role::Inline {
                self.line_break();
            }
            return;
        }
        if tag == Tag::Blockquote {
            self.note_quote();
        }
        let id = self.append(tag);
        self.open.push((tag, id));
    }

    /// Ancestors learn that they hold a quote; those that know, their ancestors know too.
    fn note_quote(&mut self) {
        for (_, id) in self.open.iter().rev() {
            match self.tree.node_mut(id.0).map(|node| &mut node.content) {
                Some(Content::Element(element)) if !element.holds_quote => element.holds_quote = true,
                _ => break,
            }
        }
    }

    /// What the standard closes by itself when `tag` begins.
    fn close_implied(&mut self, tag: Tag) {
        let table = |open: Tag| open == Tag::Table;
        match tag.role() {
            Role::Item if tag == Tag::Li => {
                self.close(
                    |open| open == Tag::Li,
                    |open| matches!(open.role(), Role::List | Role::Table | Role::Cell),
                );
                self.close_paragraph();
            }
            Role::Item => {
                self.close(
                    |open| matches!(open, Tag::Dt | Tag::Dd),
                    |open| {
                        matches!(open, Tag::Dl)
                            || matches!(open.role(), Role::Table | Role::Cell | Role::List)
                    },
                );
                self.close_paragraph();
            }
            Role::Cell => self.close(|open| open.role() == Role::Cell, table),
            Role::Row => self.close(|open| open.role() == Role::Row, table),
            Role::Section => self.close(|open| open.role() == Role::Section, table),
            Role::Inline if tag == Tag::A => {
                self.close(|open| open == Tag::A, |open| open.role() != Role::Inline);
            }
            Role::Block | Role::Paragraph | Role::List | Role::Table => self.close_paragraph(),
            _ => {}
        }
    }

    /// Keeps the rules of a `<style>` block, as far as they are read.
    fn rules(&mut self, text: &str) {
        let room = SHEET_BYTES_MAX.saturating_sub(self.tree.sheet.len());
        self.tree.sheet.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
    }

    fn close_paragraph(&mut self) {
        self.close(
            |open| open == Tag::P,
            |open| matches!(open.role(), Role::Cell | Role::Table | Role::Item) || open == Tag::Caption,
        );
    }

    /// Closes the innermost open element that is `wanted`, and what is open in it, unless a `wall` stands between.
    /// The open elements are at most `DEPTH_MAX`, so this costs a constant.
    fn close(&mut self, wanted: impl Fn(Tag) -> bool, wall: impl Fn(Tag) -> bool) {
        for index in (0..self.open.len()).rev() {
            let (open, _) = self.open[index];
            if wanted(open) {
                self.open.truncate(index);
                return;
            }
            if wall(open) {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        if let Some(drop) = &mut self.dropping {
            if tag == drop.tag {
                drop.depth -= 1;
                if drop.depth == 0 {
                    self.dropping = None;
                }
            }
            return;
        }
        if tag == Tag::Br {
            self.line_break();
            return;
        }
        if matches!(tag.role(), Role::Void | Role::Raw | Role::Dropped) {
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            if tag.role() != Role::Inline {
                self.line_break();
            }
            return;
        }
        let role = tag.role();
        let heading = |tag: Tag| matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6);
        self.close(
            |open| open == tag || heading(tag) && heading(open),
            |open| match role {
                // A cell's content never closes the table around it.
                Role::Table => false,
                Role::Section | Role::Row | Role::Cell => open == Tag::Table,
                Role::Inline => {
                    matches!(open.role(), Role::Cell | Role::Table | Role::Item | Role::List)
                        || open == Tag::Blockquote
                }
                _ => matches!(open.role(), Role::Cell | Role::Table),
            },
        );
    }

    fn current(&self) -> (NodeId, bool) {
        let Some((tag, id)) = self.open.last() else { return (ROOT, false) };
        let preformatted = self.tree.element(*id).is_some_and(|element| element.preformatted);
        (*id, preformatted || *tag == Tag::Pre)
    }

    fn append(&mut self, tag: Tag) -> NodeId {
        let (parent, inherited) = self.current();
        let attributes = std::mem::take(&mut self.attributes);
        let mut element = Element { tag, attributes, preformatted: false, holds_quote: false };
        element.preformatted = tag == Tag::Pre
            || element.attribute("style").map_or(inherited, |style| keeps_space(style, inherited));
        self.tree.append(parent, Content::Element(element))
    }

    fn line_break(&mut self) {
        self.attributes.clear();
        let (parent, _) = self.current();
        let breaks = self
            .tree
            .last(parent)
            .and_then(|last| self.tree.element(last))
            .is_some_and(|last| last.tag == Tag::Br);
        if !breaks {
            self.append(Tag::Br);
        }
    }

    fn text(&mut self, text: &str) {
        let (parent, preformatted) = self.current();
        let in_table = self.open.last().is_some_and(|(tag, _)| {
            matches!(tag.role(), Role::Table | Role::Section | Role::Row | Role::List)
        });
        if in_table && text.trim_ascii().is_empty() {
            return;
        }
        if preformatted {
            // One node a line, so that a fold can begin at any line.
            for line in text.split_inclusive('\n') {
                self.tree.append(parent, Content::Text(line.to_owned()));
            }
            return;
        }
        self.tree.append(parent, Content::Text(text.to_owned()));
    }
}

/// `white-space: pre` and its kin keep line breaks; `normal` ends that.
fn keeps_space(style: &str, inherited: bool) -> bool {
    let Some(at) = style.find("white-space") else { return inherited };
    let value = style.get(at + "white-space".len()..).unwrap_or_default().trim_start_matches([':', ' ']);
    value.starts_with("pre") || value.starts_with("break-spaces")
}

/// Tags that end a drawing that nobody closed, as the standard has it.
fn breaks_out(tag: Tag) -> bool {
    !matches!(tag.role(), Role::Raw | Role::Dropped) && !matches!(tag, Tag::A | Tag::Title | Tag::Font)
}

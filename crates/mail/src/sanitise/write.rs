//! Writes the clean HTML. Whatever is not written here does not come out.

use super::attributes::{self, SPAN_MAX};
use super::target::{self, Picture};
use super::{LINKS_MAX, style};
use crate::FoldKind;
use crate::html::{Content, Element, Role, Step, Tag, Tree};

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) remote: usize,
    pub(super) links: usize,
    pub(super) colors: bool,
}

/// Writes a tree.
pub(super) struct Writer<'a> {
    pub(super) html: String,
    pub(super) seen: Seen,
    cid: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(cid: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { html: String::new(), seen: Seen::default(), cid }
    }

    pub(super) fn write(&mut self, tree: &Tree) {
        for step in tree.walk() {
            match step {
                Step::Enter(id) => match tree.content(id) {
                    Content::Text(text) => escape(text, &mut self.html),
                    Content::Element(element) => self.open(element),
                    Content::Fold(kind) => self.html.push_str(opening(*kind)),
                    Content::Nothing => {}
                },
                Step::Leave(id) => match tree.content(id) {
                    Content::Element(element) if element.tag.role() != Role::Void => {
                        self.html.push_str("</");
                        self.html.push_str(written(element.tag));
                        self.html.push('>');
                    }
                    Content::Fold(_) => self.html.push_str("</div></details>"),
                    _ => {}
                },
            }
        }
    }

    fn open(&mut self, element: &Element) {
        self.html.push('<');
        self.html.push_str(written(element.tag));
        let mut has_source = element.tag != Tag::Img;
        for (name, value) in &element.attributes {
            match &**name {
                "style" => self.style(value),
                "href" if element.tag == Tag::A => self.link(value),
                "src" if element.tag == Tag::Img => {
                    has_source = true;
                    self.picture(value);
                }
                "background" if attributes::allowed(element.tag, "bgcolor").is_some() => {
                    self.background(value);
                }
                name => self.plain(element, name, value),
            }
        }
        if !has_source && let Some(set) = element.attribute("srcset") {
            // Without `src` the first of the set is as good as any.
            self.picture(set.trim_start().split([' ', ',']).next().unwrap_or_default());
        }
        self.html.push('>');
    }

    fn plain(&mut self, element: &Element, name: &str, value: &str) {
        self.seen.colors |= match name {
            "bgcolor" | "text" => true,
            "color" => element.tag == Tag::Font,
            _ => false,
        };
        let Some(kind) = attributes::allowed(element.tag, name) else { return };
        let span = matches!(name, "colspan" | "rowspan");
        if attributes::fits(kind, value)
            && (!span || value.trim().parse::<u32>().is_ok_and(|span| span <= SPAN_MAX))
        {
            self.attribute(name, value);
        }
    }

    fn style(&mut self, value: &str) {
        let clean = style::clean(value);
        self.seen.colors |= clean.colors;
        if let Some(remote) = clean.remote {
            self.seen.remote += 1;
            self.attribute("data-remote-background", &remote);
        }
        if !clean.css.is_empty() {
            self.attribute("style", &clean.css);
        }
    }

    fn background(&mut self, value: &str) {
        if let Some(remote) = target::remote(value) {
            self.seen.remote += 1;
            self.attribute("data-remote-background", &remote);
        }
    }

    fn link(&mut self, value: &str) {
        let Some(address) = target::link(value) else { return };
        self.seen.links += 1;
        if self.seen.links <= LINKS_MAX {
            self.attribute("href", &address);
            self.html.push_str(r#" rel="noopener noreferrer nofollow" target="_blank""#);
        }
    }

    fn picture(&mut self, value: &str) {
        match target::picture(value) {
            Some(Picture::Remote(address)) => {
                self.seen.remote += 1;
                self.attribute("data-remote-src", &address);
            }
            Some(Picture::File(id)) => match (self.cid)(id) {
                Some(address) => self.attribute("src", &address),
                None => self.attribute("data-cid", id),
            },
            Some(Picture::Data(address)) => self.attribute("src", &address),
            None => {}
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape(value, &mut self.html);
        self.html.push('"');
    }
}

/// The tag that is written; the mail's body becomes a box in our page.
fn written(tag: Tag) -> &'static str {
    match tag {
        Tag::Body => "div",
        tag => tag.name(),
    }
}

fn opening(kind: FoldKind) -> &'static str {
    match kind {
        FoldKind::Quote => r#"<details class="fold" data-fold="quote"><summary>Quoted text</summary><div>"#,
        FoldKind::Signature => {
            r#"<details class="fold" data-fold="signature"><summary>Signature</summary><div>"#
        }
    }
}

/// Escapes for text and for quoted attributes alike.
fn escape(text: &str, html: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'`' => "&#96;",
            0 => "\u{fffd}",
            _ => continue,
        };
        html.push_str(text.get(from..at).unwrap_or_default());
        html.push_str(entity);
        from = at + 1;
    }
    html.push_str(text.get(from..).unwrap_or_default());
}

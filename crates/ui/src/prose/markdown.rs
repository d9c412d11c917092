//! Markdown that colleagues write, shown. It is parsed into a small tree and drawn from there; raw HTML in it is
//! shown as the text it is, and pictures are shown only when they are ours.

use super::{is_ours, is_safe_link};
use maud::{Markup, html};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Quotes and lists nested deeper than this are drawn flat: nobody means them, and drawing is recursive.
const DEPTH_MAX: usize = 16;

/// A piece of the tree.
enum Node {
    Text(String),
    Code(String),
    Break,
    Rule,
    Task(bool),
    Element(Kind, Vec<Node>),
}

/// What an element is drawn as.
enum Kind {
    Plain,
    Paragraph,
    Heading,
    Quote,
    CodeBlock,
    List(Option<u64>),
    Item,
    Emphasis,
    Strong,
    Struck,
    Link(String),
    Image(String),
}

/// Draws `text`, which a colleague wrote.
#[must_use]
pub fn markdown(text: &str) -> Markup {
    let nodes = tree(text);
    html! { div .prose { (all(&nodes)) } }
}

/// Builds the tree. The stack holds the open elements; the lowest is the document.
fn tree(text: &str) -> Vec<Node> {
    let mut stack: Vec<(Kind, Vec<Node>)> = vec![(Kind::Plain, Vec::new())];
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(text, options) {
        let node = match event {
            Event::Start(tag) => {
                let kind = if stack.len() > DEPTH_MAX { Kind::Plain } else { kind(tag) };
                stack.push((kind, Vec::new()));
                continue;
            }
            Event::End(_) => match stack.pop() {
                Some((kind, nodes)) => Node::Element(kind, nodes),
                None => continue,
            },
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => Node::Text(text.into_string()),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                Node::Code(text.into_string())
            }
            Event::FootnoteReference(text) => Node::Text(format!("[{text}]")),
            Event::SoftBreak | Event::HardBreak => Node::Break,
            Event::Rule => Node::Rule,
            Event::TaskListMarker(done) => Node::Task(done),
        };
        if let Some((_, nodes)) = stack.last_mut() {
            push(nodes, node);
        }
    }
    stack.pop().map(|(_, nodes)| nodes).unwrap_or_default()
}

/// Elements that draw nothing of their own are dissolved, so that depth in the tree is depth on the page.
fn push(nodes: &mut Vec<Node>, node: Node) {
    match node {
        Node::Element(Kind::Plain, inner) => nodes.extend(inner),
        node => nodes.push(node),
    }
}

fn kind(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { .. } => Kind::Heading,
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(_) => Kind::CodeBlock,
        Tag::List(start) => Kind::List(start),
        Tag::Item => Kind::Item,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Struck,
        Tag::Link { dest_url, .. } if is_safe_link(&dest_url) => Kind::Link(dest_url.into_string()),
        Tag::Image { dest_url, .. } if is_ours(&dest_url) => Kind::Image(dest_url.into_string()),
        _ => Kind::Plain,
    }
}

fn all(nodes: &[Node]) -> Markup {
    html! { @for node in nodes { (one(node)) } }
}

fn one(node: &Node) -> Markup {
    match node {
        Node::Text(text) => mentions(text),
        Node::Code(text) => html! { code { (text) } },
        Node::Break => html! { br; },
        Node::Rule => html! { hr; },
        Node::Task(done) => html! { input type="checkbox" disabled checked[*done] aria-label="Task"; " " },
        Node::Element(kind, inner) => element(kind, inner),
    }
}

fn element(kind: &Kind, inner: &[Node]) -> Markup {
    match kind {
        Kind::Plain => all(inner),
        Kind::Paragraph => html! { p { (all(inner)) } },
        Kind::Heading => html! { p .prose-heading { (all(inner)) } },
        Kind::Quote => html! { blockquote { (all(inner)) } },
        Kind::CodeBlock => html! { pre { code { (text_of(inner)) } } },
        Kind::List(None) => html! { ul { (all(inner)) } },
        Kind::List(Some(start)) => html! { ol start=(start) { (all(inner)) } },
        Kind::Item => html! { li { (all(inner)) } },
        Kind::Emphasis => html! { em { (all(inner)) } },
        Kind::Strong => html! { strong { (all(inner)) } },
        Kind::Struck => html! { del { (all(inner)) } },
        Kind::Link(url) => html! { a href=(url) target="_blank" rel="noopener noreferrer" { (all(inner)) } },
        Kind::Image(url) => {
            html! { a href=(url) target="_blank" data-lightbox=(url) { img src=(url) alt=(text_of(inner)) loading="lazy"; } }
        }
    }
}

/// The bare text of some nodes.
fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(piece) | Node::Code(piece) => text.push_str(piece),
            Node::Break => text.push('\n'),
            Node::Element(_, inner) => text.push_str(&text_of(inner)),
            Node::Rule | Node::Task(_) => {}
        }
    }
    text
}

/// Text in which `@name` stands out.
fn mentions(text: &str) -> Markup {
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, from_at) = rest.split_at(at);
        let name_bytes: usize = from_at
            .chars()
            .skip(1)
            .take_while(|letter| letter.is_alphanumeric() || *letter == '-')
            .map(char::len_utf8)
            .sum();
        let starts_word = before.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
        let (mention, after) = from_at.split_at(1 + name_bytes);
        pieces.push((before, false));
        pieces.push((mention, name_bytes > 0 && starts_word));
        rest = after;
    }
    pieces.push((rest, false));
    html! {
        @for (piece, mention) in pieces {
            @if mention { span .mention { (piece) } } @else { (piece) }
        }
    }
}

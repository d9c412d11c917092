//! Everything that happened with one customer, newest first, in stretches of time.

use crate::{Tone, icon::Icon};
use maud::{Markup, Render, html};

/// What kind of thing happened; it chooses the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A conversation or a message of one.
    Conversation,
    /// An order.
    Order,
    /// Anything another system told us.
    Touchpoint,
    /// A note by a colleague.
    Note,
    /// A change by us: a merge, an address added.
    Change,
}

impl EntryKind {
    fn icon(self) -> Icon {
        match self {
            Self::Conversation => Icon::Mail,
            Self::Order => Icon::Order,
            Self::Touchpoint => Icon::Touchpoint,
            Self::Note => Icon::Note,
            Self::Change => Icon::Clock,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Conversation => "Conversation",
            Self::Order => "Order",
            Self::Touchpoint => "Touchpoint",
            Self::Note => "Note",
            Self::Change => "Change",
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug)]
#[must_use]
pub struct Entry {
    kind: EntryKind,
    title: String,
    href: Option<String>,
    when: Markup,
    note: Option<String>,
    body: Option<Markup>,
    marks: Vec<Markup>,
    tone: Tone,
}

impl Entry {
    /// Something with a one-line title.
    pub fn new(kind: EntryKind, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            href: None,
            when: Markup::default(),
            note: None,
            body: None,
            marks: Vec::new(),
            tone: Tone::Plain,
        }
    }

    /// Where it can be opened.
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    /// When it was.
    pub fn when(self, when: impl Render) -> Self {
        Self { when: when.render(), ..self }
    }

    /// A quiet second line ("from the shop", "with Ines · closed").
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// More, below: the beginning of a message, the lines of an order.
    pub fn body(self, body: impl Render) -> Self {
        Self { body: Some(body.render()), ..self }
    }

    /// A state or signal.
    pub fn mark(mut self, mark: impl Render) -> Self {
        self.marks.push(mark.render());
        self
    }

    /// Colours the drawing.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl Render for Entry {
    fn render(&self) -> Markup {
        html! {
            li .entry {
                span .entry-icon .(self.tone.class()) { (self.kind.icon()) span .hidden { (self.kind.word()) } }
                div .entry-words {
                    p .entry-title {
                        @if let Some(href) = &self.href { a href=(href) { (self.title) } } @else { (self.title) }
                        @for mark in &self.marks { " " (mark) }
                    }
                    @if let Some(note) = &self.note { p .entry-note { (note) } }
                    @if let Some(body) = &self.body { div .entry-body { (body) } }
                }
                span .entry-when { (self.when) }
            }
        }
    }
}

/// The timeline.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Timeline {
    groups: Vec<(Option<String>, Vec<Entry>)>,
    compact: bool,
}

impl Timeline {
    /// An empty timeline.
    pub fn new() -> Self {
        Self::default()
    }

    /// Entries without a heading.
    pub fn entries(mut self, entries: Vec<Entry>) -> Self {
        self.groups.push((None, entries));
        self
    }

    /// Entries of a stretch of time ("November").
    pub fn group(mut self, heading: impl Into<String>, entries: Vec<Entry>) -> Self {
        self.groups.push((Some(heading.into()), entries));
        self
    }

    /// Small, for the panel beside a conversation.
    pub fn compact(self) -> Self {
        Self { compact: true, ..self }
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        html! {
            div .timeline .timeline--compact[self.compact] {
                @for (heading, entries) in &self.groups {
                    @if let Some(heading) = heading {
                        @if self.compact { h4 .timeline-heading { (heading) } }
                        @else { h2 .timeline-heading { (heading) } }
                    }
                    ol .timeline-list { @for entry in entries { (entry) } }
                }
            }
        }
    }
}

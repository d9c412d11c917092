//! The slim rail: the rooms of Cape at the left edge, or at the bottom of a phone.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// One room.
#[derive(Clone, Debug)]
#[must_use]
pub struct RailItem {
    label: String,
    href: String,
    icon: Icon,
    current: bool,
    key: Option<String>,
    dot: Option<String>,
}

impl RailItem {
    /// A room with its name, its place and its drawing.
    pub fn new(label: impl Into<String>, href: impl Into<String>, icon: Icon) -> Self {
        Self { label: label.into(), href: href.into(), icon, current: false, key: None, dot: None }
    }

    /// The room one is in.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// A key sequence that leads here (`"g i"`).
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// A small dot, with the words that explain it ("3 notices").
    pub fn dot(self, words: impl Into<String>) -> Self {
        Self { dot: Some(words.into()), ..self }
    }
}

impl Render for RailItem {
    fn render(&self) -> Markup {
        let key = self.key.as_deref();
        let title = match key {
            Some(key) => format!("{} ({})", self.label, crate::kbd::spoken(key)),
            None => self.label.clone(),
        };
        html! {
            a .rail-item href=(self.href) aria-current=[self.current.then_some("page")] title=(title)
                data-key=[key] aria-keyshortcuts=[key] {
                (self.icon)
                span .rail-label { (self.label) }
                @if let Some(words) = &self.dot { span .rail-dot { span .hidden { (words) } } }
            }
        }
    }
}

/// The rail itself.
#[derive(Clone, Debug)]
#[must_use]
pub struct Rail {
    home: String,
    items: Vec<RailItem>,
    me: Option<Markup>,
}

impl Rail {
    /// An empty rail whose mark leads to `home`.
    pub fn new(home: impl Into<String>) -> Self {
        Self { home: home.into(), items: Vec::new(), me: None }
    }

    /// Adds a room.
    pub fn item(mut self, item: RailItem) -> Self {
        self.items.push(item);
        self
    }

    /// What stands at its end: the person's own face, usually a [`crate::menu::Menu`] with `.face(…)`.
    pub fn me(self, me: impl Render) -> Self {
        Self { me: Some(me.render()), ..self }
    }
}

impl Render for Rail {
    fn render(&self) -> Markup {
        html! {
            nav #rail .rail aria-label="Main" {
                a .rail-logo href=(self.home) aria-label="Cape" { (Icon::Cape) }
                div .rail-items { @for item in &self.items { (item) } }
                button .rail-item .rail-search type="button" data-opens="command" command="show-modal" commandfor="command" title="Find or do anything (Ctrl K)"
                    aria-keyshortcuts="Control+K Meta+K" { (Icon::Search) span .rail-label { "Find" } }
                @if let Some(me) = &self.me { div .rail-me { (me) } }
            }
        }
    }
}

//! The customer beside the answer: name and face, what we owe, the facts, and what happened lately.

use crate::{Tone, face::Face};
use maud::{Markup, Render, html};

/// The panel.
#[derive(Clone, Debug)]
#[must_use]
pub struct Panel {
    name: String,
    href: Option<String>,
    face: Face,
    notes: Vec<Markup>,
    menu: Option<Markup>,
    sections: Vec<Markup>,
}

impl Panel {
    /// The panel of the customer `name`.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            face: Face::new(name.clone()).size(crate::face::Size::Large),
            name,
            href: None,
            notes: Vec::new(),
            menu: None,
            sections: Vec::new(),
        }
    }

    /// Another face; give it [`crate::face::Size::Large`].
    pub fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// The customer's own page.
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    /// A quiet line under the name ("with us 4 years · Malmö, 10:04 there").
    pub fn note(mut self, note: impl Render) -> Self {
        self.notes.push(note.render());
        self
    }

    /// A menu beside the name.
    pub fn menu(self, menu: impl Render) -> Self {
        Self { menu: Some(menu.render()), ..self }
    }

    /// A section: [`panel_section`], usually.
    pub fn section(mut self, section: impl Render) -> Self {
        self.sections.push(section.render());
        self
    }
}

impl Render for Panel {
    fn render(&self) -> Markup {
        html! {
            div .panel {
                header .panel-head {
                    (self.face)
                    div .panel-words {
                        h2 .panel-name {
                            @if let Some(href) = &self.href { a href=(href) { (self.name) } }
                            @else { (self.name) }
                        }
                        @for note in &self.notes { div .panel-note { (note) } }
                    }
                    @if let Some(menu) = &self.menu { (menu) }
                }
                @for section in &self.sections { (section) }
            }
        }
    }
}

/// A section of the panel under a small heading.
#[must_use]
pub fn panel_section(heading: &str, content: impl Render) -> Markup {
    html! {
        section .panel-section {
            h3 .panel-heading { (heading) }
            (content)
        }
    }
}

/// Something we owe: a promise, an answer, money.
#[derive(Clone, Debug)]
#[must_use]
pub struct Owe {
    what: String,
    detail: Option<String>,
    tone: Tone,
    action: Option<Markup>,
}

impl Owe {
    /// What we owe ("Call back by 11:30").
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), detail: None, tone: Tone::Warn, action: None }
    }

    /// Who said so and when.
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Amber by default; red once it is broken, green once kept.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// What can be done about it.
    pub fn action(self, action: impl Render) -> Self {
        Self { action: Some(action.render()), ..self }
    }
}

impl Render for Owe {
    fn render(&self) -> Markup {
        html! {
            div .owe .(self.tone.class()) {
                strong .owe-what { (self.what) }
                @if let Some(detail) = &self.detail { span .owe-detail { (detail) } }
                @if let Some(action) = &self.action { div .owe-action { (action) } }
            }
        }
    }
}

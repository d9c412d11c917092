//! A sheet of paper on the ground: one matter of an ordinary page.

use maud::{Markup, Render, html};

/// A card.
#[derive(Clone, Debug)]
#[must_use]
pub struct Card {
    id: Option<String>,
    title: Option<String>,
    note: Option<String>,
    actions: Vec<Markup>,
    body: Markup,
    flush: bool,
}

impl Card {
    /// A card around `body`.
    pub fn new(body: impl Render) -> Self {
        Self { id: None, title: None, note: None, actions: Vec::new(), body: body.render(), flush: false }
    }

    /// An id, for links and live refresh.
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// Its heading.
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// Quiet words beside the heading.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// A button or link at the end of the heading.
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }

    /// Without space around the body: for tables and lists that bring their own.
    pub fn flush(self) -> Self {
        Self { flush: true, ..self }
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        html! {
            section .card .card--flush[self.flush] id=[self.id.as_deref()] {
                @if self.title.is_some() || !self.actions.is_empty() {
                    header .card-head {
                        @if let Some(title) = &self.title { h2 .card-title { (title) } }
                        @if let Some(note) = &self.note { span .card-note { (note) } }
                        @if !self.actions.is_empty() {
                            span .card-actions { @for action in &self.actions { (action) } }
                        }
                    }
                }
                div .card-body { (self.body) }
            }
        }
    }
}

/// Two columns of cards, the first one wider; under each other where there is no room.
#[must_use]
pub fn cards(main: impl Render, side: impl Render) -> Markup {
    html! { div .cards { div .cards-column { (main) } div .cards-column { (side) } } }
}

//! The body of an error page: what happened, what was kept, what to do.

use maud::{Markup, Render, html};

/// An error, told to a person.
#[derive(Clone, Debug)]
#[must_use]
pub struct Problem {
    what: String,
    kept: Option<String>,
    next: Vec<Markup>,
    reference: Option<String>,
}

impl Problem {
    /// What happened ("This page doesn’t exist").
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), kept: None, next: Vec::new(), reference: None }
    }

    /// What was kept, or why it happened.
    pub fn kept(self, words: impl Into<String>) -> Self {
        Self { kept: Some(words.into()), ..self }
    }

    /// What to do: a button or a link.
    pub fn next(mut self, action: impl Render) -> Self {
        self.next.push(action.render());
        self
    }

    /// A number that finds it in the log.
    pub fn reference(self, reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..self }
    }
}

impl Render for Problem {
    fn render(&self) -> Markup {
        html! {
            main #main .problem tabindex="-1" {
                (crate::icon::Icon::Cape)
                h1 .problem-what { (self.what) }
                @if let Some(words) = &self.kept { p .problem-kept { (words) } }
                @if !self.next.is_empty() { div .problem-next { @for action in &self.next { (action) } } }
                @if let Some(reference) = &self.reference { p .problem-reference { "In the log as " code { (reference) } } }
            }
        }
    }
}

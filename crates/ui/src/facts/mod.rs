//! Names and values under each other.

use maud::{Markup, Render, html};

/// A list of facts.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Facts {
    facts: Vec<(String, Markup)>,
    wide: bool,
}

impl Facts {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact; the value may carry markup (`html! { "€410 " small { "(€240–€640)" } }`).
    pub fn fact(mut self, label: impl Into<String>, value: impl Render) -> Self {
        self.facts.push((label.into(), value.render()));
        self
    }

    /// For a page's width: values stand at the start of a second column instead of the far end.
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

impl Render for Facts {
    fn render(&self) -> Markup {
        html! {
            dl .facts .facts--wide[self.wide] {
                @for (label, value) in &self.facts { div .fact { dt { (label) } dd { (value) } } }
            }
        }
    }
}

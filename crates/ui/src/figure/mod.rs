//! One figure that people may trust: large, with what it is counted of, how sure it is, and how it is counted.

use maud::{Markup, Render, html};

/// A figure.
#[derive(Clone, Debug)]
#[must_use]
pub struct Figure {
    value: String,
    notes: Vec<Markup>,
    definition: Option<Markup>,
}

impl Figure {
    /// A figure that reads `value` ("91 %").
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into(), notes: Vec::new(), definition: None }
    }

    /// What stands quietly beside it ("of 2,964 promises", "90–92").
    pub fn note(mut self, note: impl Render) -> Self {
        self.notes.push(note.render());
        self
    }

    /// How it is counted, shown when asked for.
    pub fn definition(self, words: impl Render) -> Self {
        Self { definition: Some(words.render()), ..self }
    }
}

impl Render for Figure {
    fn render(&self) -> Markup {
        html! {
            div .figure {
                b .figure-value { (self.value) }
                span .figure-notes { @for (index, note) in self.notes.iter().enumerate() {
                    @if index > 0 { " · " } (note)
                } }
                @if let Some(definition) = &self.definition { (counted(definition)) }
            }
        }
    }
}

/// "How is this counted?", which opens where it stands.
#[must_use]
pub fn counted(definition: impl Render) -> Markup {
    html! {
        details .figure-counted {
            summary { "How is this counted?" }
            div .figure-definition { (definition) }
        }
    }
}

/// Figures beside each other, each under its own small heading.
#[must_use]
pub fn figures(all: &[(&str, Figure)]) -> Markup {
    html! {
        div .figures { @for (heading, figure) in all {
            section .figures-one { h3 .figures-heading { (heading) } (figure) }
        } }
    }
}

//! One way to reach somebody: the address or number, what is wrong with it, and what can be done.

use maud::{Markup, Render, html};

/// A line with an address or number.
#[derive(Clone, Debug)]
#[must_use]
pub struct IdentityLine {
    kind: String,
    value: Markup,
    notes: Vec<Markup>,
    action: Option<Markup>,
}

impl IdentityLine {
    /// An address or number of some kind ("Mail"); the value may be a link.
    pub fn new(kind: impl Into<String>, value: impl Render) -> Self {
        Self { kind: kind.into(), value: value.render(), notes: Vec::new(), action: None }
    }

    /// A mark or button in a second line: what is wrong, and the way to mend it.
    pub fn note(mut self, note: impl Render) -> Self {
        self.notes.push(note.render());
        self
    }

    /// A small button at the end.
    pub fn action(self, action: impl Render) -> Self {
        Self { action: Some(action.render()), ..self }
    }
}

impl Render for IdentityLine {
    fn render(&self) -> Markup {
        html! {
            li .identity {
                div .identity-words {
                    span .identity-kind { (self.kind) }
                    span .identity-value { (self.value) }
                    @if !self.notes.is_empty() { span .identity-notes { @for note in &self.notes { (note) } } }
                }
                @if let Some(action) = &self.action { (action) }
            }
        }
    }
}

/// A list of them.
#[must_use]
pub fn identities(lines: &[IdentityLine]) -> Markup {
    html! { ul .identities { @for line in lines { (line) } } }
}

//! What appears while one writes `@` or `/`: an HTML fragment, answered by `/suggest/people?q=`,
//! `/suggest/canned?q=` and `/suggest/addresses?q=`.

use maud::{Markup, Render, html};

/// One suggestion.
#[derive(Clone, Debug)]
#[must_use]
pub struct Suggestion {
    label: String,
    insert: String,
    note: Option<String>,
    icon: Option<Markup>,
    action: Option<String>,
}

impl Suggestion {
    /// Shows `label` and puts `insert` into the text in place of what was typed.
    pub fn new(label: impl Into<String>, insert: impl Into<String>) -> Self {
        Self { label: label.into(), insert: insert.into(), note: None, icon: None, action: None }
    }

    /// Quiet words below or beside (the beginning of a canned answer, a team).
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// A face or a drawing before.
    pub fn icon(self, icon: impl Render) -> Self {
        Self { icon: Some(icon.render()), ..self }
    }

    /// Also posts to this URL when taken (an action among the canned answers).
    pub fn action(self, url: impl Into<String>) -> Self {
        Self { action: Some(url.into()), ..self }
    }
}

/// The list. An empty one is no list at all, and the box stays closed.
#[must_use]
pub fn suggestions(label: &str, list: &[Suggestion]) -> Markup {
    if list.is_empty() {
        return Markup::default();
    }
    html! {
        ul .suggestions role="listbox" aria-label=(label) {
            @for (index, suggestion) in list.iter().enumerate() {
                li .suggestion id={"suggestion-" (index)} role="option" aria-selected=(if index == 0 { "true" } else { "false" })
                    data-insert=(suggestion.insert) data-action-url=[suggestion.action.as_deref()] {
                    @if let Some(icon) = &suggestion.icon { (icon) }
                    span .suggestion-label { (suggestion.label) }
                    @if let Some(note) = &suggestion.note { span .suggestion-note { (note) } }
                }
            }
        }
    }
}

//! The form around the fields.

use maud::{Markup, Render, html};

/// A form in one column.
#[derive(Clone, Debug)]
#[must_use]
pub struct Form {
    action: String,
    body: Markup,
    get: bool,
    multipart: bool,
    id: Option<String>,
    line: bool,
}

impl Form {
    /// Posts its fields to `action`.
    pub fn new(action: impl Into<String>, body: impl Render) -> Self {
        Self {
            action: action.into(),
            body: body.render(),
            get: false,
            multipart: false,
            id: None,
            line: false,
        }
    }

    /// Asks instead of changing: a search, a filter.
    pub fn get(self) -> Self {
        Self { get: true, ..self }
    }

    /// Carries files.
    pub fn multipart(self) -> Self {
        Self { multipart: true, ..self }
    }

    /// An id, for fields that stand elsewhere.
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// Fields and button beside each other in one line.
    pub fn line(self) -> Self {
        Self { line: true, ..self }
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        let class = if self.line { "form form--line" } else { "form" };
        html! {
            form .(class) id=[self.id.as_deref()] method=(if self.get { "get" } else { "post" }) action=(self.action)
                enctype=[self.multipart.then_some("multipart/form-data")] { (self.body) }
        }
    }
}

/// Fields that belong together, with their heading and a sentence at the side.
#[must_use]
pub fn form_section(title: &str, words: &str, fields: impl Render) -> Markup {
    html! {
        fieldset .form-section {
            legend .form-legend { (title) }
            @if !words.is_empty() { p .form-words { (words) } }
            div .form-fields { (fields) }
        }
    }
}

/// Many short fields beside each other, as many as fit.
#[must_use]
pub fn fields_side_by_side(fields: impl Render) -> Markup {
    html! { div .fields-side-by-side { (fields) } }
}

/// The buttons at a form's end, the most likely first.
#[must_use]
pub fn form_actions(buttons: impl Render) -> Markup {
    html! { div .form-actions { (buttons) } }
}

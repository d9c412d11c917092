//! A field for several lines of text.

use super::Frame;
use maud::{Markup, Render, html};

/// A text area that grows with its text.
#[derive(Clone, Debug)]
#[must_use]
pub struct TextArea {
    frame: Frame,
    value: String,
    rows: u32,
    placeholder: Option<String>,
    required: bool,
}

impl TextArea {
    /// A text area; its element gets the id `field-{name}`.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            frame: Frame::new(name.into(), label.into()),
            value: String::new(),
            rows: 4,
            placeholder: None,
            required: false,
        }
    }

    /// What stands in it.
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// How many lines it shows at first.
    pub fn rows(self, rows: u32) -> Self {
        Self { rows, ..self }
    }

    /// An example.
    pub fn placeholder(self, words: impl Into<String>) -> Self {
        Self { placeholder: Some(words.into()), ..self }
    }

    /// Must be filled in.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// A quiet sentence below.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.frame.hint = Some(hint.into());
        self
    }

    /// What is wrong with the value, if anything.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.frame.error = error;
        self
    }
}

impl Render for TextArea {
    fn render(&self) -> Markup {
        // A browser drops one line feed after the opening tag, so one is written for it to drop.
        let control = html! {
            textarea .input .input--area id=(self.frame.id()) name=(self.frame.name) rows=(self.rows)
                placeholder=[self.placeholder.as_deref()] required[self.required]
                aria-describedby=[self.frame.described_by()] aria-invalid=[self.frame.invalid()] { "\n" (self.value) }
        };
        self.frame.around(&control)
    }
}

//! Forms: a field with its label, hint and error, and what else people fill in.

mod choice;
mod form;
mod select;
mod text_area;

pub use choice::{Checkbox, FileField, Switch};
pub use form::{Form, fields_side_by_side, form_actions, form_section};
use maud::{Markup, Render, html};
pub use select::Select;
pub use text_area::TextArea;

/// Label, control, hint and error, tied together by ids made from the field's name.
#[derive(Clone, Debug)]
struct Frame {
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    quiet_label: bool,
}

impl Frame {
    fn new(name: String, label: String) -> Self {
        Self { name, label, hint: None, error: None, quiet_label: false }
    }

    fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    /// The ids of hint and error, for `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id()));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id()));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{error} {hint}")),
            (one, other) => one.or(other),
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    fn around(&self, control: &Markup) -> Markup {
        html! {
            div .field .field--wrong[self.error.is_some()] {
                label .field-label .hidden[self.quiet_label] for=(self.id()) { (self.label) }
                (control)
                (self.words())
            }
        }
    }

    fn words(&self) -> Markup {
        html! {
            @if let Some(error) = &self.error {
                p .field-error id={(self.id()) "-error"} { (crate::icon::Icon::Alarm) (error) }
            }
            @if let Some(hint) = &self.hint { p .field-hint id={(self.id()) "-hint"} { (hint) } }
        }
    }
}

/// A field for one line of text.
#[derive(Clone, Debug)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "independent options of a builder, never passed around")]
pub struct Field {
    frame: Frame,
    kind: &'static str,
    value: String,
    placeholder: Option<String>,
    autocomplete: Option<&'static str>,
    pattern: Option<&'static str>,
    list: Option<&'static str>,
    length_max: Option<u32>,
    required: bool,
    autofocus: bool,
    read_only: bool,
    asks: bool,
}

impl Field {
    /// A text field; its element gets the id `field-{name}`.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            frame: Frame::new(name.into(), label.into()),
            kind: "text",
            value: String::new(),
            placeholder: None,
            autocomplete: None,
            pattern: None,
            list: None,
            length_max: None,
            required: false,
            autofocus: false,
            read_only: false,
            asks: false,
        }
    }

    /// The input's type: `email`, `password`, `number`, `search`, `url`, `tel`, `date`, `datetime-local`.
    pub fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// What stands in it.
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// An example, never the only explanation.
    pub fn placeholder(self, words: impl Into<String>) -> Self {
        Self { placeholder: Some(words.into()), ..self }
    }

    /// What browsers may fill in (`"username"`, `"current-password"`, `"one-time-code"`, `"off"`).
    pub fn autocomplete(self, what: &'static str) -> Self {
        Self { autocomplete: Some(what), ..self }
    }

    /// A regular expression that the value must match.
    pub fn pattern(self, pattern: &'static str) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    /// Offers what the `datalist` with this id names.
    pub fn list(self, id: &'static str) -> Self {
        Self { list: Some(id), ..self }
    }

    /// The most characters it takes.
    pub fn length_max(self, characters: u32) -> Self {
        Self { length_max: Some(characters), ..self }
    }

    /// Must be filled in.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Takes the focus when the page opens.
    pub fn autofocus(self) -> Self {
        Self { autofocus: true, ..self }
    }

    /// Can be read and copied, not changed.
    pub fn read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    /// Submits its form a moment after each keystroke: a search that answers while somebody types. Without
    /// scripts Enter does.
    pub fn ask_while_typing(self) -> Self {
        Self { asks: true, ..self }
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

    /// The label is read out, not seen: for a lone search field.
    pub fn label_hidden(mut self) -> Self {
        self.frame.quiet_label = true;
        self
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let control = html! {
            input .input type=(self.kind) id=(self.frame.id()) name=(self.frame.name) value=(self.value)
                placeholder=[self.placeholder.as_deref()] autocomplete=[self.autocomplete] pattern=[self.pattern] list=[self.list]
                maxlength=[self.length_max] required[self.required] autofocus[self.autofocus]
                readonly[self.read_only] data-asks[self.asks] aria-describedby=[self.frame.described_by()] aria-invalid=[self.frame.invalid()];
        };
        self.frame.around(&control)
    }
}

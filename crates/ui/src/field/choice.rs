//! Things to tick, to switch, and to pick from the disk.

use super::Frame;
use maud::{Markup, Render, html};

/// A box to tick.
#[derive(Clone, Debug)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "independent options of a builder, never passed around")]
pub struct Checkbox {
    name: String,
    value: String,
    label: String,
    hint: Option<String>,
    checked: bool,
    radio: bool,
    switch: bool,
    autosubmit: bool,
}

impl Checkbox {
    /// A box that sends `name=value` when ticked.
    pub fn new(name: impl Into<String>, value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            label: label.into(),
            hint: None,
            checked: false,
            radio: false,
            switch: false,
            autosubmit: false,
        }
    }

    /// One of several, of which one holds.
    pub fn radio(name: impl Into<String>, value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { radio: true, ..Self::new(name, value, label) }
    }

    /// Whether it is ticked.
    pub fn checked(self, checked: bool) -> Self {
        Self { checked, ..self }
    }

    /// A quiet sentence below the label.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Submits its form as soon as it changes.
    pub fn autosubmit(self) -> Self {
        Self { autosubmit: true, ..self }
    }
}

impl Render for Checkbox {
    fn render(&self) -> Markup {
        let kind = if self.radio { "radio" } else { "checkbox" };
        let role = self.switch.then_some("switch");
        html! {
            label .choice .choice--switch[self.switch] {
                input type=(kind) role=[role] name=(self.name) value=(self.value) checked[self.checked] data-autosubmit[self.autosubmit];
                span .choice-words {
                    span .choice-label { (self.label) }
                    @if let Some(hint) = &self.hint { span .choice-hint { (hint) } }
                }
            }
        }
    }
}

/// A switch: a box to tick that looks like what it is, on or off.
#[derive(Clone, Debug)]
#[must_use]
pub struct Switch(Checkbox);

impl Switch {
    /// A switch that sends `name=on` when on.
    pub fn new(name: impl Into<String>, label: impl Into<String>, on: bool) -> Self {
        Self(Checkbox { switch: true, ..Checkbox::new(name, "on", label) }.checked(on))
    }

    /// A quiet sentence below the label.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self(self.0.hint(hint))
    }

    /// Submits its form as soon as it changes.
    pub fn autosubmit(self) -> Self {
        Self(self.0.autosubmit())
    }
}

impl Render for Switch {
    fn render(&self) -> Markup {
        self.0.render()
    }
}

/// A file from the disk.
#[derive(Clone, Debug)]
#[must_use]
pub struct FileField {
    frame: Frame,
    accept: Option<String>,
    multiple: bool,
    required: bool,
}

impl FileField {
    /// A file field; the form around needs [`super::Form::multipart`].
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { frame: Frame::new(name.into(), label.into()), accept: None, multiple: false, required: false }
    }

    /// The kinds of files that are offered (`".csv,text/csv"`).
    pub fn accept(self, accept: impl Into<String>) -> Self {
        Self { accept: Some(accept.into()), ..self }
    }

    /// Takes several files.
    pub fn multiple(self) -> Self {
        Self { multiple: true, ..self }
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

    /// What is wrong with the file, if anything.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.frame.error = error;
        self
    }
}

impl Render for FileField {
    fn render(&self) -> Markup {
        let control = html! {
            input .input .input--file type="file" id=(self.frame.id()) name=(self.frame.name) accept=[self.accept.as_deref()]
                multiple[self.multiple] required[self.required]
                aria-describedby=[self.frame.described_by()] aria-invalid=[self.frame.invalid()];
        };
        self.frame.around(&control)
    }
}

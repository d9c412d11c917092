//! A choice among several.

use super::Frame;
use maud::{Markup, Render, html};

/// A select box.
#[derive(Clone, Debug)]
#[must_use]
pub struct Select {
    frame: Frame,
    options: Vec<(String, String, bool)>,
    autosubmit: bool,
    form: Option<String>,
    small: bool,
}

impl Select {
    /// A select box; its element gets the id `field-{name}`.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            frame: Frame::new(name.into(), label.into()),
            options: Vec::new(),
            autosubmit: false,
            form: None,
            small: false,
        }
    }

    /// Adds a choice.
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        self.options.push((value.into(), label.into(), selected));
        self
    }

    /// Submits its form as soon as something else is chosen; without scripts the form's button does.
    pub fn autosubmit(self) -> Self {
        Self { autosubmit: true, ..self }
    }

    /// Belongs to the form with this id.
    pub fn form(self, id: impl Into<String>) -> Self {
        Self { form: Some(id.into()), ..self }
    }

    /// For bars: small, and its label is read out but not seen.
    pub fn small(mut self) -> Self {
        self.frame.quiet_label = true;
        Self { small: true, ..self }
    }

    /// A quiet sentence below.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.frame.hint = Some(hint.into());
        self
    }

    /// What is wrong with the choice, if anything.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.frame.error = error;
        self
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let control = html! {
            select .input .select .select--small[self.small] id=(self.frame.id()) name=(self.frame.name)
                form=[self.form.as_deref()] data-autosubmit[self.autosubmit]
                aria-describedby=[self.frame.described_by()] aria-invalid=[self.frame.invalid()] {
                @for (value, label, selected) in &self.options {
                    option value=(value) selected[*selected] { (label) }
                }
            }
        };
        self.frame.around(&control)
    }
}

//! How far long work has come.

use maud::{Markup, Render, html};

/// A progress bar with words.
#[derive(Clone, Debug)]
#[must_use]
pub struct Progress {
    label: String,
    done: u64,
    total: Option<u64>,
    note: Option<String>,
}

impl Progress {
    /// Work called `label`, of which `done` parts are done; without a total the bar only shows that it goes on.
    pub fn new(label: impl Into<String>, done: u64, total: Option<u64>) -> Self {
        Self { label: label.into(), done, total, note: None }
    }

    /// Quiet words at the end ("1,204 of 8,000 · about 2 minutes").
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}

impl Render for Progress {
    fn render(&self) -> Markup {
        let value = self.total.map(|total| self.done.min(total));
        html! {
            div .progress {
                span .progress-label { (self.label) }
                @if let Some(note) = &self.note { span .progress-note { (note) } }
                progress .progress-bar aria-label=(self.label) max=[self.total] value=[value] {}
            }
        }
    }
}

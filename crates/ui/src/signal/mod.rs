//! How upset a customer is, quietly: one line under the message, which opens to each reason with its words.

use crate::Tone;
use crate::mark::Mark;
use maud::{Markup, Render, html};

/// One reason.
#[derive(Clone, Debug)]
pub struct SignalReason {
    /// The circumstance, or the customer's own words.
    pub words: String,
    /// Whether the words are the customer's.
    pub quoted: bool,
    /// What it adds, as it is shown ("+1.0").
    pub points: String,
}

/// The line.
#[derive(Clone, Debug)]
#[must_use]
pub struct SignalLine {
    label: String,
    tone: Tone,
    short: String,
    reasons: Vec<SignalReason>,
    notes: Vec<String>,
    actions: Vec<Markup>,
}

impl SignalLine {
    /// A line that says `label` ("very upset").
    pub fn new(label: impl Into<String>, tone: Tone) -> Self {
        Self {
            label: label.into(),
            tone,
            short: String::new(),
            reasons: Vec::new(),
            notes: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// The reasons in a few words.
    pub fn short(self, short: impl Into<String>) -> Self {
        Self { short: short.into(), ..self }
    }

    /// All reasons.
    pub fn reasons(self, reasons: Vec<SignalReason>) -> Self {
        Self { reasons, ..self }
    }

    /// Words below the reasons ("corrected by Ines").
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// A button.
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }
}

impl Render for SignalLine {
    fn render(&self) -> Markup {
        html! {
            details .signal {
                summary .signal-line title="Why?" {
                    (Mark::new(&self.label).tone(self.tone))
                    span .signal-short { (self.short) }
                }
                ul .signal-reasons { @for reason in &self.reasons {
                    li {
                        @if reason.quoted { q { (reason.words) } } @else { span { (reason.words) } }
                        span .signal-points { (reason.points) }
                    }
                } }
                @for note in &self.notes { p .signal-note { (note) } }
                @if !self.actions.is_empty() { div .signal-actions { @for action in &self.actions { (action) } } }
            }
        }
    }
}

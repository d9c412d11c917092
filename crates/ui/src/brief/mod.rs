//! What whoever gets a conversation must know, on top of it: one screen, so that nobody has to explain again.

use maud::{Markup, Render, html};

/// The brief.
#[derive(Clone, Debug)]
#[must_use]
pub struct Brief {
    title: String,
    reason: String,
    facts: Vec<(String, Markup)>,
    summary: String,
    actions: Vec<Markup>,
}

impl Brief {
    /// A brief under this title ("Ines hands this over to you").
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            reason: String::new(),
            facts: Vec::new(),
            summary: String::new(),
            actions: Vec::new(),
        }
    }

    /// Why.
    pub fn reason(self, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..self }
    }

    /// A line of what must be known.
    pub fn fact(mut self, label: impl Into<String>, value: impl Render) -> Self {
        self.facts.push((label.into(), value.render()));
        self
    }

    /// What the one before says; its line breaks are kept.
    pub fn summary(self, summary: impl Into<String>) -> Self {
        Self { summary: summary.into(), ..self }
    }

    /// Something to do about it.
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }
}

impl Render for Brief {
    fn render(&self) -> Markup {
        html! {
            section #brief .brief aria-labelledby="brief-title" {
                details .brief-folds open {
                    summary .brief-head { h2 #brief-title .brief-title { (self.title) } }
                    div .brief-body tabindex="0" role="region" aria-label="Brief" {
                        @if !self.reason.is_empty() { p .brief-reason { "“" (self.reason) "”" } }
                        dl .brief-facts { @for (label, value) in &self.facts { dt { (label) } dd { (value) } } }
                        @if !self.summary.is_empty() { div .brief-summary { (self.summary) } }
                    }
                }
                @if !self.actions.is_empty() { div .brief-actions { @for action in &self.actions { (action) } } }
            }
        }
    }
}

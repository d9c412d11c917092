//! A promise under the text of an answer: offered while one writes, accepted with one key, and sent along as fields
//! of the composer's form: `promise_kind`, `promise_text`, `promise_due` (a local time), `promise_zone` and
//! `promise_phrase`, one of each per promise.
//!
//! What is only offered stands in a disabled fieldset, so that nothing is promised that nobody accepted. Without
//! scripts nothing is offered, and the last, empty line is filled in by hand.

use crate::composer::Choice;
use crate::icon::Icon;
use maud::{Markup, Render, html};

/// How far a promise under the text has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Read in the text and offered.
    Offered,
    /// Goes out with the answer.
    Accepted,
    /// An empty line, to be filled in by hand.
    Blank,
}

/// One promise under the text.
#[derive(Clone, Debug)]
#[must_use]
pub struct PromiseLine {
    stage: Stage,
    kinds: Vec<Choice>,
    text: String,
    due: String,
    zone: String,
    phrase: String,
    when: String,
    note: Option<String>,
}

impl PromiseLine {
    /// A line for `text`, due at the local time `due` in `zone`; `kinds` are those to choose from.
    pub fn new(
        stage: Stage,
        kinds: Vec<Choice>,
        text: impl Into<String>,
        due: impl Into<String>,
        zone: impl Into<String>,
    ) -> Self {
        Self {
            stage,
            kinds,
            text: text.into(),
            due: due.into(),
            zone: zone.into(),
            phrase: String::new(),
            when: String::new(),
            note: None,
        }
    }

    /// The words of the answer it was read from.
    pub fn phrase(self, phrase: impl Into<String>) -> Self {
        Self { phrase: phrase.into(), ..self }
    }

    /// The due time in words, on the reader's clock and on the customer's.
    pub fn when(self, words: impl Into<String>) -> Self {
        Self { when: words.into(), ..self }
    }

    /// Something to know about the time ("outside opening hours").
    pub fn note(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }

    fn fields(&self) -> Markup {
        let offered = self.stage == Stage::Offered;
        html! {
            fieldset .promise-fields disabled[offered] {
                legend .hidden { "Promise" }
                label .promise-field { span { "What we do" }
                    input type="text" name="promise_text" value=(self.text) maxlength="200" autocomplete="off"; }
                label .promise-field { span { "Until (" (self.zone.replace('_', " ")) ")" }
                    input type="datetime-local" name="promise_due" value=(self.due); }
                label .promise-field { span { "Kind" }
                    select name="promise_kind" {
                        @for kind in &self.kinds { option value=(kind.value) selected[kind.chosen] { (kind.label) } }
                    } }
                input type="hidden" name="promise_zone" value=(self.zone);
                input type="hidden" name="promise_phrase" value=(self.phrase);
            }
        }
    }
}

impl Render for PromiseLine {
    fn render(&self) -> Markup {
        if self.stage == Stage::Blank {
            return html! {
                details .promise-more { summary { (Icon::Promise) "Promise" } (self.fields()) }
            };
        }
        let (stage, lead) = match self.stage {
            Stage::Offered => ("offered", "Promise:"),
            _ => ("accepted", "Promised:"),
        };
        html! {
            div .promise-line data-promise=(stage) data-phrase=(self.phrase) {
                (Icon::Promise)
                span .promise-words {
                    span .promise-lead { (lead) } " " b { (self.text) } " · " (self.when)
                    @if let Some(note) = &self.note { " · " span .promise-note { (note) } }
                }
                span .promise-does {
                    button .button .button--small type="button" data-action="composer#acceptPromise" hidden[self.stage != Stage::Offered] {
                        span .button-label { "Promise it" } (crate::kbd::kbd("Alt P"))
                    }
                    details .promise-edit data-action="toggle->composer#editPromise" {
                        summary { "Edit" }
                        (self.fields())
                    }
                    button .button .button--small .button--quiet type="button" data-action="composer#refusePromise" aria-label={"Not a promise: " (self.text)} {
                        span .button-label { "Not a promise" }
                    }
                }
            }
        }
    }
}

/// The place under the text where promises stand: those that go out with the answer, those offered, the empty line.
#[must_use]
pub fn promise_place(url: &str, lines: &[PromiseLine]) -> Markup {
    html! {
        div .promises data-composer-target="promises" data-promise-url=(url) {
            div .promises-kept data-composer-target="accepted" {
                @for line in lines.iter().filter(|line| line.stage == Stage::Accepted) { (line) }
            }
            div .promises-offered data-composer-target="offered" aria-live="polite" {
                @for line in lines.iter().filter(|line| line.stage == Stage::Offered) { (line) }
            }
            @for line in lines.iter().filter(|line| line.stage == Stage::Blank) { (line) }
        }
    }
}

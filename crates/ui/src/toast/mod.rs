//! What just happened, for some seconds, with the way back.

use crate::{Tone, icon::Icon};
use maud::{Markup, Render, html};

/// A toast. It goes when its time is over; nothing is lost with it but the quick way back.
#[derive(Clone, Debug)]
#[must_use]
pub struct Toast {
    id: String,
    words: String,
    tone: Tone,
    seconds: u32,
    undo: Option<Markup>,
}

impl Toast {
    /// Says `words`; the element gets the id `toast-{id}`, by which it survives a change of page.
    pub fn new(id: impl ToString, words: impl Into<String>) -> Self {
        Self { id: id.to_string(), words: words.into(), tone: Tone::Plain, seconds: 6, undo: None }
    }

    /// Red for what failed.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// How long it stays.
    pub fn seconds(self, seconds: u32) -> Self {
        Self { seconds, ..self }
    }

    /// An Undo button that posts to `url`, pressed with Z.
    pub fn undo(self, url: impl Into<String>) -> Self {
        let url = url.into();
        let form = html! {
            form .toast-undo method="post" action=(url) {
                button .button .button--small type="submit" data-key="z" aria-keyshortcuts="z" {
                    span .button-label { "Undo" } (crate::kbd::kbd("z"))
                }
            }
        };
        Self { undo: Some(form), ..self }
    }

    /// Another button or link.
    pub fn action(self, action: impl Render) -> Self {
        Self { undo: Some(action.render()), ..self }
    }
}

impl Render for Toast {
    fn render(&self) -> Markup {
        html! {
            div id={"toast-" (self.id)} .toast .(self.tone.class()) data-controller="toast" data-seconds=(self.seconds) {
                p .toast-words { (self.words) }
                @if let Some(undo) = &self.undo { (undo) }
                button .toast-close type="button" data-action="toast#close" aria-label="Close this message" { (Icon::Close) }
                span .toast-time aria-hidden="true" {}
            }
        }
    }
}

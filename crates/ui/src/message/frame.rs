//! A stranger's HTML in a frame that runs no script, served by a route of its own.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// The frame. The route behind it serves sanitised HTML under a content security policy of its own.
#[derive(Clone, Debug)]
#[must_use]
pub struct MailFrame {
    src: String,
    title: String,
    remote: bool,
    text: Option<Markup>,
}

impl MailFrame {
    /// Shows the document at `src`; `title` names the frame for those who hear it ("Mail from Marta").
    pub fn new(src: impl Into<String>, title: impl Into<String>) -> Self {
        Self { src: src.into(), title: title.into(), remote: false, text: None }
    }

    /// The mail wants pictures from elsewhere, which are held back until the reader asks (`?remote=1`).
    pub fn remote_held_back(self, held_back: bool) -> Self {
        Self { remote: held_back, ..self }
    }

    /// The mail as text, for readers without frames.
    pub fn text(self, text: impl Render) -> Self {
        Self { text: Some(text.render()), ..self }
    }
}

impl Render for MailFrame {
    fn render(&self) -> Markup {
        let separator = if self.src.contains('?') { '&' } else { '?' };
        html! {
            div .mail data-controller="mail-frame" {
                @if self.remote {
                    div .mail-remote {
                        (Icon::Shield)
                        span { "Pictures from elsewhere are held back, so that the sender doesn’t learn that you read this." }
                        a .button .button--small href={(self.src) (separator) "remote=1"} target="_blank" rel="noopener"
                            data-action="mail-frame#showRemote" { "Show pictures" }
                    }
                }
                // The frame may not run scripts; the same origin lets the page around it measure its height.
                iframe .mail-frame src=(self.src) title=(self.title) loading="lazy"
                    sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
                    data-mail-frame-target="frame" {}
                @if let Some(text) = &self.text { noscript { div .mail-text { (text) } } }
            }
        }
    }
}

//! The frame of the pages before one is in: sign in, first start, invitation, forgotten password.

use crate::{Tone, banner::Banner, icon::Icon};
use maud::{Markup, Render, html};

/// A small page with one form.
#[derive(Clone, Debug)]
#[must_use]
pub struct SignIn {
    title: String,
    words: Option<String>,
    error: Option<String>,
    form: Markup,
    foot: Option<Markup>,
}

impl SignIn {
    /// A heading and a form ([`crate::field::Form`]).
    pub fn new(title: impl Into<String>, form: impl Render) -> Self {
        Self { title: title.into(), words: None, error: None, form: form.render(), foot: None }
    }

    /// A sentence under the heading.
    pub fn words(self, words: impl Into<String>) -> Self {
        Self { words: Some(words.into()), ..self }
    }

    /// What went wrong.
    pub fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    /// A quiet line below ("Forgot your password?").
    pub fn foot(self, foot: impl Render) -> Self {
        Self { foot: Some(foot.render()), ..self }
    }
}

impl Render for SignIn {
    fn render(&self) -> Markup {
        html! {
            main #main .sign-in tabindex="-1" {
                div .sign-in-sheet {
                    span .sign-in-logo { (Icon::Cape) }
                    h1 .sign-in-title { (self.title) }
                    @if let Some(words) = &self.words { p .sign-in-words { (words) } }
                    @if let Some(error) = &self.error { (Banner::new(error).tone(Tone::Bad).inline()) }
                    (self.form)
                }
                @if let Some(foot) = &self.foot { div .sign-in-foot { (foot) } }
            }
        }
    }
}

//! Small quiet marks: signals on a conversation, tags, states.

use crate::{Tone, icon::Icon};
use maud::{Markup, Render, html};

/// One mark. With [`Mark::href`] it is a link; with [`Mark::remove`] it carries a small cross that posts.
#[derive(Clone, Debug)]
#[must_use]
pub struct Mark {
    label: String,
    tone: Tone,
    icon: Option<Icon>,
    href: Option<String>,
    title: Option<String>,
    remove: Option<(String, String)>,
}

impl Mark {
    /// A grey mark.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), tone: Tone::Plain, icon: None, href: None, title: None, remove: None }
    }

    /// Its colour, which repeats what the words say.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// A drawing before the words.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Leads somewhere (a tag to its conversations).
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    /// A tooltip.
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// A cross that posts to `url`; `label` says what it does ("Remove tag late").
    pub fn remove(self, url: impl Into<String>, label: impl Into<String>) -> Self {
        Self { remove: Some((url.into(), label.into())), ..self }
    }
}

impl Render for Mark {
    fn render(&self) -> Markup {
        let words = html! { @if let Some(icon) = self.icon { (icon) } span { (self.label) } };
        let tone = self.tone.class();
        let title = self.title.as_deref();
        if let Some((url, label)) = &self.remove {
            return html! {
                form .mark .mark--removable .(tone) title=[title] method="post" action=(url) {
                    @if let Some(href) = &self.href { a .mark-words href=(href) { (words) } }
                    @else { span .mark-words { (words) } }
                    button .mark-remove type="submit" aria-label=(label) title=(label) { (Icon::Close) }
                }
            };
        }
        html! {
            @if let Some(href) = &self.href {
                a .mark .(tone) href=(href) title=[title] { (words) }
            } @else {
                span .mark .(tone) title=[title] { (words) }
            }
        }
    }
}

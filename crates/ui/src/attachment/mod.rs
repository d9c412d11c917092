//! Files that came with a message: a picture of what is inside where we have one, else its name and kind.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// A file.
#[derive(Clone, Debug)]
#[must_use]
pub struct Attachment {
    name: String,
    href: String,
    size: String,
    thumbnail: Option<String>,
    view: Option<String>,
    warning: Option<String>,
}

impl Attachment {
    /// A file called `name`, downloaded from `href`, of `size` as written for people ("2.4 MB").
    pub fn new(name: impl Into<String>, href: impl Into<String>, size: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            href: href.into(),
            size: size.into(),
            thumbnail: None,
            view: None,
            warning: None,
        }
    }

    /// An image that shows what is inside.
    pub fn thumbnail(self, url: impl Into<String>) -> Self {
        Self { thumbnail: Some(url.into()), ..self }
    }

    /// A URL whose image can be looked at in the page, without a download.
    pub fn view(self, url: impl Into<String>) -> Self {
        Self { view: Some(url.into()), ..self }
    }

    /// Why one should be careful ("can run programs").
    pub fn warning(self, words: impl Into<String>) -> Self {
        Self { warning: Some(words.into()), ..self }
    }
}

impl Render for Attachment {
    fn render(&self) -> Markup {
        html! {
            li .attachment {
                a .attachment-link href=(self.view.as_ref().unwrap_or(&self.href)) target="_blank" rel="noopener"
                    data-lightbox=[self.view.as_deref()] data-download=(self.href) data-name=(self.name) {
                    @if let Some(url) = &self.thumbnail {
                        span .attachment-picture { img src=(url) alt="" loading="lazy"; }
                    } @else {
                        span .attachment-icon { (Icon::File) }
                    }
                    span .attachment-words {
                        span .attachment-name { (self.name) }
                        span .attachment-size { (self.size) }
                        @if let Some(words) = &self.warning { span .attachment-warning { (words) } }
                    }
                }
            }
        }
    }
}

/// The files of one message.
#[must_use]
pub fn attachments(files: &[Attachment]) -> Markup {
    if files.is_empty() {
        return Markup::default();
    }
    html! { ul .attachments aria-label="Attachments" { @for file in files { (file) } } }
}

//! The way to older and newer things, by cursor.

use maud::{Markup, Render, html};

/// Links before and after a stretch of a list.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Pagination {
    newer: Option<String>,
    older: Option<String>,
    words: Option<String>,
}

impl Pagination {
    /// No links yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The URL of what comes before, if there is any.
    pub fn newer(self, href: Option<String>) -> Self {
        Self { newer: href, ..self }
    }

    /// The URL of what comes after, if there is any.
    pub fn older(self, href: Option<String>) -> Self {
        Self { older: href, ..self }
    }

    /// Quiet words in between ("1–50 of 212").
    pub fn words(self, words: impl Into<String>) -> Self {
        Self { words: Some(words.into()), ..self }
    }
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        if self.newer.is_none() && self.older.is_none() && self.words.is_none() {
            return Markup::default();
        }
        html! {
            nav .pagination aria-label="Older and newer" {
                @if let Some(href) = &self.newer { a .button .button--quiet .button--small href=(href) rel="prev" { "Newer" } }
                @if let Some(words) = &self.words { span .pagination-words { (words) } }
                @if let Some(href) = &self.older { a .button .button--quiet .button--small href=(href) rel="next" { "Older" } }
            }
        }
    }
}

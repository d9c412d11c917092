//! Search results: the words that were found stand out.

use maud::{Markup, Render, html};

/// A stretch of text, found or not. The caller passes text, never HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The text itself.
    pub text: String,
    /// Whether it is one of the words searched for.
    pub found: bool,
}

impl Segment {
    /// Text around the words.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), found: false }
    }

    /// A word that was searched for.
    #[must_use]
    pub fn found(text: impl Into<String>) -> Self {
        Self { text: text.into(), found: true }
    }
}

/// Text with its found words marked.
#[must_use]
pub fn highlighted(segments: &[Segment]) -> Markup {
    html! {
        @for segment in segments {
            @if segment.found { mark .found { (segment.text) } } @else { (segment.text) }
        }
    }
}

/// The frame of results that a [`SearchForm`] renews.
const FRAME: &str = "found";

/// A form of one search field. With [`found_frame`] around the results, only those change while somebody types.
#[derive(Clone, Debug)]
#[must_use]
pub struct SearchForm {
    url: String,
    field: crate::field::Field,
    framed: bool,
}

impl SearchForm {
    /// Asks `url` for what stands in the field.
    pub fn new(url: impl Into<String>, field: crate::field::Field) -> Self {
        Self {
            url: url.into(),
            field: field.kind("search").label_hidden().autocomplete("off"),
            framed: false,
        }
    }

    /// Renews the [`found_frame`] of the page while somebody types; the page's address follows.
    pub fn as_typed(self) -> Self {
        Self { field: self.field.ask_while_typing(), framed: true, ..self }
    }
}

impl Render for SearchForm {
    fn render(&self) -> Markup {
        html! {
            form .search-form role="search" method="get" action=(self.url) data-turbo-frame=[self.framed.then_some(FRAME)]
                data-turbo-action=[self.framed.then_some("replace")] { (self.field) }
        }
    }
}

/// The results that a search field renews while somebody types; links in it lead to whole pages.
#[must_use]
pub fn found_frame(found: impl Render) -> Markup {
    html! { turbo-frame id=(FRAME) .found-frame target="_top" { (found) } }
}

/// One result.
#[derive(Clone, Debug)]
#[must_use]
pub struct SearchRow {
    href: String,
    face: Markup,
    title: Markup,
    who: String,
    excerpt: Markup,
    when: Markup,
    marks: Vec<Markup>,
}

impl SearchRow {
    /// A result that opens at `href`, with its face or drawing and its title.
    pub fn new(href: impl Into<String>, face: impl Render, title: &[Segment]) -> Self {
        Self {
            href: href.into(),
            face: face.render(),
            title: highlighted(title),
            who: String::new(),
            excerpt: Markup::default(),
            when: Markup::default(),
            marks: Vec::new(),
        }
    }

    /// Whose it is.
    pub fn who(self, who: impl Into<String>) -> Self {
        Self { who: who.into(), ..self }
    }

    /// The text around the words found.
    pub fn excerpt(self, segments: &[Segment]) -> Self {
        Self { excerpt: highlighted(segments), ..self }
    }

    /// When it was.
    pub fn when(self, when: impl Render) -> Self {
        Self { when: when.render(), ..self }
    }

    /// A state or signal.
    pub fn mark(mut self, mark: impl Render) -> Self {
        self.marks.push(mark.render());
        self
    }
}

impl Render for SearchRow {
    fn render(&self) -> Markup {
        html! {
            li .search-row {
                a .search-link href=(self.href) data-row {
                    (self.face)
                    span .search-words {
                        span .search-top {
                            span .search-title { (self.title) }
                            @for mark in &self.marks { (mark) }
                            span .search-when { (self.when) }
                        }
                        @if !self.who.is_empty() { span .search-who { (self.who) } }
                        span .search-excerpt { (self.excerpt) }
                    }
                }
            }
        }
    }
}

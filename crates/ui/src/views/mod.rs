//! The list of views with their counts.

use maud::{Markup, Render, html};

/// One view.
#[derive(Clone, Debug)]
#[must_use]
pub struct ViewLink {
    label: String,
    href: String,
    count: Option<String>,
    due: bool,
    current: bool,
    key: Option<String>,
}

impl ViewLink {
    /// A view and its place.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), count: None, due: false, current: false, key: None }
    }

    /// How many are in it, as it should be written ("14", "2,000+").
    pub fn count(self, count: impl ToString) -> Self {
        Self { count: Some(count.to_string()), ..self }
    }

    /// Its count asks for attention.
    pub fn due(self, due: bool) -> Self {
        Self { due, ..self }
    }

    /// The view that is shown.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// A key sequence that leads here.
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }
}

impl Render for ViewLink {
    fn render(&self) -> Markup {
        html! {
            a .view href=(self.href) aria-current=[self.current.then_some("true")] data-key=[self.key.as_deref()] {
                span .view-label { (self.label) }
                @if let Some(count) = &self.count { span .view-count .view-count--due[self.due] { (count) } }
            }
        }
    }
}

/// All views, in groups.
#[derive(Clone, Debug)]
#[must_use]
pub struct Views {
    title: String,
    groups: Vec<(Option<String>, Vec<ViewLink>)>,
    foot: Option<Markup>,
}

impl Views {
    /// Views under a title ("Inbox").
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), groups: Vec::new(), foot: None }
    }

    /// The first group, which needs no heading.
    pub fn links(mut self, links: Vec<ViewLink>) -> Self {
        self.groups.push((None, links));
        self
    }

    /// A group under a small heading ("Teams").
    pub fn group(mut self, heading: impl Into<String>, links: Vec<ViewLink>) -> Self {
        self.groups.push((Some(heading.into()), links));
        self
    }

    /// What stands at the end: "New view", for example.
    pub fn foot(self, foot: impl Render) -> Self {
        Self { foot: Some(foot.render()), ..self }
    }
}

impl Render for Views {
    fn render(&self) -> Markup {
        html! {
            nav .views aria-label=(self.title) {
                p .views-title { (self.title) }
                @for (heading, links) in &self.groups {
                    @if let Some(heading) = heading { h2 .views-heading { (heading) } }
                    ul .views-group { @for link in links { li { (link) } } }
                }
                @if let Some(foot) = &self.foot { div .views-foot { (foot) } }
            }
        }
    }
}

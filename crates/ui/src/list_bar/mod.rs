//! What stands above a list: its name, its order and filters; and in their place, once rows are picked, what can
//! be done with them.

use crate::{button::Button, icon::Icon};
use maud::{Markup, Render, html};

/// The bar above a list.
#[derive(Clone, Debug)]
#[must_use]
pub struct ListBar {
    title: String,
    count: Option<String>,
    controls: Vec<Markup>,
    filters: Vec<Markup>,
    bulk: Option<BulkBar>,
}

impl ListBar {
    /// The list's name.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), count: None, controls: Vec::new(), filters: Vec::new(), bulk: None }
    }

    /// Quiet words beside the name ("soonest first", "31 waiting").
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { count: Some(note.into()), ..self }
    }

    /// A control at the right: a sort [`crate::menu::Menu`], a button.
    pub fn control(mut self, control: impl Render) -> Self {
        self.controls.push(control.render());
        self
    }

    /// A filter in a second line, usually a [`crate::mark::Mark`] with a way to take it off.
    pub fn filter(mut self, filter: impl Render) -> Self {
        self.filters.push(filter.render());
        self
    }

    /// What can be done with picked rows.
    pub fn bulk(self, bulk: BulkBar) -> Self {
        Self { bulk: Some(bulk), ..self }
    }
}

impl Render for ListBar {
    fn render(&self) -> Markup {
        html! {
            div .list-head {
                header .list-bar {
                    button .button .button--quiet .button--icon .list-bar-views type="button" popovertarget="views"
                        title="Views" { (Icon::List) span .hidden { "Views" } }
                    h1 .list-bar-title { (self.title) }
                    @if let Some(count) = &self.count { span .list-bar-note { (count) } }
                    span .list-bar-controls { @for control in &self.controls { (control) } }
                }
                @if !self.filters.is_empty() {
                    div .list-filters { @for filter in &self.filters { (filter) } }
                }
                @if let Some(bulk) = &self.bulk { (bulk) }
            }
        }
    }
}

/// The form that bulk actions post: field `id` repeated, and whatever the pressed button carries. It shows itself
/// as soon as a row is picked, with CSS alone.
#[derive(Clone, Debug)]
#[must_use]
pub struct BulkBar {
    url: String,
    actions: Vec<Markup>,
}

impl BulkBar {
    /// Posts the picked ids to `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), actions: Vec::new() }
    }

    /// A button, usually `Button::new("Close").value("do", "close").quiet().small()`.
    pub fn button(mut self, button: Button) -> Self {
        self.actions.push(button.render());
        self
    }

    /// Anything else (a menu of people).
    pub fn control(mut self, control: impl Render) -> Self {
        self.actions.push(control.render());
        self
    }
}

impl Render for BulkBar {
    fn render(&self) -> Markup {
        html! {
            form #bulk .bulk method="post" action=(self.url) data-controller="bulk" aria-label="Picked conversations" {
                button .button .button--quiet .button--icon .button--small type="reset" title="Pick none (Esc)" {
                    (Icon::Close) span .hidden { "Pick none" }
                }
                output .bulk-count data-bulk-count { "Picked" }
                span .bulk-actions { @for action in &self.actions { (action) } }
            }
        }
    }
}

//! The command bar: one field that finds customers, conversations and actions, from anywhere.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// The closed bar, part of every framed page. Its results come as HTML from `/command?q=`, made with
/// [`command_results`]; without scripts the form leads to the search page.
#[must_use]
pub fn command_bar() -> Markup {
    html! {
        dialog #command .command data-controller="command" data-url="/command" aria-label="Find or do anything" closedby="any" {
            form .command-form method="get" action="/search" role="search" {
                (Icon::Search)
                input .command-input type="search" name="q" placeholder="Find a customer, a conversation, an action …"
                    aria-label="Find or do anything" autocomplete="off" spellcheck="false" role="combobox"
                    aria-expanded="true" aria-controls="command-results" aria-autocomplete="list" autofocus;
                kbd .kbd aria-hidden="true" { "Esc" }
            }
            div #command-results .command-results role="listbox" aria-label="Results" {}
        }
    }
}

/// One line of the results.
#[derive(Clone, Debug)]
#[must_use]
pub struct CommandItem {
    label: Markup,
    href: String,
    icon: Markup,
    note: Option<String>,
    key: Option<String>,
    post: bool,
}

impl CommandItem {
    /// Leads to `href`; `label` may be [`crate::search::highlighted`].
    pub fn new(label: impl Render, href: impl Into<String>, icon: impl Render) -> Self {
        Self {
            label: label.render(),
            href: href.into(),
            icon: icon.render(),
            note: None,
            key: None,
            post: false,
        }
    }

    /// Posts to `url` instead of leading there.
    pub fn post(label: impl Render, url: impl Into<String>, icon: impl Render) -> Self {
        Self { post: true, ..Self::new(label, url, icon) }
    }

    /// Quiet words at the end.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// The key that does the same.
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    fn line(&self, id: &str) -> Markup {
        let method = self.post.then_some("post");
        html! {
            a .command-item id=(id) href=(self.href) role="option" aria-selected="false" tabindex="-1" data-turbo-method=[method] {
                span .command-icon { (self.icon) }
                span .command-label { (self.label) }
                @if let Some(note) = &self.note { span .command-note { (note) } }
                @if let Some(key) = &self.key { (crate::kbd::kbd(key)) }
            }
        }
    }
}

/// Results under a heading.
#[derive(Clone, Debug)]
pub struct CommandGroup {
    /// "Customers", "Conversations", "Actions".
    pub title: String,
    /// What was found, best first.
    pub items: Vec<CommandItem>,
}

/// What `/command?q=` answers: an HTML fragment.
#[must_use]
pub fn command_results(groups: &[CommandGroup]) -> Markup {
    let found = groups.iter().any(|group| !group.items.is_empty());
    html! {
        @if !found { p .command-nothing { "Nothing found." } }
        @for (number, group) in groups.iter().enumerate().filter(|(_, group)| !group.items.is_empty()) {
            div .command-group role="group" aria-label=(group.title) {
                p .command-heading aria-hidden="true" { (group.title) }
                @for (index, item) in group.items.iter().enumerate() {
                    (item.line(&format!("command-{number}-{index}")))
                }
            }
        }
    }
}

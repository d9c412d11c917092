//! The sheet of keys, shown with `?`.

use crate::dialog::Dialog;
use maud::{Markup, Render, html};

/// Keys that belong together.
#[derive(Clone, Debug)]
#[must_use]
pub struct KeyGroup {
    title: String,
    keys: Vec<(String, String)>,
}

impl KeyGroup {
    /// A group under a heading.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), keys: Vec::new() }
    }

    /// A key and what it does.
    pub fn key(mut self, key: impl Into<String>, does: impl Into<String>) -> Self {
        self.keys.push((key.into(), does.into()));
        self
    }
}

/// The dialog with id `keys`.
#[must_use]
pub fn help_sheet(groups: &[KeyGroup]) -> Markup {
    let body = html! {
        div .keys {
            @for group in groups {
                section .keys-group {
                    h3 .keys-heading { (group.title) }
                    dl { @for (key, does) in &group.keys {
                        div .keys-line { dt { (does) } dd { @for part in key.split(' ') { kbd .kbd { (crate::kbd::spoken(part)) } } } }
                    } }
                }
            }
        }
    };
    Dialog::new("keys", "Keys", body).wide().render()
}

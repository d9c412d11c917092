//! Nothing here yet: what will be here, and the one step to get there.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// An empty state.
#[derive(Clone, Debug)]
#[must_use]
pub struct Empty {
    title: String,
    words: Option<String>,
    icon: Icon,
    action: Option<Markup>,
}

impl Empty {
    /// A kind sentence ("Nobody is waiting").
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), words: None, icon: Icon::Inbox, action: None }
    }

    /// What will be here.
    pub fn words(self, words: impl Into<String>) -> Self {
        Self { words: Some(words.into()), ..self }
    }

    /// A drawing above.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon, ..self }
    }

    /// The one step to get there.
    pub fn action(self, action: impl Render) -> Self {
        Self { action: Some(action.render()), ..self }
    }
}

impl Render for Empty {
    fn render(&self) -> Markup {
        html! {
            div .empty {
                (self.icon)
                p .empty-title { (self.title) }
                @if let Some(words) = &self.words { p .empty-words { (words) } }
                @if let Some(action) = &self.action { div .empty-action { (action) } }
            }
        }
    }
}

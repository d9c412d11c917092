//! Tabs that are links: each has its own URL.

use maud::{Markup, html};

/// One tab.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its words.
    pub label: String,
    /// Its place.
    pub href: String,
    /// How many things are behind it, if that helps.
    pub count: Option<String>,
    /// The one that is shown.
    pub current: bool,
}

impl Tab {
    /// A tab without a count.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), count: None, current }
    }
}

/// The tabs beside each other; `label` names them for those who hear the page.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav .tabs aria-label=(label) {
            @for tab in tabs {
                a .tab href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    (tab.label)
                    @if let Some(count) = &tab.count { span .tab-count { (count) } }
                }
            }
        }
    }
}

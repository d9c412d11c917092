//! What happened between messages (a handover, a tag, a rule): a thin line in the flow, not a message.

use maud::{Markup, Render, html};

/// A line without a time.
#[must_use]
pub fn meanwhile(words: impl Render) -> Markup {
    html! { div .meanwhile { (words) } }
}

/// A line with its moment at the end.
#[must_use]
pub fn meanwhile_at(words: impl Render, when: impl Render) -> Markup {
    html! { div .meanwhile { span .meanwhile-words { (words) } span .meanwhile-when { (when) } } }
}

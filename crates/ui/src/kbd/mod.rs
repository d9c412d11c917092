//! A key's name, drawn small beside what it does.

use maud::{Markup, html};

/// Shows `key` as written on a keyboard: `"e"` becomes E, `"g i"` becomes G I.
#[must_use]
pub fn kbd(key: &str) -> Markup {
    html! { kbd .kbd aria-hidden="true" { (spoken(key)) } }
}

/// The key as a person would write it.
pub(crate) fn spoken(key: &str) -> String {
    key.split(' ')
        .map(|part| if part.chars().count() == 1 { part.to_uppercase() } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

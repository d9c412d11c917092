//! Moments: written out by the server in the reader's zone, kept fresh by the page.

use maud::{Markup, html};

/// A moment with fixed words. `iso` is RFC 3339; `words` what is shown; the tooltip is `full`.
#[must_use]
pub fn time(iso: &str, words: &str, full: &str) -> Markup {
    html! { time datetime=(iso) title=(full) { (words) } }
}

/// A moment whose words age ("4 min"): the server writes them once, the page renews them each minute.
#[must_use]
pub fn relative_time(iso: &str, words: &str, full: &str) -> Markup {
    html! { time datetime=(iso) title=(full) data-relative { (words) } }
}

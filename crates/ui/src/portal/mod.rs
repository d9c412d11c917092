//! The frame of the pages that customers see: who we are, a heading, what there is to read.

use maud::{Markup, Render, html};

/// A page for a customer, inside of [`crate::page::Page`]; `company` may be empty.
#[must_use]
pub fn portal(company: &str, heading: &str, content: impl Render) -> Markup {
    html! {
        main #main .portal tabindex="-1" {
            @if !company.is_empty() { p .portal-company { (company) } }
            h1 .portal-heading { (heading) }
            (content)
        }
    }
}

/// A quiet sentence on such a page.
#[must_use]
pub fn portal_words(words: impl Render) -> Markup {
    html! { p .portal-words { (words) } }
}

/// What the customer said, in their words.
#[must_use]
pub fn portal_quote(label: &str, words: &str) -> Markup {
    html! {
        p .portal-label { (label) }
        blockquote .portal-quote { (words) }
    }
}

/// Something we owe the customer: what, until when, how it stands.
#[must_use]
pub fn portal_promise(tone: crate::Tone, what: &str, when: impl Render, stands: &str) -> Markup {
    html! {
        li .portal-promise .(tone.class()) {
            strong .portal-what { (what) }
            p .portal-when { (when) }
            p .portal-state { (stands) }
        }
    }
}

/// The list of what we owe.
#[must_use]
pub fn portal_promises(lines: impl Render) -> Markup {
    html! { ul .portal-promises { (lines) } }
}

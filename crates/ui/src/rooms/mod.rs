//! A page of several rooms: a quiet list of them at the left, the room at the right; above each other on a phone.

use crate::views::Views;
use maud::{Markup, Render, html};

/// The list of rooms beside one of them, which has a head and a body.
#[must_use]
pub fn rooms(list: &Views, head: impl Render, body: impl Render) -> Markup {
    column(list, "rooms-column", head, body)
}

/// The same with more width, for figures and tables beside each other.
#[must_use]
pub fn wide_rooms(list: &Views, head: impl Render, body: impl Render) -> Markup {
    column(list, "rooms-column rooms-column--wide", head, body)
}

fn column(list: &Views, class: &str, head: impl Render, body: impl Render) -> Markup {
    html! {
        div .rooms {
            aside .rooms-list data-keep-scroll { (list) }
            main #main .rooms-main tabindex="-1" {
                div class=(class) {
                    (head)
                    (body)
                }
            }
        }
    }
}

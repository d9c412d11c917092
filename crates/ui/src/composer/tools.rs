//! The buttons at the composer's foot.

use super::Choice;
use crate::{
    button::Button,
    icon::Icon,
    menu::{Menu, MenuItem},
};
use maud::{Markup, html};

/// Formatting, files, canned answers. Without scripts they would do nothing, so they are hidden then.
pub(super) fn toolbar(files: bool) -> Markup {
    let tool = |label: &str, icon: Icon, action: &str, hint: &str| {
        Button::new(label).icon_only(icon).quiet().small().action(action).title(hint)
    };
    html! {
        span .composer-tools role="toolbar" aria-label="Formatting" {
            @if files {
                label .button .button--quiet .button--icon .button--small title="Attach a file (or paste, or drop it here)" {
                    (Icon::Attach) span .hidden { "Attach a file" }
                    input .hidden type="file" multiple data-composer-target="picker" data-action="composer#pick";
                }
            }
            (tool("Bold", Icon::Bold, "composer#bold", "Bold (Ctrl B)"))
            (tool("Italic", Icon::Italic, "composer#italic", "Italic (Ctrl I)"))
            (tool("Link", Icon::Link, "composer#link", "Link (Ctrl K)"))
            (tool("List", Icon::Bullets, "composer#bullets", "List"))
            (tool("Quote", Icon::Quote, "composer#quote", "Quote"))
            (Button::new("Canned").quiet().small().action("composer#canned").hint("/").title("Canned answers"))
        }
    }
}

/// What else sending can mean: and close, and next, later.
pub(super) fn send_menu(send_and: bool, later: &[Choice]) -> Markup {
    let mut menu = Menu::new("More ways to send").icon_only(Icon::Down).primary().upwards();
    if send_and {
        menu = menu
            .heading("And then")
            .item(MenuItem::submits("Close the conversation", "then", "close", None).icon(Icon::Check))
            .item(MenuItem::submits("Open the next one", "then", "next", None).icon(Icon::Next));
    }
    if !later.is_empty() {
        menu = menu.item(html! { div .composer-later { (send_later(later)) } });
    }
    if !send_and && later.is_empty() {
        return Markup::default();
    }
    html! { (menu) }
}

/// Moments to send at, and a field for any other. A note is never sent, so its composer hides them.
fn send_later(choices: &[Choice]) -> Markup {
    html! {
        p .menu-heading { "Send later" }
        @for choice in choices {
            @let item = MenuItem::submits(choice.label.as_str(), "send_at", choice.value.as_str(), None);
            (item.icon(Icon::Clock).note(choice.note.as_str()))
        }
        div .menu-line-form {
            input .input type="datetime-local" name="send_at_time" aria-label="Day and time";
            button .button .button--small type="submit" name="send_at" value="custom" { "Send then" }
        }
    }
}

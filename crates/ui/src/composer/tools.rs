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
            .item(MenuItem::submits("Send and close", "then", "close", None).icon(Icon::Check))
            .item(MenuItem::submits("Send and next", "then", "next", None).icon(Icon::Next));
    }
    if !later.is_empty() {
        menu = menu.heading("Send later");
        for choice in later {
            let item = MenuItem::submits(choice.label.as_str(), "send_at", choice.value.as_str(), None);
            menu = menu.item(item.note(choice.note.as_str()));
        }
        menu = menu.item(html! {
            div .menu-line-form {
                input .input type="datetime-local" name="send_at_time" aria-label="Day and time";
                button .button .button--small type="submit" name="send_at" value="custom" { "Send then" }
            }
        });
    }
    if !send_and && later.is_empty() {
        return Markup::default();
    }
    html! { (menu) }
}

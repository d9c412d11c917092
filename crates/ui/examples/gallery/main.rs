//! Writes whole mock pages, with the stylesheet and the fonts beside them, so that looks can be checked without a
//! server: `cargo run -p ui --example gallery -- OUT`, then open `OUT/inbox-light.html`.
#![expect(clippy::print_stdout, reason = "an example that tells where it wrote")]

mod customer;
mod inbox;
mod others;
mod talk;

use std::{env, fs, io, path::PathBuf};
use ui::prelude::*;

fn main() -> io::Result<()> {
    let folder: PathBuf = env::args_os().nth(1).unwrap_or_else(|| "gallery".into()).into();
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("app.css"), ui::stylesheet())?;
    for font in ui::font::FONT_FILES {
        fs::write(folder.join(font.name), font.bytes)?;
    }
    fs::write(folder.join("mail.html"), talk::HTML_MAIL)?;
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for (name, page) in pages() {
            let path = folder.join(format!("{name}-{word}.html"));
            fs::write(&path, page.theme(theme).render().into_string())?;
            println!("{}", path.display());
        }
    }
    Ok(())
}

fn pages() -> Vec<(&'static str, Page)> {
    vec![
        ("inbox", inbox::open()),
        ("inbox-note", inbox::note()),
        ("inbox-list", inbox::list()),
        ("inbox-empty", inbox::empty()),
        ("customer", customer::page()),
        ("customers", customer::list()),
        ("settings", others::settings()),
        ("search", others::search()),
        ("sign-in", others::sign_in()),
        ("problem", others::problem()),
        ("overlays", others::overlays()),
    ]
}

/// A page without the rail.
fn alone(title: &str, body: impl Render) -> Page {
    let script = env::var("GALLERY_SCRIPT").unwrap_or_default();
    Page::new(title, Assets { stylesheet: "app.css".to_owned(), script, icon: String::new() }, body)
}

/// A page with the rail; `room` is where one is.
fn framed(title: &str, room: &str, body: impl Render) -> Page {
    let rooms = [
        ("Inbox", Icon::Inbox, "g i"),
        ("Customers", Icon::Customers, "g c"),
        ("Insights", Icon::Insights, "g n"),
        ("Settings", Icon::Settings, "g s"),
    ];
    let me = Menu::new("You")
        .face(Face::new("Ines Kovač").ours())
        .upwards()
        .heading("Ines Kovač")
        .item(MenuItem::link("Your settings", "#").icon(Icon::Person))
        .item(MenuItem::opens("Keys", "keys").icon(Icon::Help).key("?"))
        .line()
        .item(MenuItem::post("Light", "/theme").field("theme", "light").icon(Icon::Theme))
        .item(MenuItem::post("Dark", "/theme").field("theme", "dark"))
        .item(MenuItem::post("As the system", "/theme").field("theme", "system").current(true))
        .line()
        .item(MenuItem::post("Sign out", "/sign-out").icon(Icon::SignOut));
    let mut rail = Rail::new("#").me(me);
    for (label, icon, key) in rooms {
        rail = rail.item(RailItem::new(label, "#", icon).current(label == room).key(key));
    }
    alone(title, body).rail(rail).room(room.to_lowercase()).dialog(keys())
}

fn keys() -> Markup {
    help_sheet(&[
        KeyGroup::new("Anywhere")
            .key("Ctrl K", "Find or do anything")
            .key("/", "Search")
            .key("?", "This sheet")
            .key("g i", "Inbox")
            .key("g c", "Customers"),
        KeyGroup::new("List")
            .key("j", "Next conversation")
            .key("k", "Previous conversation")
            .key("x", "Pick")
            .key("Enter", "Open"),
        KeyGroup::new("Conversation")
            .key("r", "Reply")
            .key("n", "Note")
            .key("e", "Close")
            .key("h", "Snooze")
            .key("a", "Assign")
            .key("t", "Tag")
            .key("z", "Undo"),
        KeyGroup::new("Writing")
            .key("Ctrl ↵", "Send")
            .key("Ctrl Shift ↵", "Send and next")
            .key("@", "Ask a colleague")
            .key("/", "Canned answer"),
    ])
}

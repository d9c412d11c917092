//! The frame around every page of somebody signed in: rail, banners, keys, toasts.

use crate::assets::assets;
use crate::format::Clock;
use crate::guard::Viewer;
use app::inbox::Views;
use domain::Permission;
use ui::prelude::*;

/// The rooms of the house.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Inbox,
    Customers,
    Insights,
    Approvals,
    Search,
    Notifications,
    Settings,
}

/// A page in the frame.
pub(crate) fn framed(viewer: &Viewer, room: Room, title: &str, body: impl Render) -> Page {
    let rooms = [
        (Room::Inbox, "Inbox", "/", Icon::Inbox, "g i"),
        (Room::Customers, "Customers", "/customers", Icon::Customers, "g c"),
        (Room::Insights, "Insights", "/insights", Icon::Insights, "g s"),
        (Room::Notifications, "Notifications", "/notifications", Icon::Bell, "g n"),
        (Room::Settings, "Settings", "/settings", Icon::Settings, "g ,"),
    ];
    let mut rail = Rail::new("/").me(me(viewer));
    for (this, label, href, icon, key) in rooms {
        // After the bell, which tells of them too: a phone has room for four.
        if this == Room::Settings && viewer.actor.may(Permission::Oversee) {
            let approvals = RailItem::new("Approvals", "/approvals", Icon::Shield).key("g a");
            rail = rail.item(approvals.current(room == Room::Approvals));
        }
        let item = RailItem::new(label, href, icon).current(this == room).key(key);
        rail = rail.item(if this == Room::Notifications { with_dot(item, viewer.unseen) } else { item });
    }
    let bell = format!("bell-{}", viewer.agent.id);
    let page = Page::new(title, assets(), body).theme(theme(viewer)).rail(rail).dialog(keys()).beside(bell);
    viewer.since.map_or(page.clone(), |since| page.since(since.encode()))
}

/// The bell with a dot when something is new.
fn with_dot(item: RailItem, unseen: i64) -> RailItem {
    match unseen {
        0 => item,
        1 => item.dot("1 new"),
        many => item.dot(format!("{many} new")),
    }
}

/// Adds the alarms everybody must see: a mailbox that doesn't work, mails that need a look; and one's own rest after abuse.
pub(crate) fn with_alarms(page: Page, viewer: &Viewer, views: &Views, clock: &Clock) -> Page {
    let mut page = page;
    if let Some(until) = viewer.agent.cool_down_until.filter(|until| *until > clock.now) {
        let words = format!(
            "Nothing new comes to you until {}, because of the words you had to read. Nobody has to bear this.",
            clock.words(until)
        );
        page = page.banner(Banner::new(words).tone(Tone::Warn));
    }
    for mailbox in &views.failing {
        let words = format!(
            "Cape can’t reach the mailbox {}: {} No mail is lost; it waits there.",
            mailbox.address,
            mailbox.failure.trim_end_matches('.').to_owned() + ".",
        );
        page = page.banner(Banner::new(words));
    }
    if views.need_look > 0 && viewer.actor.may(Permission::Organize) {
        let words = match views.need_look {
            1 => "One mail could not be understood. It is kept.".to_owned(),
            many => format!("{} mails could not be understood. They are kept.", crate::format::count(many)),
        };
        page = page.banner(
            Banner::new(words).tone(Tone::Warn).action(Button::link("Look at them", "/needs-a-look").small()),
        );
    }
    page
}

fn theme(viewer: &Viewer) -> Theme {
    match viewer.agent.theme.as_str() {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::System,
    }
}

fn me(viewer: &Viewer) -> Menu {
    let theme = |label: &str, value: &str| {
        MenuItem::post(label, "/theme").field("theme", value).current(viewer.agent.theme == value)
    };
    Menu::new("You")
        .face(Face::new(&viewer.agent.name).ours())
        .upwards()
        .heading(&viewer.agent.name)
        .item(MenuItem::link("Profile", "/settings/profile").icon(Icon::Person))
        .item(away(viewer))
        .item(duty(viewer))
        .item(MenuItem::opens("Keys", "keys").icon(Icon::Help).key("?"))
        .line()
        .item(theme("Light", "light").icon(Icon::Theme))
        .item(theme("Dark", "dark"))
        .item(theme("As the system", "system"))
        .line()
        .item(MenuItem::post("Sign out", "/sign-out").icon(Icon::SignOut))
}

fn away(viewer: &Viewer) -> MenuItem {
    let (label, value) = if viewer.agent.away { ("I’m back", "no") } else { ("I’m away", "yes") };
    MenuItem::post(label, "/away").field("away", value).icon(Icon::Clock)
}

/// Who is on duty takes what burns, until the day ends.
fn duty(viewer: &Viewer) -> MenuItem {
    let (label, value) =
        if viewer.on_duty { ("I’m off duty", "no") } else { ("Hero on duty today", "yes") };
    MenuItem::post(label, "/duty").field("duty", value).icon(Icon::Bell)
}

fn keys() -> Markup {
    help_sheet(&[
        KeyGroup::new("Anywhere")
            .key("Ctrl K", "Find or do anything")
            .key("/", "Search")
            .key("?", "This sheet")
            .key("g i", "Inbox")
            .key("g c", "Customers")
            .key("g s", "Insights")
            .key("g n", "Notifications")
            .key("g a", "Approvals, for leads"),
        KeyGroup::new("List")
            .key("j", "Next conversation")
            .key("k", "Previous conversation")
            .key("Enter", "Open"),
        KeyGroup::new("Conversation")
            .key("r", "Reply")
            .key("n", "Note")
            .key("e", "Close")
            .key("h", "Snooze")
            .key("p", "Promise by hand")
            .key("y", "Give something to put it right")
            .key("w", "A policy got in the way")
            .key("z", "Undo"),
        KeyGroup::new("Writing")
            .key("Ctrl ↵", "Send")
            .key("Ctrl Shift ↵", "Send and next")
            .key("Alt P", "Promise what is offered")
            .key("Ctrl B", "Bold")
            .key("Ctrl V", "Paste a screenshot"),
    ])
}

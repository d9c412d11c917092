//! The timeline: one stream, newest first, by month.

use crate::format::{Clock, money};
use app::customer::{Entry as Happened, TimelinePage, encode_pointer};
use app::events::Recorded;
use app::people::Directory;
use domain::{Actor, CustomerId, EventKind as Kind, Permission};
use ui::prelude::*;

/// The page of the timeline, with the way to what was earlier.
pub(super) fn draw(
    page: &TimelinePage,
    customer: CustomerId,
    actor: &Actor,
    clock: &Clock,
    first: bool,
) -> Markup {
    if page.entries.is_empty() {
        return Empty::new("Nothing has happened yet")
            .words("Conversations, orders, touchpoints and notes appear here as they happen.")
            .icon(Icon::Clock)
            .render();
    }
    let mut timeline = Timeline::new();
    let mut months: Vec<(String, Vec<Entry>)> = Vec::new();
    for (at, happened) in &page.entries {
        let month = month(*at, clock);
        let entry = entry(happened, &page.directory, actor, clock).when(clock.time(*at));
        match months.last_mut() {
            Some((heading, entries)) if *heading == month => entries.push(entry),
            _ => months.push((month, vec![entry])),
        }
    }
    for (heading, entries) in months {
        timeline = timeline.group(heading, entries);
    }
    let older = page.next.map(|next| format!("/customers/{customer}?before={}", encode_pointer(next)));
    let newest = (!first).then(|| format!("/customers/{customer}"));
    html! {
        (timeline)
        (Pagination::new().newer(newest).older(older))
    }
}

/// `This month`, `October`, `October 2025`.
fn month(at: jiff::Timestamp, clock: &Clock) -> String {
    let (there, here) = (at.to_zoned(clock.zone.clone()), clock.now.to_zoned(clock.zone.clone()));
    let pattern = match (there.year() == here.year(), there.month() == here.month()) {
        (true, true) => return "This month".to_owned(),
        (true, false) => "%B",
        _ => "%B %Y",
    };
    there.strftime(pattern).to_string()
}

fn entry(happened: &Happened, directory: &Directory, actor: &Actor, clock: &Clock) -> Entry {
    match happened {
        Happened::Conversation(conversation) => {
            let subject =
                if conversation.subject.trim().is_empty() { "No subject" } else { &conversation.subject };
            let messages = match conversation.message_count {
                1 => "1 message".to_owned(),
                many => format!("{many} messages"),
            };
            let note = match conversation.assignee_id {
                Some(agent) => format!("{messages} · with {}", directory.agent_name(agent)),
                None => messages,
            };
            Entry::new(EntryKind::Conversation, subject)
                .href(format!("/conversations/{}", conversation.id))
                .mark(state(conversation.state))
                .note(note)
                .body(html! { (conversation.preview) })
        }
        Happened::Note(note) => {
            let by = note.agent_id.map_or("Cape", |agent| directory.agent_name(agent));
            let own = note.agent_id.is_some() && note.agent_id == actor.agent_id();
            let removable = own && actor.may(Permission::Note) || actor.may(Permission::CurateCustomers);
            let remove = Button::new("Remove note").quiet().small();
            let body = html! {
                (markdown(&note.text))
                @if removable { (Post::new(format!("/customer-notes/{}/removal", note.id), remove)) }
            };
            Entry::new(EntryKind::Note, format!("{by} noted")).body(body).tone(Tone::Warn)
        }
        Happened::Order(order) => order_entry(order),
        Happened::Touchpoint(touchpoint) => touchpoint_entry(touchpoint).body(html! { (touchpoint.detail) }),
        Happened::Event(event) => change(event, directory, clock),
    }
}

fn state(state: domain::conversation::State) -> Mark {
    use domain::conversation::State;
    let mark = Mark::new(state.name());
    if state == State::Open { mark.tone(Tone::Warn) } else { mark }
}

/// An order, here and beside a conversation.
pub(crate) fn order_entry(order: &app::customer::Order) -> Entry {
    let title = format!("Order {} · {}", order.number, money(order.total_minor, &order.currency));
    let entry = Entry::new(EntryKind::Order, title).note(format!(
        "{} · from {}",
        order.state.replace('_', " "),
        order.source
    ));
    let entry = if order.title.is_empty() { entry } else { entry.body(html! { (order.title) }) };
    linked(entry, &order.url)
}

/// A touchpoint, here and beside a conversation.
pub(crate) fn touchpoint_entry(touchpoint: &app::customer::Touchpoint) -> Entry {
    let note = format!("{} · from {}", touchpoint.kind.replace('_', " "), touchpoint.source);
    linked(Entry::new(EntryKind::Touchpoint, &touchpoint.title).note(note), &touchpoint.url)
}

/// Leads to the other system, if its address is one of the web: others could run something.
fn linked(entry: Entry, url: &str) -> Entry {
    let of_the_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if of_the_web { entry.href(url) } else { entry }
}

fn change(recorded: &Recorded, directory: &Directory, clock: &Clock) -> Entry {
    let event = &recorded.event;
    let title = match &event.kind {
        Kind::CustomerCreated => "First known".to_owned(),
        Kind::CustomerChanged { fields } if fields.iter().any(|field| field == "deliverable") => {
            "An address is good again".to_owned()
        }
        Kind::CustomerChanged { fields } => format!("Changed: {}", fields.join(", ").replace('_', " ")),
        Kind::CustomerIdentityAdded { identity_kind } => {
            format!("{} was added", identity_words(identity_kind))
        }
        Kind::CustomerIdentityRemoved { identity_kind } => {
            format!("{} was taken away", identity_words(identity_kind))
        }
        Kind::CustomerMerged { merged, .. } => format!("Merged with #{merged}"),
        Kind::CustomerMergeUndone { merged, .. } => format!("The merge with #{merged} was undone"),
        Kind::CustomerBlocked => "Blocked".to_owned(),
        Kind::CustomerUnblocked => "Not blocked any more".to_owned(),
        other => other.name().replace('_', " "),
    };
    let entry = Entry::new(EntryKind::Change, title).when(clock.time(recorded.at));
    match event.agent {
        Some(agent) => entry.note(format!("by {}", directory.agent_name(agent))),
        None => entry,
    }
}

/// A kind of identity at the beginning of a sentence.
pub(super) fn identity_words(kind: &str) -> &'static str {
    match kind {
        "email" => "A mail address",
        "phone" => "A phone number",
        "handle" => "A handle",
        "visitor" => "A visitor of the site",
        _ => "An id in another system",
    }
}

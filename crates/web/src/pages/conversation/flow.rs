//! The flow: messages and, between them, what happened meanwhile.

use super::draw::Talk;
use super::meanwhile;
use crate::format::{Clock, size};
use app::conversation::{DeliveryView, MessageView, View};
use domain::message::{Delivery as State, Direction};
use ui::prelude::*;

/// Messages and events in the order they happened.
pub(super) fn flow(talk: &Talk, may_answer: bool) -> Markup {
    let (view, clock) = (&talk.view, &talk.clock);
    let here = format!("/inbox/{}/{}", talk.name.slug(), view.conversation.id);
    let mut events = view.meanwhile.iter().peekable();
    let first = view.messages.first().map(|first| first.message.id);
    html! {
        @if let Some(first) = first.filter(|_| view.earlier) {
            p .flow-earlier { (Button::link("Earlier messages", format!("{here}?before={first}")).quiet().small()) }
        }
        @for message in &view.messages {
            @while let Some(event) = events.next_if(|event| event.at < message.message.created_at) {
                (meanwhile::line(event, view, clock))
            }
            (drawn(message, view, clock, may_answer && first != Some(message.message.id), may_answer))
        }
        @for event in events { (meanwhile::line(event, view, clock)) }
        @if talk.before.is_some() {
            p .flow-earlier { (Button::link("Latest messages", here).quiet().small()) }
        }
    }
}

fn drawn(view: &MessageView, of: &View, clock: &Clock, may_split: bool, may_judge: bool) -> Message {
    let message = &view.message;
    let kind = match (message.direction, message.nature.as_str()) {
        (Direction::Note, _) => Kind::Note,
        (Direction::Outbound, _) => Kind::Outbound,
        (Direction::Inbound, "message") => Kind::Inbound,
        (Direction::Inbound, _) => Kind::Automatic,
    };
    let author = author(view, of);
    let mut drawn = Message::new(message.id, kind, &author).when(clock.time(message.created_at));
    if message.direction != Direction::Note {
        let to: Vec<&str> = view.addresses.to.iter().map(app::addresses::Party::label).collect();
        drawn = drawn.to(format!("to {}", to.join(", ")));
        for (label, parties) in
            [("To", &view.addresses.to), ("Cc", &view.addresses.cc), ("Bcc", &view.addresses.bcc)]
        {
            if !parties.is_empty() {
                let all: Vec<String> = parties.iter().map(named).collect();
                drawn = drawn.detail(label, all.join(", "));
            }
        }
        if let Some(from) = &view.addresses.from {
            drawn = drawn.detail("From", named(from));
        }
        drawn = drawn
            .detail("Subject", &message.subject)
            .detail("Date", clock.full(message.written_at.unwrap_or(message.created_at)));
    }
    if message.stranger {
        drawn = drawn.warning(
            "This address has not taken part in the conversation before. Check who it is before you answer.",
            html! {},
        );
    }
    drawn = body(drawn, view);
    for file in view.attachments.iter().filter(|file| !stands_in_text(file, view)) {
        drawn = drawn.file(attachment(file));
    }
    let mut menu = Menu::new("More").icon_only(Icon::More).quiet().small();
    if may_split {
        menu = menu.item(MenuItem::link("Split off from here …", format!("/messages/{}/split", message.id)));
    }
    if message.raw_hash.is_some() {
        menu = menu.item(MenuItem::link("Show as it came", format!("/messages/{}/raw", message.id)));
    }
    if may_split || message.raw_hash.is_some() {
        drawn = drawn.menu(menu);
    }
    if let Some(line) =
        view.signal.as_ref().and_then(|signal| super::signal::line(signal, &of.directory, may_judge))
    {
        drawn = drawn.foot(line);
    }
    match &view.delivery {
        Some(state) => drawn.delivery(delivery(message.id, state, clock)),
        None => drawn,
    }
}

fn author(view: &MessageView, of: &View) -> String {
    match view.message.agent_id {
        Some(agent) => of.directory.agent_name(agent).to_owned(),
        None => view.addresses.from.as_ref().map_or("Somebody", |from| from.label()).to_owned(),
    }
}

fn named(party: &app::addresses::Party) -> String {
    if party.name.is_empty() { party.address.clone() } else { format!("{} <{}>", party.name, party.address) }
}

/// Mail with its own looks stands in a frame; everything else is text, with history and signature folded.
fn body(drawn: Message, view: &MessageView) -> Message {
    let message = &view.message;
    if message.direction != Direction::Inbound {
        return drawn.body(markdown(&with_own_pictures(view)));
    }
    if !message.html.is_empty() {
        let frame = MailFrame::new(
            format!("/messages/{}/body", message.id),
            format!("Mail from {}", view.addresses.from.as_ref().map_or("somebody", |from| from.label())),
        );
        return drawn.body(frame.remote_held_back(message.remote_count > 0));
    }
    let (mut shown, mut folded, mut at) = (String::new(), String::new(), 0);
    for (range, _) in &view.folds {
        shown.push_str(message.text.get(at..range.start).unwrap_or_default());
        folded.push_str(message.text.get(range.clone()).unwrap_or_default());
        at = range.end;
    }
    shown.push_str(message.text.get(at..).unwrap_or_default());
    let drawn = drawn.body(plain(shown.trim()));
    if folded.trim().is_empty() { drawn } else { drawn.quoted(plain(folded.trim())) }
}

/// What we wrote, its pictures pointing to where they are kept.
fn with_own_pictures(view: &MessageView) -> String {
    let pictures = view.attachments.iter().filter(|file| !file.content_id.is_empty());
    pictures.fold(view.message.text.clone(), |text, file| {
        text.replace(&format!("(cid:{})", file.content_id), &format!("(/attachments/{})", file.id))
    })
}

/// Whether a file is seen where it stands in the text, so that it needs no place below.
fn stands_in_text(file: &app::conversation::AttachmentView, of: &MessageView) -> bool {
    let message = &of.message;
    match message.direction {
        Direction::Inbound => file.inline && !message.html.is_empty(),
        _ => !file.content_id.is_empty() && message.text.contains(&format!("(cid:{})", file.content_id)),
    }
}

/// Pictures up to this size are shown small; larger ones would make the page slow to open.
const THUMBNAIL_BYTES_MAX: i64 = 3_000_000;

fn attachment(file: &app::conversation::AttachmentView) -> Attachment {
    let href = format!("/attachments/{}/{}", file.id, super::write::path_part(&file.name));
    let drawn = Attachment::new(&file.name, &href, size(file.size));
    let shown = ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&file.media_type.as_str());
    if shown && file.size <= THUMBNAIL_BYTES_MAX { drawn.thumbnail(href) } else { drawn }
}

fn delivery(id: domain::MessageId, state: &DeliveryView, clock: &Clock) -> Delivery {
    let resend = || Post::new(format!("/messages/{id}/resend"), Button::new("Send again").small());
    match state.state {
        State::Queued if state.attempts == 0 => {
            Delivery::waiting(format!("Leaves {}", clock.words(state.at)))
                .action(Post::new(format!("/messages/{id}/undo"), Button::new("Undo").quiet().small()))
        }
        State::Queued => Delivery::waiting(format!(
            "Not sent yet; tried {} times, next {}",
            state.attempts,
            clock.words(state.at)
        ))
        .server_words(&state.words),
        State::Sending => Delivery::waiting("Sending"),
        State::Sent => Delivery::sent(format!("Sent {}", clock.words(state.at))),
        State::Failed => Delivery::failed("Could not be sent").server_words(&state.words).action(resend()),
        State::Bounced => Delivery::failed("Came back").server_words(&state.words).action(resend()),
        State::Cancelled => Delivery::waiting("Taken back"),
    }
}

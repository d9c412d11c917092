//! The composer of a conversation.

use super::draw::Talk;
use crate::format::{Clock, size};
use crate::guard::Viewer;
use crate::pages::promise::{Typed as Promised, TypedRenegotiation, lines, zone_of};
use crate::pages::remedy::Power;
use app::addresses::Party;
use domain::Permission;
use jiff::ToSpan;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ui::prelude::*;

/// What stands in a part of a path as it is (RFC 3986, 2.3).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What somebody typed, to be shown again when it could not be sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) note: bool,
    pub(crate) to: String,
    pub(crate) cc: String,
    pub(crate) bcc: String,
    pub(crate) markdown: String,
    pub(crate) promises: Vec<Promised>,
    pub(crate) renegotiations: Vec<TypedRenegotiation>,
}

/// The composer, with the draft or with what could not be sent.
pub(super) fn composer(viewer: &Viewer, talk: &Talk, failed: Option<(Typed, String)>) -> Composer {
    let view = &talk.view;
    let id = view.conversation.id;
    let url = |what: &str| format!("/conversations/{id}/{what}");
    let first_name = super::who::name(view).split_whitespace().next().unwrap_or("them").to_owned();
    let mut composer =
        Composer::new(id, format!("{}?view={}", url("messages"), talk.name.slug()), first_name)
            .draft_url(url("draft"))
            .upload_url("/uploads")
            .presence_url(url("presence"))
            .send_later(later(&talk.clock));
    composer = if viewer.actor.may(Permission::Answer) {
        composer.tool(Power::button())
    } else {
        composer.note_only()
    };
    let drafted = view.draft.as_ref().map(|draft| Typed {
        note: draft.note,
        to: draft.to.clone(),
        cc: draft.cc.clone(),
        bcc: draft.bcc.clone(),
        markdown: draft.markdown.clone(),
        promises: draft.promises.iter().map(Promised::of).collect(),
        renegotiations: draft.renegotiations.iter().map(TypedRenegotiation::of).collect(),
    });
    let (typed, error) = match failed {
        Some((typed, error)) => (Some(typed), Some(error)),
        None => (drafted, None),
    };
    let fresh = Typed { to: line(&view.answer_to), cc: line(&view.answer_cc), ..Typed::default() };
    let typed = typed.map_or(fresh.clone(), |typed| {
        if typed.to.is_empty() && !typed.note { Typed { to: fresh.to, ..typed } } else { typed }
    });
    if typed.note {
        composer = composer.mode(Mode::Note);
    }
    if viewer.actor.may(Permission::Answer) {
        composer = composer.promises(promises(viewer, talk, &typed));
    }
    composer = composer.to(typed.to).cc(typed.cc).bcc(typed.bcc).text(typed.markdown).error(error);
    for file in &view.draft_files {
        composer = composer.file(DraftFile {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: size(file.size),
            href: format!("/attachments/{}", file.id),
        });
    }
    if view.draft_is_behind {
        let words = "Something arrived since you began this draft. Have a look before you send.";
        composer = composer.notice(Banner::new(words).tone(Tone::Warn).inline());
    }
    if viewer.agent.signature.is_empty() { composer } else { composer.signature(&viewer.agent.signature) }
}

/// What the answer promises, and the other times it names.
fn promises(viewer: &Viewer, talk: &Talk, typed: &Typed) -> Markup {
    let zone = zone_of(&talk.view.customer.time_zone, viewer);
    let text = |id: i64| {
        let owed = talk.promises.iter().find(|owed| owed.promise.id.0 == id);
        owed.map_or("a promise", |owed| owed.promise.text.as_str())
    };
    html! {
        (promise_place("/suggest/promises", &lines(&typed.promises, &zone, &talk.clock)))
        @for moved in &typed.renegotiations {
            p .composer-signature {
                "Another time for “" (text(moved.promise)) "”: " (moved.due.replace('T', " "))
                input type="hidden" name="renegotiate_promise" value=(moved.promise);
                input type="hidden" name="renegotiate_due" value=(moved.due);
                input type="hidden" name="renegotiate_zone" value=(moved.zone);
            }
        }
    }
}

/// When an answer can be sent later.
pub(super) fn later(clock: &Clock) -> Vec<Choice> {
    let here = clock.now.to_zoned(clock.zone.clone());
    let morning = |days: i64| {
        let day = here.date().checked_add(days.days()).ok()?;
        Some(day.at(8, 0, 0, 0).to_zoned(clock.zone.clone()).ok()?.timestamp())
    };
    let monday = 7 - i64::from(here.weekday().to_monday_zero_offset());
    let choices = [
        ("In an hour", clock.now.checked_add(1.hours()).ok()),
        ("Tomorrow morning", morning(1)),
        ("Monday morning", morning(monday)),
    ];
    let choice = |(label, at): (&str, Option<jiff::Timestamp>)| {
        let at = at?;
        Some(Choice { note: clock.words(at), ..Choice::new(at.to_string(), label) })
    };
    choices.into_iter().filter_map(choice).collect()
}

/// Addresses as typed in a field.
pub(crate) fn line(parties: &[Party]) -> String {
    let written = parties.iter().map(|party| match party.name.as_str() {
        "" => party.address.clone(),
        name => format!("{} <{}>", name.replace([',', '<', '>', '"'], " ").trim(), party.address),
    });
    written.collect::<Vec<_>>().join(", ")
}

/// A text as one part of a path (RFC 3986, 2.1).
pub(crate) fn path_part(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

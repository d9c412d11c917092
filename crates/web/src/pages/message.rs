//! Messages: writing, undoing, sending again, and showing a mail as it came.

use super::conversation::{Talk, write::Typed};
use crate::body::{Form, back_to, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::conversation::{InView, next_in_view};
use crate::pages::promise::{Typed as Promised, TypedRenegotiation};
use app::addresses::Party;
use app::conversation::{Draft, NewNote, NewReply};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::conversation::AfterReply;
use domain::{AttachmentId, ConversationId, MessageId};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use ui::prelude::Render;

/// The composer's fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    kind: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) cc: String,
    pub(crate) bcc: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    attachment: Vec<i64>,
    then: String,
    /// A time offered, or `custom` for the one in `send_at_time`.
    send_at: String,
    /// Day and time on the writer's clock.
    send_at_time: String,
    seen: Option<i64>,
    promise_kind: Vec<String>,
    promise_text: Vec<String>,
    promise_due: Vec<String>,
    promise_zone: Vec<String>,
    promise_phrase: Vec<String>,
    renegotiate_promise: Vec<i64>,
    renegotiate_due: Vec<String>,
    renegotiate_zone: Vec<String>,
}

impl Fields {
    /// An empty form to somebody.
    pub(crate) fn to(to: String) -> Self {
        Self { to, ..Self::default() }
    }

    fn is_note(&self) -> bool {
        self.kind == "note"
    }

    /// The promises as typed; each has one of every field.
    fn promises(&self) -> Vec<Promised> {
        let at = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
        let one = |(index, text): (usize, &String)| Promised {
            text: text.clone(),
            kind: at(&self.promise_kind, index),
            due: at(&self.promise_due, index),
            zone: at(&self.promise_zone, index),
            phrase: at(&self.promise_phrase, index),
        };
        self.promise_text.iter().enumerate().map(one).collect()
    }

    fn renegotiations(&self) -> Vec<TypedRenegotiation> {
        let times = self.renegotiate_due.iter().zip(&self.renegotiate_zone);
        let one = |(promise, (due, zone)): (&i64, (&String, &String))| {
            let (promise, due, zone) = (*promise, due.clone(), zone.clone());
            TypedRenegotiation { promise, due, zone }
        };
        self.renegotiate_promise.iter().zip(times).map(one).collect()
    }

    pub(crate) fn attachments(&self) -> Vec<AttachmentId> {
        self.attachment.iter().copied().map(AttachmentId).collect()
    }

    fn draft(&self) -> Draft {
        Draft {
            note: self.is_note(),
            to: self.to.clone(),
            cc: self.cc.clone(),
            bcc: self.bcc.clone(),
            markdown: self.body.clone(),
            attachments: self.attachment.clone(),
            seen: self.seen.map(MessageId),
            // What can't be read yet is still being typed.
            promises: self.promises().iter().filter_map(|typed| typed.read().ok().flatten()).collect(),
            renegotiations: self.renegotiations().iter().filter_map(|typed| typed.read().ok()).collect(),
        }
    }

    /// When to send, if not now.
    fn send_at(&self, zone: &TimeZone) -> app::Result<Option<Timestamp>> {
        let unreadable = || app::Error::invalid("send_at", "Choose a day and a time to send at.");
        match self.send_at.trim() {
            "" => Ok(None),
            "custom" => {
                let local: DateTime = self.send_at_time.trim().parse().map_err(|_| unreadable())?;
                Ok(Some(local.to_zoned(zone.clone()).map_err(|_| unreadable())?.timestamp()))
            }
            text => text.parse().map(Some).map_err(|_| unreadable()),
        }
    }

    pub(crate) fn reply(&self, zone: &TimeZone) -> app::Result<NewReply> {
        let send_at = self.send_at(zone)?;
        let then = if self.then == "close" { AfterReply::Close } else { AfterReply::Wait };
        let mut promises = Vec::new();
        for typed in self.promises() {
            promises.extend(typed.read()?);
        }
        let renegotiations: app::Result<Vec<_>> =
            self.renegotiations().iter().map(TypedRenegotiation::read).collect();
        Ok(NewReply {
            promises,
            renegotiations: renegotiations?,
            to: parties(&self.to),
            cc: parties(&self.cc),
            bcc: parties(&self.bcc),
            markdown: self.body.clone(),
            attachments: self.attachments(),
            send_at,
            then,
        })
    }

    fn typed(&self) -> Typed {
        let (to, cc, bcc) = (self.to.clone(), self.cc.clone(), self.bcc.clone());
        Typed {
            note: self.is_note(),
            to,
            cc,
            bcc,
            markdown: self.body.clone(),
            promises: self.promises(),
            renegotiations: self.renegotiations(),
        }
    }
}

/// Addresses as typed: `Anna <anna@example.com>, ben@example.com`, also with semicolons.
fn parties(line: &str) -> Vec<Party> {
    let pieces = line.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty());
    let party = |piece: &str| match piece.rsplit_once('<') {
        Some((name, address)) => Party {
            name: name.trim().trim_matches('"').to_owned(),
            address: address.trim_end_matches('>').trim().to_owned(),
        },
        None => Party { name: String::new(), address: piece.to_owned() },
    };
    pieces.map(party).collect()
}

/// `POST /conversations/{conversation}/messages`: a reply or a note.
pub(crate) async fn write(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(view): Query<InView>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let name = view.name();
    let here = format!("/inbox/{}/{id}", name.slug());
    let next = match fields.then.as_str() {
        "close" | "next" => next_in_view(&house, &viewer, name, id).await?,
        _ => here.clone(),
    };
    let (actor, moment, typed) = (viewer.actor.clone(), house.moment(), fields.clone());
    let zone = Clock::new(&viewer.agent.time_zone, moment.now).zone;
    let written = house
        .db
        .write(move |tx| {
            if typed.is_note() {
                let new = NewNote { markdown: typed.body.clone(), attachments: typed.attachments() };
                return app::conversation::note(tx, &actor, id, &new, &moment).map(|_| None);
            }
            let reply = typed.reply(&zone)?;
            let shifted = reply.promises.iter().any(|promise| promise.due.moved);
            app::conversation::reply(tx, &actor, id, &reply, &moment).map(|message| Some((message, shifted)))
        })
        .await;
    match written {
        Ok(Some((message, shifted))) => {
            Ok(go(&format!("{next}?sent={message}{}", if shifted { "&shifted=1" } else { "" })))
        }
        Ok(None) => Ok(go(&here)),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            let talk = Talk::read(&house, &viewer, name, id, None, None).await?;
            let page =
                super::conversation::page(&house, &viewer, &talk, Some((fields.typed(), error.to_string())));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `PUT /conversations/{conversation}/draft`.
pub(crate) async fn save_draft(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let (actor, moment, draft) = (viewer.actor, house.moment(), fields.draft());
    house.db.write(move |tx| app::conversation::save_draft(tx, &actor, id, &draft, &moment)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /messages/{message}/undo`: the reply is a draft again.
pub(crate) async fn undo(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let conversation =
        house.db.write(move |tx| app::conversation::undo_reply(tx, &actor, id, &moment)).await?;
    Ok(go(&format!("/conversations/{conversation}")))
}

/// `POST /messages/{message}/resend`.
pub(crate) async fn resend(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let conversation = house.db.write(move |tx| app::conversation::resend(tx, &actor, id, &moment)).await?;
    Ok(back_to(&headers, &format!("/conversations/{conversation}")))
}

#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    remote: u8,
}

/// A mail's frame runs no script, sends no form and, unless asked, loads nothing from elsewhere.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: cid:; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";
/// The same with pictures from elsewhere, when somebody asked for them.
const MAIL_POLICY_REMOTE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: https: http:; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

/// `GET /messages/{message}/body`: the sanitised HTML of a mail, for its frame.
pub(crate) async fn body(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
    Query(shown): Query<Shown>,
) -> Result<Response> {
    let actor = viewer.actor;
    let message = house.db.read(move |tx| app::conversation::message(tx, &actor, id)).await?;
    let remote = shown.remote == 1;
    let html = crate::mail_frame::document(&message, &viewer.agent.theme, remote);
    let policy = if remote { MAIL_POLICY_REMOTE } else { MAIL_POLICY };
    Ok((
        [(header::CONTENT_SECURITY_POLICY, policy), (header::CONTENT_TYPE, "text/html; charset=utf-8")],
        html,
    )
        .into_response())
}

/// `GET /messages/{message}/raw`: the mail as it came, as text that no browser interprets.
pub(crate) async fn raw(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let actor = viewer.actor;
    let raw = house.db.read(move |tx| app::conversation::raw_mail(tx, &actor, id)).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, raw).into_response())
}

#[cfg(test)]
mod tests {
    use super::parties;

    #[test]
    fn addresses_as_people_type_them() {
        let parties = parties("Anna Berg <anna@example.com>; ben@example.com,, \"Cy\" <cy@example.com>");
        let names: Vec<_> =
            parties.iter().map(|party| (party.name.as_str(), party.address.as_str())).collect();
        assert_eq!(
            names,
            [("Anna Berg", "anna@example.com"), ("", "ben@example.com"), ("Cy", "cy@example.com")]
        );
    }
}

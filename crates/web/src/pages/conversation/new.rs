//! A conversation that we begin.

use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::{Clock, size};
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::message::Fields;
use app::conversation::AttachmentView;
use app::conversation::Begin;
use app::mailbox::Mailbox;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Whom to write to, for links from a customer's page.
    to: String,
}

/// `GET /conversations/new`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let fields = Fields::to(asked.to);
    let page = page(&house, &viewer, &fields, None).await?;
    Ok(Html(page.render().into_string()).into_response())
}

/// The page, with what was typed and what is wrong with it.
async fn page(house: &House, viewer: &Viewer, typed: &Fields, error: Option<String>) -> Result<Page> {
    let (actor, ids) = (viewer.actor.clone(), typed.attachments());
    let (mailboxes, files): (Vec<Mailbox>, Vec<AttachmentView>) = house
        .db
        .read(move |tx| {
            Ok::<_, app::Error>((app::mailbox::all(tx)?, app::attachment::uploaded(tx, &actor, &ids)?))
        })
        .await?;
    let from = mailboxes.iter().map(|mailbox| Choice {
        chosen: typed.from == mailbox.id.to_string(),
        ..Choice::new(mailbox.id.to_string(), format!("{} <{}>", mailbox.name, mailbox.address))
    });
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let mut composer = Composer::new("new", "/conversations", "them")
        .reply_only()
        .send_only()
        .from(from.collect())
        .to(&typed.to)
        .cc(&typed.cc)
        .bcc(&typed.bcc)
        .subject(&typed.subject)
        .text(&typed.body)
        .upload_url("/uploads")
        .send_later(super::write::later(&clock))
        .error(error);
    for file in files {
        composer = composer.file(DraftFile {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: size(file.size),
            href: format!("/attachments/{}", file.id),
        });
    }
    if !viewer.agent.signature.is_empty() {
        composer = composer.signature(&viewer.agent.signature);
    }
    let head =
        PageHead::new("New conversation").under("Inbox", "/").note("Who isn’t known yet becomes a customer.");
    Ok(framed(viewer, Room::Inbox, "New conversation", content(head, composer)))
}

/// `POST /conversations`.
pub(crate) async fn begin(
    State(house): State<House>,
    viewer: Viewer,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let (actor, moment, typed) = (viewer.actor.clone(), house.moment(), fields.clone());
    let zone = Clock::new(&viewer.agent.time_zone, moment.now).zone;
    let begun = house.db.write(move |tx| {
        let mailbox = match typed.from.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| app::Error::invalid("from", "Choose a mailbox."))?),
        };
        let new = Begin { subject: typed.subject.clone(), mailbox, first: typed.reply(&zone)? };
        app::conversation::begin(tx, &actor, &new, &moment)
    });
    match begun.await {
        Ok(begun) => Ok(go(&format!("/inbox/waiting/{}?sent={}", begun.conversation, begun.message))),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            let page = page(&house, &viewer, &fields, Some(error.to_string())).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

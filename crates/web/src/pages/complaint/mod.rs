//! A matter as a complaint: the guided questions, who answers for it, and how it ends.

mod draw;
mod fields;
mod panel;

pub(crate) use fields::{Sent, questions};
pub(crate) use panel::section;

use crate::body::{Form, go};
use crate::failure::Result;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::complaint::Account;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::complaint::{Outcome, Source};
use domain::{AgentId, ConversationId, CustomerStepId};
use fields::Fields;
use serde::Deserialize;
use ui::prelude::{Page, PageHead, Render, content};

/// `GET /conversations/{conversation}/complaint`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let page = page(&house, &viewer, id, None).await?;
    Ok(Html(page.render().into_string()).into_response())
}

/// The page; with an error, what was typed stays.
async fn page(
    house: &House,
    viewer: &Viewer,
    id: ConversationId,
    failed: Option<(Fields, String)>,
) -> Result<Page> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let seen = house
        .db
        .read(move |tx| {
            let complaint = app::complaint::of_conversation(tx, &actor, id, now)?;
            let conversation = app::conversation::find(tx, &actor, id)?.0;
            let known = match &complaint.complaint {
                Some(complaint) => Account::of(complaint),
                None => app::complaint::prefilled(tx, &actor, id)?,
            };
            let directory = app::people::Directory::read(tx)?;
            Ok::<_, app::Error>(draw::Seen { conversation, complaint, known, directory })
        })
        .await?;
    let back = format!("/conversations/{id}");
    let head = PageHead::new("Complaint")
        .under(seen.conversation.subject.clone(), back)
        .note("Open until the customer says that it is done, even when the conversation is closed.");
    let body = draw::body(viewer, &seen, failed, now);
    Ok(framed(viewer, Room::Inbox, "Complaint", content(head, body)))
}

/// `POST /conversations/{conversation}/complaint`: takes it up, or brings it up to date.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(form): Form<Sent>,
) -> Result<Response> {
    let (actor, moment, typed) = (viewer.actor.clone(), house.moment(), form.clone());
    let saved = house.db.write(move |tx| {
        let account = typed.fields().account(moment.now)?;
        if app::complaint::brief(tx, &actor, id)?.is_some() {
            app::complaint::change(tx, &actor, id, &account, &moment)?;
        } else {
            app::complaint::open(tx, &actor, id, &account, Source::Agent, &moment)?;
        }
        app::complaint::set_underlying(tx, &actor, id, typed.get("underlying"), &moment)?;
        match typed.get("advocate") {
            "" => Ok(()),
            other => {
                let wrong = |_| app::Error::invalid("advocate", "Choose a colleague.");
                let advocate = AgentId(other.parse().map_err(wrong)?);
                app::complaint::set_advocate(tx, &actor, id, advocate, &moment)
            }
        }
    });
    match saved.await {
        Ok(()) => Ok(here(id)),
        Err(app::Error::Invalid { message, .. }) => {
            let page = page(&house, &viewer, id, Some((form.fields(), message))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Question {
    #[serde(default)]
    question: String,
    /// Asked elsewhere: only noted.
    #[serde(default)]
    noted: bool,
}

/// `POST /conversations/{conversation}/complaint/question`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(form): Form<Question>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let asked = house.db.write(move |tx| {
        if form.noted {
            app::complaint::note_asked(tx, &actor, id, &moment)?;
            return Ok::<_, app::Error>(None);
        }
        Ok(Some(app::complaint::ask(tx, &actor, id, &form.question, &moment)?))
    });
    Ok(match asked.await? {
        // As after every reply, so that it can be taken back for some seconds.
        Some(message) => go(&format!("/inbox/waiting/{id}?sent={message}")),
        None => here(id),
    })
}

#[derive(Deserialize)]
pub(crate) struct End {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    reason: String,
}

/// `POST /conversations/{conversation}/complaint/end`.
pub(crate) async fn end(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(form): Form<End>,
) -> Result<Response> {
    let outcome = Outcome::parse(&form.outcome)
        .ok_or_else(|| app::Error::invalid("outcome", "Choose how it ended."))?;
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::complaint::close(tx, &actor, id, outcome, &form.reason, &moment)).await?;
    Ok(here(id))
}

/// `POST /conversations/{conversation}/complaint/reopening`.
pub(crate) async fn reopen(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::complaint::reopen(tx, &actor, id, &moment)).await?;
    Ok(here(id))
}

#[derive(Deserialize)]
pub(crate) struct Step {
    #[serde(default)]
    did: String,
    #[serde(default)]
    minutes: String,
}

/// `POST /conversations/{conversation}/customer-steps`.
pub(crate) async fn add_step(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(form): Form<Step>,
) -> Result<Response> {
    let minutes: i64 = form
        .minutes
        .trim()
        .parse()
        .map_err(|_| app::Error::invalid("minutes", "Say in whole minutes how long it took."))?;
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::complaint::add_step(tx, &actor, id, &form.did, minutes, &moment)).await?;
    Ok(here(id))
}

/// `POST /customer-steps/{step}/removal`.
pub(crate) async fn remove_step(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerStepId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let of = house.db.write(move |tx| app::complaint::remove_step(tx, &actor, id, &moment)).await?;
    Ok(here(of))
}

fn here(id: ConversationId) -> Response {
    go(&format!("/conversations/{id}/complaint"))
}

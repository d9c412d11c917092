//! What waits for an approver: made for a phone, decided with one tap.

use super::remedy::cost;
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::approval::{Question, Verdict};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::ApprovalId;
use domain::remedy::ApprovalState;
use serde::Deserialize;
use ui::prelude::*;

/// `GET /approvals`.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    page(&house, &viewer, None).await
}

async fn page(house: &House, viewer: &Viewer, error: Option<String>) -> Result<Response> {
    let actor = viewer.actor.clone();
    let questions = house.db.read(move |tx| app::approval::waiting(tx, &actor)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let empty = Empty::new("Nobody waits for you")
        .words("When a colleague wants to give a customer more than they may, it stands here, with the time by which you decide.")
        .icon(Icon::Shield);
    let body = html! {
        @if let Some(error) = &error { (Banner::new(error).tone(Tone::Warn).inline()) }
        @if questions.is_empty() { (empty) }
        @for question in &questions { (card(question, &clock)) }
    };
    let head = PageHead::new("Approvals").note("What colleagues ask you to let them give.");
    let topics = ["approvals".to_owned(), format!("approvals-{}", viewer.agent.id)];
    let page = framed(viewer, Room::Approvals, "Approvals", content(head, body)).topics(topics);
    let status = if error.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, Html(page.render().into_string())).into_response())
}

/// `GET /approvals/{approval}`: one of them, for links.
pub(crate) async fn one(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ApprovalId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let question = house.db.read(move |tx| app::approval::find(tx, &actor, id)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let head = PageHead::new("Approval").under("Approvals", "/approvals");
    let page = framed(&viewer, Room::Approvals, "Approval", content(head, card(&question, &clock)));
    Ok(Html(page.topics(["approvals"]).render().into_string()).into_response())
}

fn card(question: &Question, clock: &Clock) -> Card {
    let (approval, given) = (&question.approval, &question.given);
    let remedy = &given.remedy;
    let title = format!("{} {}", given.kind.name, cost(remedy));
    let late = clock.now > approval.deadline_at;
    let customer = if question.customer.name.is_empty() { "A customer" } else { &question.customer.name };
    let facts = Facts::new()
        .fact("Customer", html! { a href={"/customers/" (question.customer.id)} { (customer) } })
        .fact("About", html! { a href={"/conversations/" (question.conversation.id)} { (question.conversation.subject) } })
        .fact("For what", &remedy.for_what)
        .fact("Why", format!("{}: {}", remedy.reason.words(), remedy.why))
        .fact("Asked because", &approval.clause)
        .fact("Decide by", html! {
            (clock.time(approval.deadline_at))
            @if late { " " (Mark::new("overdue").tone(Tone::Bad)) }
        });
    let facts = match remedy.yes_needed {
        0 | 1 => facts,
        needed => facts.fact("Yeses", format!("{} of {needed}", question.yeses)),
    };
    let url = format!("/approvals/{}", approval.id);
    let body = html! {
        (facts)
        @if approval.state == ApprovalState::Waiting {
            (ui::field::Form::new(url, html! {
                (Field::new("words", "What you want to say").length_max(500)
                    .hint("A no needs a reason; a yes may stay without words."))
                (form_actions(html! {
                    (Button::new("Yes").primary().icon(Icon::Check).value("decision", "yes"))
                    (Button::new("No").value("decision", "no"))
                }))
            }))
        } @else { p { "Decided: " (approval.state.name()) } }
    };
    Card::new(body).title(title.trim()).note(format!("{} asks", given.by))
}

#[derive(Deserialize)]
pub(crate) struct Decision {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    words: String,
}

/// `POST /approvals/{approval}`.
pub(crate) async fn decide(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ApprovalId>,
    Form(form): Form<Decision>,
) -> Result<Response> {
    let approved = match form.decision.as_str() {
        "yes" => true,
        "no" => false,
        _ => return page(&house, &viewer, Some("Say yes or no.".into())).await,
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let verdict = Verdict { approved, words: form.words };
    match house.db.write(move |tx| app::approval::decide(tx, &actor, id, &verdict, &moment)).await {
        Ok(()) => Ok(go("/approvals")),
        Err(app::Error::Invalid { message, .. } | app::Error::Conflict(message)) => {
            page(&house, &viewer, Some(message)).await
        }
        Err(other) => Err(other.into()),
    }
}

//! Marking a policy in a conversation: one gesture for "it got in the way", a small form for what needs words.

use crate::body::{Form, back_to, go};
use crate::failure::Result;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::policy::NewMark;
use app::remedy::Given;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::policy::{Cause, MarkKind};
use domain::{ConversationId, PolicyId, PolicyMarkId, RemedyId};
use serde::Deserialize;
use ui::prelude::*;

/// A mark, as filled in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    policy: Option<i64>,
    kind: String,
    cause: String,
    words: String,
    /// What was given with an exception; empty when nothing was.
    remedy: String,
}

/// `GET /conversations/{conversation}/policies`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    page(&house, &viewer, id, &Fields::default(), None).await
}

async fn page(
    house: &House,
    viewer: &Viewer,
    id: ConversationId,
    fields: &Fields,
    error: Option<String>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let (policies, given) = house
        .db
        .read(move |tx| {
            let given = app::remedy::of_conversation(tx, &actor, id)?;
            Ok::<_, app::Error>((app::policy::all(tx, &actor)?, given))
        })
        .await?;
    let mut policy = Select::new("policy", "Which policy");
    for one in policies.iter().filter(|one| one.retired_at.is_none()) {
        policy = policy.option(one.id.to_string(), &one.name, fields.policy == Some(one.id.0));
    }
    let kinds = MarkKind::ALL.map(|kind| {
        let checked = fields.kind == kind.name() || (fields.kind.is_empty() && kind == MarkKind::Refused);
        Checkbox::radio("kind", kind.name(), format!("It {}", kind.words())).checked(checked)
    });
    let mut cause =
        Select::new("cause", "Of a refusal: why").option("", "not a refusal", fields.cause.is_empty());
    for one in Cause::ALL {
        cause = cause.option(one.name(), one.words(), fields.cause == one.name());
    }
    let body = html! {
        @if let Some(error) = &error { (Banner::new(error).inline()) }
        (policy)
        @for kind in &kinds { (kind) }
        (cause)
        (Field::new("words", "In words").value(&fields.words).length_max(500)
            .hint("An exception is a judgment: say how it serves what the policy is for."))
        (remedies(&given, &fields.remedy))
        (form_actions(Button::new("Note it").primary()))
    };
    let head = PageHead::new("A policy was met").under("Conversation", format!("/conversations/{id}"));
    let card = Card::new(ui::field::Form::new(format!("/conversations/{id}/policies"), body));
    let page = framed(viewer, Room::Inbox, "A policy was met", content(head, card));
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render().into_string())).into_response())
}

fn remedies(given: &[Given], chosen: &str) -> Markup {
    let mut select =
        Select::new("remedy", "Of an exception: what was given").option("", "nothing", chosen.is_empty());
    for one in given {
        let label = format!("{} {}", one.kind.name, super::remedy::cost(&one.remedy));
        select = select.option(one.remedy.id.to_string(), label.trim(), chosen == one.remedy.id.to_string());
    }
    html! { @if !given.is_empty() { (select) } }
}

/// `POST /conversations/{conversation}/policies`.
pub(crate) async fn mark(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let new = NewMark {
        policy: PolicyId(form.policy.unwrap_or(0)),
        kind: MarkKind::parse(&form.kind).unwrap_or(MarkKind::InTheWay),
        cause: Cause::parse(&form.cause),
        words: form.words.clone(),
        remedy: form.remedy.parse().ok().map(RemedyId),
        in_name_of: None,
    };
    let one_gesture = new.kind == MarkKind::InTheWay && form.words.is_empty();
    match house.db.write(move |tx| app::policy::mark(tx, &actor, id, &new, &moment)).await {
        Ok(_) if one_gesture => Ok(back_to(&headers, &format!("/conversations/{id}"))),
        Ok(_) => Ok(go(&format!("/conversations/{id}"))),
        Err(app::Error::Invalid { message, .. }) => page(&house, &viewer, id, &form, Some(message)).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /policy-marks/{mark}/removal`.
pub(crate) async fn unmark(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PolicyMarkId>,
    headers: HeaderMap,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let conversation = house.db.write(move |tx| app::policy::unmark(tx, &actor, id, &moment)).await?;
    Ok(back_to(&headers, &format!("/conversations/{conversation}")))
}

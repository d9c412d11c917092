//! What can be done with promises.

use super::ask::{Again, ask_again, ask_reassign_again, ask_renegotiate_again};
use super::typed::{Typed, TypedRenegotiation};
use crate::body::{Form, back_to, back_with, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::conversation::NewReply;
use app::promise::Ending;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::{AgentId, ConversationId, PromiseId};
use serde::Deserialize;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Made {
    #[serde(alias = "promised")]
    kind: String,
    text: String,
    due: String,
    zone: String,
    owner: Option<i64>,
    /// It was asked for in front of the conversation, to which one goes back.
    beside: Option<u8>,
}

/// `POST /conversations/{conversation}/promises`.
pub(crate) async fn make(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
    Form(form): Form<Made>,
) -> Result<Response> {
    let (actor, moment, made) = (viewer.actor.clone(), house.moment(), form.clone());
    let written = house.db.write(move |tx| {
        let Made { kind, text, due, zone, owner, .. } = made.clone();
        let typed = Typed { kind, text, due, zone, phrase: String::new() };
        let mut new = typed.read()?.ok_or_else(|| app::Error::invalid("text", "Say what you promised."))?;
        new.owner = owner.map(AgentId);
        let moved = new.due.moved;
        app::promise::make(tx, &actor, id, &new, &moment).map(|_| moved)
    });
    match written.await {
        Ok(true) if form.beside.is_some() => {
            Ok(back_with(&headers, &format!("/conversations/{id}"), Some(("shifted", "1".to_owned()))))
        }
        Ok(false) if form.beside.is_some() => Ok(back_to(&headers, &format!("/conversations/{id}"))),
        Ok(true) => Ok(go(&format!("/inbox/open/{id}?shifted=1"))),
        Ok(false) => Ok(go(&format!("/conversations/{id}"))),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            let Made { kind, text, due, .. } = form;
            let again = Again { kind, text, due, error: Some(error.to_string()), ..Again::default() };
            ask_again(&house, &viewer, id, again).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Ended {
    how: String,
}

/// `POST /promises/{promise}/ending`.
pub(crate) async fn end(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<PromiseId>,
    Form(form): Form<Ended>,
) -> Result<Response> {
    let how = Ending::parse(&form.how)
        .ok_or_else(|| app::Error::invalid("how", "Say how it ends: kept, broken, or let off."))?;
    let (actor, moment) = (viewer.actor, house.moment());
    let conversation = house.db.write(move |tx| app::promise::end(tx, &actor, id, how, &moment)).await?;
    let told = (how == Ending::Break).then(|| ("broken", id.to_string()));
    Ok(back_with(&headers, &format!("/conversations/{conversation}"), told))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Moved {
    due: String,
    zone: String,
    body: String,
}

/// `POST /promises/{promise}/renegotiation`: a reply that names another time.
pub(crate) async fn renegotiate(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PromiseId>,
    Form(form): Form<Moved>,
) -> Result<Response> {
    let (actor, moment, moved) = (viewer.actor.clone(), house.moment(), form.clone());
    let written = house.db.write(move |tx| {
        let (_, conversation) = app::promise::find(tx, &actor, id)?;
        let typed = TypedRenegotiation { promise: id.0, due: moved.due.clone(), zone: moved.zone.clone() };
        let view = app::conversation::view(tx, &actor, conversation.id, None)?;
        let new = NewReply {
            to: view.answer_to,
            cc: view.answer_cc,
            markdown: moved.body.clone(),
            renegotiations: vec![typed.read()?],
            ..NewReply::default()
        };
        let message = app::conversation::reply(tx, &actor, conversation.id, &new, &moment)?;
        Ok((conversation.id, message))
    });
    match written.await {
        Ok((conversation, message)) => Ok(go(&format!("/inbox/open/{conversation}?sent={message}"))),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            let Moved { due, body, .. } = form;
            let again = Again { due, body, error: Some(error.to_string()), ..Again::default() };
            ask_renegotiate_again(&house, &viewer, id, again).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Given {
    owner: i64,
}

/// `POST /promises/{promise}/reassignment`.
pub(crate) async fn reassign(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PromiseId>,
    Form(form): Form<Given>,
) -> Result<Response> {
    let (actor, moment, owner) = (viewer.actor.clone(), house.moment(), AgentId(form.owner));
    match house.db.write(move |tx| app::promise::reassign(tx, &actor, id, owner, &moment)).await {
        Ok(conversation) => Ok(go(&format!("/conversations/{conversation}"))),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            let again = Again { error: Some(error.to_string()), ..Again::default() };
            ask_reassign_again(&house, &viewer, id, again).await
        }
        Err(error) => Err(error.into()),
    }
}

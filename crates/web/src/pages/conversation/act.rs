//! What can be done to a conversation from its page: each posts, acts, and goes on to a page that offers the way
//! back.

use crate::body::{Form, back_with, go};
use crate::failure::{Failure, Result};
use crate::guard::Viewer;
use crate::house::House;
use app::conversation::Assignment;
use app::inbox::Name;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::conversation::Priority;
use domain::{Actor, AgentId, ConversationId, Moment, TeamId, UndoId};
use serde::Deserialize;

/// The view somebody works through, so that the list can move on.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct InView {
    #[serde(default)]
    pub(crate) view: String,
}

impl InView {
    pub(crate) fn name(&self) -> Name {
        Name::parse(&self.view).unwrap_or(Name::Open)
    }
}

/// Runs an action on one conversation; `words` say what was done.
pub(super) async fn act(
    house: &House,
    viewer: &Viewer,
    id: ConversationId,
    words: impl Into<String>,
    run: impl Fn(&app::WriteTx<'_>, &Actor, ConversationId, &Moment) -> app::Result<()> + Send + 'static,
) -> Result<Option<UndoId>> {
    let (actor, moment, words) = (viewer.actor.clone(), house.moment(), words.into());
    let done = house.db.write(move |tx| {
        app::undo::offer(tx, &actor, &[id], |_| words.clone(), &moment, || run(tx, &actor, id, &moment))
    });
    Ok(done.await?)
}

/// Goes to a path, with the way back if there is one.
pub(crate) fn go_offering(path: &str, undo: Option<UndoId>) -> Response {
    match undo {
        Some(undo) => go(&format!("{path}?undo={undo}")),
        None => go(path),
    }
}

/// Goes back to where the form was, with the way back if there is one.
fn back_offering(headers: &HeaderMap, id: ConversationId, undo: Option<UndoId>) -> Response {
    back_with(headers, &format!("/conversations/{id}"), undo.map(|undo| ("undo", undo.to_string())))
}

/// Where the list moves on to after a conversation is done with: the one that stood after it, else the list.
pub(crate) async fn next_in_view(
    house: &House,
    viewer: &Viewer,
    name: Name,
    done: ConversationId,
) -> Result<String> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let next = house.db.read(move |tx| app::inbox::following(tx, &actor, name, done, now)).await?;
    Ok(match next {
        Some(id) => format!("/inbox/{}/{id}", name.slug()),
        None => format!("/inbox/{}", name.slug()),
    })
}

/// `POST /conversations/{conversation}/closure`.
pub(crate) async fn close(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(view): Query<InView>,
) -> Result<Response> {
    let next = next_in_view(&house, &viewer, view.name(), id).await?;
    let undo = act(&house, &viewer, id, "Conversation closed", app::conversation::close).await?;
    Ok(go_offering(&next, undo))
}

/// `POST /conversations/{conversation}/reopening`.
pub(crate) async fn reopen(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(view): Query<InView>,
) -> Result<Response> {
    let undo = act(&house, &viewer, id, "Open again", app::conversation::reopen).await?;
    Ok(go_offering(&format!("/inbox/{}/{id}", view.name().slug()), undo))
}

#[derive(Deserialize)]
pub(crate) struct Until {
    until: String,
}

/// `POST /conversations/{conversation}/snooze`.
pub(crate) async fn snooze(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(view): Query<InView>,
    Form(form): Form<Until>,
) -> Result<Response> {
    let until =
        form.until.parse().map_err(|_| app::Error::invalid("until", "Choose a time to snooze until."))?;
    let next = next_in_view(&house, &viewer, view.name(), id).await?;
    let undo = act(&house, &viewer, id, "Snoozed", move |tx, actor, id, moment| {
        app::conversation::snooze(tx, actor, id, until, moment)
    })
    .await?;
    Ok(go_offering(&next, undo))
}

#[derive(Deserialize)]
pub(crate) struct To {
    #[serde(default)]
    assignee: String,
    #[serde(default)]
    team: String,
}

/// `POST /conversations/{conversation}/assignment`; empty fields mean nobody.
pub(crate) async fn assign(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
    Form(form): Form<To>,
) -> Result<Response> {
    let to = Assignment {
        assignee: optional::<AgentId>("assignee", &form.assignee)?,
        team: optional::<TeamId>("team", &form.team)?,
    };
    let actor = viewer.actor.clone();
    if house.db.read(move |tx| app::handover::need(tx, &actor, id, to)).await?.words {
        return Ok(go(&super::handover::address(id, to)));
    }
    let words = if to == Assignment::default() { "Nobody has it now" } else { "Handed over" };
    let undo = act(&house, &viewer, id, words, move |tx, actor, id, moment| {
        app::conversation::assign(tx, actor, id, to, moment)
    })
    .await?;
    let actor = viewer.actor.clone();
    // Who gives away what only its owner may see can't stay on its page.
    if !house.db.read(move |tx| app::conversation::exists(tx, &actor, id)).await? {
        return Ok(go_offering(&format!("/inbox/{}", Name::Mine.slug()), undo));
    }
    Ok(back_offering(&headers, id, undo))
}

/// An id, or nothing for an empty field.
fn optional<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<Option<T>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Failure::App(app::Error::invalid(field, "This is no number.")))
}

#[derive(Deserialize)]
pub(crate) struct PriorityForm {
    priority: String,
}

/// `POST /conversations/{conversation}/priority`.
pub(crate) async fn set_priority(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
    Form(form): Form<PriorityForm>,
) -> Result<Response> {
    let to = Priority::parse(&form.priority)
        .ok_or_else(|| app::Error::invalid("priority", "Choose low, normal, high or urgent."))?;
    let words = format!("Priority is {} now", to.name());
    let undo = act(&house, &viewer, id, words, move |tx, actor, id, moment| {
        app::conversation::set_priority(tx, actor, id, to, moment)
    })
    .await?;
    Ok(back_offering(&headers, id, undo))
}

#[derive(Deserialize)]
pub(crate) struct SubjectForm {
    subject: String,
}

/// `POST /conversations/{conversation}/subject`.
pub(crate) async fn set_subject(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
    Form(form): Form<SubjectForm>,
) -> Result<Response> {
    let undo = act(&house, &viewer, id, "Subject changed", move |tx, actor, id, moment| {
        app::conversation::set_subject(tx, actor, id, &form.subject, moment)
    })
    .await?;
    Ok(back_offering(&headers, id, undo))
}

#[derive(Deserialize)]
pub(crate) struct TagForm {
    tag: String,
}

/// `POST /conversations/{conversation}/tags`.
pub(crate) async fn tag(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
    Form(form): Form<TagForm>,
) -> Result<Response> {
    let words = format!("Tagged {}", form.tag.trim());
    let undo = act(&house, &viewer, id, words, move |tx, actor, id, moment| {
        app::conversation::tag(tx, actor, id, &form.tag, moment)
    })
    .await?;
    Ok(back_offering(&headers, id, undo))
}

/// `POST /conversations/{conversation}/tags/{tag}/removal`.
pub(crate) async fn untag(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path((id, tag)): Path<(ConversationId, String)>,
) -> Result<Response> {
    let words = format!("Tag {tag} taken off");
    let undo = act(&house, &viewer, id, words, move |tx, actor, id, moment| {
        app::conversation::untag(tx, actor, id, &tag, moment)
    })
    .await?;
    Ok(back_offering(&headers, id, undo))
}

/// `POST /conversations/{conversation}/following`: the viewer follows from now on.
pub(crate) async fn follow(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let me = viewer.agent.id;
    let undo = act(&house, &viewer, id, "You follow it now", move |tx, actor, id, moment| {
        app::conversation::follow(tx, actor, id, me, moment)
    })
    .await?;
    Ok(back_offering(&headers, id, undo))
}

/// `POST /conversations/{conversation}/following/end`.
pub(crate) async fn unfollow(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let me = viewer.agent.id;
    let undo = act(&house, &viewer, id, "You no longer follow it", move |tx, actor, id, moment| {
        app::conversation::unfollow(tx, actor, id, me, moment)
    })
    .await?;
    let actor = viewer.actor.clone();
    if !house.db.read(move |tx| app::conversation::exists(tx, &actor, id)).await? {
        return Ok(go_offering(&format!("/inbox/{}", Name::Mine.slug()), undo));
    }
    Ok(back_offering(&headers, id, undo))
}

#[derive(Deserialize)]
pub(crate) struct PresenceForm {
    #[serde(default)]
    writing: bool,
}

/// `POST /conversations/{conversation}/presence`.
pub(crate) async fn be_present(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(form): Form<PresenceForm>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    if !house.db.read(move |tx| app::conversation::exists(tx, &actor, id)).await? {
        return Err(app::Error::NotFound("conversation").into());
    }
    crate::presence::enter(&house, &viewer, id, form.writing);
    Ok(StatusCode::NO_CONTENT.into_response())
}

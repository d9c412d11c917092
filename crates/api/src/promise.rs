//! `/promises`: our word, as other systems record and end it.

use crate::body::{Change, Create, Id};
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::problem::{Failure, Result};
use app::promise::{Ending, NewPromise as New, Owed, Promise as Row, read_due};
use axum::Json;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::Response;
use domain::promise::{Kind as Named, Outcome as CameOf};
use domain::{Actor, AgentId, ConversationId, PromiseId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something we said we would do, by when.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Promise {
    id: i64,
    /// The conversation it was given in.
    conversation_id: i64,
    /// The reply that gave it; null when given on the telephone or by letter.
    message_id: Option<i64>,
    kind: Kind,
    /// What, in words the customer may read.
    text: String,
    /// Who gave it; null for another system.
    made_by: Option<i64>,
    /// Who keeps it.
    owner_id: i64,
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    /// When it was due before another time was agreed on.
    #[schema(value_type = String, format = DateTime)]
    first_due_at: Timestamp,
    /// The time zone in which the time was meant (IANA name).
    time_zone: String,
    outcome: Outcome,
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Whether the clock jumps over the time asked for, so that it is due as much later. Only in the answer to making it.
    time_moved: bool,
}

/// What is promised.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    CallBack,
    Answer,
    Send,
    Money,
    Fix,
    #[default]
    Other,
}

/// What came of it: `passed` is past its time and still to be done.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Open,
    InTime,
    Late,
    Passed,
    Broken,
    Released,
    Undone,
}

/// A promise given on the telephone, in a letter, by another system.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPromise {
    /// What, in words the customer may read.
    #[schema(min_length = 1, max_length = 200)]
    text: String,
    #[serde(default)]
    kind: Kind,
    /// By when: a time with an offset, or a time on the clocks of `time_zone`.
    #[schema(min_length = 1, max_length = 100)]
    due: String,
    /// The zone in which the time is meant (IANA name), such as `Europe/Berlin`.
    #[serde(default)]
    #[schema(max_length = 100)]
    time_zone: Option<String>,
    /// Who keeps it; whoever has the conversation, if not given.
    #[serde(default)]
    #[schema(minimum = 1)]
    owner_id: Option<i64>,
}

/// How a promise is to change: it ends, or a colleague keeps it. Another time needs a message to the customer, so a
/// reply names it (`renegotiations`).
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PromiseChange {
    ending: Option<PromiseEnding>,
    /// Who keeps it from now on.
    #[schema(minimum = 1)]
    owner_id: Option<i64>,
}

/// How it ends: done (in time or late by itself), we can't, or the customer lets us off.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PromiseEnding {
    Keep,
    Break,
    Release,
}

/// The promises of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Promises {
    data: Vec<Promise>,
}

impl Promise {
    fn new(row: Row, now: Timestamp) -> Self {
        let outcome = match CameOf::of(row.state, row.due_at, row.ended_at, now) {
            CameOf::Open => Outcome::Open,
            CameOf::InTime => Outcome::InTime,
            CameOf::Late => Outcome::Late,
            CameOf::Passed => Outcome::Passed,
            CameOf::Broken => Outcome::Broken,
            CameOf::Released => Outcome::Released,
            CameOf::Undone => Outcome::Undone,
        };
        let kind = match row.kind {
            Named::CallBack => Kind::CallBack,
            Named::Answer => Kind::Answer,
            Named::Send => Kind::Send,
            Named::Money => Kind::Money,
            Named::Fix => Kind::Fix,
            Named::Other => Kind::Other,
        };
        Self {
            id: row.id.0,
            conversation_id: row.conversation_id.0,
            message_id: row.message_id.map(|id| id.0),
            kind,
            text: row.text,
            made_by: row.made_by.map(|id| id.0),
            owner_id: row.owner_id.0,
            due_at: row.due_at,
            first_due_at: row.first_due_at,
            time_zone: row.time_zone,
            outcome,
            ended_at: row.ended_at,
            created_at: row.created_at,
            time_moved: false,
        }
    }
}

impl NewPromise {
    /// The promise as it is recorded.
    pub(crate) fn read(&self) -> app::Result<New> {
        Ok(New {
            kind: self.kind.into(),
            text: self.text.clone(),
            phrase: String::new(),
            due: read_due(&self.due, self.time_zone.as_deref())?,
            owner: self.owner_id.map(AgentId),
        })
    }
}

impl From<Kind> for Named {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::CallBack => Self::CallBack,
            Kind::Answer => Self::Answer,
            Kind::Send => Self::Send,
            Kind::Money => Self::Money,
            Kind::Fix => Self::Fix,
            Kind::Other => Self::Other,
        }
    }
}

fn show(tx: &app::Tx<'_>, actor: &Actor, id: PromiseId, now: Timestamp) -> app::Result<Promise> {
    // Whoever may only write sees what came of what they wrote.
    let (row, _) = app::promise::written(tx, actor, id)?;
    Ok(Promise::new(row, now))
}

/// List the promises of a conversation and of all that went into it, first due first.
#[utoipa::path(get, path = "/conversations/{conversation}/promises", tag = "Promises", operation_id = "list_promises",
    params(("conversation" = i64, Path, minimum = 1)),
    responses((status = 200, description = "Its promises", body = Promises)))]
pub(crate) async fn list(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Result<Json<Promises>> {
    let now = house.moment().now;
    let owed = house.db.read(move |tx| app::promise::of_conversation(tx, &caller.actor, id, now)).await?;
    let data = owed.into_iter().map(|Owed { promise, .. }| Promise::new(promise, now)).collect();
    Ok(Json(Promises { data }))
}

/// Record a promise.
#[utoipa::path(post, path = "/conversations/{conversation}/promises", tag = "Promises", operation_id = "make_promise",
    params(("conversation" = i64, Path, minimum = 1)), request_body = NewPromise,
    responses((status = 201, description = "The promise", body = Promise)))]
pub(crate) async fn make(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    asked: Create<NewPromise>,
) -> Result<Response> {
    create(&house, caller, asked, move |tx, actor, new: &NewPromise, moment| {
        let promise = new.read()?;
        let time_moved = promise.due.moved;
        let made = app::promise::make(tx, actor, id, &promise, moment)?;
        Ok((StatusCode::CREATED, Promise { time_moved, ..show(tx, actor, made, moment.now)? }))
    })
    .await
}

/// End a promise, or give it to a colleague to keep.
#[utoipa::path(patch, path = "/promises/{promise}", tag = "Promises", operation_id = "change_promise",
    params(("promise" = i64, Path, minimum = 1)), request_body = PromiseChange,
    responses((status = 200, description = "The promise as it is now", body = Promise)))]
pub(crate) async fn change(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<PromiseId>,
    Change(change): Change<PromiseChange>,
) -> Result<Json<Promise>> {
    if change.ending.is_some() && change.owner_id.is_some() {
        return Err(Failure::unusable(
            "owner_id",
            "A promise that ends needs nobody to keep it. Give one of both.",
        ));
    }
    let moment = house.moment();
    let changed = house.db.write(move |tx| {
        if let Some(owner) = change.owner_id {
            app::promise::reassign(tx, &caller.actor, id, AgentId(owner), &moment)?;
        }
        if let Some(ending) = change.ending {
            let how = match ending {
                PromiseEnding::Keep => Ending::Keep,
                PromiseEnding::Break => Ending::Break,
                PromiseEnding::Release => Ending::Release,
            };
            app::promise::end(tx, &caller.actor, id, how, &moment)?;
        }
        show(tx, &caller.actor, id, moment.now)
    });
    Ok(Json(changed.await?))
}

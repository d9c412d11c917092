//! Changing a conversation: what is given changes, all of it or nothing (JSON Merge Patch, RFC 7396).

use super::{Conversation, Priority, State, TAGS_MAX};
use crate::body::{Change, Id, given, object_or_null};
use crate::guard::Caller;
use crate::house::House;
use crate::problem::{Failure, Result};
use app::WriteTx;
use app::conversation::Assignment;
use app::handover::{Handed, Words};
use axum::Json;
use axum::extract::State as Shared;
use domain::{Actor, AgentId, ConversationId, Moment, TeamId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What another system is told where a lead would have to decide.
const ASKED: &str =
    "This matter changed hands too often already: somebody must ask a lead on its page. Nothing was changed.";

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct ConversationChange {
    #[schema(min_length = 1, max_length = 500)]
    subject: Option<String>,
    state: Option<State>,
    /// When it comes back; needed with, and only with, the state `snoozed`.
    #[schema(value_type = Option<String>, format = DateTime)]
    snoozed_until: Option<Timestamp>,
    priority: Option<Priority>,
    /// An agent's id, or null for nobody.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 1)]
    assignee_id: Option<Option<i64>>,
    /// A team's id, or null for none.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 1)]
    team_id: Option<Option<i64>>,
    /// Why it changes hands and what the next one must know; needed once whoever has it has answered the customer.
    #[serde(deserialize_with = "object_or_null")]
    handover: Option<Handover>,
    /// The tags it has from now on.
    #[schema(max_items = 50)]
    tags: Option<Vec<String>>,
}

/// The words of a handover.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Handover {
    /// Why it changes hands.
    #[schema(min_length = 1, max_length = 300)]
    reason: String,
    /// What the next one must know; drafted from the record if left out.
    #[serde(default)]
    #[schema(max_length = 4000)]
    summary: String,
}

/// Change a conversation's state, assignee, team, priority, subject or tags.
#[utoipa::path(patch, path = "/conversations/{conversation}", tag = "Conversations", operation_id = "change_conversation",
    params(("conversation" = i64, Path, minimum = 1)), request_body = ConversationChange,
    responses((status = 200, description = "The conversation as it is now", body = Conversation)))]
pub(crate) async fn change(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Change(change): Change<ConversationChange>,
) -> Result<Json<Conversation>> {
    if change.tags.as_ref().is_some_and(|tags| tags.len() > TAGS_MAX) {
        return Err(Failure::unusable("tags", format!("A conversation has at most {TAGS_MAX}.")));
    }
    if change.snoozed_until.is_some() != (change.state == Some(State::Snoozed)) {
        let words = "Give a time with the state snoozed, and with no other.";
        return Err(Failure::unusable("snoozed_until", words));
    }
    let moment = house.moment();
    let changed = house.db.write(move |tx| {
        apply(tx, &caller.actor, id, &change, &moment)?;
        app::conversation::find(tx, &caller.actor, id)
    });
    Ok(Json(Conversation::new(&house, changed.await?)))
}

fn apply(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    change: &ConversationChange,
    moment: &Moment,
) -> app::Result<()> {
    let (now, tags) = app::conversation::find(tx, actor, id)?;
    if let Some(subject) = &change.subject {
        app::conversation::set_subject(tx, actor, id, subject, moment)?;
    }
    if let Some(priority) = change.priority {
        app::conversation::set_priority(tx, actor, id, priority.into(), moment)?;
    }
    if change.assignee_id.is_some() || change.team_id.is_some() {
        let to = Assignment {
            assignee: change.assignee_id.map_or(now.assignee_id, |id| id.map(AgentId)),
            team: change.team_id.map_or(now.team_id, |id| id.map(TeamId)),
        };
        match &change.handover {
            Some(Handover { reason, summary }) => {
                let words = Words { reason: reason.clone(), summary: summary.clone() };
                if let Handed::Asked(_) = app::handover::give(tx, actor, id, to, &words, moment)? {
                    return Err(app::Error::Conflict(ASKED.to_owned()));
                }
            }
            None => app::conversation::assign(tx, actor, id, to, moment)?,
        }
    } else if change.handover.is_some() {
        return Err(app::Error::invalid("handover", "Say to whom with assignee_id or team_id."));
    }
    if let Some(wanted) = &change.tags {
        let has =
            |list: &[String], tag: &str| list.iter().any(|other| other.to_lowercase() == tag.to_lowercase());
        for tag in wanted {
            app::conversation::tag(tx, actor, id, tag, moment)?;
        }
        for tag in tags.iter().filter(|tag| !has(wanted, tag)) {
            app::conversation::untag(tx, actor, id, tag, moment)?;
        }
    }
    match (change.state, change.snoozed_until) {
        (Some(State::Open), _) => app::conversation::reopen(tx, actor, id, moment),
        (Some(State::Waiting), _) => app::conversation::wait(tx, actor, id, moment),
        (Some(State::Closed), _) => app::conversation::close(tx, actor, id, moment),
        (Some(State::Snoozed), Some(until)) => app::conversation::snooze(tx, actor, id, until, moment),
        (Some(State::Snoozed) | None, _) => Ok(()),
    }
}

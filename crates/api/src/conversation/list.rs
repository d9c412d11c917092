//! Listing and showing conversations.

use super::{Conversation, State};
use crate::body::{Id, Query};
use crate::guard::Caller;
use crate::house::House;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::{Failure, Result};
use app::conversation::{After, Tagged, Wanted};
use axum::Json;
use axum::extract::State as Shared;
use domain::{AgentId, ConversationId, CustomerId, TeamId};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which conversations; all that is given must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConversationQuery {
    /// In this state.
    #[param(inline)]
    state: Option<State>,
    /// Assigned to the agent with this id, or `none`.
    #[param(pattern = "^([1-9][0-9]{0,17}|none)$")]
    assignee: Option<String>,
    /// In the team with this id, or `none`.
    #[param(pattern = "^([1-9][0-9]{0,17}|none)$")]
    team: Option<String>,
    /// Of the customer with this id.
    #[param(minimum = 1)]
    customer: Option<i64>,
    /// With this tag.
    tag: Option<String>,
}

impl ConversationQuery {
    fn wanted(&self) -> Result<Wanted> {
        Ok(Wanted {
            state: self.state.map(Into::into),
            assignee: id_or_none("assignee", self.assignee.as_deref())?.map(|id| id.map(AgentId)),
            team: id_or_none("team", self.team.as_deref())?.map(|id| id.map(TeamId)),
            customer: self.customer()?,
            tag: self.tag.clone(),
        })
    }

    fn customer(&self) -> Result<Option<CustomerId>> {
        match self.customer {
            Some(..1) => Err(Failure::Malformed("customer: Give an id.".into())),
            id => Ok(id.map(CustomerId)),
        }
    }
}

fn id_or_none(name: &str, text: Option<&str>) -> Result<Option<Option<i64>>> {
    match text {
        None => Ok(None),
        Some("none") => Ok(Some(None)),
        Some(id) => match id.parse() {
            Ok(id @ 1..) => Ok(Some(Some(id))),
            _ => Err(Failure::Malformed(format!("{name}: Give an id or “none”."))),
        },
    }
}

/// List conversations, those with the latest message first.
#[utoipa::path(get, path = "/conversations", tag = "Conversations", operation_id = "list_conversations",
    params(ConversationQuery, PageQuery), responses((status = 200, description = "A page of conversations", body = Page<Conversation>)))]
pub(crate) async fn list(
    Shared(house): Shared<House>,
    caller: Caller,
    Query(query): Query<ConversationQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Conversation>>> {
    let (wanted, limit) = (query.wanted()?, page.limit()?);
    let after = page.after()?.map(|cursor| After { sort: cursor.sort, id: ConversationId(cursor.id) });
    let found = house
        .db
        .read(move |tx| app::conversation::list(tx, &caller.actor, &wanted, after, limit + 1))
        .await?;
    let place = |(one, _): &Tagged| Cursor { sort: domain::millis(one.active_at), id: one.id.0 };
    Ok(Json(Page::of(found, limit, place, |one| Conversation::new(&house, one))))
}

/// Show a conversation.
#[utoipa::path(get, path = "/conversations/{conversation}", tag = "Conversations", operation_id = "show_conversation",
    params(("conversation" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The conversation", body = Conversation)))]
pub(crate) async fn show(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Result<Json<Conversation>> {
    let found = house.db.read(move |tx| app::conversation::find(tx, &caller.actor, id)).await?;
    Ok(Json(Conversation::new(&house, found)))
}

//! `/agents` and `/teams`: who can be given work, by the ids that conversations name.

use crate::body::Query;
use crate::guard::Caller;
use crate::house::House;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::Result;
use app::people::Colleague;
use axum::Json;
use axum::extract::State;
use domain::AgentId;
use serde::Serialize;
use utoipa::ToSchema;

/// A colleague.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agent {
    id: i64,
    name: String,
    email: String,
    /// `owner`, `admin`, `lead`, `agent` or `light_agent`, who may only write notes.
    role: String,
    team_ids: Vec<i64>,
    /// Not at work now.
    away: bool,
    /// Whether they still work here.
    active: bool,
}

impl From<Colleague> for Agent {
    fn from(Colleague { agent, teams }: Colleague) -> Self {
        Self {
            id: agent.id.0,
            name: agent.name,
            email: agent.email,
            role: agent.role.name().to_owned(),
            team_ids: teams.into_iter().map(|id| id.0).collect(),
            away: agent.away,
            active: agent.deactivated_at.is_none(),
        }
    }
}

/// A group of colleagues.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Team {
    id: i64,
    name: String,
    /// Who is in it.
    agent_ids: Vec<i64>,
}

impl From<(app::team::Team, Vec<AgentId>)> for Team {
    fn from((team, members): (app::team::Team, Vec<AgentId>)) -> Self {
        Self { id: team.id.0, name: team.name, agent_ids: members.into_iter().map(|id| id.0).collect() }
    }
}

/// A page of a list that is read whole, by id: a house has tens to hundreds of people.
fn page<R, T>(mut all: Vec<R>, asked: &PageQuery, id: impl Fn(&R) -> i64) -> Result<Json<Page<T>>>
where
    T: From<R>,
{
    let (limit, after) = (asked.limit()?, asked.after()?.map_or(0, |cursor| cursor.id));
    all.retain(|one| id(one) > after);
    all.sort_by_key(&id);
    Ok(Json(Page::of(all, limit, |one| Cursor { sort: 0, id: id(one) }, T::from)))
}

/// List colleagues, those who left too, in the order in which they came.
#[utoipa::path(get, path = "/agents", tag = "People", operation_id = "list_agents", params(PageQuery),
    responses((status = 200, description = "A page of colleagues", body = Page<Agent>)))]
pub(crate) async fn agents(
    State(house): State<House>,
    caller: Caller,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<Agent>>> {
    let all = house.db.read(move |tx| app::people::colleagues(tx, &caller.actor)).await?;
    page(all, &asked, |colleague| colleague.agent.id.0)
}

/// List teams with who is in them, in the order in which they were made.
#[utoipa::path(get, path = "/teams", tag = "People", operation_id = "list_teams", params(PageQuery),
    responses((status = 200, description = "A page of teams", body = Page<Team>)))]
pub(crate) async fn teams(
    State(house): State<House>,
    caller: Caller,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<Team>>> {
    let all = house.db.read(move |tx| app::team::list(tx, &caller.actor)).await?;
    page(all, &asked, |(team, _)| team.id.0)
}

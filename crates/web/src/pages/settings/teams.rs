//! Teams: who answers together.

use super::{Said, room, room_with_head};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use app::team::Team;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{AgentId, TeamId};
use serde::Deserialize;
use ui::prelude::*;

/// All teams with who is in them, and everybody's names.
type View = (Vec<(Team, Vec<AgentId>)>, Directory);

async fn read(house: &House) -> Result<View> {
    Ok(house.db.read(|tx| Ok::<_, app::Error>((app::team::all(tx)?, Directory::read(tx)?))).await?)
}

/// `GET /settings/teams`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    let view = read(&house).await?;
    Ok(page(&viewer, &view, &said))
}

fn page(viewer: &Viewer, (teams, directory): &View, said: &Said) -> Response {
    let columns = vec![Column::new("Team"), Column::new("Members")];
    let table = teams.iter().fold(Table::new("Teams", columns), |table, (team, members)| {
        let names: Vec<&str> = members.iter().map(|id| directory.agent_name(*id)).collect();
        let name = html! { a href={"/settings/teams/" (team.id)} { (team.name) } };
        let names = if names.is_empty() { "nobody yet".to_owned() } else { names.join(", ") };
        table.row(vec![Cell::new(name), Cell::new(names)])
    });
    let empty = Empty::new("No teams yet")
        .words("A team has its own view in the inbox, and a mailbox’s mail can go to it.")
        .icon(Icon::Customers);
    let fields = html! {
        (Field::new("name", "New team").placeholder("Returns").length_max(60).required())
        (Button::new("Add").primary())
    };
    let body = html! {
        (Card::new(table.empty(empty)).flush())
        (Card::new(ui::field::Form::new("/settings/teams", fields).line()))
    };
    room(viewer, "Teams", "Who answers together.", said, body)
}

#[derive(Deserialize)]
pub(crate) struct NewTeam {
    #[serde(default)]
    name: String,
}

/// `POST /settings/teams`.
pub(crate) async fn add(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<NewTeam>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    match house.db.write(move |tx| app::team::add(tx, &actor, &form.name, &moment)).await {
        Ok(id) => Ok(go(&format!("/settings/teams/{id}"))),
        Err(error) => {
            let said = Said::mistake(error)?;
            Ok(page(&viewer, &read(&house).await?, &said))
        }
    }
}

/// `GET /settings/teams/{team}`.
pub(crate) async fn open(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<TeamId>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let view = read(&house).await?;
    one(&viewer, &view, id, &said)
}

fn one(viewer: &Viewer, (teams, directory): &View, id: TeamId, said: &Said) -> Result<Response> {
    let found = teams.iter().find(|(team, _)| team.id == id);
    let (team, members) = found.ok_or(app::Error::NotFound("team"))?;
    let here =
        directory.agents.iter().filter(|agent| agent.deactivated_at.is_none() || members.contains(&agent.id));
    let fields = html! {
        (Field::new("name", "Name").value(&team.name).length_max(60).required())
        div .field {
            span .field-label { "Members" }
            div .rooms-pick {
                @for agent in here {
                    (Checkbox::new("members", agent.id.to_string(), &agent.name).checked(members.contains(&agent.id)))
                }
            }
        }
        (form_actions(html! { (Button::new("Save").primary()) (Button::link("Open its view", format!("/inbox/team-{id}")).quiet()) }))
    };
    let body = Card::new(ui::field::Form::new(format!("/settings/teams/{id}"), fields));
    let head = PageHead::new(&team.name).under("Teams", "/settings/teams");
    Ok(room_with_head(viewer, "Teams", &team.name, head, said, body))
}

#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default)]
    name: String,
    #[serde(default)]
    members: Vec<AgentId>,
}

/// `POST /settings/teams/{team}`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<TeamId>,
    Form(form): Form<Change>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let saved =
        house.db.write(move |tx| app::team::change(tx, &actor, id, &form.name, &form.members, &moment)).await;
    match saved {
        Ok(()) => Ok(go(&format!("/settings/teams/{id}?done=saved"))),
        Err(error) => {
            let said = Said::mistake(error)?;
            one(&viewer, &read(&house).await?, id, &said)
        }
    }
}

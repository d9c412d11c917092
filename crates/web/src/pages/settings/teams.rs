//! Teams: who answers together.

use super::{Said, question, room, room_with_head};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use app::team::{Belongings, Team};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{AgentId, Permission, TeamId};
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
    let body = html! {
        (Card::new(ui::field::Form::new(format!("/settings/teams/{id}"), fields)))
        @if viewer.actor.may(Permission::Administer) {
            (Card::new(html! {
                p .rooms-words { "You choose where its conversations and mail go then." }
                (form_actions(Button::link("Remove…", format!("/settings/teams/{id}/removal")).danger()))
            }).title("Removing"))
        }
    };
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

/// `GET /settings/teams/{team}/removal`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<TeamId>,
) -> Result<Response> {
    removal(&house, &viewer, id, &Said::default()).await
}

async fn removal(house: &House, viewer: &Viewer, id: TeamId, said: &Said) -> Result<Response> {
    let (teams, _) = read(house).await?;
    let team = teams.iter().find(|(team, _)| team.id == id).map(|(team, _)| team);
    let team = team.ok_or(app::Error::NotFound("team"))?;
    let actor = viewer.actor.clone();
    let belongings = house.db.read(move |tx| app::team::belongings(tx, &actor, id)).await?;
    let none = "No team: everybody sees them";
    let select = Select::new("heir", "Where its conversations and mail go").option("", none, true);
    let others = teams.iter().map(|(team, _)| team).filter(|other| other.id != id);
    let select = others.fold(select, |select, other| select.option(other.id.to_string(), &other.name, false));
    let fields = html! {
        (select)
        (form_actions(html! {
            (Button::new("Remove").danger())
            (Button::link("Keep it", format!("/settings/teams/{id}")).quiet())
        }))
    };
    let form = ui::field::Form::new(format!("/settings/teams/{id}/removal"), fields);
    let body = question(&format!("Remove {}?", team.name), words(&belongings), form);
    let head = PageHead::new(&team.name).under("Teams", "/settings/teams");
    Ok(room_with_head(viewer, "Teams", &team.name, head, said, body))
}

/// What removing will do.
fn words(belongings: &Belongings) -> String {
    let open = match belongings.open {
        0 => "It has no open conversation.".to_owned(),
        1 => "It has one open conversation.".to_owned(),
        many => format!("It has {} open conversations.", crate::format::count(many)),
    };
    let mail = match &belongings.mailboxes[..] {
        [] => String::new(),
        addresses => format!(" Mail to {} goes to it.", addresses.join(", ")),
    };
    format!("{open}{mail} People leave the team; whoever has a conversation keeps it. This can’t be undone.")
}

#[derive(Deserialize)]
pub(crate) struct HeirForm {
    #[serde(default)]
    heir: String,
}

/// `POST /settings/teams/{team}/removal`.
pub(crate) async fn remove(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<TeamId>,
    Form(form): Form<HeirForm>,
) -> Result<Response> {
    let heir = match form.heir.as_str() {
        "" => None,
        heir => Some(heir.parse().map_err(|_| app::Error::NotFound("team"))?),
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let removed = house.db.write(move |tx| app::team::remove(tx, &actor, id, heir, &moment)).await;
    let error = match removed {
        Ok(()) => return Ok(go("/settings/teams?done=removed")),
        Err(app::Error::Store(error)) if error.is_named_elsewhere() => app::Error::Conflict(
            "Something else in the settings still goes to this team. Change that first.".into(),
        ),
        Err(error) => error,
    };
    removal(&house, &viewer, id, &Said::mistake(error)?).await
}

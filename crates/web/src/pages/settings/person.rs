//! One colleague: role, reach, teams; letting them go and come back.

use super::people::{reach_field, role_field, role_words};
use super::{Said, question, room_with_head};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::{Agent, Directory, Heir, Standing};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{AgentId, Permission, Reach, Role, TeamId};
use serde::Deserialize;
use ui::prelude::*;

struct View {
    agent: Agent,
    teams: Vec<TeamId>,
    directory: Directory,
    second_factor: bool,
}

async fn read(house: &House, viewer: &Viewer, id: AgentId) -> Result<View> {
    let actor = viewer.actor.clone();
    let view = house.db.read(move |tx| {
        app::permit(&actor, Permission::Administer)?;
        let directory = Directory::read(tx)?;
        let agent = directory.agent(id).cloned().ok_or(app::Error::NotFound("colleague"))?;
        let all = app::team::all(tx)?.into_iter().filter(|(_, members)| members.contains(&id));
        let teams = all.map(|(team, _)| team.id).collect();
        Ok::<_, app::Error>(View {
            agent,
            teams,
            directory,
            second_factor: app::people::has_second_factor(tx, id)?,
        })
    });
    Ok(view.await?)
}

/// `GET /settings/people/{agent}`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
    Query(said): Query<Said>,
) -> Result<Response> {
    let view = read(&house, &viewer, id).await?;
    Ok(page(&viewer, &view, &said))
}

fn page(viewer: &Viewer, view: &View, said: &Said) -> Response {
    let agent = &view.agent;
    let body = html! {
        @if agent.deactivated_at.is_some() {
            (Card::new(html! {
                p .rooms-words { (agent.name) " doesn’t work here any more and can’t sign in. What they wrote stays." }
                br;
                (Post::new(format!("/settings/people/{}/reactivation", agent.id), Button::new("Reactivate")))
            }))
        } @else {
            (Card::new(standing(viewer, view)).title("What they may do"))
            (Card::new(workload(agent)).title("Workload").note("For what is sent to them by itself"))
            @if view.second_factor && agent.id != viewer.agent.id { (Card::new(lost(agent)).title("Second factor")) }
            @if agent.id != viewer.agent.id { (Card::new(leaving(agent)).title("Leaving")) }
        }
    };
    framed(viewer, agent, said, body)
}

fn framed(viewer: &Viewer, agent: &Agent, said: &Said, body: impl Render) -> Response {
    let head = PageHead::new(&agent.name)
        .under("People", "/settings/people")
        .face(Face::new(&agent.name).ours().size(Size::Large))
        .note(format!("{} · {}", role_words(agent.role), agent.email));
    room_with_head(viewer, "People", &agent.name, head, said, body)
}

fn standing(viewer: &Viewer, view: &View) -> Markup {
    let agent = &view.agent;
    let own = agent.id == viewer.agent.id;
    let fields = html! {
        @if own {
            input type="hidden" name="role" value=(agent.role.name());
            (Field::new("own_role", "Role").value(role_words(agent.role)).read_only()
                .hint("Nobody changes their own role. Another admin can."))
        } @else { (role_field(viewer, agent.role)) }
        (reach_field(agent.reach))
        @if !view.directory.teams.is_empty() {
            div .field {
                span .field-label { "Teams" }
                div .rooms-pick {
                    @for team in &view.directory.teams {
                        (Checkbox::new("teams", team.id.to_string(), &team.name).checked(view.teams.contains(&team.id)))
                    }
                }
            }
        }
        (form_actions(Button::new("Save").primary()))
    };
    ui::field::Form::new(format!("/settings/people/{}", agent.id), fields).render()
}

fn workload(agent: &Agent) -> Markup {
    let fields = html! {
        (Field::new("load_max", "Open conversations at once").kind("number").value(agent.load_max.to_string()).required()
            .hint("New contacts of customers they know go to somebody else beyond it. 0: no limit."))
        (form_actions(Button::new("Save")))
    };
    ui::field::Form::new(format!("/settings/people/{}/workload", agent.id), fields).render()
}

#[derive(Deserialize)]
pub(crate) struct WorkloadForm {
    load_max: String,
}

/// `POST /settings/people/{agent}/workload`.
pub(crate) async fn set_workload(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
    Form(form): Form<WorkloadForm>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let load_max = form.load_max.trim().parse().unwrap_or(-1);
    match house.db.write(move |tx| app::people::set_load_max(tx, &actor, id, load_max, &moment)).await {
        Ok(()) => Ok(go(&format!("/settings/people/{id}?done=saved"))),
        Err(error) => {
            let said = Said::mistake(error)?;
            Ok(page(&viewer, &read(&house, &viewer, id).await?, &said))
        }
    }
}

fn lost(agent: &Agent) -> Markup {
    html! {
        p .rooms-words { "If " (agent.name) " lost the telephone with the app, take it away. They are signed out everywhere and can set up a new one. Make sure it is really them who asks." }
        br;
        (Post::new(format!("/settings/people/{}/second-factor-removal", agent.id), Button::new("Take it away").danger()))
    }
}

fn leaving(agent: &Agent) -> Markup {
    html! {
        p .rooms-words { "Signs " (agent.name) " out everywhere and lets them in no more. You choose who takes over. It can be undone." }
        (form_actions(Button::link("Deactivate…", format!("/settings/people/{}/deactivation", agent.id)).danger()))
    }
}

#[derive(Deserialize)]
pub(crate) struct StandingForm {
    role: String,
    reach: String,
    #[serde(default)]
    teams: Vec<TeamId>,
}

/// `POST /settings/people/{agent}`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
    Form(form): Form<StandingForm>,
) -> Result<Response> {
    let to = Standing {
        role: Role::parse(&form.role).ok_or_else(|| app::Error::invalid("role", "Choose a role."))?,
        reach: Reach::parse(&form.reach)
            .ok_or_else(|| app::Error::invalid("reach", "Choose what they see."))?,
        teams: form.teams,
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    match house.db.write(move |tx| app::people::change(tx, &actor, id, &to, &moment)).await {
        Ok(()) => Ok(go(&format!("/settings/people/{id}?done=saved"))),
        Err(error) => {
            let said = Said::mistake(error)?;
            Ok(page(&viewer, &read(&house, &viewer, id).await?, &said))
        }
    }
}

/// `GET /settings/people/{agent}/deactivation`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
) -> Result<Response> {
    let view = read(&house, &viewer, id).await?;
    Ok(leave(&viewer, &view, &Said::default()))
}

fn leave(viewer: &Viewer, view: &View, said: &Said) -> Response {
    let agent = &view.agent;
    let heirs = view.directory.assignable().filter(|heir| heir.id != agent.id);
    let select = Select::new("heir", "Who takes over their conversations").option(
        "",
        "Nobody: they are unassigned",
        true,
    );
    let select = heirs.fold(select, |select, heir| select.option(heir.id.to_string(), &heir.name, false));
    let fields = html! {
        (select)
        (form_actions(html! {
            (Button::new("Deactivate").danger())
            (Button::link("Keep them", format!("/settings/people/{}", agent.id)).quiet())
        }))
    };
    let form = ui::field::Form::new(format!("/settings/people/{}/deactivation", agent.id), fields);
    let words = "They are signed out at once. What they wrote stays, and you can bring them back.";
    let title = format!("Deactivate {}?", agent.name);
    framed(viewer, agent, said, question(&title, words, form))
}

#[derive(Deserialize)]
pub(crate) struct HeirForm {
    #[serde(default)]
    heir: String,
}

/// `POST /settings/people/{agent}/deactivation`.
pub(crate) async fn deactivate(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
    Form(form): Form<HeirForm>,
) -> Result<Response> {
    let heir = match form.heir.as_str() {
        "" => Heir::Nobody,
        heir => Heir::Agent(heir.parse().map_err(|_| app::Error::NotFound("colleague"))?),
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    match house.db.write(move |tx| app::people::deactivate(tx, &actor, id, heir, &moment)).await {
        Ok(()) => Ok(go(&format!("/settings/people/{id}?done=gone"))),
        Err(error) => {
            let said = Said::mistake(error)?;
            Ok(leave(&viewer, &read(&house, &viewer, id).await?, &said))
        }
    }
}

/// `POST /settings/people/{agent}/reactivation`.
pub(crate) async fn reactivate(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
) -> Result<Response> {
    let moment = house.moment();
    house.db.write(move |tx| app::people::reactivate(tx, &viewer.actor, id, &moment)).await?;
    Ok(go(&format!("/settings/people/{id}?done=back")))
}

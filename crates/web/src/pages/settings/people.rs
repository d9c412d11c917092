//! Who works here, who is invited, and inviting more.

use super::{Said, room};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::people::{Agent, Directory, INVITATION_DAYS, Invitation};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{AgentId, Reach, Role, TeamId};
use std::collections::BTreeMap;
use ui::prelude::*;

/// `GET /settings/people`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, &said, None).await
}

/// The page; with the link of an invitation that was just made, when it should be handed over by hand.
pub(super) async fn page(
    house: &House,
    viewer: &Viewer,
    said: &Said,
    link: Option<&str>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let (directory, invitations, teams) = house
        .db
        .read(move |tx| {
            let invitations = app::people::invitations(tx, &actor)?;
            Ok::<_, app::Error>((Directory::read(tx)?, invitations, app::team::all(tx)?))
        })
        .await?;
    let mut teams_of: BTreeMap<AgentId, Vec<String>> = BTreeMap::new();
    for (team, members) in &teams {
        for member in members {
            teams_of.entry(*member).or_default().push(team.name.clone());
        }
    }
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let (here, gone): (Vec<&Agent>, Vec<&Agent>) =
        directory.agents.iter().partition(|agent| agent.deactivated_at.is_none());
    let body = html! {
        @if let Some(link) = link { (hand_over(house, link)) }
        (Card::new(table(&here, &teams_of, &clock)).flush())
        @if !invitations.is_empty() {
            (Card::new(waiting(&invitations, &clock)).title("Invited").flush())
        }
        (Card::new(invite(viewer, &directory)).title("Invite somebody").id("invite"))
        @if !gone.is_empty() { (Card::new(table(&gone, &teams_of, &clock)).title("No longer here").flush()) }
    };
    let note = match here.len() {
        1 => "You are alone here.".to_owned(),
        many => format!("{many} people work here."),
    };
    Ok(room(viewer, "People", &note, said, body))
}

fn hand_over(house: &House, link: &str) -> Markup {
    let words = if house.settings.sends_mail {
        "The invitation is on its way by mail. You can also hand the link over yourself."
    } else {
        "No mailbox can send mail yet, so hand this link over yourself. It works once."
    };
    let field = Field::new("link", "Link").value(link).read_only();
    Card::new(html! { p .rooms-words { (words) } br; (field) }).title("Invitation").id("link").render()
}

fn table(agents: &[&Agent], teams: &BTreeMap<AgentId, Vec<String>>, clock: &Clock) -> Markup {
    let columns = vec![Column::new("Name"), Column::new("Role"), Column::new("Sees"), Column::new("Teams")];
    let row = |table: Table, agent: &&Agent| {
        let name = html! {
            a href={"/settings/people/" (agent.id)} { (agent.name) }
            " " @if agent.away { (Mark::new("away")) }
            @if let Some(until) = agent.cool_down_until.filter(|until| *until > clock.now) {
                (Mark::new(format!("rests until {}", clock.words(until))).tone(Tone::Warn).title("Abused by a customer: nothing new comes to them until then."))
            }
            div .panel-note { (agent.email) }
        };
        let in_teams = teams.get(&agent.id).map(|names| names.join(", ")).unwrap_or_default();
        table.row(vec![
            Cell::new(person(Face::new(&agent.name).ours(), name)),
            Cell::new(role_words(agent.role)),
            Cell::new(reach_words(agent.role, agent.reach)),
            Cell::new(in_teams),
        ])
    };
    agents.iter().fold(Table::new("People", columns).stacks(), row).render()
}

fn waiting(invitations: &[Invitation], clock: &Clock) -> Markup {
    let columns =
        vec![Column::new("Address"), Column::new("Role"), Column::new("Good until"), Column::hidden("Do")];
    let row = |table: Table, invitation: &Invitation| {
        let until = html! {
            @if invitation.expires_at <= clock.now { (Mark::new("expired").tone(Tone::Warn)) }
            @else { (clock.time(invitation.expires_at)) }
        };
        let path = |what: &str| format!("/settings/invitations/{}/{what}", invitation.id);
        let actions = html! {
            div .form-actions {
                (Post::new(path("resend"), Button::new("Send again").small()))
                (Post::new(path("withdrawal"), Button::new("Take back").small().quiet()))
            }
        };
        table.row(vec![
            Cell::new(&invitation.email),
            Cell::new(role_words(invitation.role)),
            Cell::new(until),
            Cell::new(actions),
        ])
    };
    invitations.iter().fold(Table::new("Invitations", columns).stacks(), row).render()
}

fn invite(viewer: &Viewer, directory: &Directory) -> Markup {
    let fields = html! {
        (Field::new("email", "Mail address").kind("email").autocomplete("off").required())
        (Field::new("name", "Name").autocomplete("off").hint("They can say otherwise."))
        (role_field(viewer, Role::Agent))
        (reach_field(Reach::All))
        @if !directory.teams.is_empty() { (team_field(directory, None)) }
        (form_actions(Button::new("Invite").primary()))
        p .field-hint { "They get a mail with a link that is good for " (INVITATION_DAYS) " days." }
    };
    Form::new("/settings/invitations", fields).render()
}

/// What a role is called and means.
pub(super) fn role_words(role: Role) -> &'static str {
    match role {
        Role::LightAgent => "Light agent",
        Role::Agent => "Agent",
        Role::Lead => "Lead",
        Role::Admin => "Admin",
        Role::Owner => "Owner",
    }
}

fn role_explained(role: Role) -> &'static str {
    match role {
        Role::LightAgent => "Light agent: reads and writes notes",
        Role::Agent => "Agent: answers customers",
        Role::Lead => "Lead: hands out work, runs teams, sees everything",
        Role::Admin => "Admin: people, mailboxes, settings",
        Role::Owner => "Owner: everything",
    }
}

/// The roles the viewer may give.
pub(super) fn role_field(viewer: &Viewer, chosen: Role) -> Select {
    let may = |role: &Role| *role < Role::Owner || viewer.agent.role == Role::Owner || *role == chosen;
    Role::ALL.into_iter().filter(may).fold(Select::new("role", "Role"), |select, role| {
        select.option(role.name(), role_explained(role), role == chosen)
    })
}

/// What somebody sees.
pub(super) fn reach_words(role: Role, reach: Reach) -> &'static str {
    match reach {
        _ if role >= Role::Lead => "Everything",
        Reach::All => "Everything",
        Reach::Team => "Their teams’",
        Reach::Own => "Only their own",
    }
}

pub(super) fn reach_field(chosen: Reach) -> Select {
    let words = |reach| match reach {
        Reach::All => "Every conversation",
        Reach::Team => "Those of their teams, of no team, and their own",
        Reach::Own => "Only those they have or follow",
    };
    [Reach::All, Reach::Team, Reach::Own]
        .into_iter()
        .fold(Select::new("reach", "Sees"), |select, reach| {
            select.option(reach.name(), words(reach), reach == chosen)
        })
        .hint("What somebody may not see isn’t there for them at all. Leads and above see everything.")
}

pub(super) fn team_field(directory: &Directory, chosen: Option<TeamId>) -> Select {
    let none = Select::new("team", "Team").option("", "None", chosen.is_none());
    directory
        .teams
        .iter()
        .fold(none, |select, team| select.option(team.id.to_string(), &team.name, Some(team.id) == chosen))
}

//! The register of policies: each with its rule, its purpose, who answers for it, and what came in its place.

use super::{Said, room, room_with_head};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use app::policy::{NewPolicy, Policy, Retirement};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{AgentId, PolicyId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use ui::prelude::*;

type View = (Vec<Policy>, Directory);

async fn read(house: &House, viewer: &Viewer) -> Result<View> {
    let actor = viewer.actor.clone();
    let read =
        house.db.read(move |tx| Ok::<_, app::Error>((app::policy::all(tx, &actor)?, Directory::read(tx)?)));
    Ok(read.await?)
}

/// A policy, as filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    name: String,
    rule: String,
    purpose: String,
    faces_customers: Option<String>,
    owner: String,
    since: String,
    review: String,
}

impl Fields {
    fn of(policy: &Policy, zone: &TimeZone) -> Self {
        let day = |at: Timestamp| at.to_zoned(zone.clone()).date().to_string();
        Self {
            name: policy.name.clone(),
            rule: policy.rule.clone(),
            purpose: policy.purpose.clone(),
            faces_customers: policy.faces_customers.then(|| "yes".to_owned()),
            owner: policy.owner_id.to_string(),
            since: day(policy.since),
            review: policy.review_at.map(day).unwrap_or_default(),
        }
    }

    fn policy(&self, zone: &TimeZone, now: Timestamp) -> app::Result<NewPolicy> {
        let day = |field: &'static str, text: &str| -> app::Result<Option<Timestamp>> {
            if text.trim().is_empty() {
                return Ok(None);
            }
            let wrong = || app::Error::invalid(field, "Choose a day, such as 2026-03-31.");
            let date: Date = text.trim().parse().map_err(|_| wrong())?;
            Ok(Some(date.to_zoned(zone.clone()).map_err(|_| wrong())?.timestamp()))
        };
        Ok(NewPolicy {
            name: self.name.clone(),
            rule: self.rule.clone(),
            purpose: self.purpose.clone(),
            faces_customers: self.faces_customers.is_some(),
            owner: AgentId(self.owner.parse().unwrap_or(0)),
            since: day("since", &self.since)?.unwrap_or(now),
            review_at: day("review", &self.review)?,
        })
    }
}

/// `GET /settings/policies`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    let fields = Fields {
        owner: viewer.agent.id.to_string(),
        faces_customers: Some("yes".into()),
        ..Fields::default()
    };
    list(&house, &viewer, &fields, &said).await
}

async fn list(house: &House, viewer: &Viewer, fields: &Fields, said: &Said) -> Result<Response> {
    let (policies, directory) = read(house, viewer).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let columns = vec![
        Column::new("Policy"),
        Column::new("Who answers for it"),
        Column::new("Since"),
        Column::new("Review"),
    ];
    let table = policies.iter().fold(Table::new("Policies", columns).stacks(), |table, policy| {
        let name = html! {
            a href={"/settings/policies/" (policy.id)} { (policy.name) }
            @if policy.retired_at.is_some() { " " (Mark::new("retired")) }
            @if !policy.faces_customers { " " (Mark::new("internal")) }
        };
        let review = html! {
            @if let Some(at) = policy.review_at {
                (clock.time(at))
                @if at <= clock.now { " " (Mark::new("due").tone(Tone::Warn)) }
            }
        };
        table.row(vec![
            Cell::new(name),
            Cell::new(directory.agent_name(policy.owner_id)),
            Cell::new(clock.time(policy.since)),
            Cell::new(review),
        ])
    });
    let empty = Empty::new("No policies are written down")
        .words(
            "Write down the rules customers meet; agents then say in one gesture where one got in the way.",
        )
        .icon(Icon::Block);
    let body = html! {
        (Card::new(table.empty(empty)).flush())
        (Card::new(form("/settings/policies", fields, &directory, "Write it down")).title("Another policy"))
    };
    Ok(room(viewer, "Policies", "The rules customers meet, and why they are there.", said, body))
}

fn form(url: &str, fields: &Fields, directory: &Directory, button: &str) -> ui::field::Form {
    let mut owner = Select::new("owner", "Who answers for it");
    for agent in directory.assignable() {
        owner = owner.option(agent.id.to_string(), &agent.name, fields.owner == agent.id.to_string());
    }
    ui::field::Form::new(
        url,
        html! {
            (Field::new("name", "Name").value(&fields.name).placeholder("Returns within 14 days").length_max(80).required())
            (TextArea::new("rule", "The rule").value(&fields.rule).rows(2).required())
            (TextArea::new("purpose", "What it is for").value(&fields.purpose).rows(2).required()
                .hint("An exception may serve this against the letter."))
            (Checkbox::new("faces_customers", "yes", "Customers are told it").checked(fields.faces_customers.is_some()))
            (fields_side_by_side(html! {
                (owner)
                (Field::new("since", "Since").kind("date").value(&fields.since))
                (Field::new("review", "Look at it again").kind("date").value(&fields.review))
            }))
            (form_actions(Button::new(button).primary()))
        },
    )
}

/// `POST /settings/policies`.
pub(crate) async fn add(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let zone = Clock::new(&viewer.agent.time_zone, moment.now).zone;
    let added = match form.policy(&zone, moment.now) {
        Ok(new) => house.db.write(move |tx| app::policy::add(tx, &actor, &new, &moment)).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(_) => Ok(go("/settings/policies?done=saved")),
        Err(error) => list(&house, &viewer, &form, &Said::mistake(error)?).await,
    }
}

/// `GET /settings/policies/{policy}`.
pub(crate) async fn one(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PolicyId>,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, id, None, &said).await
}

async fn page(
    house: &House,
    viewer: &Viewer,
    id: PolicyId,
    fields: Option<Fields>,
    said: &Said,
) -> Result<Response> {
    let (policies, directory) = read(house, viewer).await?;
    let policy = policies.iter().find(|policy| policy.id == id).ok_or(app::Error::NotFound("policy"))?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let head = PageHead::new(&policy.name).under("Policies", "/settings/policies");
    let url = format!("/settings/policies/{id}");
    let body = match policy.retired_at {
        Some(at) => retired(policy, at, &policies, &clock),
        None => standing(
            &url,
            fields.unwrap_or_else(|| Fields::of(policy, &clock.zone)),
            id,
            &policies,
            &directory,
        ),
    };
    Ok(room_with_head(viewer, "Policies", &policy.name, head, said, body))
}

/// One that doesn't hold any more: as it was, and what came in its place.
fn retired(policy: &Policy, at: Timestamp, policies: &[Policy], clock: &Clock) -> Markup {
    let next = policy.replaced_by.and_then(|next| policies.iter().find(|one| one.id == next));
    let facts = Facts::new()
        .wide()
        .fact("The rule", &policy.rule)
        .fact("What it was for", &policy.purpose)
        .fact("Retired", clock.time(at))
        .fact(
            "In its place",
            html! {
                @if let Some(next) = next { a href={"/settings/policies/" (next.id)} { (next.name) } " " }
                (policy.retired_words)
            },
        );
    Card::new(facts).render()
}

/// One that holds: to be written differently, or retired.
fn standing(url: &str, fields: Fields, id: PolicyId, policies: &[Policy], directory: &Directory) -> Markup {
    let mut next = Select::new("replaced_by", "In its place").option("", "no other policy", true);
    for other in policies.iter().filter(|one| one.id != id && one.retired_at.is_none()) {
        next = next.option(other.id.to_string(), &other.name, false);
    }
    let end = html! {
        (next)
        (Field::new("words", "In words").length_max(500).hint("What holds now, or that nothing does."))
        (form_actions(Button::new("Retire it").danger()))
    };
    html! {
        (Card::new(form(url, &fields, directory, "Save")))
        (Card::new(ui::field::Form::new(format!("{url}/retirement"), end)).title("Retire it"))
    }
}

/// `POST /settings/policies/{policy}`.
pub(crate) async fn change(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PolicyId>,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let zone = Clock::new(&viewer.agent.time_zone, moment.now).zone;
    let changed = match form.policy(&zone, moment.now) {
        Ok(to) => house.db.write(move |tx| app::policy::change(tx, &actor, id, &to, &moment)).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(go(&format!("/settings/policies/{id}?done=saved"))),
        Err(error) => page(&house, &viewer, id, Some(form), &Said::mistake(error)?).await,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct End {
    replaced_by: String,
    words: String,
}

/// `POST /settings/policies/{policy}/retirement`.
pub(crate) async fn retire(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PolicyId>,
    Form(form): Form<End>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let how = Retirement { replaced_by: form.replaced_by.parse().ok().map(PolicyId), words: form.words };
    match house.db.write(move |tx| app::policy::retire(tx, &actor, id, &how, &moment)).await {
        Ok(()) => Ok(go(&format!("/settings/policies/{id}?done=saved"))),
        Err(error) => page(&house, &viewer, id, None, &Said::mistake(error)?).await,
    }
}

//! What each policy costs: refusals, exceptions, anger and money, with the cases.

use super::{Period, page, sheet};
use crate::failure::Result;
use crate::format::{Clock, money};
use crate::guard::Viewer;
use crate::house::House;
use app::policy::Standing;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::PolicyId;
use ui::prelude::*;

/// Where this room is.
const HERE: &str = "/insights/policies";

/// `GET /insights/policies`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let now = house.moment().now;
    let (actor, from) = (viewer.actor.clone(), period.from(now));
    let standings = house.db.read(move |tx| app::policy::standings(tx, &actor, from, now)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let days = period.days();
    let head = PageHead::new("Policies")
        .note("The rules customers met, those in most people's way first.")
        .action(Button::link("CSV", format!("{HERE}/file?days={days}")).icon(Icon::Download).quiet());
    let columns = vec![
        Column::new("Policy"),
        Column::number("Conversations"),
        Column::number("In the way"),
        Column::number("Refused"),
        Column::number("Exceptions"),
        Column::number("Very upset"),
        Column::number("Given there"),
        Column::new("Review"),
    ];
    let empty = Empty::new("No policies are written down")
        .words(
            "Write down the rules customers meet; then agents say in one gesture where one got in the way.",
        )
        .action(Button::link("Write one down", "/settings/policies"))
        .icon(Icon::Block);
    let table = standings.iter().fold(Table::new("Policies", columns).stacks().empty(empty), |table, one| {
        row(table, one, &clock, days)
    });
    let body = html! {
        (period.choices(HERE))
        (Card::new(table).flush())
        (counted("Conversations in which somebody marked the policy, each counted once per column. Very upset: at \
            some time a message of the customer stood at two or more of three. Given there: what was given in those \
            conversations and not taken back, for whatever reason."))
    };
    Ok(Html(page(&viewer, "Policies", head, body).render().into_string()).into_response())
}

fn row(table: Table, one: &Standing, clock: &Clock, days: i64) -> Table {
    let policy = &one.policy;
    let name = html! {
        a href={(HERE) "/" (policy.id) "?days=" (days)} { (policy.name) }
        @if policy.retired_at.is_some() { " " (Mark::new("retired")) }
    };
    let review = html! {
        @if let Some(at) = policy.review_at { (clock.time(at)) @if one.is_due { " " (Mark::new("due").tone(Tone::Warn)) } }
    };
    table.row(vec![
        Cell::new(name),
        Cell::new(one.tally.conversations.to_string()),
        Cell::new(one.tally.in_the_way.to_string()),
        Cell::new(one.tally.refused.to_string()),
        Cell::new(one.tally.exceptions.to_string()),
        Cell::new(one.tally.angry.to_string()),
        Cell::new(spent(one)),
        Cell::new(review),
    ])
}

fn spent(one: &Standing) -> String {
    let amounts: Vec<String> =
        one.tally.money.iter().map(|(currency, minor)| money(*minor, currency.code())).collect();
    if amounts.is_empty() { "–".to_owned() } else { amounts.join(", ") }
}

/// `GET /insights/policies/{policy}`: the cases behind its figures.
pub(crate) async fn cases(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PolicyId>,
    Query(period): Query<Period>,
) -> Result<Response> {
    let now = house.moment().now;
    let (actor, from) = (viewer.actor.clone(), period.from(now));
    let (policy, cases) = house
        .db
        .read(move |tx| {
            let policy = app::policy::find(tx, &actor, id)?;
            Ok::<_, app::Error>((policy, app::policy::cases(tx, &actor, id, from, now)?))
        })
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let head = PageHead::new(&policy.name).under("Policies", HERE).note(&policy.purpose);
    let columns = vec![Column::new("Conversation"), Column::new("What happened"), Column::new("When")];
    let empty = Empty::new("It was in nobody’s way in this time").icon(Icon::Check);
    let table = cases.iter().fold(Table::new("Cases", columns).stacks().empty(empty), |table, case| {
        let words: Vec<String> = case
            .marks
            .iter()
            .map(|mark| {
                let cause = mark.cause.map(|cause| format!(", {}", cause.words())).unwrap_or_default();
                let said =
                    if mark.words.is_empty() { String::new() } else { format!(": “{}”", mark.words) };
                format!("it {}{cause}{said}", mark.kind.words())
            })
            .collect();
        let subject = if case.subject.is_empty() { "No subject" } else { &case.subject };
        let name = html! {
            a href={"/conversations/" (case.id)} { (subject) }
            @if case.upset >= 2 { " " (Mark::new("very upset").tone(Tone::Bad)) }
        };
        let when = html! { @if let Some(mark) = case.marks.last() { (clock.time(mark.created_at)) } };
        table.row(vec![Cell::new(name), Cell::new(words.join("; ")), Cell::new(when)])
    });
    let body = html! {
        (period.choices(&format!("{HERE}/{id}")))
        (Card::new(Facts::new().wide().fact("The rule", &policy.rule)
            .fact("In the register", html! { a href={"/settings/policies/" (id)} { "Look" } })))
        (Card::new(table).flush())
    };
    Ok(Html(page(&viewer, "Policies", head, body).render().into_string()).into_response())
}

/// `GET /insights/policies/file`.
pub(crate) async fn file(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let now = house.moment().now;
    let (actor, from) = (viewer.actor, period.from(now));
    let standings = house.db.read(move |tx| app::policy::standings(tx, &actor, from, now)).await?;
    let columns = [
        "policy",
        "conversations",
        "in_the_way",
        "refused",
        "exceptions",
        "very_upset",
        "given",
        "review_due",
    ];
    let rows = standings.into_iter().map(|one| {
        let given = spent(&one);
        vec![
            one.policy.name,
            one.tally.conversations.to_string(),
            one.tally.in_the_way.to_string(),
            one.tally.refused.to_string(),
            one.tally.exceptions.to_string(),
            one.tally.angry.to_string(),
            given,
            one.is_due.to_string(),
        ]
    });
    Ok(sheet("policies", &columns, rows))
}

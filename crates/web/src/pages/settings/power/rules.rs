//! Who may give how much without asking.

use super::{HERE, View, act, currency};
use crate::body::Form;
use crate::failure::Result;
use crate::format::money;
use crate::guard::Viewer;
use crate::house::House;
use app::authority::Authority;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::authority::Rule;
use domain::remedy::{Reason, Risk};
use domain::{AuthorityId, Money, RemedyKindId, Role};
use serde::Deserialize;
use ui::prelude::*;

/// The roles that may give, as people call them.
const ROLES: [(Role, &str); 4] = [
    (Role::Agent, "Agents and above"),
    (Role::Lead, "Leads and above"),
    (Role::Admin, "Admins and above"),
    (Role::Owner, "Owners"),
];

pub(super) fn card(view: &View) -> Markup {
    let columns = vec![
        Column::new("Who"),
        Column::new("For"),
        Column::number("In one matter"),
        Column::number("To one customer"),
        Column::number("By one person"),
        Column::number("Days"),
        Column::hidden("End"),
    ];
    let table =
        view.rules.iter().fold(Table::new("Rules", columns).stacks(), |table, held| row(table, held, view));
    let empty = Empty::new("Nobody may give anything that costs money without asking")
        .words("Add a rule: limits that are wide and known serve customers best.")
        .icon(Icon::Shield);
    html! {
        (Card::new(table.empty(empty)).title("Without asking")
            .note("Of several rules that fit, the most generous holds.").flush())
        (Card::new(form(view)).title("Another rule"))
    }
}

fn row(table: Table, held: &Authority, view: &View) -> Table {
    let rule = &held.rule;
    let who = rule
        .role
        .and_then(|role| ROLES.iter().find(|(one, _)| *one == role))
        .map_or("Everybody", |(_, words)| words);
    let mut what = Vec::new();
    if let Some(kind) = rule.kind {
        what.extend(view.kinds.iter().find(|one| one.id == kind).map(|one| one.name.clone()));
    }
    what.extend(rule.risk.map(|risk| risk.words().to_owned()));
    what.extend(rule.reason.map(|reason| reason.words().to_owned()));
    let what = if what.is_empty() { "anything".to_owned() } else { what.join(", ") };
    let amount = |minor| Cell::new(money(minor, rule.currency.code()));
    let end = Post::new(format!("{HERE}/rules/{}/end", held.id), Button::new("End").small().quiet());
    table.row(vec![
        Cell::new(who),
        Cell::new(what),
        amount(rule.case_minor),
        amount(rule.customer_minor),
        amount(rule.agent_minor),
        Cell::new(rule.period_days.to_string()),
        Cell::new(end),
    ])
}

fn form(view: &View) -> ui::field::Form {
    let mut role = Select::new("role", "Who");
    for (one, words) in ROLES {
        role = role.option(one.name(), words, one == Role::Agent);
    }
    let mut kind = Select::new("kind", "For which remedy").option("", "any", true);
    for one in view.kinds.iter().filter(|one| one.retired_at.is_none() && one.has_cost) {
        kind = kind.option(one.id.to_string(), &one.name, false);
    }
    let mut risk = Select::new("risk", "Of which risk").option("", "any but the dangerous", true);
    for one in [Risk::Low, Risk::Medium] {
        risk = risk.option(one.name(), one.words(), false);
    }
    let mut reason = Select::new("reason", "Because of").option("", "anything", true);
    for one in Reason::ALL {
        reason = reason.option(one.name(), one.words(), false);
    }
    let amount = |name: &str, label: &str| Field::new(name, label).placeholder("50").required();
    ui::field::Form::new(
        format!("{HERE}/rules"),
        html! {
            (fields_side_by_side(html! { (role) (kind) }))
            (fields_side_by_side(html! { (risk) (reason) }))
            (fields_side_by_side(html! {
                (amount("case", "In one matter"))
                (amount("customer", "To one customer"))
                (amount("agent", "By one person"))
            }))
            (fields_side_by_side(html! {
                (Field::new("rule_currency", "Currency").value(view.power.currency.code()).length_max(3).required())
                (Field::new("period_days", "Days counted back").kind("number").value("30").required())
            }))
            (form_actions(Button::new("Add").primary()))
        },
    )
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    role: String,
    kind: String,
    risk: String,
    reason: String,
    case: String,
    customer: String,
    agent: String,
    rule_currency: String,
    period_days: String,
}

fn rule(form: &Fields) -> app::Result<Rule> {
    let currency = currency(&form.rule_currency)?;
    let amount = |text: &str| {
        let money = Money::parse(text, currency);
        money.map(Money::minor).map_err(|error| app::Error::invalid("limit", error.to_string()))
    };
    let days = form.period_days.trim().parse();
    Ok(Rule {
        role: Role::parse(&form.role),
        kind: form.kind.parse().ok().map(RemedyKindId),
        risk: Risk::parse(&form.risk),
        reason: Reason::parse(&form.reason),
        currency,
        case_minor: amount(&form.case)?,
        customer_minor: amount(&form.customer)?,
        agent_minor: amount(&form.agent)?,
        period_days: days
            .map_err(|_| app::Error::invalid("period_days", "Write a number of days, such as 30."))?,
    })
}

/// `POST /settings/power/rules`.
pub(crate) async fn add_rule(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    act(&house, &viewer, rule(&form), |tx, actor, rule, moment| {
        app::authority::add(tx, actor, rule, moment).map(|_| ())
    })
    .await
}

/// `POST /settings/power/rules/{rule}/end`.
pub(crate) async fn end_rule(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AuthorityId>,
) -> Result<Response> {
    act(&house, &viewer, Ok(id), |tx, actor, id, moment| app::authority::end(tx, actor, *id, moment)).await
}

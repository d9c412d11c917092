//! Budgets: money that may be given without a story behind every cent.

use super::{HERE, View, act, currency};
use crate::body::Form;
use crate::failure::Result;
use crate::format::money;
use crate::guard::Viewer;
use crate::house::House;
use app::budget::Budget;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{AgentId, BudgetId, Money, TeamId};
use jiff::Timestamp;
use serde::Deserialize;
use ui::prelude::*;

pub(super) fn card(view: &View) -> Markup {
    let columns = vec![
        Column::new("Budget"),
        Column::new("Whose"),
        Column::number("This month"),
        Column::number("Given"),
        Column::hidden("End"),
    ];
    let table = view.budgets.iter().fold(Table::new("Budgets", columns).stacks(), |table, standing| {
        let budget = &standing.budget;
        let whose = match (budget.agent_id, budget.team_id) {
            (Some(agent), _) => view.directory.agent_name(agent),
            (None, Some(team)) => view.directory.team_name(team),
            (None, None) => "",
        };
        let amount = |minor| Cell::new(money(minor, budget.currency.code()));
        let end = Post::new(format!("{HERE}/budgets/{}/end", budget.id), Button::new("End").small().quiet());
        table.row(vec![
            Cell::new(&budget.name),
            Cell::new(whose),
            amount(standing.month_minor),
            amount(standing.given_minor),
            Cell::new(end),
        ])
    });
    let empty = Empty::new("No budgets yet")
        .words("Inside a budget nobody is asked why: for small joys and quick repairs.")
        .icon(Icon::Star);
    let mut owner = Select::new("owner", "Whose");
    for team in &view.directory.teams {
        owner = owner.option(format!("team-{}", team.id), format!("Team {}", team.name), false);
    }
    for agent in view.directory.assignable() {
        owner = owner.option(format!("agent-{}", agent.id), &agent.name, false);
    }
    let fields = html! {
        (fields_side_by_side(html! {
            (Field::new("budget_name", "Name").placeholder("Small joys").length_max(80).required())
            (owner)
        }))
        (fields_side_by_side(html! {
            (Field::new("month", "A month").placeholder("100").required())
            (Field::new("budget_currency", "Currency").value(view.power.currency.code()).length_max(3).required())
        }))
        (Checkbox::new("carries_over", "yes", "What is left may be given the month after"))
        (form_actions(Button::new("Add").primary()))
    };
    html! {
        (Card::new(table.empty(empty)).title("Budgets").flush())
        (Card::new(ui::field::Form::new(format!("{HERE}/budgets"), fields)).title("Another budget"))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    budget_name: String,
    owner: String,
    month: String,
    budget_currency: String,
    carries_over: Option<String>,
}

fn budget(form: Fields) -> app::Result<Budget> {
    let currency = currency(&form.budget_currency)?;
    let month = Money::parse(&form.month, currency);
    let id = |prefix: &str| form.owner.strip_prefix(prefix).and_then(|id| id.parse().ok());
    Ok(Budget {
        id: BudgetId(0),
        agent_id: id("agent-").map(AgentId),
        team_id: id("team-").map(TeamId),
        currency,
        month_minor: month.map_err(|error| app::Error::invalid("month", error.to_string()))?.minor(),
        carries_over: form.carries_over.is_some(),
        created_at: Timestamp::MIN,
        ended_at: None,
        name: form.budget_name,
    })
}

/// `POST /settings/power/budgets`.
pub(crate) async fn add_budget(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    act(&house, &viewer, budget(form), |tx, actor, new, moment| {
        app::budget::add(tx, actor, new, moment).map(|_| ())
    })
    .await
}

/// `POST /settings/power/budgets/{budget}/end`.
pub(crate) async fn end_budget(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<BudgetId>,
) -> Result<Response> {
    act(&house, &viewer, Ok(id), |tx, actor, id, moment| app::budget::end(tx, actor, *id, moment)).await
}

//! What can be given.

use super::{HERE, View, act};
use crate::body::Form;
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::remedy::NewKind;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::RemedyKindId;
use domain::remedy::Risk;
use serde::Deserialize;
use ui::prelude::*;

pub(super) fn card(view: &View) -> Markup {
    let columns = vec![
        Column::new("Remedy"),
        Column::new("Costs money"),
        Column::new("Risk"),
        Column::new("Carried out"),
        Column::hidden("Retire"),
    ];
    let current = view.kinds.iter().filter(|kind| kind.retired_at.is_none());
    let table = current.fold(Table::new("Remedies", columns).stacks(), |table, kind| {
        let url = format!("{HERE}/remedies/{}/retirement", kind.id);
        table.row(vec![
            Cell::new(&kind.name),
            Cell::new(if kind.has_cost { "yes" } else { "no" }),
            Cell::new(kind.risk.words()),
            Cell::new(if kind.is_carried_out { "by the shop or a person" } else { "with being given" }),
            Cell::new(Post::new(url, Button::new("Retire").small().quiet())),
        ])
    });
    let mut risk = Select::new("risk", "Risk");
    for one in Risk::ALL {
        risk = risk.option(one.name(), one.words(), one == Risk::Low);
    }
    let fields = html! {
        (Field::new("name", "New remedy").placeholder("Hand-written card").length_max(60).required())
        (risk)
        (Checkbox::new("has_cost", "yes", "It costs money").checked(true))
        (Checkbox::new("is_carried_out", "yes", "The shop, or a person, carries it out"))
        (form_actions(Button::new("Add").primary()))
    };
    html! {
        (Card::new(table).title("What can be given").flush())
        (Card::new(ui::field::Form::new(format!("{HERE}/remedies"), fields)).title("Another remedy"))
    }
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    risk: String,
    has_cost: Option<String>,
    is_carried_out: Option<String>,
}

/// `POST /settings/power/remedies`.
pub(crate) async fn add_kind(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let new = Risk::parse(&form.risk)
        .ok_or_else(|| app::Error::invalid("risk", "Choose how dangerous it is."))
        .map(|risk| NewKind {
            name: form.name,
            has_cost: form.has_cost.is_some(),
            risk,
            is_carried_out: form.is_carried_out.is_some(),
        });
    act(&house, &viewer, new, |tx, actor, new, moment| {
        app::remedy::add_kind(tx, actor, new, moment).map(|_| ())
    })
    .await
}

/// `POST /settings/power/remedies/{kind}/retirement`.
pub(crate) async fn retire_kind(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyKindId>,
) -> Result<Response> {
    act(&house, &viewer, Ok(id), |tx, actor, id, moment| app::remedy::retire_kind(tx, actor, *id, moment))
        .await
}

//! The power to act: what can be given, who may give how much without asking, and budgets.

mod budgets;
mod kinds;
mod rules;

pub(crate) use budgets::{add_budget, end_budget};
pub(crate) use kinds::{add_kind, retire_kind};
pub(crate) use rules::{add_rule, end_rule};

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::authority::Authority;
use app::budget::Standing;
use app::people::Directory;
use app::remedy::RemedyKind;
use app::setting::Power;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{Actor, Currency, Moment};
use serde::Deserialize;
use ui::prelude::*;

/// Where this room is.
const HERE: &str = "/settings/power";

/// Everything the page shows.
struct View {
    power: Power,
    kinds: Vec<RemedyKind>,
    rules: Vec<Authority>,
    budgets: Vec<Standing>,
    directory: Directory,
}

/// `GET /settings/power`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, &said).await
}

async fn page(house: &House, viewer: &Viewer, said: &Said) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let view = house
        .db
        .read(move |tx| {
            Ok::<_, app::Error>(View {
                power: app::setting::power(tx)?,
                kinds: app::remedy::kinds(tx, &actor)?,
                rules: app::authority::rules(tx, &actor)?,
                budgets: app::budget::all(tx, &actor, now)?,
                directory: Directory::read(tx)?,
            })
        })
        .await?;
    let body = html! {
        (Card::new(general(&view.power)).title("In general"))
        (rules::card(&view))
        (kinds::card(&view))
        (budgets::card(&view))
    };
    let note =
        "Whoever talks to the customer can put it right now. Above these limits a lead is asked by name.";
    Ok(room(viewer, "Power to act", note, said, body))
}

fn general(power: &Power) -> ui::field::Form {
    ui::field::Form::new(
        HERE,
        html! {
            (fields_side_by_side(html! {
                (Field::new("currency", "Usual currency").value(power.currency.code()).length_max(3).required())
                (Field::new("approval_minutes", "Open minutes an approver has").kind("number")
                    .value(power.approval_minutes.to_string()).required())
            }))
            (form_actions(Button::new("Save").primary()))
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct General {
    currency: String,
    approval_minutes: String,
}

/// `POST /settings/power`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<General>,
) -> Result<Response> {
    let to = currency(&form.currency).and_then(|currency| {
        let minutes = form.approval_minutes.trim().parse();
        let approval_minutes = minutes
            .map_err(|_| app::Error::invalid("approval_minutes", "Write a number of minutes, such as 30."))?;
        Ok(Power { currency, approval_minutes })
    });
    act(&house, &viewer, to, |tx, actor, to, moment| app::setting::set_power(tx, actor, *to, moment)).await
}

fn currency(code: &str) -> app::Result<Currency> {
    Currency::parse(code.trim())
        .ok_or_else(|| app::Error::invalid("currency", "A currency is three letters, such as EUR."))
}

/// Does what a form asks and shows the room again, with what was wrong if something was.
async fn act<T: Send + 'static>(
    house: &House,
    viewer: &Viewer,
    asked: app::Result<T>,
    run: impl Fn(&app::WriteTx<'_>, &Actor, &T, &Moment) -> app::Result<()> + Send + 'static,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let done = match asked {
        Ok(asked) => house.db.write(move |tx| run(tx, &actor, &asked, &moment)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(go(&format!("{HERE}?done=saved"))),
        Err(error) => page(house, viewer, &Said::mistake(error)?).await,
    }
}

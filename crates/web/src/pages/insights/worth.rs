//! What a remedy is worth beside what it costs, where the house's own records can tell, with the caution that belongs to it.

use super::page;
use crate::failure::Result;
use crate::format::money;
use crate::guard::Viewer;
use crate::house::House;
use app::remedy::{CUSTOMERS_MAX, EVENTS_MIN, HORIZON_WEEKS, Known, RECOVERY_DAYS, Ranged, Worth};
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use ui::prelude::*;

/// `GET /insights/power/worth`. Reckoned each time somebody looks, beside the database: for 5,000 customers it takes
/// some seconds, and nothing waits for it.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let evidence = house.db.read(move |tx| app::remedy::evidence(tx, &actor, now)).await?;
    let worth = tokio::task::spawn_blocking(move || app::remedy::worth(&evidence)).await;
    let worth = worth.map_err(|_| app::Error::Conflict("It could not be reckoned; try again.".into()))?;
    let head = PageHead::new("What it is worth")
        .under("Power", "/insights/power")
        .note("Whether customers who were let down buy again.");
    let body = html! {
        @match &worth {
            Worth::Missing { customers, events, words } => (missing(*customers, *events, words.as_deref())),
            Worth::Known(known) => (shown(known)),
        }
        (Card::new(caution()).title("What this can’t say"))
        (Card::new(basis()).title("How it is reckoned"))
    };
    Ok(Html(page(&viewer, "Power", head, body).render().into_string()).into_response())
}

fn missing(customers: i64, events: [i64; 3], words: Option<&str>) -> Markup {
    let [bought, alone, made_good] = events;
    let of = |found: i64| format!("{found} of at least {EVENTS_MIN}");
    let said = match words {
        Some(_) => {
            "There is enough to count, but it doesn’t tell apart what follows from what: the model finds no single answer, so \
             nothing is claimed."
        }
        None => "There is too little here to tell, so nothing is claimed.",
    };
    let facts = Facts::new()
        .wide()
        .fact("Customers with an order", customers.to_string())
        .fact("Later orders", of(bought))
        .fact("Let down, and given nothing", of(alone))
        .fact("Let down, and given something", of(made_good));
    html! {
        (Card::new(html! { p { (said) } }).title("Not known yet"))
        (Card::new(facts).title("What there is"))
    }
}

fn shown(known: &Known) -> Markup {
    let amount = |minor: i64| money(minor, known.currency.code());
    let [bought, alone, made_good] = known.leaving;
    let range = format!("{} to {}", amount(known.range_minor.0), amount(known.range_minor.1));
    let (orders, weeks) = known.typical;
    // A figure whose range reaches to nothing is none.
    let middle = if known.is_shown { amount(known.worth_minor) } else { "–".to_owned() };
    let worth = Figure::new(middle).note(range).definition(html! {
        "Orders of the next two years, discounted by 10 % a year, if it is made good less those if it isn’t; turnover, before \
            what the goods cost. Reckoned for the middle of the customers who were let down: " (orders) " later orders in "
        (format!("{weeks:.0}")) " weeks."
    });
    let cost = Figure::new(amount(known.cost_minor))
        .note(format!("mean of {}", known.events[2]))
        .definition("What was given to those who were made good, and not taken back.");
    let figures_shown = [
        ("Worth of making it good", worth),
        ("What that costs", cost),
        ("Leave when given something", leaving(made_good, known.events[2])),
        ("Leave when given nothing", leaving(alone, known.events[1])),
        ("Leave after an order", leaving(bought, known.events[0])),
    ];
    html! {
        @if !known.is_shown {
            (Banner::new("The range of the worth reaches to nothing: these records don’t show that making it good pays.")
                .tone(Tone::Warn)
                .inline())
        }
        (figures(&figures_shown))
    }
}

fn leaving(share: Ranged, base: i64) -> Figure {
    let (mean, low, high) = share;
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    Figure::new(format!("{} %", percent(mean)))
        .note(format!("{}–{}", percent(low), percent(high)))
        .note(format!("from {base}"))
        .definition("The mean chance that the customer never buys again after it, with its 95 % interval.")
}

fn caution() -> Markup {
    html! {
        p { "It is an observation, not a proof. Nothing was given by lot: who was given something may have been let down less, \
            asked more kindly, or been a better customer before. Only where letdowns alike were made good by chance could one \
            say what the remedy itself does. It says nothing of any one customer, and is no reason to give less to somebody who \
            buys little." }
    }
}

fn basis() -> Markup {
    html! {
        p { "Of the latest " (CUSTOMERS_MAX) " customers with orders in the currency of the house: orders are purchases; a \
            conversation with a complaint, or in which the customer was very upset, is a letdown; it was made good when \
            something that cost money was given there within " (RECOVERY_DAYS) " days. The last " (RECOVERY_DAYS) " days are left \
            out, so that each letdown had its time. The horizon is " (format!("{HORIZON_WEEKS:.0}")) " weeks." }
    }
}

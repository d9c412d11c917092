//! The sheet: what, how much, for what, why.

use crate::format::money;
use app::remedy::Allowance;
use domain::remedy::{Reason, Risk};
use domain::{ConversationId, Moment};
use serde::Deserialize;
use ui::prelude::*;

/// The sheet, as filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    pub(super) request_key: String,
    pub(super) kind: Option<i64>,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) order: String,
    pub(super) for_what: String,
    pub(super) reason: String,
    pub(super) why: String,
}

/// What one may give, in a line.
pub(super) fn room(allowance: &Allowance) -> String {
    match allowance.most {
        Some(most) if most.minor() > 0 => {
            let most = money(most.minor(), most.currency().code());
            format!("Right now, without asking: up to {most} here. Above that you are told who is asked, and by when.")
        }
        _ => "Words are yours to give. For anything that costs money somebody is asked, and you are told by when."
            .to_owned(),
    }
}

/// What somebody gives again and again, each with one key.
pub(super) fn usual(id: ConversationId, allowance: &Allowance, moment: &Moment) -> Markup {
    let url = format!("/conversations/{id}/remedies");
    let mut offers = Vec::new();
    if let Some((apology, _)) =
        allowance.kinds.iter().find(|(kind, left)| left.is_none() && kind.position == 1)
    {
        offers.push((
            apology.name.clone(),
            apology.id,
            String::new(),
            String::new(),
            Reason::default(),
            String::new(),
        ));
    }
    for before in &allowance.usual {
        let kind = allowance.kinds.iter().find(|(kind, _)| kind.id == before.kind_id);
        let (Some((kind, _)), Some(cost)) = (kind, before.cost) else { continue };
        let amount = cost.to_string().chars().skip(4).collect::<String>();
        let label = format!("{} {}", kind.name, money(cost.minor(), cost.currency().code()));
        offers.push((
            label,
            kind.id,
            amount,
            cost.currency().code().to_owned(),
            before.reason,
            before.why.clone(),
        ));
    }
    html! {
        (form_actions(html! {
            @for (number, (label, kind, amount, currency, reason, why)) in (1..).zip(offers) {
                (Post::new(&url, Button::new(label).small().key(number.to_string()).title(why.clone()))
                    .field("request_key", moment.token(&format!("usual remedy {number}")).to_string())
                    .field("kind", kind.to_string()).field("amount", amount).field("currency", currency)
                    .field("reason", reason.name()).field("why", why))
            }
        }))
    }
}

/// The form.
pub(super) fn form(
    id: ConversationId,
    allowance: &Allowance,
    fields: &Fields,
    error: Option<&str>,
    moment: &Moment,
) -> Form {
    let mut kinds = Select::new("kind", "What");
    for (kind, left) in &allowance.kinds {
        let note = match left {
            None => String::new(),
            Some(_) if kind.risk == Risk::High => " (two people decide)".to_owned(),
            Some(0) => " (somebody is asked)".to_owned(),
            Some(left) => format!(" (up to {})", money(*left, allowance.currency.code())),
        };
        let selected = fields.kind.map_or(kind.has_cost && kind.position <= 3, |chosen| chosen == kind.id.0);
        kinds = kinds.option(kind.id.to_string(), format!("{}{note}", kind.name), selected);
    }
    let mut reasons = Select::new("reason", "Because of");
    for reason in Reason::ALL {
        reasons = reasons.option(reason.name(), reason.words(), fields.reason == reason.name());
    }
    let orders = orders(allowance, fields);
    let currency = if fields.currency.is_empty() { allowance.currency.code() } else { &fields.currency };
    let key = match fields.request_key.as_str() {
        "" => moment.token("remedy request").to_string(),
        key => key.to_owned(),
    };
    let why = Field::new("why", "Why").value(&fields.why).length_max(500).hint(if allowance.has_budget {
        "Inside your budget this may stay empty."
    } else {
        "A few words, for those who learn from it. The customer never sees them."
    });
    let fields = html! {
        @if let Some(error) = error { (Banner::new(error).inline()) }
        input type="hidden" name="request_key" value=(key);
        (kinds)
        (fields_side_by_side(html! {
            (Field::new("amount", "What it costs us").value(&fields.amount).placeholder("12.50").hint("Empty for words."))
            (Field::new("currency", "Currency").value(currency).length_max(3).hint("Three letters."))
        }))
        (Field::new("for_what", "For what").value(&fields.for_what).length_max(500).placeholder("The lace that tore"))
        @if let Some(orders) = orders { (orders) }
        (reasons)
        (why)
        (form_actions(Button::new("Give").primary()))
    };
    Form::new(format!("/conversations/{id}/remedies"), fields)
}

/// The customer's orders, where there are any.
fn orders(allowance: &Allowance, fields: &Fields) -> Option<Select> {
    if allowance.orders.is_empty() {
        return None;
    }
    let none =
        Select::new("order", "For which order").option("", "None in particular", fields.order.is_empty());
    Some(allowance.orders.iter().fold(none, |select, order| {
        let id = order.id.to_string();
        let chosen = fields.order == id;
        select.option(id, named_order(order), chosen)
    }))
}

/// `1004, Trail boots`.
pub(super) fn named_order(order: &app::order::Order) -> String {
    if order.title.is_empty() { order.number.clone() } else { format!("{}, {}", order.number, order.title) }
}

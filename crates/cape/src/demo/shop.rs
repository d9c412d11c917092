//! What the company's other systems report: orders from the shop, parcels from the carrier, answers to surveys.

use app::WriteTx;
use app::customer::Referred;
use app::order::NewOrder;
use app::touchpoint::NewTouchpoint;
use demo::{CustomerKey, EntryKey, Order, SalesChannel, Touchpoint, TouchpointKind};
use domain::{Actor, CustomerId, Moment};
use std::collections::BTreeMap;

type Customers = BTreeMap<CustomerKey, CustomerId>;

/// An order.
pub(super) fn order(
    tx: &WriteTx<'_>,
    customers: &Customers,
    order: &Order,
    moment: &Moment,
) -> app::Result<()> {
    let Some(&customer) = customers.get(&order.customer) else { return Ok(()) };
    let names: Vec<&str> = order.lines.iter().map(|line| line.name.as_str()).collect();
    let new = NewOrder {
        customer: Referred::Id(customer),
        number: order.number.clone(),
        state: "placed".into(),
        title: names.join(", "),
        currency: order.currency.into(),
        total_minor: order.total_minor,
        url: String::new(),
        source: match order.channel {
            SalesChannel::Web => "web shop".into(),
            SalesChannel::Shop => "shop".into(),
            SalesChannel::Phone => "phone".into(),
        },
        external_id: order.number.clone(),
        placed_at: order.placed,
    };
    app::order::put(tx, &Actor::System, &new, moment).map(|_| ())
}

/// Anything else.
pub(super) fn touchpoint(
    tx: &WriteTx<'_>,
    customers: &Customers,
    key: EntryKey,
    touchpoint: &Touchpoint,
    moment: &Moment,
) -> app::Result<()> {
    let Some(&customer) = customers.get(&touchpoint.customer) else { return Ok(()) };
    let (source, kind) = described(touchpoint.kind);
    let new = NewTouchpoint {
        customer: Referred::Id(customer),
        kind: kind.into(),
        title: touchpoint.title.clone(),
        detail: String::new(),
        url: String::new(),
        source: source.into(),
        external_id: format!("demo-{}", key.0),
        occurred_at: moment.now,
    };
    app::touchpoint::put(tx, &Actor::System, &new, moment).map(|_| ())
}

/// Which system reports it, and what it calls it.
fn described(kind: TouchpointKind) -> (&'static str, &'static str) {
    match kind {
        TouchpointKind::ParcelScanned => ("carrier", "parcel_scanned"),
        TouchpointKind::ParcelLate => ("carrier", "parcel_late"),
        TouchpointKind::ParcelDelivered => ("carrier", "parcel_delivered"),
        TouchpointKind::ParcelLost => ("carrier", "parcel_lost"),
        TouchpointKind::ShopVisit => ("shop", "visit"),
        TouchpointKind::WebLogin => ("web shop", "sign_in"),
        TouchpointKind::CheckoutFailed => ("web shop", "checkout_failed"),
        TouchpointKind::RepairReceived => ("workshop", "repair_received"),
        TouchpointKind::RepairFinished => ("workshop", "repair_finished"),
        TouchpointKind::RefundPaid { .. } => ("payments", "refund_paid"),
        TouchpointKind::SurveyAnswered { .. } => ("survey", "survey_answered"),
    }
}

//! Orders.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    chance::Chance,
    company::{FOOTWEAR, SUNDRIES},
    entry::{CustomerKey, OrderKey},
};

/// What somebody bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Stable key.
    pub key: OrderKey,
    /// The number on the invoice, for example `CL-204187`.
    pub number: String,
    /// Who bought.
    pub customer: CustomerKey,
    /// What.
    pub lines: Vec<OrderLine>,
    /// Sum with tax and delivery, in cents.
    pub total_minor: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Where.
    pub channel: SalesChannel,
    /// When.
    pub placed: Timestamp,
    /// The number the carrier gave the parcel.
    pub tracking: String,
    /// The carrier.
    pub carrier: &'static str,
    /// Index of the pair in [`FOOTWEAR`].
    #[serde(skip)]
    pub(crate) pair: usize,
    /// EU size of the pair.
    #[serde(skip)]
    pub(crate) size: i64,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderLine {
    /// Article number.
    pub sku: &'static str,
    /// Name, with the size where there is one.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// Price of one, in cents.
    pub price_minor: i64,
}

/// Where an order was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SalesChannel {
    /// The web shop.
    Web,
    /// One of the two shops.
    Shop,
    /// By phone.
    Phone,
}

/// Delivery costs this below [`FREE_DELIVERY_FROM`].
const DELIVERY: i64 = 690;
/// Delivery is free from here on.
const FREE_DELIVERY_FROM: i64 = 25_000;
/// Carriers; fictional.
const CARRIERS: [(&str, u32); 2] = [("Bluehare Parcels", 70), ("Postway", 30)];

/// Order number `serial` of the story.
pub(crate) fn place(chance: &mut Chance, serial: u64, customer: CustomerKey, placed: i64) -> Order {
    let weights: Vec<(usize, u32)> =
        FOOTWEAR.iter().enumerate().map(|(index, pair)| (index, pair.weight)).collect();
    let pair = chance.weighted(&weights);
    let size = chance.spread(&[(0, 36), (25, 39), (50, 41), (80, 44), (100, 47)]);
    let product = FOOTWEAR[pair].product;
    let mut lines = vec![OrderLine {
        sku: product.sku,
        name: format!("{}, size {size}", product.name),
        quantity: 1,
        price_minor: product.price_minor,
    }];
    for _ in 0..chance.weighted(&[(0, 55), (1, 30), (2, 15)]) {
        let extra = chance.pick(&SUNDRIES[..8]);
        let quantity = if chance.percent(15) { 2 } else { 1 };
        lines.push(OrderLine {
            sku: extra.sku,
            name: extra.name.to_owned(),
            quantity,
            price_minor: extra.price_minor,
        });
    }
    let goods: i64 = lines.iter().map(|line| line.price_minor * i64::from(line.quantity)).sum();
    let channel =
        chance.weighted(&[(SalesChannel::Web, 82), (SalesChannel::Shop, 12), (SalesChannel::Phone, 6)]);
    let delivery = if goods >= FREE_DELIVERY_FROM || channel == SalesChannel::Shop { 0 } else { DELIVERY };
    Order {
        key: OrderKey(serial),
        number: format!("CL-{}", 203_000 + serial),
        customer,
        lines,
        total_minor: goods + delivery,
        currency: "EUR",
        channel,
        placed: Timestamp::from_millisecond(placed).unwrap_or(Timestamp::UNIX_EPOCH),
        tracking: format!("BH{:09}", chance.below(1_000_000_000)),
        carrier: chance.weighted(&CARRIERS),
        pair,
        size,
    }
}

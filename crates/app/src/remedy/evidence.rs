//! What the house's own records tell of customers who were let down: whether they bought again after something was given,
//! and after nothing was.

use crate::{Error, Result, permit, setting};
use domain::{Actor, ConversationId, Currency, CustomerId, Money, Permission};
use jiff::{SignedDuration, Timestamp};
use models::customer::{ComplaintHistory, Event};
use std::collections::BTreeMap;
use store::Tx;
use store::recovery::{Letdown, Purchase};

/// Customers looked at, the latest: enough to tell, and fitted to in about a second.
pub const CUSTOMERS_MAX: usize = 5_000;
/// Their orders, and the conversations in which they were let down, at most.
const ORDERS_MAX: usize = 50_000;
const LETDOWNS_MAX: i64 = 20_000;
/// Days in which something must be given to count as making it good. What is younger than that isn't looked at, so that
/// each had its time.
pub const RECOVERY_DAYS: i64 = 14;
/// Seconds of the unit of time.
const WEEK_SECONDS: f64 = 7.0 * 86_400.0;

/// The evidence, in weeks since each customer's first order.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The currency of the house; orders in others aren't looked at.
    pub currency: Currency,
    /// One for each customer who ever bought something.
    pub histories: Vec<ComplaintHistory>,
    /// The mean value of an order, in minor units.
    pub order_minor: f64,
    /// The mean cost of what made a letdown good, in minor units.
    pub remedy_minor: f64,
}

impl Evidence {
    /// How often each event happened: later orders, letdowns that nobody made good, and those somebody did.
    pub fn events(&self) -> [i64; 3] {
        self.histories.iter().fold([0; 3], |sums, history| {
            let counts = history.counts().map(i64::from);
            [0, 1, 2].map(|kind: usize| sums[kind] + counts[kind])
        })
    }
}

/// Reads it, up to so long ago that each letdown had its time to be made good.
pub fn evidence(tx: &Tx<'_>, actor: &Actor, now: Timestamp) -> Result<Evidence> {
    permit(actor, Permission::Oversee)?;
    let currency = setting::currency(tx)?;
    let window = SignedDuration::from_hours(24 * RECOVERY_DAYS);
    let until = now.checked_sub(window).unwrap_or(Timestamp::MIN);
    let customers = customers(store::recovery::purchases(tx, currency, ORDERS_MAX as i64 + 1)?, until);
    let first = customers.keys().next().copied().unwrap_or(CustomerId(i64::MAX));
    let letdowns = store::recovery::letdowns(tx, first, LETDOWNS_MAX)?;
    let gifts = gifts(tx, &letdowns, currency, window)?;
    let mut by_customer: BTreeMap<CustomerId, Vec<(Timestamp, Event)>> = BTreeMap::new();
    let mut costs = Vec::new();
    for letdown in letdowns.iter().filter(|letdown| letdown.at <= until) {
        let Some(bought) = customers.get(&letdown.customer_id) else { continue };
        if bought.first().is_none_or(|(begin, _)| letdown.at < *begin) {
            continue;
        }
        let given = gifts.get(&letdown.conversation_id);
        costs.extend(given.copied());
        let event = if given.is_some() { Event::Recovered } else { Event::Unrecovered };
        by_customer.entry(letdown.customer_id).or_default().push((letdown.at, event));
    }
    let mut histories = Vec::new();
    for (customer, bought) in &customers {
        let letdowns = by_customer.get(customer).map_or(&[][..], Vec::as_slice);
        histories.extend(history(bought, letdowns, until)?);
    }
    let mean = |sum: i64, count: usize| if count == 0 { 0.0 } else { sum as f64 / count as f64 };
    let orders = customers.values().map(Vec::len).sum();
    let spent = customers.values().flatten().map(|(_, minor)| minor).sum();
    let remedy_minor = mean(costs.iter().sum(), costs.len());
    Ok(Evidence { currency, histories, order_minor: mean(spent, orders), remedy_minor })
}

/// The orders of each customer until then; of customers whose orders don't all fit, none.
fn customers(mut purchases: Vec<Purchase>, until: Timestamp) -> BTreeMap<CustomerId, Vec<(Timestamp, i64)>> {
    if purchases.len() > ORDERS_MAX {
        let cut = purchases.last().map(|last| last.customer_id);
        purchases.retain(|purchase| Some(purchase.customer_id) != cut);
    }
    let mut customers: BTreeMap<CustomerId, Vec<(Timestamp, i64)>> = BTreeMap::new();
    // What cost nothing, or was taken off again, is no purchase.
    for purchase in purchases.into_iter().filter(|one| one.at < until && one.total_minor > 0) {
        let is_known = customers.contains_key(&purchase.customer_id);
        if is_known || customers.len() < CUSTOMERS_MAX {
            customers.entry(purchase.customer_id).or_default().push((purchase.at, purchase.total_minor));
        }
    }
    customers
}

/// What was given in these conversations soon enough after the letdown, in the currency of the house.
fn gifts(
    tx: &Tx<'_>,
    letdowns: &[Letdown],
    currency: Currency,
    window: SignedDuration,
) -> Result<BTreeMap<ConversationId, i64>> {
    let at: BTreeMap<ConversationId, Timestamp> =
        letdowns.iter().map(|letdown| (letdown.conversation_id, letdown.at)).collect();
    let ids: Vec<ConversationId> = at.keys().copied().collect();
    let mut gifts = BTreeMap::new();
    for remedy in store::remedy::of_conversations(tx, &ids)? {
        let (Some(begin), Some(given), Some(cost)) =
            (at.get(&remedy.conversation_id), remedy.given_at, remedy.cost)
        else {
            continue;
        };
        let after = given.duration_since(*begin);
        let in_time = !after.is_negative() && after <= window;
        if in_time && remedy.state.is_given() && cost.currency() == currency {
            *gifts.entry(remedy.conversation_id).or_default() += Money::minor(cost);
        }
    }
    Ok(gifts)
}

/// One customer's, from the first order on.
fn history(
    bought: &[(Timestamp, i64)],
    letdowns: &[(Timestamp, Event)],
    until: Timestamp,
) -> Result<Option<ComplaintHistory>> {
    let Some((begin, _)) = bought.first() else { return Ok(None) };
    let later = bought.iter().skip(1).map(|(at, _)| (*at, Event::Purchase));
    let mut counts = [0_u32; 3];
    let mut last: Option<(Timestamp, Event)> = None;
    for (at, event) in later.chain(letdowns.iter().copied()) {
        for (kind, count) in Event::ALL.into_iter().zip(&mut counts) {
            *count += u32::from(kind == event);
        }
        if last.is_none_or(|before| before <= (at, event)) {
            last = Some((at, event));
        }
    }
    let weeks = |at: Timestamp| at.duration_since(*begin).as_secs_f64() / WEEK_SECONDS;
    let last = last.map(|(at, event)| (event, weeks(at)));
    let history = ComplaintHistory::new(counts, last, weeks(until));
    history.map(Some).map_err(|error| Error::Conflict(error.to_string()))
}

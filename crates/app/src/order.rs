//! Orders: shops put them on the timeline and keep them up to date.

use crate::customer::{Referred, find_or_make};
use crate::touchpoint::Put;
use crate::{Error, Result, lookup, permit, text};
use domain::{Actor, CustomerId, Event, EventKind, Moment, OrderId, Permission};
use jiff::Timestamp;
pub use store::order::Order;
use store::{Tx, WriteTx};

/// Characters of a number, a state or a source.
const NAME_CHARACTERS_MAX: usize = 60;
/// Characters of an id in another system.
const EXTERNAL_ID_CHARACTERS_MAX: usize = 200;
/// Characters of what was ordered.
const TITLE_CHARACTERS_MAX: usize = 200;

/// An order as a shop reports it.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// Whose.
    pub customer: Referred,
    /// The number the customer knows.
    pub number: String,
    /// How far it is.
    pub state: String,
    /// What was ordered, in one line.
    pub title: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The whole, in minor units.
    pub total_minor: i64,
    /// Where to look at it.
    pub url: String,
    /// Which system says so.
    pub source: String,
    /// What it is called there; the same again replaces it.
    pub external_id: String,
    /// When it was placed.
    pub placed_at: Timestamp,
}

impl NewOrder {
    /// Cleans it and says what is wrong with it, without looking anything up.
    pub fn check(&self) -> Result<Self> {
        self.customer.check()?;
        let is_code = self.currency.len() == 3 && self.currency.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            return Err(Error::invalid("currency", "A currency is three capital letters, such as EUR."));
        }
        Ok(Self {
            customer: self.customer.clone(),
            number: text::filled("number", &self.number, NAME_CHARACTERS_MAX)?,
            state: text::filled("state", &self.state, NAME_CHARACTERS_MAX)?,
            title: text::line("title", &self.title, TITLE_CHARACTERS_MAX)?,
            currency: self.currency.clone(),
            total_minor: self.total_minor,
            url: text::link("url", &self.url)?,
            source: text::filled("source", &self.source, NAME_CHARACTERS_MAX)?,
            external_id: text::filled("external_id", &self.external_id, EXTERNAL_ID_CHARACTERS_MAX)?,
            placed_at: self.placed_at,
        })
    }
}

/// Puts an order on its customer's timeline, or in the place of the one with the same source and external id.
pub fn put(tx: &WriteTx<'_>, actor: &Actor, new: &NewOrder, moment: &Moment) -> Result<Put<OrderId>> {
    permit(actor, Permission::Record)?;
    let new = new.check()?;
    let customer_id = find_or_make(tx, &new.customer, moment)?;
    let before = store::order::find_external(tx, &new.source, &new.external_id)?;
    let order = Order {
        id: before.as_ref().map_or(OrderId(0), |before| before.id),
        customer_id,
        number: new.number,
        state: new.state,
        title: new.title,
        currency: new.currency,
        total_minor: new.total_minor,
        url: new.url,
        source: new.source,
        external_id: new.external_id,
        placed_at: domain::timestamp(domain::millis(new.placed_at)),
        updated_at: before.as_ref().map_or(moment.now, |before| before.updated_at),
    };
    if before.as_ref() == Some(&order) {
        return Ok(Put { id: order.id, created: false });
    }
    let id = store::order::put(tx, &Order { updated_at: moment.now, ..order })?;
    let event = Event::new(EventKind::OrderRecorded { order: id }).by(actor.agent_id());
    store::event::append(tx, &event.customer(customer_id), moment.now)?;
    Ok(Put { id, created: before.is_none() })
}

/// One order.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: OrderId) -> Result<Order> {
    permit(actor, Permission::Read)?;
    store::order::find(tx, id)?.ok_or(Error::NotFound("order"))
}

/// A customer's orders, latest first, before the given time and id.
pub fn of_customer(
    tx: &Tx<'_>,
    actor: &Actor,
    customer: CustomerId,
    before: Option<(Timestamp, OrderId)>,
    limit: i64,
) -> Result<Vec<Order>> {
    permit(actor, Permission::Read)?;
    let customer = lookup::customer(tx, customer)?;
    Ok(store::order::of_customer(tx, customer.id, before, limit)?)
}

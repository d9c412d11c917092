//! Touchpoints: other systems put on the timeline what happened with a customer there.

use crate::customer::{Referred, find_or_make};
use crate::{Error, Result, lookup, permit, text};
use domain::{Actor, CustomerId, Event, EventKind, Moment, Permission, TouchpointId};
use jiff::Timestamp;
pub use store::touchpoint::Touchpoint;
use store::{Tx, WriteTx};

/// Touchpoints or orders in one batch: one transaction of well below a second.
pub const BATCH_MAX: usize = 1_000;
/// Characters of the name of a kind or a source.
const NAME_CHARACTERS_MAX: usize = 60;
/// Characters of an id in another system.
const EXTERNAL_ID_CHARACTERS_MAX: usize = 200;
/// Characters of the line on the timeline.
const TITLE_CHARACTERS_MAX: usize = 200;
/// Characters of what stands behind it.
const DETAIL_CHARACTERS_MAX: usize = 4_000;

/// A touchpoint as another system reports it.
#[derive(Clone, Debug)]
pub struct NewTouchpoint {
    /// With whom.
    pub customer: Referred,
    /// What it was.
    pub kind: String,
    /// One line.
    pub title: String,
    /// More, as plain text.
    pub detail: String,
    /// Where to look at it.
    pub url: String,
    /// Which system says so.
    pub source: String,
    /// What it is called there; the same again replaces it.
    pub external_id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// What became of something put on a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put<Id> {
    /// Its id.
    pub id: Id,
    /// Whether it is new, or was known before.
    pub created: bool,
}

impl NewTouchpoint {
    /// Cleans it and says what is wrong with it, without looking anything up.
    pub fn check(&self) -> Result<Self> {
        self.customer.check()?;
        Ok(Self {
            customer: self.customer.clone(),
            kind: text::filled("kind", &self.kind, NAME_CHARACTERS_MAX)?,
            title: text::filled("title", &self.title, TITLE_CHARACTERS_MAX)?,
            detail: text::paragraphs("detail", &self.detail, DETAIL_CHARACTERS_MAX)?,
            url: text::link("url", &self.url)?,
            source: text::filled("source", &self.source, NAME_CHARACTERS_MAX)?,
            external_id: text::filled("external_id", &self.external_id, EXTERNAL_ID_CHARACTERS_MAX)?,
            occurred_at: self.occurred_at,
        })
    }
}

/// Puts a touchpoint on its customer's timeline, or in the place of the one with the same source and external id.
pub fn put(
    tx: &WriteTx<'_>,
    actor: &Actor,
    new: &NewTouchpoint,
    moment: &Moment,
) -> Result<Put<TouchpointId>> {
    permit(actor, Permission::Record)?;
    let new = new.check()?;
    let customer_id = find_or_make(tx, &new.customer, moment)?;
    let before = store::touchpoint::find_external(tx, &new.source, &new.external_id)?;
    let touchpoint = Touchpoint {
        id: before.as_ref().map_or(TouchpointId(0), |before| before.id),
        customer_id,
        kind: new.kind,
        title: new.title,
        detail: new.detail,
        url: new.url,
        source: new.source,
        external_id: new.external_id,
        occurred_at: domain::timestamp(domain::millis(new.occurred_at)),
        created_at: before.as_ref().map_or(moment.now, |before| before.created_at),
    };
    if before.as_ref() == Some(&touchpoint) {
        return Ok(Put { id: touchpoint.id, created: false });
    }
    let id = store::touchpoint::put(tx, &touchpoint)?;
    let event = Event::new(EventKind::TouchpointRecorded { touchpoint: id }).by(actor.agent_id());
    store::event::append(tx, &event.customer(customer_id), moment.now)?;
    Ok(Put { id, created: before.is_none() })
}

/// One touchpoint.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: TouchpointId) -> Result<Touchpoint> {
    permit(actor, Permission::Read)?;
    store::touchpoint::find(tx, id)?.ok_or(Error::NotFound("touchpoint"))
}

/// A customer's touchpoints, latest first, before the given time and id.
pub fn of_customer(
    tx: &Tx<'_>,
    actor: &Actor,
    customer: CustomerId,
    before: Option<(Timestamp, TouchpointId)>,
    limit: i64,
) -> Result<Vec<Touchpoint>> {
    permit(actor, Permission::Read)?;
    let customer = lookup::customer(tx, customer)?;
    Ok(store::touchpoint::of_customer(tx, customer.id, before, limit)?)
}

//! What we give to put things right: inside one's authority at once, above it after others said yes; carried out by the
//! shop or payment system, or by a person.

mod carry;
mod evidence;
mod give;
mod kind;
mod log;
mod outcome;
mod read;
mod replay;
mod report;
mod reversal;
mod reverse;
mod worth;

pub use carry::{Attempt, Ending, begin, connect, due, end, is_connected};
pub use evidence::{CUSTOMERS_MAX, Evidence, RECOVERY_DAYS, evidence};
pub(crate) use give::complete;
pub use give::{Giving, NewRemedy, give};
pub use kind::{NewKind, add_kind, kinds, retire_kind};
pub use log::{Gift, Log, Question, log};
pub use outcome::{Outcome, mark_done, report, try_again};
pub use read::{
    Allowance, Given, allowance, balances, find, given_between, latest, of_conversation, of_customer, seen,
};
pub use replay::{Balances, Replay};
pub use report::{Person, Report, Stands, Step, figures, own, report as usage};
pub use reverse::{mark_reversed, take_back, withdraw};
pub use store::remedy::Remedy;
pub use store::remedy_kind::RemedyKind;
pub use worth::{EVENTS_MIN, HORIZON_WEEKS, Known, Ranged, Worth, worth};

use crate::{Result, lookup};
use domain::{Actor, Event, EventKind, Moment};
use store::WriteTx;

/// Appends what happened to a remedy, at the conversation it is read in now.
pub(crate) fn append(
    tx: &WriteTx<'_>,
    actor: &Actor,
    remedy: &Remedy,
    kind: EventKind,
    moment: &Moment,
) -> Result<()> {
    let origin = lookup::conversation(tx, &Actor::System, remedy.conversation_id)?;
    let of = lookup::merged(tx, origin)?;
    let event = Event::new(kind).by(actor.agent_id()).customer(of.customer_id).conversation(of.id);
    Ok(store::event::append(tx, &event, moment.now)?)
}

//! Whether one customer meets somebody who knows them.

use super::figures::{Figures, figures, usual_person};
use super::rows;
use crate::{Result, lookup, permit, scope};
use domain::{Actor, AgentId, CustomerId, Permission};
use jiff::Timestamp;
use store::Tx;

/// The figures of one customer, by the same definitions as those of all.
#[derive(Clone, Debug, PartialEq)]
pub struct OfCustomer {
    /// The figures, over their matters alone.
    pub figures: Figures,
    /// How many of their contacts somebody answered.
    pub visits: usize,
    /// Whom they met most; the one met last where several were met as often.
    pub usual: Option<AgentId>,
}

/// Reads them from the customer's matters that the actor may see, the latest 300.
pub fn of_customer(tx: &Tx<'_>, actor: &Actor, customer: CustomerId, now: Timestamp) -> Result<OfCustomer> {
    permit(actor, Permission::Read)?;
    let customer = lookup::customer(tx, customer)?.id;
    let log = rows::of_customer(tx, &scope(actor), customer)?;
    let (visits, usual) = usual_person(&log, customer);
    Ok(OfCustomer { figures: figures(&log, now), visits, usual })
}

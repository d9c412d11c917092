//! The agent who knows a customer, and to whom the customer returns; with a backup who stands in.

mod keep;
mod set;
mod suggest;

pub(crate) use keep::{Kept, bring_along, give_back, leave};
pub use set::{Allies, set};
pub use store::ally::Ally;
pub use suggest::{Known, who_knows};

use crate::{Result, lookup, permit};
use domain::{Actor, CustomerId, Permission};
use store::Tx;

/// The ally of a customer, if they have one.
pub fn of_customer(tx: &Tx<'_>, actor: &Actor, customer: CustomerId) -> Result<Option<Ally>> {
    permit(actor, Permission::Read)?;
    let customer = lookup::customer(tx, customer)?;
    Ok(store::ally::of_customer(tx, customer.id)?)
}

//! Everything a customer's page shows, read in one transaction.

use crate::{Error, Result, permit, scope};
use domain::{Actor, CustomerId, Permission};
use store::Tx;
use store::conversation::{Line, List};
use store::customer::Customer;
use store::identity::Identity;

/// A customer as their page shows them.
#[derive(Clone, Debug)]
pub struct View {
    /// Who.
    pub customer: Customer,
    /// How they are reached.
    pub identities: Vec<Identity>,
    /// Their conversations, latest first.
    pub conversations: Vec<Line>,
}

/// Conversations shown on the page.
const CONVERSATIONS_SHOWN: i64 = 100;

impl View {
    /// The name, or what stands for it.
    pub fn label(&self) -> &str {
        let first = || self.identities.first().map_or("Somebody", |identity| identity.value.as_str());
        if self.customer.name.is_empty() { first() } else { &self.customer.name }
    }
}

/// Reads a customer for their page.
pub fn view(tx: &Tx<'_>, actor: &Actor, id: CustomerId) -> Result<View> {
    permit(actor, Permission::Read)?;
    let customer = store::customer::find(tx, id)?.ok_or(Error::NotFound("customer"))?;
    let list = List::OfCustomer(id);
    Ok(View {
        identities: store::identity::of_customer(tx, id)?,
        conversations: store::conversation::list(tx, &scope(actor), &list, None, CONVERSATIONS_SHOWN)?,
        customer,
    })
}

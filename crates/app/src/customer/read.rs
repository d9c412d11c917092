//! Everything a customer's page shows, read in one transaction.

use super::change::fields;
use super::timeline::{self, Page, Pointer};
use crate::{Error, Result, permit};
use domain::{Actor, CustomerId, CustomerMergeId, Permission};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::Tx;
use store::customer::Customer;
use store::identity::Identity;
use store::organization::Organization;

/// A customer as their page shows them.
#[derive(Clone, Debug)]
pub struct View {
    /// Who.
    pub customer: Customer,
    /// How they are reached.
    pub identities: Vec<Identity>,
    /// The company they belong to.
    pub organization: Option<Organization>,
    /// Custom fields by name.
    pub fields: BTreeMap<String, String>,
    /// Those who went into this customer, latest first.
    pub merges: Vec<MergeView>,
    /// Who knows them.
    pub ally: Option<crate::ally::Ally>,
    /// What happened, a page of it.
    pub timeline: Page,
}

/// Somebody who went into this customer.
#[derive(Clone, Debug)]
pub struct MergeView {
    /// The merge, to undo it.
    pub id: CustomerMergeId,
    /// Who went.
    pub merged: CustomerId,
    /// What they were called, empty when nothing.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

impl View {
    /// The name, or what stands for it.
    pub fn label(&self) -> &str {
        label(&self.customer, &self.identities)
    }
}

/// A customer's name, or what stands for it.
pub(super) fn label<'a>(customer: &'a Customer, identities: &'a [Identity]) -> &'a str {
    let first = || identities.first().map_or("Somebody", |identity| identity.value.as_str());
    if customer.name.is_empty() { first() } else { &customer.name }
}

/// Reads a customer for their page; one who was merged is shown with nothing but where they went.
pub fn view(tx: &Tx<'_>, actor: &Actor, id: CustomerId, before: Option<Pointer>) -> Result<View> {
    permit(actor, Permission::Read)?;
    let customer = store::customer::find(tx, id)?.ok_or(Error::NotFound("customer"))?;
    let organization = match customer.organization_id {
        Some(organization) => store::organization::find(tx, organization)?,
        None => None,
    };
    let mut merges = Vec::new();
    for merge in store::customer_merge::into_kept(tx, id)? {
        let merged = store::customer::find(tx, merge.merged_id)?;
        let name = merged.map(|merged| merged.name).unwrap_or_default();
        merges.push(MergeView { id: merge.id, merged: merge.merged_id, name, at: merge.created_at });
    }
    Ok(View {
        identities: store::identity::of_customer(tx, id)?,
        ally: store::ally::of_customer(tx, id)?,
        fields: fields(&customer),
        timeline: timeline::timeline(tx, actor, id, before)?,
        organization,
        merges,
        customer,
    })
}

//! Keeping a customer findable: the search index is written anew from the rows, so that no change can leave out a word.

use crate::Result;
use store::WriteTx;
use store::customer::Customer;

/// Notes whose words are found; the index cuts at its own limit anyway.
const NOTES_INDEXED: i64 = 200;

/// Writes the index of a customer from what is in the database now. A merged one isn't found any more.
pub(crate) fn index(tx: &WriteTx<'_>, customer: &Customer) -> Result<()> {
    if customer.merged_into.is_some() {
        return Ok(store::search::forget_customer(tx, customer.id)?);
    }
    let identities = store::identity::of_customer(tx, customer.id)?;
    let identities: Vec<&str> = identities.iter().map(|identity| identity.value.as_str()).collect();
    let notes = store::customer_note::of_customer(tx, customer.id, NOTES_INDEXED)?;
    let mut words: Vec<String> = notes.into_iter().map(|note| note.text).collect();
    if let Some(id) = customer.organization_id {
        words.extend(store::organization::find(tx, id)?.map(|organization| organization.name));
    }
    Ok(store::search::index_customer(
        tx,
        customer.id,
        &customer.name,
        &identities.join(" "),
        &words.join(" "),
    )?)
}

//! Mails that people must look at.

use crate::{Error, Result, permit};
use domain::{Actor, InboundId, Permission};
use jiff::Timestamp;
use store::{Tx, WriteTx};

/// A mail that could not be understood.
#[derive(Clone, Debug)]
pub struct NeedsLook {
    /// Its id.
    pub id: InboundId,
    /// Why.
    pub problem: String,
    /// Which way it came.
    pub source: String,
    /// When.
    pub received_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// How it begins, as text.
    pub beginning: String,
}

/// Mails shown at once.
const SHOWN: i64 = 50;
/// Bytes of a raw mail shown.
const BEGINNING_BYTES: usize = 4_000;

/// The mails that need a look, oldest first.
pub fn needing_look(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<NeedsLook>> {
    permit(actor, Permission::Organize)?;
    let mut mails = Vec::new();
    for inbound in store::inbound::needing_look(tx, SHOWN)? {
        let raw = store::inbound::raw(tx, &inbound)?;
        mails.push(NeedsLook {
            id: inbound.id,
            beginning: String::from_utf8_lossy(&raw[..raw.len().min(BEGINNING_BYTES)]).into_owned(),
            problem: inbound.problem,
            source: inbound.source,
            received_at: inbound.received_at,
            attempts: inbound.attempts,
        });
    }
    Ok(mails)
}

/// Lets a mail that needed a look be processed again.
pub fn look_again(tx: &WriteTx<'_>, actor: &Actor, id: InboundId) -> Result<()> {
    permit(actor, Permission::Organize)?;
    store::inbound::find(tx, id)?.ok_or(Error::NotFound("mail"))?;
    Ok(store::inbound::requeue(tx, id)?)
}

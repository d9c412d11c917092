//! Our addresses that customers write to.

use crate::{Error, Result, permit};
use domain::{Actor, EmailAddress, Event, EventKind, MailboxId, Moment, Permission, TeamId};
use jiff::Timestamp;
use store::{Tx, WriteTx};

pub use store::mailbox::{Left, Mailbox, Position, Progress};

/// The mailbox with that address, made if it isn't there: the configuration names them at each start.
pub fn ensure(tx: &WriteTx<'_>, name: &str, address: &str, moment: &Moment) -> Result<MailboxId> {
    let parsed = EmailAddress::parse(address)
        .ok_or_else(|| Error::invalid("address", format!("“{address}” is no mail address.")))?;
    Ok(store::mailbox::ensure(tx, name, &parsed, moment.now)?)
}

/// All mailboxes.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Mailbox>> {
    Ok(store::mailbox::all(tx)?)
}

/// All mailboxes, each with the time since when its mail is taken, where older mail stays in it.
pub fn with_beginnings(tx: &Tx<'_>) -> Result<Vec<(Mailbox, Option<Timestamp>)>> {
    let since = |mailbox: Mailbox| Ok((store::mailbox::taken_since(tx, mailbox.id)?, mailbox));
    store::mailbox::all(tx)?
        .into_iter()
        .map(since)
        .map(|one| one.map(|(since, mailbox)| (mailbox, since)))
        .collect()
}

/// What people change of a mailbox; how to connect to it is configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The name customers see as the sender.
    pub name: String,
    /// The team its mail goes to.
    pub team: Option<TeamId>,
    /// What stands under answers of agents without a signature of their own.
    pub signature: String,
}

/// Bytes of a name, which stands before the address in every mail.
const NAME_BYTES_MAX: usize = 100;
/// Bytes of a signature.
const SIGNATURE_BYTES_MAX: usize = 4_000;

/// Changes a mailbox.
pub fn change(tx: &WriteTx<'_>, actor: &Actor, id: MailboxId, to: &Change, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    store::mailbox::find(tx, id)?.ok_or(Error::NotFound("mailbox"))?;
    let name = to.name.trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return Err(Error::invalid("name", format!("A name has 1 to {NAME_BYTES_MAX} bytes.")));
    }
    if to.signature.len() > SIGNATURE_BYTES_MAX {
        return Err(Error::invalid("signature", "A signature has at most 4,000 bytes."));
    }
    if let Some(team) = to.team {
        store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?;
    }
    store::mailbox::rename(tx, id, name)?;
    store::mailbox::update(tx, id, to.team, to.signature.trim_end())?;
    let event = Event::new(EventKind::SettingChanged { name: "mailbox".into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

//! Our addresses that customers write to, how far each folder is read, and whether it works.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{EmailAddress, MailboxId, TeamId};
use jiff::Timestamp;

/// A mailbox. How to connect to it is configuration, not data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Id.
    pub id: MailboxId,
    /// The name customers see as the sender.
    pub name: String,
    /// The address customers write to.
    pub address: String,
    /// The team its mail goes to.
    pub team_id: Option<TeamId>,
    /// What stands under answers from agents without a signature of their own.
    pub signature: String,
    /// When it last worked.
    pub last_ok_at: Option<Timestamp>,
    /// Since when it doesn't work.
    pub failing_since: Option<Timestamp>,
    /// Why, in plain words.
    pub failure: String,
}

/// How far a folder is read (RFC 9051, section 2.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The folder's UIDVALIDITY.
    pub uid_validity: u32,
    /// The last UID taken.
    pub uid: u32,
}

/// What was in a folder before its mailbox was connected, and stays there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// When it was connected.
    pub before: Timestamp,
    /// The last UID among which that mail is, as the folder is numbered now.
    pub up_to: u32,
}

/// How far a folder is read, and what of it is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How far.
    pub position: Position,
    /// What stays there; none where everything is taken.
    pub left: Option<Left>,
}

const COLUMNS: &str = "id, name, address, team_id, signature, last_ok_at, failing_since, failure";

fn mailbox(columns: &mut Columns<'_>) -> Result<Mailbox> {
    Ok(Mailbox {
        id: columns.next()?,
        name: columns.next()?,
        address: columns.next()?,
        team_id: columns.next()?,
        signature: columns.next()?,
        last_ok_at: columns.next()?,
        failing_since: columns.next()?,
        failure: columns.next()?,
    })
}

/// The mailbox with that address, added if it isn't there; one that is keeps the name that people gave it.
pub fn ensure(tx: &WriteTx<'_>, name: &str, address: &EmailAddress, now: Timestamp) -> Result<MailboxId> {
    tx.insert(
        "INSERT INTO mailbox (name, address, address_key, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (address_key) DO UPDATE SET address_key = excluded.address_key RETURNING id",
        &[&name, &address.as_str(), &address.key(), &now],
    )
}

/// Sets the name customers see.
pub fn rename(tx: &WriteTx<'_>, id: MailboxId, name: &str) -> Result<()> {
    tx.execute("UPDATE mailbox SET name = $2 WHERE id = $1", &[&id, &name])?;
    Ok(())
}

/// Sets the team its mail goes to and the signature under answers.
pub fn update(tx: &WriteTx<'_>, id: MailboxId, team: Option<TeamId>, signature: &str) -> Result<()> {
    tx.execute("UPDATE mailbox SET team_id = $2, signature = $3 WHERE id = $1", &[&id, &team, &signature])?;
    Ok(())
}

/// All mailboxes, by id.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Mailbox>> {
    tx.query(&format!("SELECT {COLUMNS} FROM mailbox ORDER BY id"), &[], mailbox)
}

/// The mailbox with that id.
pub fn find(tx: &Tx<'_>, id: MailboxId) -> Result<Option<Mailbox>> {
    tx.first(&format!("SELECT {COLUMNS} FROM mailbox WHERE id = $1"), &[&id], mailbox)
}

/// The mailbox with that address.
pub fn find_by_address(tx: &Tx<'_>, address_key: &str) -> Result<Option<Mailbox>> {
    tx.first(&format!("SELECT {COLUMNS} FROM mailbox WHERE address_key = $1"), &[&address_key], mailbox)
}

/// How far a folder is read, if it ever was.
pub fn progress(tx: &Tx<'_>, id: MailboxId, folder: &str) -> Result<Option<Progress>> {
    tx.first(
        "SELECT uid_validity, uid, left_before, left_up_to FROM mailbox_position
         WHERE mailbox_id = $1 AND folder = $2",
        &[&id, &folder],
        |columns| {
            let position = Position { uid_validity: columns.next()?, uid: columns.next()? };
            let (before, up_to): (Option<Timestamp>, u32) = (columns.next()?, columns.next()?);
            Ok(Progress { position, left: before.map(|before| Left { before, up_to }) })
        },
    )
}

/// Notes where taking a folder begins, and what before it is left there.
pub fn leave(tx: &WriteTx<'_>, id: MailboxId, folder: &str, at: Position, left: Left) -> Result<()> {
    tx.execute(
        "INSERT INTO mailbox_position (mailbox_id, folder, uid_validity, uid, left_before, left_up_to)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (mailbox_id, folder) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid,
         left_before = excluded.left_before, left_up_to = excluded.left_up_to",
        &[&id, &folder, &at.uid_validity, &at.uid, &left.before, &left.up_to],
    )?;
    Ok(())
}

/// Since when mail is taken from the mailbox, where what was there before stays there.
pub fn taken_since(tx: &Tx<'_>, id: MailboxId) -> Result<Option<Timestamp>> {
    let since =
        tx.first("SELECT MIN(left_before) FROM mailbox_position WHERE mailbox_id = $1", &[&id], |columns| {
            columns.next::<Option<Timestamp>>()
        })?;
    Ok(since.flatten())
}

/// Notes how far a folder is read, in the transaction that made the mail durable.
pub fn advance(tx: &WriteTx<'_>, id: MailboxId, folder: &str, to: Position) -> Result<()> {
    tx.execute(
        "INSERT INTO mailbox_position (mailbox_id, folder, uid_validity, uid) VALUES ($1, $2, $3, $4)
         ON CONFLICT (mailbox_id, folder) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid",
        &[&id, &folder, &to.uid_validity, &to.uid],
    )?;
    Ok(())
}

/// Notes that it worked; true when it had been failing.
pub fn set_ok(tx: &WriteTx<'_>, id: MailboxId, now: Timestamp) -> Result<bool> {
    let recovered = tx.execute(
        "UPDATE mailbox SET failing_since = NULL, failure = '', last_ok_at = $2 WHERE id = $1 AND failing_since IS NOT NULL",
        &[&id, &now],
    )?;
    if recovered == 0 {
        tx.execute("UPDATE mailbox SET last_ok_at = $2 WHERE id = $1", &[&id, &now])?;
    }
    Ok(recovered == 1)
}

/// Notes that it doesn't work; true when it had been working.
pub fn set_failing(tx: &WriteTx<'_>, id: MailboxId, why: &str, now: Timestamp) -> Result<bool> {
    let news = tx.execute(
        "UPDATE mailbox SET failing_since = $2, failure = $3 WHERE id = $1 AND failing_since IS NULL",
        &[&id, &now, &why],
    )?;
    if news == 0 {
        tx.execute("UPDATE mailbox SET failure = $2 WHERE id = $1", &[&id, &why])?;
    }
    Ok(news == 1)
}

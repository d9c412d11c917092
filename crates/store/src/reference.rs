//! Message-IDs of mails we sent or received: threading, and noticing the same mail twice.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::MessageId;
use sha2::{Digest, Sha256};

/// What is indexed of a Message-ID: 8 bytes of its hash. Two that share it by chance are told apart by the
/// Message-ID in the message's row, so that 40-byte ids needn't stand in an index.
fn key(mail_message_id: &str) -> i64 {
    let hash = Sha256::digest(mail_message_id.as_bytes());
    i64::from_be_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// Notes that the message carries this Message-ID.
pub fn add(tx: &WriteTx<'_>, mail_message_id: &str, message: MessageId) -> Result<()> {
    tx.execute(
        "INSERT INTO mail_reference (key, message_id) VALUES ($1, $2) ON CONFLICT (key, message_id) DO NOTHING",
        &[&key(mail_message_id), &message],
    )?;
    Ok(())
}

/// The messages that carry this Message-ID, latest first; usually one, several when a mailer repeats itself.
pub fn find(tx: &Tx<'_>, mail_message_id: &str) -> Result<Vec<MessageId>> {
    tx.query(
        "SELECT message.id FROM mail_reference JOIN message ON message.id = mail_reference.message_id
         WHERE mail_reference.key = $1 AND message.mail_message_id = $2 ORDER BY message.id DESC LIMIT 20",
        &[&key(mail_message_id), &mail_message_id],
        only,
    )
}

//! What is in a backup.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};

use sha2::{Digest, Sha256};

/// The list of everything in a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The version of Cape that made it.
    pub(crate) version: String,
    /// When the copy of the database was made.
    pub(crate) made_at: jiff::Timestamp,
    /// How many migrations the database has.
    pub(crate) migration: i64,
    /// How much the database holds.
    pub(crate) holds: Holds,
    /// Size and SHA-256 by name.
    pub(crate) files: BTreeMap<String, Entry>,
}

/// How much a database holds, for people: a backup of nothing should be seen to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holds {
    pub(crate) customers: i64,
    pub(crate) conversations: i64,
    pub(crate) messages: i64,
    pub(crate) mails: i64,
}

/// A file in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) size: u64,
    pub(crate) sha256: String,
}

impl From<store::condition::Holds> for Holds {
    fn from(holds: store::condition::Holds) -> Self {
        let store::condition::Holds { customers, conversations, messages, mails } = holds;
        Self { customers, conversations, messages, mails }
    }
}

impl Manifest {
    /// What is in it, in a sentence.
    pub(crate) fn words(&self) -> String {
        let Holds { customers, conversations, messages, mails } = self.holds;
        format!(
            "{customers} customers, {conversations} conversations, {messages} messages, {mails} mails as they came, \
             as of {} (Cape {})",
            self.made_at.strftime("%Y-%m-%d %H:%M:%S UTC"),
            self.version
        )
    }
}

/// Passes bytes on and hashes them.
pub(super) struct Hashing<T> {
    inner: T,
    hash: Sha256,
    size: u64,
}

impl<T> Hashing<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), size: 0 }
    }

    /// What passed.
    pub(super) fn entry(self) -> Entry {
        Entry { size: self.size, sha256: store::blob::hex(&self.hash.finalize().into()) }
    }

    fn note(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.note(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.note(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

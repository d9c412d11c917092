//! Archives of mail: one mail after the other, however large the archive.

mod maildir;
mod mbox;

pub(crate) use maildir::{MailFile, mails as maildir};
pub(crate) use mbox::{Mbox, Piece};

use app::intake::MAIL_BYTES_MAX;
use std::io::{self, Read};

/// Bytes kept of a mail that is too large: all headers and the first words, enough to see what it is.
const BEGINNING_BYTES: usize = 256 * 1024;

/// A mail's bytes, as far as we take them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// The beginning of one that is larger than we take.
    Beginning(Vec<u8>),
}

impl Content {
    /// Bytes that are here.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Whole(raw) | Self::Beginning(raw) => raw.len(),
        }
    }

    /// Cuts bytes of which at most one more than the limit was read.
    fn new(mut bytes: Vec<u8>) -> Self {
        if bytes.len() <= MAIL_BYTES_MAX {
            return Self::Whole(bytes);
        }
        bytes.truncate(BEGINNING_BYTES);
        Self::Beginning(bytes)
    }

    /// Reads a whole file, or its beginning.
    fn read(from: impl Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        from.take(MAIL_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
        Ok(Self::new(bytes))
    }
}

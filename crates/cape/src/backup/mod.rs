//! A backup: the database as it was at one moment and the large files beside it, in one compressed archive.
//!
//! `FILE` is a tar archive compressed with zstd, which any system can unpack: `cape.db` (or `cape.pgdump`), `blobs/…`
//! and, last, `manifest.json` with the size and SHA-256 of each. An archive without its manifest was cut off.

mod manifest;
mod pack;
mod postgres;
mod unpack;

pub(crate) use manifest::Manifest;
pub(crate) use pack::pack;
pub(crate) use postgres::restore_dump;
pub(crate) use unpack::{DATABASE, unpack};

/// How much a database holds, as a backup's list says it.
pub(crate) fn holds(found: &store::condition::Condition) -> manifest::Holds {
    found.holds.into()
}

/// What goes wrong with backups, in words for the person who makes them.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The name of PostgreSQL's dump inside the archive.
pub(crate) const DUMP: &str = "cape.pgdump";
/// The name of the list of everything.
const MANIFEST: &str = "manifest.json";

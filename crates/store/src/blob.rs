//! Content-addressed bytes: raw mails and files, kept once, named by their SHA-256.
//!
//! Small ones live in the database, so that a mail and the row that points to it become durable in one flush;
//! large ones are files beside it, written and flushed before the row that names them is committed.
//! All are compressed (zstd) where that saves room.

use crate::error::{Error, Result};
use crate::sql::{Tx, WriteTx};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The SHA-256 of the content.
pub type Hash = [u8; 32];

/// Stored bytes above which a blob becomes a file. SQLite reads and writes blobs of this size faster than the
/// file system does, and larger ones would bloat its log.
const INLINE_BYTES_MAX: usize = 128 * 1024;
/// zstd's level: 3 is its own default; higher ones cost more time than they save room on mail.
const LEVEL: i32 = 3;

/// The directory of the large ones.
pub(crate) struct BlobFiles {
    directory: PathBuf,
}

impl BlobFiles {
    pub(crate) fn open(directory: &Path) -> Result<Self> {
        fs::create_dir_all(directory)?;
        Ok(Self { directory: directory.to_owned() })
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        self.directory.join(file_name(hash))
    }

    /// Writes the file, flushed to disk under its final name. Writing the same content twice is harmless.
    fn write(&self, hash: &Hash, bytes: &[u8]) -> Result<()> {
        let path = self.path(hash);
        if path.exists() {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.directory);
        fs::create_dir_all(folder)?;
        let (mut file, unfinished) = create_unfinished(&path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if let Err(error) = written.and_then(|()| fs::rename(&unfinished, &path)) {
            let _ = fs::remove_file(&unfinished);
            return Err(error.into());
        }
        // The names must be as durable as the bytes: the file's in its folder, and the folder's in ours.
        File::open(folder)?.sync_all()?;
        File::open(&self.directory)?.sync_all()?;
        Ok(())
    }

    fn read(&self, hash: &Hash) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(self.path(hash))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A new file beside `path`. Another thread, or another node that shares the directory, may be writing the same
/// content at this moment, and a crash may have left a part behind: each gets a name of its own.
fn create_unfinished(path: &Path) -> Result<(File, PathBuf)> {
    let mut number = 0_u64;
    loop {
        let unfinished = path.with_extension(format!("{number}.part"));
        match File::create_new(&unfinished) {
            Ok(file) => return Ok((file, unfinished)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

/// Bytes ready to be stored. Made outside of the transaction, so that hashing and compressing don't keep the
/// writer waiting.
#[derive(Clone)]
pub struct Blob {
    /// The name.
    pub hash: Hash,
    size: usize,
    compressed: bool,
    body: Vec<u8>,
}

impl Blob {
    /// Hashes and compresses the bytes.
    pub fn new(bytes: &[u8]) -> Self {
        let hash = Sha256::digest(bytes).into();
        let packed = zstd::bulk::compress(bytes, LEVEL).ok().filter(|packed| packed.len() < bytes.len());
        let compressed = packed.is_some();
        Self { hash, size: bytes.len(), compressed, body: packed.unwrap_or_else(|| bytes.to_vec()) }
    }

    /// The size of the content in bytes, as it was before compression.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// Keeps the blob; true when it wasn't there yet.
pub fn put(tx: &WriteTx<'_>, blob: &Blob) -> Result<bool> {
    let inline = blob.body.len() <= INLINE_BYTES_MAX;
    if !inline {
        tx.blobs.write(&blob.hash, &blob.body)?;
    }
    let body: &[u8] = if inline { &blob.body } else { &[] };
    let added = tx.execute(
        "INSERT INTO blob (hash, size, compressed, inline, body) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (hash) DO NOTHING",
        &[&blob.hash, &(blob.size as i64), &blob.compressed, &inline, &body],
    )?;
    Ok(added == 1)
}

/// The content of a blob; `None` when there is none of that name.
pub fn get(tx: &Tx<'_>, hash: &Hash) -> Result<Option<Vec<u8>>> {
    let row =
        tx.first("SELECT size, compressed, inline, body FROM blob WHERE hash = $1", &[hash], |columns| {
            Ok((
                columns.next::<i64>()?,
                columns.next::<bool>()?,
                columns.next::<bool>()?,
                columns.next::<Vec<u8>>()?,
            ))
        })?;
    let Some((size, compressed, inline, body)) = row else { return Ok(None) };
    let body = if inline { body } else { tx.blobs.read(hash)? };
    let bytes = if compressed { zstd::bulk::decompress(&body, size as usize)? } else { body };
    let intact = <Hash>::from(Sha256::digest(&bytes)) == *hash;
    if intact {
        Ok(Some(bytes))
    } else {
        Err(Error::Nonsense { table: "blob", what: format!("{} is damaged", hex(hash)) })
    }
}

/// A blob without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name.
    pub hash: Hash,
    /// The size of the content in bytes.
    pub size: i64,
    /// Whether the content is in the database; else in a file beside it.
    pub inline: bool,
}

/// The next blobs by name after `after` (all zeros to begin), at most `limit`.
pub fn list(tx: &Tx<'_>, after: &Hash, limit: i64) -> Result<Vec<Listed>> {
    tx.query(
        "SELECT hash, size, inline FROM blob WHERE hash > $1 ORDER BY hash LIMIT $2",
        &[after, &limit],
        |columns| Ok(Listed { hash: columns.next()?, size: columns.next()?, inline: columns.next()? }),
    )
}

/// The file of a large blob inside the directory of the large ones.
pub fn file_name(hash: &Hash) -> PathBuf {
    let name = hex(hash);
    Path::new(&name[..2]).join(&name)
}

/// The hash as 64 hexadecimal digits.
pub fn hex(hash: &Hash) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

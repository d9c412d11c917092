//! Reading a backup: every byte is hashed, whether it is kept or not.

use super::manifest::{Entry, Hashing, Manifest};
use super::{DUMP, MANIFEST, Result};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// The name of the embedded database inside the archive, and in the data directory.
pub(crate) const DATABASE: &str = store::DATABASE_FILE;
/// Bytes of the list: a line of 130 for each of some hundred thousand large files.
const MANIFEST_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Reads the backup `file`, keeps below `into` what `keep` says, and holds everything against the list.
pub(crate) fn unpack(file: &Path, into: &Path, keep: impl Fn(&str) -> bool) -> Result<Manifest> {
    let opened = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let decoder = zstd::stream::read::Decoder::new(BufReader::new(opened))?;
    let mut archive = tar::Archive::new(decoder);
    let mut found = BTreeMap::new();
    let mut manifest = None;
    for entry in archive.entries().map_err(|error| no_backup(&error))? {
        let mut entry = entry.map_err(|error| no_backup(&error))?;
        let name = entry.path()?.to_str().unwrap_or_default().to_owned();
        if name == MANIFEST {
            let mut list = Vec::new();
            entry.by_ref().take(MANIFEST_BYTES_MAX).read_to_end(&mut list)?;
            manifest = Some(serde_json::from_slice::<Manifest>(&list)?);
            continue;
        }
        if !entry.header().entry_type().is_file() || !is_ours(&name) {
            return Err(format!("it holds “{name}”, which no backup does; nothing was changed").into());
        }
        let found_entry = if keep(&name) {
            let path = into.join(&name);
            std::fs::create_dir_all(path.parent().unwrap_or(into))?;
            let mut writing = Hashing::new(File::create_new(&path)?);
            std::io::copy(&mut entry, &mut writing).map_err(|error| no_backup(&error))?;
            File::open(&path)?.sync_all()?;
            writing.entry()
        } else {
            let mut passing = Hashing::new(std::io::sink());
            std::io::copy(&mut entry, &mut passing).map_err(|error| no_backup(&error))?;
            passing.entry()
        };
        found.insert(name, found_entry);
    }
    let manifest = manifest.ok_or("its list is missing: the backup was cut off")?;
    compare(&manifest.files, &found)?;
    Ok(manifest)
}

fn no_backup(error: &std::io::Error) -> String {
    format!("it can't be read to its end, so it is damaged or no backup: {error}")
}

/// Only names that a backup has: nothing may be written outside of the directory meant.
fn is_ours(name: &str) -> bool {
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.strip_prefix("blobs/") {
        Some(blob) => blob
            .split_once('/')
            .is_some_and(|(folder, hash)| folder.len() == 2 && is_hash(hash) && hash.starts_with(folder)),
        None => name == DATABASE || name == DUMP,
    }
}

fn compare(listed: &BTreeMap<String, Entry>, found: &BTreeMap<String, Entry>) -> Result<()> {
    for (name, entry) in listed {
        match found.get(name) {
            None => return Err(format!("{name} is missing from it").into()),
            Some(other) if other != entry => {
                return Err(format!("{name} is damaged: its SHA-256 isn't the one in the list").into());
            }
            Some(_) => {}
        }
    }
    match found.keys().find(|name| !listed.contains_key(*name)) {
        Some(name) => Err(format!("it holds {name}, which isn't in its list").into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let hash = "ab".repeat(32);
        assert!(is_ours("cape.db") && is_ours(&format!("blobs/ab/{hash}")));
        for name in ["../cape.db", "/etc/passwd", "blobs/../../x", "blobs/ab/x", "", "cape.db/x"] {
            assert!(!is_ours(name), "{name}");
        }
        assert!(!is_ours(&format!("blobs/cd/{hash}")));
    }
}

//! Making a backup while Cape runs.

use super::manifest::{Hashing, Manifest};
use super::{DATABASE, DUMP, MANIFEST, Result, postgres};
use crate::clock::moment;
use app::{Database, Location};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use store::condition::{self, Care};

/// zstd's own default: higher levels take far longer for little.
const LEVEL: i32 = 3;
/// Large files listed at once.
const LISTED: i64 = 1000;
/// What is inside is personal: the archive is its owner's alone.
const MODE: u32 = 0o600;

type Archive = tar::Builder<zstd::stream::write::Encoder<'static, BufWriter<File>>>;

/// Packs everything of `location` into the new file `to`. The copy of the database lies beside it meanwhile.
pub(crate) fn pack(location: &Location, to: &File, beside: &Path) -> Result<Manifest> {
    let room = tempfile::TempDir::with_prefix_in(".cape-backup-", beside)?;
    let made_at = moment().now;
    // The database first: the large files are never changed or removed, so those it names are still there after.
    let (name, copy, blobs, looked_at) = match location {
        Location::Directory(directory) => {
            let copy = room.path().join(DATABASE);
            store::copy::write(directory, &copy)?;
            let copied = Location::Directory(room.path().to_owned());
            (DATABASE, copy, directory.join("blobs"), copied)
        }
        Location::Postgres { url, blobs } => {
            let copy = room.path().join(DUMP);
            postgres::dump(url, &copy)?;
            (DUMP, copy, blobs.clone(), location.clone())
        }
    };
    let found = condition::look(&looked_at, Care::Thorough)?.ok_or("there is no database yet")?;
    if let Some(damage) = found.damage.first() {
        return Err(format!("the database is damaged, and a copy would be as well: {damage}").into());
    }
    let encoder = zstd::stream::write::Encoder::new(BufWriter::new(to.try_clone()?), LEVEL)?;
    let mut archive = tar::Builder::new(encoder);
    let mut files = BTreeMap::new();
    add_file(&mut archive, &mut files, name, &copy)?;
    add_blobs(&mut archive, &mut files, location, &blobs)?;
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        migration: found.migration,
        holds: found.holds.into(),
        files,
    };
    let list = serde_json::to_vec_pretty(&manifest)?;
    archive.append_data(&mut header(list.len() as u64), MANIFEST, list.as_slice())?;
    let mut writer = archive.into_inner()?.finish()?;
    writer.flush()?;
    to.sync_all()?;
    Ok(manifest)
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(MODE);
    header
}

fn add_file(
    archive: &mut Archive,
    files: &mut BTreeMap<String, super::manifest::Entry>,
    name: &str,
    path: &Path,
) -> Result<()> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let size = file.metadata()?.len();
    // As long as it was when it was measured: the archive's own frame says so beforehand.
    let mut reading = Hashing::new(file.take(size));
    archive.append_data(&mut header(size), name, &mut reading)?;
    files.insert(name.to_owned(), reading.entry());
    Ok(())
}

fn add_blobs(
    archive: &mut Archive,
    files: &mut BTreeMap<String, super::manifest::Entry>,
    location: &Location,
    blobs: &Path,
) -> Result<()> {
    let db = Database::open(location)?;
    let mut after = [0; 32];
    loop {
        let listed = db.read(move |tx| Ok::<_, app::Error>(store::blob::list(tx, &after, LISTED)?)).wait()?;
        let Some(last) = listed.last() else { return Ok(()) };
        after = last.hash;
        for blob in listed.iter().filter(|blob| !blob.inline) {
            let name = store::blob::file_name(&blob.hash);
            add_file(archive, files, &format!("blobs/{}", name.display()), &blobs.join(&name))?;
        }
    }
}

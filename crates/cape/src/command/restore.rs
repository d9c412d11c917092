//! `cape restore`: a backup becomes the data again, once every byte of it has proved whole.

use super::backup::sound;
use super::{Done, say};
use crate::backup::{DATABASE, DUMP, Manifest, Result, restore_dump, unpack};
use crate::clock::moment;
use crate::config::Config;
use app::Location;
use clap::Args;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use store::condition::{self, Care};

#[derive(Args)]
pub(crate) struct Restore {
    /// The backup.
    file: PathBuf,
    /// Also when there is data already. It is kept aside, in a folder of the data directory; a PostgreSQL database's
    /// content is replaced.
    #[arg(long)]
    replace: bool,
}

/// What makes up the data of the embedded database.
const DATA: [&str; 4] = [DATABASE, "cape.db-wal", "cape.db-shm", "blobs"];

pub(super) fn run(restore: &Restore, config: &Config) -> Done {
    let location = config.location();
    if let Err(error) = TcpListener::bind(config.listen)
        && error.kind() == std::io::ErrorKind::AddrInUse
    {
        return Err(format!("something answers at {}: stop Cape before restoring", config.listen).into());
    }
    let (directory, is_postgres) = match &location {
        Location::Directory(directory) => (directory.clone(), false),
        Location::Postgres { .. } => (config.data.clone(), true),
    };
    refuse_data(&location, &directory, restore.replace)?;
    std::fs::create_dir_all(&directory)?;
    // Inside the data directory: what is moved must not change disks, and the folder above may be somebody else's.
    let room = tempfile::TempDir::with_prefix_in(".cape-restore-", &directory)?;
    let manifest = unpack(&restore.file, room.path(), |_| true)
        .map_err(|error| format!("{}: {error}; nothing was changed", restore.file.display()))?;
    check(&manifest, room.path(), is_postgres)
        .map_err(|error| format!("{}: {error}; nothing was changed", restore.file.display()))?;
    let aside = set_aside(&directory, restore.replace)?;
    if let Location::Postgres { url, .. } = &location {
        restore_dump(url, &room.path().join(DUMP), restore.replace)?;
    }
    for name in [DATABASE, "blobs"] {
        let from = room.path().join(name);
        if from.exists() {
            std::fs::rename(from, directory.join(name))?;
        }
    }
    File::open(&directory)?.sync_all()?;
    if let Some(aside) = aside {
        say(&format!("What was there before is in {}.", aside.display()));
    }
    say(&format!("Restored {} files: {}.", manifest.files.len(), manifest.words()));
    say("Answers that waited to be sent when the backup was made will be sent when Cape starts.");
    Ok(())
}

fn refuse_data(location: &Location, directory: &Path, replace: bool) -> Result<()> {
    let empty = match std::fs::read_dir(directory) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(format!("{}: {error}", directory.display()).into()),
    };
    let made = match location {
        Location::Directory(_) => false,
        Location::Postgres { .. } => condition::look(location, Care::Quick)?.is_some(),
    };
    if replace || (empty && !made) {
        return Ok(());
    }
    let what = if made { "the database".to_owned() } else { directory.display().to_string() };
    Err(format!("{what} isn't empty; with --replace what is there is set aside first").into())
}

fn check(manifest: &Manifest, room: &Path, is_postgres: bool) -> Result<()> {
    let has_dump = manifest.files.contains_key(DUMP);
    if has_dump != is_postgres {
        let (made_of, configured) =
            if has_dump { ("PostgreSQL", "SQLite") } else { ("SQLite", "PostgreSQL") };
        return Err(format!(
            "it was made of a {made_of} database, and the configuration says {configured}; cape export moves between them"
        )
        .into());
    }
    if manifest.migration > store::latest_migration() {
        return Err(format!("it was made by a newer Cape ({}): install that first", manifest.version).into());
    }
    if let Some(found) = condition::look(&Location::Directory(room.to_owned()), Care::Thorough)? {
        sound(manifest, &found)?;
    }
    Ok(())
}

/// Moves what is there into a folder of its own.
fn set_aside(directory: &Path, replace: bool) -> Result<Option<PathBuf>> {
    let there: Vec<&str> = DATA.into_iter().filter(|name| directory.join(name).exists()).collect();
    if there.is_empty() || !replace {
        return Ok(None);
    }
    let aside = directory.join(format!("before-restore-{}", moment().now.strftime("%Y%m%dT%H%M%SZ")));
    std::fs::create_dir(&aside)?;
    for name in there {
        std::fs::rename(directory.join(name), aside.join(name))?;
    }
    Ok(Some(aside))
}

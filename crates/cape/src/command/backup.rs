//! `cape backup`: everything in one file, made while Cape runs, and looked at again before we say that it is good.

use super::{Done, say};
use crate::backup::{DATABASE, Manifest, Result, pack, unpack};
use crate::config::Config;
use app::Location;
use clap::Args;
use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use store::condition::{self, Care};

#[derive(Args)]
pub(crate) struct Backup {
    /// The file, such as cape-2026-03-02.tar.zst; it must not be there yet.
    file: PathBuf,
    /// Make nothing: look whether the backup that is there can be restored.
    #[arg(long)]
    verify: bool,
}

pub(super) fn run(backup: &Backup, config: &Config) -> Done {
    let file = &backup.file;
    if backup.verify {
        let manifest = verify(file).map_err(|error| format!("{}: {error}", file.display()))?;
        say(&format!("{} can be restored: {}.", file.display(), manifest.words()));
        return Ok(());
    }
    if file.exists() {
        return Err(format!("{} is there already; a backup never overwrites another", file.display()).into());
    }
    let beside = folder_of(file);
    // Under another name until it is whole: whoever copies backups away must not find half of one.
    let unfinished = file.with_extension("unfinished");
    let made = make(config, &unfinished, beside);
    let manifest = made.and_then(|_| {
        let manifest = verify(&unfinished)?;
        std::fs::rename(&unfinished, file)?;
        File::open(beside)?.sync_all()?;
        Ok(manifest)
    });
    if manifest.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    let manifest = manifest?;
    let megabytes = std::fs::metadata(file)?.len() as f64 / 1e6;
    say(&format!("{}, {megabytes:.1} MB, verified: {}.", file.display(), manifest.words()));
    Ok(())
}

fn make(config: &Config, to: &Path, beside: &Path) -> Result<Manifest> {
    let location = config.location();
    if let Location::Directory(directory) = &location
        && !directory.join(DATABASE).exists()
    {
        return Err(format!("there is no database in {}", directory.display()).into());
    }
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(to);
    let file = file.map_err(|error| format!("{}: {error}", to.display()))?;
    pack(&location, &file, beside)
}

/// Reads all of a backup, and looks at its database as thoroughly as restoring would.
fn verify(file: &Path) -> Result<Manifest> {
    let room = tempfile::TempDir::with_prefix_in(".cape-verify-", folder_of(file))?;
    let manifest = unpack(file, room.path(), |name| name == DATABASE)?;
    if let Some(found) = condition::look(&Location::Directory(room.path().to_owned()), Care::Thorough)? {
        sound(&manifest, &found)?;
    }
    Ok(manifest)
}

/// Whether the database is whole and what the list says it is.
pub(super) fn sound(manifest: &Manifest, found: &condition::Condition) -> Result<()> {
    if let Some(damage) = found.damage.first() {
        return Err(format!("its database is damaged: {damage}").into());
    }
    if found.migration != manifest.migration || crate::backup::holds(found) != manifest.holds {
        return Err("its database isn't the one of its list".into());
    }
    Ok(())
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

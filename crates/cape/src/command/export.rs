//! `cape export`: everything in a form that outlives Cape: JSON, a line for each thing, and the files by their hash.
//!
//! docs/export.md says what the fields mean. All of it is read in one transaction, so it is as the house was at one
//! moment, while people go on working.

use super::{Done, say};
use crate::clock::moment;
use crate::config::Config;
use clap::Args;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use store::export::{NOUNS, Noun};
use store::{Tx, blob};

#[derive(Args)]
pub(crate) struct Export {
    /// The folder to write into; it must be empty or new.
    folder: PathBuf,
}

/// The folder of the files.
const FILES: &str = "files";
/// The summary, written last: without it an export isn't whole.
const SUMMARY: &str = "export.json";
/// Files listed at once.
const LISTED: i64 = 1000;

pub(super) fn run(export: &Export, config: &Config) -> Done {
    let folder = &export.folder;
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if std::fs::read_dir(folder)?.next().is_some() {
        return Err(format!("{} isn't empty", folder.display()).into());
    }
    let db = app::Database::open(&config.location())?;
    let (into, made_at) = (folder.clone(), moment().now);
    let counts = db.read(move |tx| Ok::<_, app::Error>(write_all(tx, &into)?)).wait()?;
    let summary = json!({
        "format": 1,
        "version": env!("CARGO_PKG_VERSION"),
        "made_at": made_at.to_string(),
        "counts": counts,
    });
    let path = folder.join(SUMMARY);
    std::fs::write(&path, format!("{summary:#}\n"))?;
    File::open(&path)?.sync_all()?;
    let said: Vec<String> = ["customer", "conversation", "message", FILES]
        .iter()
        .map(|name| format!("{} {name}", counts.get(*name).unwrap_or(&Value::Null)))
        .collect();
    say(&format!("{}: {} and what belongs to them.", folder.display(), said.join(", ")));
    Ok(())
}

/// Everything; how much of each.
fn write_all(tx: &Tx<'_>, folder: &Path) -> store::Result<Map<String, Value>> {
    let mut counts = Map::new();
    for noun in NOUNS {
        counts.insert(noun.name.to_owned(), write_noun(tx, folder, noun)?.into());
    }
    counts.insert(FILES.to_owned(), write_files(tx, &folder.join(FILES))?.into());
    Ok(counts)
}

fn write_noun(tx: &Tx<'_>, folder: &Path, noun: &Noun) -> store::Result<u64> {
    let mut file = BufWriter::new(File::create(folder.join(format!("{}.jsonl", noun.name)))?);
    let mut count = 0;
    store::export::each(tx, noun, |row| {
        count += 1;
        Ok(writeln!(file, "{}", Value::Object(row))?)
    })?;
    file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(count)
}

/// Each file once, under its SHA-256, in folders of its first two digits.
fn write_files(tx: &Tx<'_>, folder: &Path) -> store::Result<u64> {
    std::fs::create_dir_all(folder)?;
    let (mut after, mut count) = ([0; 32], 0);
    loop {
        let listed = blob::list(tx, &after, LISTED)?;
        let Some(last) = listed.last() else { return Ok(count) };
        after = last.hash;
        for listed in &listed {
            // Checked against its hash as it is read.
            let Some(bytes) = blob::get(tx, &listed.hash)? else { continue };
            let path = folder.join(blob::file_name(&listed.hash));
            std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
            std::fs::write(path, bytes)?;
            count += 1;
        }
    }
}

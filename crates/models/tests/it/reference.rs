//! Reading the reference data that lie beside the project, where they do.
//!
//! They belong to others and never come into the repository. Where they are missing a test says plainly that it
//! was not run.

use serde_json::Value;
use std::io::Read;
use std::path::PathBuf;

/// The file, or none (said on standard error) where the reference data aren't beside the project.
pub(crate) fn path(file: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/science").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("NOT RUN: {file} isn't beside the project");
    None
}

/// Its text, unpacked where it is packed.
pub(crate) fn text(file: &str) -> Option<String> {
    let path = path(file)?;
    let opened = std::fs::File::open(&path).expect("the file can be opened");
    let mut text = String::new();
    if file.ends_with(".gz") {
        flate2::read::GzDecoder::new(opened).read_to_string(&mut text).expect("it can be unpacked");
    } else {
        std::io::BufReader::new(opened).read_to_string(&mut text).expect("it can be read");
    }
    Some(text)
}

/// A JSON file.
pub(crate) fn json(file: &str) -> Option<Value> {
    Some(serde_json::from_str(&text(file)?).expect("it is JSON"))
}

/// A table: its rows as maps from the name of a column to its text.
pub(crate) fn table(file: &str) -> Option<Vec<std::collections::HashMap<String, String>>> {
    let text = text(file)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Some(reader.deserialize().map(|row| row.expect("it is a row")).collect())
}

/// Says what differs when a value is not within the tolerance of what was published.
#[track_caller]
pub(crate) fn near(what: &str, found: f64, published: f64, tolerance: f64) {
    assert!(
        (found - published).abs() <= tolerance,
        "{what}: {found}, published {published}, tolerance {tolerance}"
    );
}

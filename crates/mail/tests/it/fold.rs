//! Our own bodies, one for each mail program and language: what stays visible.

use std::{fs, path::Path};

/// Between the body and what must stay visible of it.
const MARK: &str = "\n=== visible ===\n";

fn visible(name: &str, body: &str) -> String {
    let html = Path::new(name).extension().is_some_and(|extension| extension == "html");
    mail::body_only(body.as_bytes(), html).visible_text()
}

#[test]
fn bodies_show_what_was_newly_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bodies");
    let mut misses = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the bodies") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let case = fs::read_to_string(&path).expect("a body");
        let (body, wanted) = case.split_once(MARK).expect("a body and what is visible of it");
        let found = visible(&name, body);
        count += 1;
        if found != wanted.trim_end() {
            misses.push(format!("{name}: wanted {:?}, found {found:?}", wanted.trim_end()));
        }
    }
    misses.sort();
    assert!(count > 100, "only {count} bodies");
    assert!(misses.is_empty(), "{} of {count}:\n{}", misses.len(), misses.join("\n"));
}

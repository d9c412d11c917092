//! HTML that isn't escaped is made in one place.

use crate::expect_none;
use crate::repository::{File, rust_files};
use crate::tokens::{all, lines_of};

/// The one place.
const MAY: &str = "crates/ui/src/raw.rs";

fn wrong(file: &File) -> Vec<String> {
    if file.path == MAY || file.path.ends_with("house/unescaped.rs") {
        return Vec::new();
    }
    lines_of(&all(file), &["PreEscaped"]).into_iter().map(|line| format!("{}:{line}", file.path)).collect()
}

#[test]
fn only_raw_skips_escaping() {
    let wrong: Vec<String> = rust_files().iter().flat_map(wrong).collect();
    expect_none(
        &wrong,
        "`PreEscaped` outside of crates/ui/src/raw.rs. Splice the text plainly, or call one of the functions of `ui::raw`:",
    );
}

#[test]
fn skipping_is_seen() {
    let text = "use maud::PreEscaped; // PreEscaped\nfn a() { PreEscaped(b) }";
    assert_eq!(wrong(&File::new("crates/web/src/a.rs", text)).len(), 2);
    assert_eq!(wrong(&File::new(MAY, text)).len(), 0);
}

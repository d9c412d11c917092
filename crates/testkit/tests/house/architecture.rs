//! The page about the architecture names the crates that exist, and no others.

use crate::expect_none;
use crate::repository::{crates, root};
use std::collections::BTreeSet;
use std::fs;

/// The page.
const PAGE: &str = "ARCHITECTURE.md";

/// The crates a page names: in the rows of a table (``| `name` |``) or the points of a list (``- `name` …``).
fn named(page: &str) -> BTreeSet<String> {
    let name = |line: &str| {
        let rest = line.trim().strip_prefix("| `").or_else(|| line.trim().strip_prefix("- `"))?;
        let (name, _) = rest.split_once('`')?;
        let name = name.trim_end_matches('/').trim_start_matches("crates/");
        name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-').then(|| name.to_owned())
    };
    page.lines().filter_map(name).collect()
}

fn wrong(page: &str, crates: &BTreeSet<String>) -> Vec<String> {
    let named = named(page);
    let missing = crates.difference(&named).map(|name| format!("{name} exists and isn't named"));
    let invented = named.difference(crates).map(|name| format!("{name} is named and doesn't exist"));
    missing.chain(invented).collect()
}

#[test]
fn the_page_names_the_crates_that_exist() {
    let page = fs::read_to_string(root().join(PAGE));
    let page = page.unwrap_or_else(|_| panic!("{PAGE} is missing: write it, with a row for each crate"));
    expect_none(
        &wrong(&page, &crates().into_iter().collect()),
        "Change ARCHITECTURE.md together with the crates:",
    );
    assert!(
        page.lines().count() <= 300,
        "{PAGE} has more than 300 lines: nobody reads that; move details to where they belong"
    );
}

#[test]
fn a_wrong_page_is_seen() {
    let crates = ["domain", "store"].map(ToOwned::to_owned).into();
    assert_eq!(wrong("| `domain` | rules |\n- `store` the only SQL\n| `id` |", &crates).len(), 1);
    assert_eq!(wrong("| `domain` | rules |", &crates), ["store exists and isn't named"]);
}

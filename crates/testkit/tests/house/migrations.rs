//! Both engines take the same steps.

use crate::expect_none;
use crate::repository::{files, paths};
use std::collections::BTreeSet;

fn steps(paths: &[String], engine: &str) -> BTreeSet<String> {
    let folder = format!("crates/store/migrations/{engine}/");
    paths.iter().filter_map(|path| path.strip_prefix(&folder)).map(ToOwned::to_owned).collect()
}

/// Steps that one engine has and the other hasn't.
fn wrong(paths: &[String]) -> Vec<String> {
    let (sqlite, postgres) = (steps(paths, "sqlite"), steps(paths, "postgres"));
    sqlite.symmetric_difference(&postgres).cloned().collect()
}

#[test]
fn both_engines_have_the_same_steps() {
    expect_none(&wrong(&paths()), "Write these migrations for the other engine too, under the same name:");
}

#[test]
fn every_step_is_taken() {
    let list =
        files().into_iter().find(|file| file.path == "crates/store/src/migration.rs").expect("the list");
    let is_missing = |step: &String| !list.text.contains(&format!("\"{}\"", step.trim_end_matches(".sql")));
    let wrong: Vec<String> = steps(&paths(), "sqlite").into_iter().filter(is_missing).collect();
    expect_none(&wrong, "Add these steps to `steps!` in crates/store/src/migration.rs:");
}

#[test]
fn a_missing_step_is_seen() {
    let paths = ["sqlite/0001_a.sql", "postgres/0001_a.sql", "postgres/0002_b.sql"]
        .map(|path| format!("crates/store/migrations/{path}"));
    assert_eq!(wrong(&paths), ["0002_b.sql"]);
}

//! Manifests: lints for everybody, versions in one place, time and randomness not within reach.

use crate::expect_none;
use crate::repository::{crates, manifest, paths};
use toml::{Table, Value};

/// What only `cape` and `testkit` may ask the machine for.
const BANNED: [&str; 5] = [
    "std::time::SystemTime::now",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "getrandom::fill",
    "std::thread::sleep",
];

fn is_inherited(manifest: &Table, section: &str) -> bool {
    manifest.get(section).and_then(|section| section.get("workspace")).and_then(Value::as_bool) == Some(true)
}

/// Dependencies that bring a version of their own.
fn own_versions(name: &str, manifest: &Table) -> Vec<String> {
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = sections.iter().filter_map(|section| manifest.get(*section)?.as_table()).flatten();
    let own = tables.filter(|(_, value)| value.get("workspace").and_then(Value::as_bool) != Some(true));
    own.map(|(dependency, _)| format!("{name}: {dependency}")).collect()
}

fn not_banned(clippy: &Table) -> Vec<String> {
    let banned: Vec<&Value> =
        clippy.get("disallowed-methods").and_then(Value::as_array).into_iter().flatten().collect();
    let is_banned = |path: &&&str| {
        let fits = |entry: &&Value| {
            entry.get("path").and_then(Value::as_str) == Some(path) && entry.get("reason").is_some()
        };
        banned.iter().any(fits)
    };
    BANNED.iter().filter(|path| !is_banned(path)).map(ToString::to_string).collect()
}

#[test]
fn every_crate_inherits_the_lints() {
    let read = |name: &String| manifest(&format!("crates/{name}/Cargo.toml"));
    let wrong: Vec<String> =
        crates().into_iter().filter(|name| !is_inherited(&read(name), "lints")).collect();
    expect_none(&wrong, "Add `[lints]` with `workspace = true` to the manifests of:");
}

#[test]
fn versions_stand_in_one_place() {
    let read = |name: &String| own_versions(name, &manifest(&format!("crates/{name}/Cargo.toml")));
    let wrong: Vec<String> = crates().iter().flat_map(read).collect();
    expect_none(&wrong, "Name these in the root Cargo.toml and take them with `name.workspace = true`:");
}

#[test]
fn time_and_randomness_are_arguments() {
    expect_none(
        &not_banned(&manifest("clippy.toml")),
        "clippy.toml must ban these, and name what to take instead:",
    );
}

#[test]
fn the_lock_file_is_kept() {
    let paths = paths();
    for name in ["Cargo.lock", "web/package-lock.json"] {
        assert!(paths.contains(&name.to_owned()), "commit {name}: a build must be the same everywhere");
    }
}

#[test]
fn loose_manifests_are_seen() {
    let parse = |text: &str| text.parse::<Table>().expect("a manifest");
    assert!(!is_inherited(&parse("[lints.rust]\nunsafe_code = 'forbid'"), "lints"));
    assert!(is_inherited(&parse("[lints]\nworkspace = true"), "lints"));
    let own = own_versions(
        "web",
        &parse("[dependencies]\na = '1'\nb.workspace = true\n[dev-dependencies]\nc = { path = '' }"),
    );
    assert_eq!(own, ["web: a", "web: c"]);
    let half = "disallowed-methods = [{ path = 'jiff::Timestamp::now', reason = 'x' }, { path = 'getrandom::fill' }]";
    assert_eq!(not_banned(&parse(half)).len(), 4);
}

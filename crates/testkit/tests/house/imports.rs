//! Which crate may use which: the walls of the house.

use crate::expect_none;
use crate::repository::{File, crates, manifest, rust_files};
use crate::tokens::{all, lines_of};
use std::collections::BTreeSet;
use toml::Table;

/// A crate and those of ours that it may use. The mistake each wall stops stands in ARCHITECTURE.md.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("mail", &["domain"]),
    ("models", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "mail", "models", "store"]),
    ("channels", &["domain", "mail", "app"]),
    ("ui", &[]),
    ("web", &["domain", "app", "ui"]),
    ("api", &["domain", "app"]),
    ("demo", &["domain"]),
    ("cape", &["domain", "mail", "models", "store", "app", "channels", "ui", "web", "api", "demo"]),
    ("testkit", &["domain", "mail", "models", "store", "app", "channels", "ui", "web", "api", "demo"]),
];

/// A library and the crates that alone may name it.
const OWNED: [(&str, &[&str]); 23] = [
    ("rusqlite", &["store"]),
    ("postgres", &["store"]),
    ("tokio-postgres", &["store"]),
    ("sqlx", &["store"]),
    ("mail-parser", &["mail"]),
    ("mail-builder", &["mail"]),
    ("html5ever", &["mail"]),
    ("html5gum", &["mail"]),
    ("ammonia", &["mail"]),
    ("async-imap", &["channels"]),
    ("lettre", &["channels"]),
    ("reqwest", &["channels"]),
    ("tokio-rustls", &["channels"]),
    ("webpki-roots", &["channels"]),
    // `html!` of ui's prelude asks for the crate by name where it is used; see `maud_is_uis_own_business`.
    ("maud", &["ui", "web"]),
    ("axum", &["web", "api", "cape", "testkit"]),
    ("axum-extra", &["web", "api"]),
    ("tower-http", &["web", "api", "cape"]),
    ("utoipa", &["api"]),
    ("utoipa-axum", &["api"]),
    ("clap", &["cape"]),
    ("getrandom", &["cape", "testkit"]),
    ("argon2", &["app"]),
];

/// What is wrong with one crate's dependencies.
fn wrong(name: &str, manifest: &Table, ours: &BTreeSet<String>) -> Vec<String> {
    let names = |section: &str| -> Vec<String> {
        manifest
            .get(section)
            .and_then(|section| section.as_table())
            .into_iter()
            .flat_map(Table::keys)
            .cloned()
            .collect()
    };
    let Some((_, may_use)) = MAY_USE.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "{name} is a new crate: say here which of ours it may use, and in ARCHITECTURE.md why it exists"
        )];
    };
    let mut wrong = Vec::new();
    for dependency in names("dependencies").into_iter().chain(names("build-dependencies")) {
        if ours.contains(&dependency) && !may_use.contains(&dependency.as_str()) {
            wrong.push(format!("{name} may not use {dependency}"));
        }
        if let Some((_, owners)) = OWNED.iter().find(|(library, _)| *library == dependency)
            && !owners.contains(&name)
        {
            wrong.push(format!("{name} may not use {dependency}, which belongs to {}", owners.join(", ")));
        }
    }
    for dependency in names("dev-dependencies") {
        if ours.contains(&dependency) && dependency != "testkit" && !may_use.contains(&dependency.as_str()) {
            wrong.push(format!("the tests of {name} may not use {dependency}"));
        }
    }
    wrong
}

#[test]
fn crates_use_only_what_they_may() {
    let ours: BTreeSet<String> = crates().into_iter().collect();
    let wrong: Vec<String> = ours
        .iter()
        .flat_map(|name| wrong(name, &manifest(&format!("crates/{name}/Cargo.toml")), &ours))
        .collect();
    expect_none(
        &wrong,
        "A wall is broken. Ask the crate that may (routes call `app`, only `app` calls `store`), or hand the value in as an argument:",
    );
}

/// Lines outside of ui that name maud.
fn naming_maud(file: &File) -> Vec<String> {
    if file.krate() == "ui" || file.path.ends_with("house/imports.rs") {
        return Vec::new();
    }
    lines_of(&all(file), &["maud"]).into_iter().map(|line| format!("{}:{line}", file.path)).collect()
}

#[test]
fn maud_is_uis_own_business() {
    let wrong: Vec<String> = rust_files().iter().flat_map(naming_maud).collect();
    expect_none(&wrong, "Write `use ui::prelude::*;`, which brings `html!`, and leave maud to ui:");
}

#[test]
fn a_broken_wall_is_seen() {
    let ours: BTreeSet<String> = ["web", "store", "testkit", "ui"].map(ToOwned::to_owned).into();
    let judge = |name, text: &str| wrong(name, &text.parse().expect("a manifest"), &ours).len();
    assert_eq!(judge("web", "[dependencies]\nui.workspace = true\naxum = '1'"), 0);
    assert_eq!(judge("web", "[dependencies]\nstore.workspace = true"), 1);
    assert_eq!(judge("web", "[dependencies]\nclap.workspace = true\ntestkit = { path = '' }"), 2);
    assert_eq!(judge("web", "[dev-dependencies]\ntestkit.workspace = true\nstore.workspace = true"), 1);
    assert_eq!(judge("web", "[build-dependencies]\nrusqlite = '0'"), 1);
    assert_eq!(judge("attic", ""), 1);
    let page = "use ui::prelude::*; // maud\nuse maud::html;";
    assert_eq!(naming_maud(&File::new("crates/web/src/a.rs", page)), ["crates/web/src/a.rs:2"]);
    assert_eq!(naming_maud(&File::new("crates/ui/src/a.rs", page)).len(), 0);
}

//! What somebody may see is decided in one place.

use crate::expect_none;
use crate::repository::{File, rust_files};
use crate::tokens::{lines_of, shipped};

/// The one place: it makes a scope from an actor.
const MAY: &str = "crates/app/src/permit.rs";

fn wrong(file: &File) -> Vec<String> {
    if file.path == MAY || file.is_test() || file.krate() == "store" {
        return Vec::new();
    }
    let tokens = shipped(file);
    let names = ["All", "Teams", "Own", "{", "*"];
    let lines = names.iter().flat_map(|name| lines_of(&tokens, &["Scope", ":", ":", name]));
    lines.map(|line| format!("{}:{line}", file.path)).collect()
}

#[test]
fn only_permit_makes_scopes() {
    let wrong: Vec<String> = rust_files().iter().flat_map(wrong).collect();
    expect_none(
        &wrong,
        "A `Scope` is made outside of crates/app/src/permit.rs. Ask `permit` for the actor's scope:",
    );
}

#[test]
fn a_scope_made_elsewhere_is_seen() {
    let text = "fn a() { find(tx, &Scope::All, id) }\n#[cfg(test)]\nmod tests { fn b() { Scope::All } }";
    assert_eq!(wrong(&File::new("crates/app/src/reply.rs", text)), ["crates/app/src/reply.rs:1"]);
    assert_eq!(wrong(&File::new("crates/app/src/reply.rs", "use store::Scope::{All, Own};")).len(), 1);
    assert_eq!(wrong(&File::new("crates/app/src/reply.rs", "fn a(scope: &Scope) {}")).len(), 0);
    assert_eq!(wrong(&File::new(MAY, text)).len(), 0);
}

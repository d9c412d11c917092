//! The rules of the house, as ordinary tests: each says what to do instead, and each shows that it can fail.

#![expect(clippy::expect_used, clippy::panic, reason = "what goes wrong in a test must fail it")]

mod architecture;
mod conformance;
mod duplicates;
mod files;
mod imports;
mod licences;
mod manifests;
mod metadata;
mod migrations;
mod modules;
mod repository;
mod scope;
mod sql;
mod tokens;
mod unescaped;

/// Fails with all that is wrong, one line each, and with what to do about it.
#[track_caller]
pub(crate) fn expect_none(wrong: &[String], instead: &str) {
    assert!(wrong.is_empty(), "{instead}\n  {}", wrong.join("\n  "));
}

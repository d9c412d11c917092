//! One version of each library, or a reason why there are two.

use crate::expect_none;
use crate::metadata::{Package, packages};
use std::collections::BTreeMap;

/// Libraries of which there are several versions, and who keeps the older one. Remove a line when it is gone.
const KNOWN: [(&str, &str); 17] = [
    ("base64", "rcgen, in tests only, is ahead of us"),
    ("block-buffer", "part of digest"),
    ("const-oid", "x509-cert, which reads the certificates of PostgreSQL servers, is behind digest"),
    ("cpufeatures", "part of sha2"),
    ("crypto-common", "part of digest"),
    ("digest", "postgres is on the new RustCrypto, argon2 still on the old, and we with it"),
    ("fallible-iterator", "rusqlite took version 0.3, postgres stays with 0.2, whose trait we need"),
    ("getrandom", "ring stays with 0.2, tempfile and rand took 0.4"),
    ("glam", "nalgebra can convert to it if asked; cargo lists it, and nothing of it is built"),
    ("hashbrown", "hashlink, below rusqlite, is behind"),
    ("hmac", "as digest"),
    ("rand", "argmin-math is behind; what draws random numbers is the newer one"),
    ("rand_chacha", "as rand"),
    ("rand_core", "argon2 stays with the old one, rand took the new one"),
    ("sha2", "as digest"),
    ("syn", "derive macros change over one by one; it runs when we build, not when we serve"),
    ("winnow", "toml 0.9 and the parser below it differ"),
];

/// Libraries with several versions, and lines of the list that aren't needed any more.
fn wrong(packages: &[Package], known: &[(&str, &str)]) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().push(&package.version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    let is_known = |name: &str| known.iter().any(|(known, _)| *known == name);
    let several = versions.iter().filter(|(name, _)| !is_known(name));
    let gone = known.iter().filter(|(name, _)| !versions.contains_key(name));
    several
        .map(|(name, versions)| format!("{name}: {}", versions.join(", ")))
        .chain(gone.map(|(name, _)| format!("{name}: no longer twice, remove it from the list")))
        .collect()
}

#[test]
fn nothing_is_built_twice_without_a_reason() {
    expect_none(
        &wrong(&packages(), &KNOWN),
        "Choose versions that agree (`cargo tree -d` shows who asks for which), or add a line with the reason here:",
    );
}

#[test]
fn twice_is_seen() {
    let package = |name: &str, version: &str| Package {
        name: name.into(),
        version: version.into(),
        licence: String::new(),
    };
    let packages = [package("rand", "0.8.5"), package("rand", "0.9.0"), package("sha2", "0.10.0")];
    assert_eq!(wrong(&packages, &[]), ["rand: 0.8.5, 0.9.0"]);
    assert_eq!(
        wrong(&packages, &[("rand", "why"), ("sha2", "why")]),
        ["sha2: no longer twice, remove it from the list"]
    );
}

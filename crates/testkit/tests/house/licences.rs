//! Everything built in may be given away.

use crate::expect_none;
use crate::metadata::packages;

/// Licences under which we take code: permissive ones, and the MPL, which asks only for changes to its own files.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// Whether an SPDX expression leaves a choice that is allowed. `OR` binds weaker than `AND`; old manifests write
/// a slash for `OR`.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    let allowed = any(&mut rest);
    allowed && rest.is_empty()
}

fn any(rest: &mut &[&str]) -> bool {
    let mut allowed = every(rest);
    while let ["OR", after @ ..] = *rest {
        *rest = after;
        // Read on even when decided, so that the rest is understood.
        allowed |= every(rest);
    }
    allowed
}

fn every(rest: &mut &[&str]) -> bool {
    let mut allowed = one(rest);
    while let ["AND", after @ ..] = *rest {
        *rest = after;
        allowed &= one(rest);
    }
    allowed
}

fn one(rest: &mut &[&str]) -> bool {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let allowed = any(rest);
            if let [")", after @ ..] = *rest {
                *rest = after;
            }
            allowed
        }
        // An exception only adds to what is allowed.
        [name, "WITH", _, after @ ..] | [name, after @ ..] => {
            *rest = after;
            ALLOWED.contains(name)
        }
        [] => false,
    }
}

#[test]
fn every_licence_is_allowed() {
    let packages = packages();
    assert!(packages.len() > 50, "cargo named only {} packages", packages.len());
    let wrong = packages.iter().filter(|package| !is_allowed(&package.licence));
    let wrong: Vec<String> =
        wrong.map(|package| format!("{} {}: {:?}", package.name, package.version, package.licence)).collect();
    expect_none(&wrong, "Find another library, or argue for the licence and add it to the list here:");
}

#[test]
fn expressions_are_understood() {
    for good in [
        "MIT",
        "MIT OR Apache-2.0",
        "GPL-3.0 OR MIT",
        "MIT/Unlicense",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR MIT",
    ] {
        assert!(is_allowed(good), "{good}");
    }
    for bad in
        ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT AND AGPL-3.0) OR GPL-2.0", "MIT MIT", "AGPL-3.0 WITH MIT"]
    {
        assert!(!is_allowed(bad), "{bad}");
    }
}

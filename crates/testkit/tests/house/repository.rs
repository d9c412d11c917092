//! The files of the project, as git knows them: what lies about on somebody's machine is not judged.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file with text in it.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// From the root of the project, with slashes.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) text: String,
}

impl File {
    /// A made-up file, for rules to show that they can fail.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The crate it belongs to; empty outside of all crates.
    pub(crate) fn krate(&self) -> &str {
        self.path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()).unwrap_or_default()
    }

    /// Whether it is code of a test, an example or a benchmark.
    pub(crate) fn is_test(&self) -> bool {
        let inner = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        ["/tests/", "/examples/", "/benches/"].iter().any(|folder| inner.contains(folder))
            || inner.ends_with("/tests.rs")
            || self.krate() == "testkit"
    }
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/testkit lies in the project")
        .to_owned()
}

/// The paths of all files in git.
pub(crate) fn paths() -> Vec<String> {
    let list = Command::new("git").arg("-C").arg(root()).args(["ls-files", "-z"]).output().expect("git");
    assert!(
        list.status.success(),
        "these rules are about the files in git, so they need a clone of the project"
    );
    let paths = String::from_utf8(list.stdout).expect("paths in UTF-8");
    // What was deleted but not yet committed is gone all the same.
    paths.split('\0').filter(|path| root().join(path).is_file()).map(ToOwned::to_owned).collect()
}

/// All text files in git.
pub(crate) fn files() -> Vec<File> {
    let read = |path: String| {
        let text = String::from_utf8(fs::read(root().join(&path)).ok()?).ok()?;
        Some(File { path, text })
    };
    paths().into_iter().filter_map(read).collect()
}

/// All Rust files in git.
pub(crate) fn rust_files() -> Vec<File> {
    files()
        .into_iter()
        .filter(|file| Path::new(&file.path).extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// The names of all crates.
pub(crate) fn crates() -> Vec<String> {
    let manifest = |path: &String| {
        Some(path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?.to_owned())
            .filter(|name| !name.contains('/'))
    };
    paths().iter().filter_map(manifest).collect()
}

/// A manifest.
pub(crate) fn manifest(path: &str) -> toml::Table {
    let text = fs::read_to_string(root().join(path)).expect("a manifest");
    text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

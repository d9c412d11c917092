//! What is built into the binary, as cargo knows it.

use crate::repository::root;
use serde_json::Value;
use std::process::Command;

/// The system Cape is shipped for; what others would need besides isn't loaded just to look at it.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// A package from elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// As SPDX expression; empty when it names none.
    pub(crate) licence: String,
}

/// All packages from elsewhere that a build for [`PLATFORM`] uses, its tests included.
pub(crate) fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", PLATFORM])
        .current_dir(root())
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata failed (is Cargo.lock up to date?): {said}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let used: Vec<&Value> = list(&metadata["resolve"]["nodes"]).iter().map(|node| &node["id"]).collect();
    let from_elsewhere = |package: &&Value| !package["source"].is_null() && used.contains(&&package["id"]);
    list(&metadata["packages"]).iter().filter(from_elsewhere).map(package).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn package(value: &Value) -> Package {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    Package { name: text("name"), version: text("version"), licence: text("license") }
}

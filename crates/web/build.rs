//! Embeds the bundled browser behaviours, with a name that changes when they do.
//!
//! Without Node the bundle may be missing: pages then work as plain links and forms, and the build says so.

use sha2::{Digest, Sha256};
use std::path::Path;
use std::{env, fs};

fn main() {
    let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let bundle = Path::new(&manifest).join("../../web/dist/app.js");
    println!("cargo::rerun-if-changed={}", bundle.display());
    let script = fs::read(&bundle).unwrap_or_else(|_| {
        println!(
            "cargo::warning=web/dist/app.js is missing (run `make assets`); pages will work without scripts"
        );
        Vec::new()
    });
    let start =
        Sha256::digest(&script).iter().take(6).fold(0_u64, |start, byte| start << 8 | u64::from(*byte));
    let hash = format!("{start:012x}");
    let out = env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("app.js"), &script) {
        println!("cargo::error=can't write the bundle: {error}");
    }
    println!("cargo::rustc-env=CAPE_SCRIPT_HASH={hash}");
}

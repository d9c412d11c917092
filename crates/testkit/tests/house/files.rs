//! No file tells of the machine it was written on, or ties the build to one host.

use crate::expect_none;
use crate::repository::{File, files};

/// Put together here, so that this file doesn't hold them.
fn unwanted() -> [(String, &'static str); 6] {
    let join = |parts: [&str; 2]| parts.concat();
    [
        (join(["/wo", "rk/"]), "a path of one machine: write it relative to the project"),
        (join(["/ro", "ot/"]), "a path of one machine: write it relative to the project"),
        (
            join(["registry.npm", "js.org"]),
            "a registry's host: the lock file needs none (omit-lockfile-registry-resolved)",
        ),
        (join(["static.crates", ".io"]), "a registry's host: name the package and its version only"),
        (join(["files.python", "hosted.org"]), "a registry's host: name the package and its version only"),
        (join(["deb.debian", ".org"]), "a registry's host: apt knows where its packages come from"),
    ]
}

fn wrong(file: &File) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, text) in (1..).zip(file.text.lines()) {
        for (piece, why) in unwanted() {
            if text.contains(&piece) {
                wrong.push(format!("{}:{line}: {piece} is {why}", file.path));
            }
        }
        if file.path.ends_with("package-lock.json") && text.contains("\"resolved\": \"http") {
            wrong.push(format!(
                "{}:{line}: an address to load from: remove the lock and install with web/.npmrc",
                file.path
            ));
        }
    }
    wrong
}

#[test]
fn no_file_names_a_machine() {
    let wrong: Vec<String> = files().iter().flat_map(wrong).collect();
    expect_none(&wrong, "These lines hold only where they were written:");
}

#[test]
fn a_machine_is_seen() {
    let line = format!("see {}", unwanted()[0].0);
    assert_eq!(wrong(&File::new("docs/a.md", &line)).len(), 1);
    assert_eq!(
        wrong(&File::new("web/package-lock.json", "\"resolved\": \"https://host.example/a.tgz\"")).len(),
        1
    );
    assert_eq!(wrong(&File::new("docs/a.md", "the network of the house")).len(), 0);
}

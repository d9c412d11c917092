//! Every public function says when it fails and shows how it is used.

use std::fs;
use std::path::{Path, PathBuf};

/// What is missing in a source file, one line each.
fn missing(file: &str, source: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut comment = String::new();
    let mut trait_ends: Option<String> = None;
    let lines: Vec<&str> = source.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).collect();
    for (number, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if trait_ends.as_deref() == Some(line) {
            trait_ends = None;
        }
        if text.starts_with("pub trait ") && !text.ends_with("{}") {
            trait_ends = Some(format!("{}}}", &line[..line.len() - text.len()]));
        }
        if let Some(words) = text.strip_prefix("///") {
            comment.push_str(words.strip_prefix(' ').unwrap_or(words));
            comment.push('\n');
            continue;
        }
        if text.starts_with("#[") {
            continue;
        }
        let public = ["pub fn ", "pub const fn "].iter().find_map(|start| text.strip_prefix(start));
        // Methods of a public trait are public without saying so; its own code lies deeper.
        let of_trait = trait_ends.as_ref().filter(|end| line.len() - text.len() == end.len() + 3);
        let found = public.or_else(|| of_trait.and(text.strip_prefix("fn ")));
        if let Some(rest) = found {
            let name = rest.split(['(', '<']).next().unwrap_or(rest);
            let signature: String =
                lines[number..].iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
            let signature = signature.split(['{', ';']).next().unwrap_or_default();
            if signature.contains("-> Result<") && !comment.contains("# Errors\n") {
                wrong.push(format!("{file}: {name} returns a Result without saying when it fails"));
            }
            if !comment.contains("```") {
                wrong.push(format!("{file}: {name} has no example"));
            }
        }
        comment.clear();
    }
    wrong
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_public_function_has_an_example_and_its_errors() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 100, "the sources were found: {}", files.len());
    let wrong: Vec<String> = (files.iter())
        .flat_map(|path| missing(&path.display().to_string(), &fs::read_to_string(path).expect("a source")))
        .collect();
    assert!(wrong.is_empty(), "add what is missing:\n  {}", wrong.join("\n  "));
}

#[test]
fn what_is_missing_is_found() {
    let example = "/// ```\n/// x();\n/// ```\n";
    let silent = format!("/// Does.\n///\n{example}#[must_use]\npub fn x() -> Result<u8> {{");
    assert_eq!(missing("a.rs", &silent), ["a.rs: x returns a Result without saying when it fails"]);
    assert_eq!(missing("a.rs", "/// Does.\npub const fn x() -> u8 {"), ["a.rs: x has no example"]);
    let long = "/// Does.\npub fn x<T>(\n    first: u8,\n) -> Result<u8> {\n";
    assert_eq!(missing("a.rs", long).len(), 2);
    let of_trait = "pub trait Y {\n    /// Does.\n    fn x(&self) -> u8;\n}\nfn z() {}\n";
    assert_eq!(missing("a.rs", of_trait), ["a.rs: x has no example"]);
    let whole =
        format!("/// Does.\n///\n/// # Errors\n/// Never.\n///\n{example}pub fn x() -> Result<u8> {{");
    assert!(missing("a.rs", &whole).is_empty());
    assert!(missing("a.rs", "pub(crate) fn x() -> Result<u8> {\nfn y() {\n").is_empty());
}

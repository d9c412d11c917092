//! Every function of the store is tried on both engines.

use crate::expect_none;
use crate::repository::{File, rust_files};
use crate::tokens::{Token, all, lines_of, shipped};

/// The public functions of a file, outside of `impl` blocks, which cases can't avoid when they use their types.
fn public_functions(tokens: &[Token]) -> Vec<String> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "pub" if depth == 0 && tokens.get(place + 1).is_some_and(|next| next.text == "fn") => {
                names.extend(tokens.get(place + 2).map(|name| name.text.clone()));
            }
            _ => {}
        }
    }
    names
}

/// The nouns: the public modules of the store.
fn nouns(library: &File) -> Vec<String> {
    let tokens = all(library);
    let is_module = |window: &&[Token]| window[0].text == "pub" && window[1].text == "mod";
    tokens.windows(3).filter(is_module).map(|window| window[2].text.clone()).collect()
}

/// Functions that no case calls as `noun::function`.
fn untried(files: &[File]) -> Vec<String> {
    let tests: Vec<Token> =
        files.iter().filter(|file| file.path.starts_with("crates/store/tests/")).flat_map(all).collect();
    let find = |path: String| files.iter().find(|file| file.path == path);
    let library = find("crates/store/src/lib.rs".into()).expect("the store");
    let mut missing = Vec::new();
    for noun in nouns(library) {
        let file = find(format!("crates/store/src/{noun}.rs"))
            .or_else(|| find(format!("crates/store/src/{noun}/mod.rs")));
        let file = file.unwrap_or_else(|| panic!("crates/store/src/{noun}.rs isn't in git"));
        for function in public_functions(&shipped(file)) {
            if lines_of(&tests, &[&noun, ":", ":", &function]).is_empty() {
                missing.push(format!("{noun}::{function}"));
            }
        }
    }
    missing
}

#[test]
fn every_function_of_the_store_has_a_case() {
    expect_none(
        &untried(&rust_files()),
        "Call these in crates/store/tests/it/cases/<noun>.rs, and list the case in main.rs there:",
    );
}

#[test]
fn an_untried_function_is_seen() {
    let files = [
        File::new("crates/store/src/lib.rs", "mod hidden; pub mod agent;"),
        File::new(
            "crates/store/src/agent.rs",
            "pub fn add() {} pub fn find() {} fn own() {} impl A { pub fn new() {} }",
        ),
        File::new("crates/store/tests/it/cases/agent.rs", "fn case() { agent::add(); } // agent::find()"),
    ];
    assert_eq!(untried(&files), ["agent::find"]);
}

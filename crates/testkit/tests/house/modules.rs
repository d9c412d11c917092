//! Every file says what it is for, and no lint is silenced without a reason.

use crate::expect_none;
use crate::repository::{File, rust_files};
use crate::tokens::{all, lines_of};

fn has_purpose(file: &File) -> bool {
    file.text.lines().next().is_some_and(|first| first.starts_with("//! ") && first.len() > "//! ".len())
}

fn silenced(file: &File) -> Vec<String> {
    let tokens = all(file);
    let lines = [&["#", "[", "allow", "("][..], &["#", "!", "[", "allow", "("], &[",", "allow", "("]];
    lines
        .iter()
        .flat_map(|wanted| lines_of(&tokens, wanted))
        .map(|line| format!("{}:{line}", file.path))
        .collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    let files = rust_files();
    let wrong: Vec<String> =
        files.iter().filter(|file| !has_purpose(file)).map(|file| file.path.clone()).collect();
    expect_none(&wrong, "Open these files with a line `//! …` that says what they are for:");
}

#[test]
fn no_lint_is_silenced_without_a_reason() {
    let wrong: Vec<String> = rust_files().iter().flat_map(silenced).collect();
    expect_none(
        &wrong,
        "Write `#[expect(lint, reason = \"…\")]` instead of `allow`, so that it goes when it isn't needed:",
    );
}

#[test]
fn a_silent_file_and_a_silenced_lint_are_seen() {
    assert!(!has_purpose(&File::new("a.rs", "use a;\n//! late")));
    assert!(!has_purpose(&File::new("a.rs", "//! ")));
    assert!(has_purpose(&File::new("a.rs", "//! Why.")));
    let text = "#![allow(dead_code)]\n#[allow(x)]\nfn a() {}\n#[cfg_attr(test, allow(x))]\nfn b() { allow(1) } // #[allow(x)]";
    assert_eq!(silenced(&File::new("a.rs", text)).len(), 3);
}

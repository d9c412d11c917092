//! Every component's CSS is in the one stylesheet, and every class that a component writes is dressed.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// All files below `folder` whose name ends in `.{extension}`.
fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn every_component_is_in_the_stylesheet() {
    let sheet = ui::stylesheet();
    let files = files(&source(), "css").unwrap();
    assert!(files.len() > 30, "the components moved: {files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.trim().is_empty(), "{} is empty", file.display());
        assert!(sheet.contains(&text), "{} is not in the stylesheet", file.display());
    }
}

#[test]
fn fonts_are_those_the_stylesheet_asks_for() {
    let sheet = ui::stylesheet();
    let asked: BTreeSet<&str> =
        sheet.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let shipped: BTreeSet<&str> = ui::font::FONT_FILES.iter().map(|font| font.name).collect();
    assert_eq!(asked, shipped);
    for font in ui::font::FONT_FILES {
        assert_eq!(font.bytes.get(..4), Some(b"wOF2".as_slice()), "{}", font.name);
    }
}

#[test]
fn braces_are_balanced_in_each_file() {
    for file in files(&source(), "css").unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        let count = |brace| text.matches(brace).count();
        assert_eq!(count('{'), count('}'), "{}", file.display());
    }
}

#[test]
fn every_custom_property_used_is_set() {
    let sheet = ui::stylesheet();
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    for rest in sheet.split("var(").skip(1) {
        let name: String = rest.chars().take_while(|letter| is_name(*letter)).collect();
        assert!(sheet.contains(&format!("{name}:")), "{name} is used but never set");
    }
}

//! `cape model intervals`: shares, scores and what is wrong with a cell.

use crate::commands::{house, refused, said, text};
use tempfile::TempDir;

#[test]
fn shares_are_told_with_their_intervals_and_compared() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("shares.csv");
    std::fs::write(&file, "label,part,whole\nMarch,8,10\nApril,70,100\n").expect("written");
    let words = said(&house(&folder), &["model", "intervals", text(&file)]);
    assert_eq!(
        words,
        "March: 80.0 % of 10; Wilson 49.0 to 94.3 %, exact 44.4 to 97.5 %\n\
         April: 70.0 % of 100; Wilson 60.4 to 78.1 %, exact 60.0 to 78.8 %\n  \
         against the row above: -10.0 points (-27.2 to 22.0 %), p 0.4573\n"
    );
    let json = said(&house(&folder), &["model", "intervals", text(&file), "--json", "--level", "0.9"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json[0]["share"]["base"], &json[1]["wilson"]["level"]), (&10.into(), &0.9.into()));
}

#[test]
fn answers_are_grouped() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("answers.csv");
    let rows = "team,answer\nblue,10\nblue,9\nred,3\nblue,9\nblue,10\nblue,9\nblue,8\nblue,7\nblue,7\nblue,2\nblue,0\n";
    std::fs::write(&file, rows).expect("written");
    let arguments = ["model", "intervals", text(&file), "--of", "nps", "--by", "team"];
    let words = said(&house(&folder), &arguments);
    assert_eq!(words, "blue: NPS 30 (-19 to 65), answers 10\nred: NPS -100 (-98 to 48), answers 1\n");
}

#[test]
fn a_wrong_cell_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("answers.csv");
    std::fs::write(&file, "answer\n5\n6\n").expect("written");
    let error = refused(&house(&folder), &["model", "intervals", text(&file), "--of", "satisfaction"]);
    assert!(
        error.contains("answers.csv, line 3, column answer: \"6\" is not a whole number from 1 to 5"),
        "{error}"
    );
    std::fs::write(&file, "part,whole\n5,6\n7,6\n").expect("written");
    let error = refused(&house(&folder), &["model", "intervals", text(&file)]);
    assert!(error.contains("line 3, column part: the part is larger than the whole"), "{error}");
}

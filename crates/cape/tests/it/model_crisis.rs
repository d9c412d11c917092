//! `cape model crisis` on a table.

use crate::commands::{house, refused, said, text};
use std::fmt::Write;
use std::path::PathBuf;
use tempfile::TempDir;

/// Weeks in which losses move perception twice as much as gains, by no rule but arithmetic.
fn weeks(folder: &TempDir, spoil: Option<usize>) -> PathBuf {
    let mut csv = String::from("week,promises_kept,satisfaction\n");
    let (mut kept, mut satisfied) = (80.0_f64, 70.0_f64);
    for week in 1_u32..=200 {
        let change = f64::from(week * week * 7 % 1009) / 440.0 - 1.1;
        kept += change;
        satisfied += if change > 0.0 { 0.2 * change } else { 0.4 * change }
            + f64::from(week * week * week % 997) / 2_500.0;
        if spoil == Some(week as usize) {
            writeln!(csv, "{week},good,{satisfied:.3}").expect("text");
        } else {
            writeln!(csv, "{week},{kept:.3},{satisfied:.3}").expect("text");
        }
    }
    let path = folder.path().join("weeks.csv");
    std::fs::write(&path, csv).expect("the table");
    path
}

const COLUMNS: [&str; 4] = ["--operations", "promises_kept", "--perception", "satisfaction"];

#[test]
fn it_tells_findings_responses_and_a_recovery() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = weeks(&folder, None);
    let arguments =
        [&["model", "crisis", text(&path)], COLUMNS.as_slice(), &["--replicates", "99", "--vary"]].concat();
    let told = said(&house, &arguments);
    assert!(told.contains("the platform's own specification"), "{told}");
    assert!(told.contains("holds         losses move perception more at once than gains do"), "{told}");
    assert!(told.contains("Recovery") && told.contains("K 4, tau 0.4 sd:"), "{told}");
    let json = said(&house, &[&arguments[..], &["--json"]].concat());
    assert!(told.contains("The same averaged over what else may happen, with 95 % bands"), "{told}");
    assert!(told.contains("bands from 99 refits of both equations, 0 refits failed"), "{told}");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let averaged = &json["averaged"][1]["band"]["perception"];
    let (low, high) = (&averaged["intervals"][24]["low"], &averaged["intervals"][24]["high"]);
    assert!(
        low.as_f64() < high.as_f64() && averaged["response"].as_array().map(Vec::len) == Some(25),
        "{averaged}"
    );
    assert_eq!(json["findings"][0]["verdict"], "Holds", "{json}");
    assert_eq!(json["fit"]["periods"], 200);
    assert_eq!(json["sensitivity"].as_array().map(Vec::len), Some(9));
}

#[test]
fn responses_are_drawn_as_stated_or_averaged() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = weeks(&folder, None);
    for (drawn, title) in [
        ("responses", "What a change does to perception<"),
        ("averaged", "perception, averaged over futures<"),
    ] {
        let picture = folder.path().join(format!("{drawn}.svg"));
        let ask = ["--replicates", "49", "--futures", "20", "--plot", text(&picture), "--draw", drawn];
        said(&house, &[&["model", "crisis", text(&path)], COLUMNS.as_slice(), &ask].concat());
        let svg = std::fs::read_to_string(&picture).expect("a picture");
        assert!(svg.contains(title) && svg.contains("<polygon"), "{drawn}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = weeks(&folder, Some(5));
    let arguments = [&["model", "crisis", text(&path)], COLUMNS.as_slice()].concat();
    let told = refused(&house, &arguments);
    assert!(told.contains("weeks.csv, line 6, column promises_kept: \"good\" is not a number"), "{told}");
    let told = refused(&house, &["model", "crisis", text(&path)]);
    assert!(told.contains("there is no column \"osp\""), "{told}");
    let path = weeks(&folder, None);
    let told = refused(
        &house,
        &[&["model", "crisis", text(&path)], COLUMNS.as_slice(), &["--level", "95"]].concat(),
    );
    assert!(told.contains("--level 95: it must be between 0 and 1"), "{told}");
}

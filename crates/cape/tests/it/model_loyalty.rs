//! `cape model loyalty`: points, what is owed for them, moves and uplift.

use crate::commands::{house, refused, said, text};
use tempfile::TempDir;

#[test]
fn points_are_booked_and_a_wrong_event_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("points.csv");
    let rows = "date,event,customer,points,expires,entry\n2026-03-01,earn,7,500,2026-09-01,\n\
                2026-03-02,burn,7,200,,\n2026-03-03,reverse,,,,1\n2026-03-04,burn,7,100,,\n2026-09-01,expire,,,,\n";
    std::fs::write(&file, rows).expect("written");
    let words = said(&house(&folder), &["model", "loyalty", "points", text(&file)]);
    assert_eq!(words, "5 entries: handed out 500, spent 100, run out 400, left with customers 0\n");
    std::fs::write(&file, rows.replace("burn,7,100", "burn,7,900")).expect("written");
    let error = refused(&house(&folder), &["model", "loyalty", "points", text(&file)]);
    assert!(
        error.contains("points.csv, line 5, column points: the customer has fewer points to spend"),
        "{error}"
    );
}

#[test]
fn what_is_owed_follows_the_standard() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("periods.csv");
    std::fs::write(&file, "redeemed,expected_total\n4500,9500\n4000,9700\n").expect("written");
    let sale = ["--price", "100000", "--points", "10000", "--point-value", "1", "--expected", "9500"];
    let words = said(&house(&folder), &[&["model", "loyalty", "liability", text(&file)][..], &sale].concat());
    assert_eq!(
        words,
        "goods 91324.20, points 8675.80; breakage 5.0 %\nperiod 1: revenue 4109.59, liability 4566.21\n\
         period 2: revenue 3492.92, liability 1073.29\n"
    );
    std::fs::write(&file, "redeemed,expected_total\n4500,4000\n").expect("written");
    let error =
        refused(&house(&folder), &[&["model", "loyalty", "liability", text(&file)][..], &sale].concat());
    assert!(
        error.contains("periods.csv, line 2: more points are redeemed than are expected to be"),
        "{error}"
    );
}

#[test]
fn moves_are_valued() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("states.csv");
    let rows =
        "customer,period,state\na,1,new\na,2,regular\na,3,regular\nb,1,new\nb,2,lost\nb,3,lost\nc,3,new\n";
    std::fs::write(&file, rows).expect("written");
    let margins = ["--margin", "new=10", "--margin", "regular=40", "--margin", "lost=0"];
    let json = said(
        &house(&folder),
        &[&["model", "loyalty", "migration", text(&file), "--json"][..], &margins].concat(),
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["states"], serde_json::json!(["lost", "new", "regular"]));
    assert_eq!(json["moves"]["counts"], serde_json::json!([[1, 0, 0], [1, 0, 1], [0, 0, 1]]));
    assert_eq!(json["now"], serde_json::json!([1.0, 1.0, 1.0]));
    let worth = |place: usize| json["value"][place].as_f64().expect("a value");
    assert!(worth(2) > worth(1) && worth(1) > worth(0), "{json}");
    let error =
        refused(&house(&folder), &["model", "loyalty", "migration", text(&file), "--margin", "gone=1"]);
    assert!(error.contains("there is no state \"gone\"; there are: lost, new, regular"), "{error}");
}

#[test]
fn uplift_is_adjusted() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("holdout.csv");
    let rows =
        "treated,pre,post\n1,10,14\n1,20,23.5\n1,30,34\n1,25,29\n0,12,12.5\n0,22,22\n0,31,30.5\n0,23,24\n";
    std::fs::write(&file, rows).expect("written");
    let words = said(&house(&folder), &["model", "loyalty", "uplift", text(&file)]);
    assert!(words.starts_with("4 treated, 4 held out\nadjusted        3.6"), "{words}");
    std::fs::write(&file, rows.replace("0,31,30.5", "no,31,30.5")).expect("written");
    let error = refused(&house(&folder), &["model", "loyalty", "uplift", text(&file)]);
    assert!(error.contains("line 8, column treated: \"no\" is not 1 or 0"), "{error}");
}

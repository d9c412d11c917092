//! The reply corpora that lie beside the project: how often what we show is what their authors would show.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of a corpus, or `None` (said aloud) where it isn't beside the project.
fn corpus(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(name);
    if !folder.is_dir() {
        println!("NOT RUN: the corpus {name} is not at {}", folder.display());
        return None;
    }
    Some(folder)
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).expect("a corpus file")).into_owned()
}

fn expected(folder: &Path) -> serde_json::Map<String, Value> {
    match serde_json::from_str(&read(&folder.join("expected.json"))).expect("JSON") {
        Value::Object(map) => map,
        other => panic!("expected.json holds {other}"),
    }
}

/// As the corpora's README says: both sides trimmed, CRLF as LF.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn visible(text: &str) -> String {
    mail::fold::visible(text, &mail::fold::text(text))
}

/// Counts cases and prints what differs.
#[derive(Default)]
struct Score {
    right: usize,
    misses: Vec<String>,
    report: String,
}

impl Score {
    fn compare(&mut self, case: &str, expected: &str, found: &str) {
        if expected == found {
            self.right += 1;
        } else {
            self.misses.push(case.to_owned());
            let _ = writeln!(self.report, "--- {case}: expected\n{expected}\n--- found\n{found}\n");
        }
    }

    fn finish(&self, corpus: &str, percent_min: usize) {
        let all = self.right + self.misses.len();
        if std::env::var_os("CORPORA_VERBOSE").is_some() {
            println!("{}", self.report);
        }
        println!(
            "{corpus}: {} of {all} right ({:.1} %); misses: {:?}",
            self.right,
            100.0 * self.right as f64 / all as f64,
            self.misses
        );
        assert!(all > 0, "{corpus} holds no cases");
        assert!(self.right * 100 >= all * percent_min, "{corpus} is below {percent_min} %\n{}", self.report);
    }
}

#[test]
fn discourse() {
    let Some(folder) = corpus("discourse-email_reply_trimmer") else { return };
    let mut score = Score::default();
    let mut cases: Vec<_> = fs::read_dir(folder.join("emails"))
        .expect("folder")
        .map(|entry| entry.expect("entry").path())
        .collect();
    cases.sort();
    for case in cases {
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        let trimmed = folder.join("trimmed").join(&name);
        let wanted = if trimmed.exists() { read(&trimmed) } else { String::new() };
        score.compare(&name, &tidy(&wanted), &tidy(&visible(&read(&case))));
    }
    score.finish("discourse", 85);
}

fn visible_text(corpus_name: &str, percent_min: usize) {
    let Some(folder) = corpus(corpus_name) else { return };
    let mut score = Score::default();
    for (name, wanted) in expected(&folder) {
        let wanted = wanted["visible_text"].as_str().expect("visible_text");
        score.compare(&name, &tidy(wanted), &tidy(&visible(&read(&folder.join(&name)))));
    }
    score.finish(corpus_name, percent_min);
}

#[test]
fn crisp() {
    visible_text("crisp-email-reply-parser", 80);
}

#[test]
fn zapier() {
    visible_text("zapier-email-reply-parser", 80);
}

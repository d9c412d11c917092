//! The reply corpora that lie beside the project: how often what we show is what their authors would show.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may fail and report"
)]

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

/// The HTML part of a whole mail as it came.
fn html_part(path: &Path) -> Option<String> {
    let raw = fs::read(path).expect("a corpus file");
    let mail = mail_parser::MessageParser::default().parse(&raw).expect("a mail");
    let part = mail.html_part(0).filter(|part| part.is_text_html())?;
    part.text_contents().map(str::to_owned)
}

fn visible_of_mail(path: &Path) -> String {
    mail::read(&fs::read(path).expect("a corpus file")).body.visible_text()
}

fn is_html(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "html")
}

/// Whether a line of the HTML says just this.
fn says(html: &str, line: &str) -> bool {
    mail::html_text::text(html).lines().any(|found| found.trim() == line)
}

fn visible_of_html(source: &str) -> String {
    let clean = mail::sanitise::html(source, &|_| None);
    mail::fold::visible(&clean.text, &clean.folds)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

#[test]
fn talon() {
    let Some(folder) = corpus("talon") else { return };
    let mut score = Score::default();
    for (name, wanted) in expected(&folder) {
        let path = folder.join(&name);
        if let Some(wanted) = wanted.get("visible_text_ignoring_all_whitespace") {
            let found = visible_of_html(&read(&path));
            score.compare(&name, wanted.as_str().expect("text"), &without_space(&found));
        } else if name.starts_with("signature/") {
            let body = tidy(&read(&path));
            let signature = tidy(&read(&folder.join(name.replace("_body", "_signature"))));
            let wanted = body.strip_suffix(&signature).expect("the body ends with the signature");
            score.compare(&name, &tidy(wanted), &tidy(&visible(&body)));
        } else if let Some(wanted) = wanted.get("visible_text").and_then(Value::as_str) {
            score.compare(&name, wanted, &tidy(&visible_of_mail(&path)));
            // Outlook's mail says something else in HTML than in text.
            if let Some(html) = html_part(&path).filter(|html| says(html, wanted)) {
                score.compare(&format!("{name} (HTML)"), wanted, &tidy(&visible_of_html(&html)));
            }
        } else if is_html(&name) {
            score.compare(&name, "Reply", &tidy(&visible_of_html(&read(&path))));
        } else {
            let found = visible_of_html(&html_part(&path).expect("an HTML part"));
            let right =
                found.starts_with("Hi Katharine") && !found.contains("wrote:") && !found.contains("From:");
            score.compare(&name, "the reply only", if right { "the reply only" } else { &found });
        }
    }
    score.finish("talon", 80);
}

#[test]
fn extended() {
    let Some(folder) = corpus("extended_email_reply_parser") else { return };
    let mut score = Score::default();
    for (name, wanted) in expected(&folder) {
        let path = folder.join(&name);
        let found = if name.contains(".eml") { visible_of_mail(&path) } else { visible(&read(&path)) };
        let strings = |key: &str| wanted.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        for (key, contained) in [("visible_contains", true), ("visible_not_contains", false)] {
            for part in strings(key) {
                let part = part.as_str().expect("text");
                let right = found.contains(part) == contained;
                let case = format!("{name}: {key} {part:?}");
                score.compare(&case, "right", if right { "right" } else { &found });
            }
        }
    }
    score.finish("extended", 80);
}

#[test]
fn quotequail() {
    let Some(folder) = corpus("quotequail") else { return };
    let mut score = Score::default();
    for (name, wanted) in expected(&folder) {
        let clean = mail::sanitise::html(&read(&folder.join(&name)), &|_| None);
        let visible = mail::fold::visible(&clean.text, &clean.folds);
        let inner = wanted["inner_text_ignoring_whitespace"].as_str().expect("text");
        // The inner mail is folded where the sender wrote something himself, and shown where he only forwards.
        let folded: String = clean.folds.iter().map(|fold| &clean.text[fold.start..fold.end]).collect();
        let quoted = without_space(&folded).replace('>', "").ends_with(&inner.replace('>', ""));
        let forwarded = clean.folds.is_empty() && without_space(&visible).ends_with(inner);
        let right = quoted || (forwarded && wanted["type"] == "forward");
        score.compare(&name, "right", if right { "right" } else { &visible });
    }
    score.finish("quotequail", 80);
}

/// The longest body of the corpora: what costs a second there must cost nothing here, in a test build too.
#[test]
fn github() {
    let Some(folder) = corpus("github-email_reply_parser") else { return };
    let text = read(&folder.join("email_long_quote.txt"));
    let start = std::time::Instant::now();
    let visible = visible(&text);
    println!(
        "github: {} kB folded in {:?}, {} bytes visible",
        text.len() / 1000,
        start.elapsed(),
        visible.len()
    );
    assert!(start.elapsed() < std::time::Duration::from_secs(1));
    assert!(visible.starts_with("Hi folks"));
}

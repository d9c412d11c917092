//! Where the corpora lie, and how a rate is counted and printed.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use mail::Mail;
use serde_json::Value;

/// A folder of the corpora; `None`, said plainly, where they don't lie beside the project.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(name);
    if path.is_dir() {
        return Some(path);
    }
    println!("corpus {name}: NOT RUN, ../shared/corpora/{name} does not lie beside the project");
    None
}

/// A JSON file of a corpus.
pub(crate) fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a readable file")).expect("JSON")
}

/// All mails of a folder, by name, folders below it included.
pub(crate) fn mails(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("a path below").to_string_lossy().into_owned();
            let skipped = [".json", ".yml", ".xml", ".out", "LICENSE.upstream", "COPYING"];
            if !skipped.iter().any(|end| name.ends_with(end)) && !name.contains("_decoded") {
                all.push((name, path));
            }
        }
    }
    all.sort();
    all
}

/// What one mail may cost in a test build, which is about ten times slower than a release build.
const READ_MAX: Duration = Duration::from_secs(5);

/// Reads a mail, checks what must hold for every mail, and its time.
pub(crate) fn read(path: &Path) -> Mail {
    let raw = fs::read(path).expect("a readable file");
    let start = Instant::now();
    let mail = mail::read(&raw);
    assert!(start.elapsed() < READ_MAX, "{} took {:?}", path.display(), start.elapsed());
    check_sound(&raw, &mail);
    mail
}

/// What holds for every mail, however broken.
pub(crate) fn check_sound(raw: &[u8], mail: &Mail) {
    let mut from = 0;
    for fold in &mail.body.folds {
        assert!(fold.start >= from && fold.end > fold.start, "folds ascend: {fold:?}");
        assert!(mail.body.text.get(fold.start..fold.end).is_some(), "fold on character boundaries: {fold:?}");
        from = fold.end;
    }
    for file in &mail.attachments {
        let bytes = mail::part(raw, &file.part).unwrap_or_else(|| panic!("no part {}", file.part));
        assert_eq!(bytes.len() as u64, file.size, "part {} has the size told", file.part);
        assert!(!file.name.is_empty() && !file.name.contains(['/', '\n', '\0']), "name {:?}", file.name);
    }
    let shown = mail::inspect(mail);
    assert!(shown.is_object());
}

/// Counts hits and keeps the misses.
pub(crate) struct Tally {
    corpus: &'static str,
    total: usize,
    misses: Vec<String>,
}

impl Tally {
    pub(crate) fn new(corpus: &'static str) -> Self {
        Self { corpus, total: 0, misses: Vec::new() }
    }

    /// Counts one case; `faults` says what is wrong with it.
    pub(crate) fn count(&mut self, case: &str, faults: &[String]) {
        self.total += 1;
        if !faults.is_empty() {
            self.misses.push(format!("{case}: {}", faults.join("; ")));
        }
    }

    /// Prints the rate and the misses, and asserts the bound in percent.
    pub(crate) fn finish(self, bound: f64) {
        let hits = self.total - self.misses.len();
        let rate = 100.0 * hits as f64 / self.total.max(1) as f64;
        println!("corpus {}: {hits} of {} = {rate:.1} % (bound {bound} %)", self.corpus, self.total);
        for miss in &self.misses {
            println!("  miss {miss}");
        }
        assert!(self.total > 0, "{}: no case found", self.corpus);
        assert!(rate >= bound, "{}: {rate:.1} % is under {bound} %", self.corpus);
    }
}

/// Adds a fault if two values differ.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    got: &T,
    wanted: &T,
    faults: &mut Vec<String>,
) {
    if got != wanted {
        faults.push(format!("{what}: got {got:?}, wanted {wanted:?}"));
    }
}

//! Whole mails as Zammad understands them: subject, addresses and files exact.

use mail::{Address, Mail};
use serde_json::Value;

use crate::corpora::{self, Tally, same};

#[test]
fn zammad() {
    let Some(folder) = corpora::folder("zammad") else { return };
    let mut tally = Tally::new("zammad: subject, addresses, attachments");
    for (name, path) in corpora::mails(&folder) {
        let mail = corpora::read(&path);
        let expected = corpora::json(&path.with_extension("expected.json"));
        tally.count(&name, &faults(&mail, &expected));
    }
    tally.finish(95.0);
}

fn faults(mail: &Mail, expected: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let text = |key: &str| expected[key].as_str().unwrap_or_default();
    let from = mail.from.clone().unwrap_or_default();
    same("from", &from.address.as_str(), &text("from_email").trim_matches('"'), &mut faults);
    same(
        "from name",
        &from.name.unwrap_or_default().as_str(),
        &text("from_display_name").trim(),
        &mut faults,
    );
    for (key, list) in [("to", &mail.to), ("cc", &mail.cc), ("reply-to", &mail.reply_to)] {
        addresses(key, list, text(key), &mut faults);
    }
    same("subject", &folded(&mail.subject), &folded(text("subject")), &mut faults);
    for file in expected["attachments"].as_array().into_iter().flatten() {
        // The HTML kept as a file: ours is the body.
        let name = file["filename"].as_str().unwrap_or_default();
        let sha256 = file["sha256"].as_str().unwrap_or_default();
        if name != "message.html" && !mail.attachments.iter().any(|known| known.sha256 == sha256) {
            let ours: Vec<_> =
                mail.attachments.iter().map(|a| format!("{} {} {}", a.part, a.name, a.size)).collect();
            faults.push(format!("file {name} of {} is missing, ours are {ours:?}", file["size"]));
        }
    }
    faults
}

/// Every address wanted, in order, each with its name.
fn addresses(what: &str, list: &[Address], wanted: &str, faults: &mut Vec<String>) {
    let words = wanted.split([' ', ',', '<', '>', '(', ')', '"']).filter(|word| word.contains('@'));
    let mut specs: Vec<&str> = words.collect();
    specs.dedup();
    let got: Vec<&str> = list.iter().map(|address| address.address.as_str()).collect();
    same(what, &got, &specs, faults);
    for name in list.iter().filter_map(|address| address.name.as_ref()) {
        if !folded(wanted).contains(&folded(name)) {
            faults.push(format!("{what}: name {name:?} is not in {wanted:?}"));
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

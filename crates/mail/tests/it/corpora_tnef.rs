//! winmail.dat: the names and bytes of its files.

use serde_json::Value;

use crate::corpora::{self, Tally};

#[test]
fn mimekit_tnef() {
    let Some(folder) = corpora::folder("mimekit-tnef") else { return };
    let expected = corpora::json(&folder.join("expected.json"));
    let mut tally = Tally::new("mimekit-tnef: names and hashes");
    for (name, path) in corpora::mails(&folder) {
        let mail = corpora::read(&path);
        let wanted = &expected[&name];
        let mut faults = Vec::new();
        for file in wanted["extracted"].as_array().into_iter().flatten() {
            let (wanted_name, sha256) = (file["name"].as_str().unwrap_or_default(), file["sha256"].as_str());
            // Names of unnamed files are numbered by the tool that wrote them out.
            let base = |name: &str| name.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
            let found = mail.attachments.iter().any(|known| {
                Some(known.sha256.as_str()) == sha256
                    && (known.name == wanted_name || base(wanted_name) == format!("{}.", known.name))
            });
            if !found {
                faults.push(format!("{wanted_name} of {} is missing", file["size"]));
            }
        }
        if wanted["extracted"] == Value::Null && !mail.attachments.is_empty() {
            faults.push("files that should not be there".to_owned());
        }
        if !faults.is_empty() {
            let ours: Vec<_> = mail.attachments.iter().map(|a| format!("{} {} {}", a.name, a.size, a.media_type)).collect();
            faults.push(format!("ours are {ours:?}"));
        }
        tally.count(&name, &faults);
    }
    tally.finish(90.0);
}

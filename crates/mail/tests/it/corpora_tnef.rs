//! winmail.dat: the names and bytes of its files.

use serde_json::Value;

use crate::corpora::{self, Tally};

#[test]
fn mimekit_tnef() {
    let Some(folder) = corpora::folder("mimekit-tnef") else { return };
    let expected = corpora::json(&folder.join("expected.json"));
    let mut tally = Tally::new("mimekit-tnef: names and hashes of files");
    let mut bodies = Tally::new("mimekit-tnef: formatted bodies kept as files");
    for (name, path) in corpora::mails(&folder) {
        let mail = corpora::read(&path);
        let wanted = &expected[&name];
        let (mut faults, mut body_faults, mut has_body) = (Vec::new(), Vec::new(), false);
        for file in wanted["extracted"].as_array().into_iter().flatten() {
            let (wanted_name, sha256) = (file["name"].as_str().unwrap_or_default(), file["sha256"].as_str());
            // Names of unnamed files are numbered by the tool that wrote them out.
            let base = |name: &str| name.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
            let found = mail.attachments.iter().any(|known| {
                Some(known.sha256.as_str()) == sha256
                    && (known.name == wanted_name || base(wanted_name) == format!("{}.", known.name))
            });
            let is_body = wanted_name.starts_with("message.");
            has_body |= is_body;
            if !found {
                let faults = if is_body { &mut body_faults } else { &mut faults };
                faults.push(format!("{wanted_name} of {} is missing", file["size"]));
            }
        }
        if has_body {
            bodies.count(&name, &body_faults);
        }
        let listed = mail.attachments.iter().filter(|file| !file.inline).count();
        if wanted["extracted"] == Value::Null && listed > 0 {
            faults.push("files that should not be there".to_owned());
        }
        if !faults.is_empty() {
            let ours: Vec<_> =
                mail.attachments.iter().map(|a| format!("{} {} {}", a.name, a.size, a.media_type)).collect();
            faults.push(format!("ours are {ours:?}"));
        }
        tally.count(&name, &faults);
    }
    bodies.finish(80.0);
    tally.finish(90.0);
}

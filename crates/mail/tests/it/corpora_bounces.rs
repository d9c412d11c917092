//! Bounces, feedback reports and vacation notes as Sisimai understands them.

use mail::{Kind, Mail};
use serde_json::Value;

use crate::corpora::{self, Tally, same};

#[test]
fn sisimai() {
    let Some(folder) = corpora::folder("sisimai") else { return };
    let expected = corpora::json(&folder.join("expected.json"));
    let mut kinds = Tally::new("sisimai: bounce or not");
    let mut permanence = Tally::new("sisimai: permanent or not");
    let mut classes = Tally::new("sisimai: first digit of the status");
    let mut reasons = Tally::new("sisimai: reason");
    let mut recipients = Tally::new("sisimai: number of recipients");
    for (name, path) in corpora::mails(&folder) {
        let mail = corpora::read(&path);
        let Some(wanted) = expected[&name].as_array() else { continue };
        kinds.count(&name, &kind_faults(&mail, wanted));
        if mail.kind != Kind::Bounce || wanted_kind(wanted) != Kind::Bounce {
            continue;
        }
        let told = format!("{:?}", mail.bounce);
        let told = &told[..told.floor_char_boundary(300)];
        let mut faults = Vec::new();
        same(
            "permanent",
            &any(&mail, |b| b.permanent),
            &wanted.iter().any(|one| one["hard_bounce"] == true),
            &mut faults,
        );
        if !faults.is_empty() {
            faults.push(format!("{} {told}", wanted[0]["reason"]));
        }
        permanence.count(&name, &faults);
        let mut faults = Vec::new();
        let got = mail.bounce.first().and_then(|one| one.status.clone()).unwrap_or_default();
        let want = wanted[0]["status"].as_str().unwrap_or_default();
        same("class", &got.chars().next(), &want.chars().next(), &mut faults);
        classes.count(&name, &faults);
        let mut faults = Vec::new();
        let got = mail.bounce.first().map(|one| one.reason.replace('_', "")).unwrap_or_default();
        same("reason", &got.as_str(), &wanted[0]["reason"].as_str().unwrap_or_default(), &mut faults);
        if !faults.is_empty() {
            faults.push(told.to_owned());
        }
        reasons.count(&name, &faults);
        let mut faults = Vec::new();
        same("recipients", &mail.bounce.len(), &wanted.len(), &mut faults);
        recipients.count(&name, &faults);
    }
    recipients.finish(95.0);
    reasons.finish(80.0);
    classes.finish(95.0);
    kinds.finish(98.0);
    permanence.finish(95.0);
}

fn any(mail: &Mail, test: impl Fn(&mail::Bounce) -> bool) -> bool {
    mail.bounce.iter().any(test)
}

/// Feedback and vacation are not failures; an empty list is not a bounce.
fn wanted_kind(wanted: &[Value]) -> Kind {
    match wanted.first().map(|one| one["reason"].as_str().unwrap_or_default()) {
        None => Kind::Message,
        Some("feedback") => Kind::FeedbackReport,
        Some("vacation") => Kind::AutoReply,
        Some(_) => Kind::Bounce,
    }
}

fn kind_faults(mail: &Mail, wanted: &[Value]) -> Vec<String> {
    let mut faults = Vec::new();
    match wanted_kind(wanted) {
        Kind::Message if mail.kind == Kind::Bounce => faults.push("taken for a bounce".to_owned()),
        Kind::Message => {}
        kind => same("kind", &mail.kind, &kind, &mut faults),
    }
    faults
}

//! The coded part of standard reports, `message/delivery-status` (RFC 3464, 2).

use super::{Failure, scan};
use crate::read::Contents;

/// The recipients that the coded parts name.
pub(super) fn failures(contents: &Contents) -> Vec<Failure> {
    contents
        .reports
        .iter()
        .filter(|report| report.media_type.ends_with("delivery-status"))
        .flat_map(|report| failures_in(&report.text))
        .collect()
}

/// The recipients in the text of one coded part, or in a text that quotes one.
pub(super) fn failures_in(text: &str) -> Vec<Failure> {
    let text = text.replace("\r\n", "\n");
    // Groups are parted by empty lines; some programs leave them out, so that a new recipient starts a group too.
    let mut failures: Vec<Failure> = Vec::new();
    let mut group = String::new();
    for line in text.lines() {
        let name = line.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        let starts = name == "final-recipient" && scan::field(&group, "final-recipient").is_some();
        if line.trim().is_empty() || starts {
            push(&group, &mut failures);
            group.clear();
        }
        group.push_str(line);
        group.push('\n');
    }
    push(&group, &mut failures);
    // A success (`delivered`) beside failures is no failure.
    if failures.iter().any(is_failure) {
        failures.retain(is_failure);
    }
    failures
}

fn is_failure(failure: &Failure) -> bool {
    !matches!(failure.action.as_deref(), Some("delivered" | "relayed" | "expanded"))
}

fn push(group: &str, failures: &mut Vec<Failure>) {
    let typed = |name: &str| {
        scan::field(group, name).map(|value| value.split_once(';').map_or(value, |(_, v)| v).trim())
    };
    let address = |name: &str| typed(name).and_then(|value| scan::addresses(value).next().map(str::to_owned));
    let recipient = address("final-recipient")
        .or_else(|| address("original-recipient"))
        .or_else(|| address("x-actual-recipient"));
    let action = scan::field(group, "action")
        .map(|value| value.split([' ', '(', ';', '\n']).next().unwrap_or_default().to_ascii_lowercase());
    let status = scan::field(group, "status").and_then(scan::status);
    if recipient.is_none() && (action.is_none() || status.is_none()) {
        return;
    }
    let said = typed("diagnostic-code").unwrap_or_default();
    // A category that the sending system worked out itself.
    let category = scan::field(group, "x-powermta-bouncecategory").unwrap_or_default();
    let said = scan::one_line(&format!("{said} {category}"));
    failures.push(Failure { recipient, status, reply_code: None, action, said });
}

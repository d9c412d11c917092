//! Bounces that Amazon SES reports as a JSON notification inside a mail.

use serde_json::Value;

use super::{Failure, scan};

/// The recipients of a notification of the type `Bounce`; empty for any other text.
pub(super) fn failures(text: &str) -> Vec<Failure> {
    let Some(notification) = notification(text) else { return Vec::new() };
    let kind = notification["notificationType"].as_str().or_else(|| notification["eventType"].as_str());
    match kind {
        Some("Bounce") => bounced(&notification["bounce"]),
        Some("Delivery") => recipients(&notification["delivery"]["recipients"], "delivered"),
        _ => Vec::new(),
    }
}

/// The notification itself, or the one packed as a string into an envelope of the notification service.
fn notification(text: &str) -> Option<Value> {
    let start = text.trim_start();
    if !start.starts_with('{') || !start.contains("otificationType") {
        return None;
    }
    // Lines are broken on the way, also inside of strings; a footer follows.
    let joined: String = start.chars().filter(|letter| !matches!(letter, '\n' | '\r')).collect();
    let value = serde_json::Deserializer::from_str(&joined).into_iter::<Value>().next()?.ok()?;
    match value["Message"].as_str() {
        Some(inner) => serde_json::from_str(inner).ok(),
        None => Some(value),
    }
}

fn bounced(bounce: &Value) -> Vec<Failure> {
    let permanent = bounce["bounceType"] == "Permanent";
    let all = bounce["bouncedRecipients"].as_array();
    all.into_iter()
        .flatten()
        .map(|one| {
            let text = |key: &str| one[key].as_str().map(str::to_owned);
            let said = text("diagnosticCode").unwrap_or_default();
            let fallback = if permanent { "5.0.0" } else { "4.0.0" };
            Failure {
                recipient: text("emailAddress").map(|address| scan::unbracketed(&address).to_owned()),
                status: text("status").or_else(|| Some(fallback.to_owned())),
                reply_code: None,
                action: text("action"),
                said: scan::one_line(said.trim_start_matches("smtp;")),
            }
        })
        .collect()
}

fn recipients(list: &Value, action: &str) -> Vec<Failure> {
    let all = list.as_array();
    all.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|address| Failure {
            recipient: Some(address.to_owned()),
            action: Some(action.to_owned()),
            ..Failure::default()
        })
        .collect()
}

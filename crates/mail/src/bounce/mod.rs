//! Mails that report a failed delivery: which recipient, why, and whether for good.
//!
//! Standard reports (RFC 3464) are read from their coded part. The many others are recognised by what they have in
//! common: a machine as sender, a subject or text that says so, the returned mail below; what they say about a
//! recipient is found by its shape (`narrative`). Why it failed is told from the words, then the codes (`reason`).

mod command;
mod delivery_status;
mod narrative;
mod reason;
mod scan;
mod sender;
mod sns;

use serde::{Deserialize, Serialize};

use crate::{Mail, limits, mime::Header, read::Contents};

/// One recipient that a mail of ours did not reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// The address that failed, if the report names it.
    pub recipient: Option<String>,
    /// Enhanced status code (RFC 3463), such as `5.1.1`.
    pub status: Option<String>,
    /// SMTP reply code (RFC 5321, 4.2), such as 550.
    pub reply_code: Option<u16>,
    /// Why, in one snake-case word: `user_unknown`, `mailbox_full`, …; `undefined` if nothing tells.
    pub reason: String,
    /// True if trying again can't help: the address is dead.
    pub permanent: bool,
    /// What the other server said, on one line.
    pub diagnostic: Option<String>,
    /// `Message-ID` of the mail that bounced, without brackets, if the report holds it.
    pub original_message_id: Option<String>,
}

/// What a bounce is recognised from.
pub(crate) struct Report<'r, 'm> {
    pub(crate) header: &'r Header<'m>,
    pub(crate) mail: &'r Mail,
    pub(crate) contents: &'r Contents,
}

/// What a report says about one recipient, before it is judged.
#[derive(Debug, Default)]
struct Failure {
    recipient: Option<String>,
    status: Option<String>,
    reply_code: Option<u16>,
    /// `failed`, `delayed`, … (RFC 3464, 2.3.3).
    action: Option<String>,
    /// What was said, on one line.
    said: String,
}

/// The failed recipients; empty if the mail is no bounce.
pub(crate) fn of(report: &Report<'_, '_>) -> Vec<Bounce> {
    let text = &report.mail.body.text;
    let mut failures = sns::failures(text);
    if failures.is_empty() && report.contents.reports.is_empty() && !sender::may_bounce(report) {
        return Vec::new();
    }
    let (told, returned_text) = narrative::split(text);
    let told = &told[..told.floor_char_boundary(limits::REPORT_BYTES_MAX)];
    if failures.is_empty() {
        failures = delivery_status::failures(report.contents);
        failures.truncate(limits::BOUNCES_MAX);
    }
    if failures.is_empty() && sender::says_bounce(report, told) {
        failures = narrative::failures(told, report.mail);
        if failures.is_empty() {
            failures.push(Failure { said: scan::one_line(told), ..Failure::default() });
        }
    } else if !failures.is_empty() {
        narrative::complete(&mut failures, told);
    }
    failures.truncate(limits::BOUNCES_MAX);
    let original = Original::of(report, returned_text);
    failures.into_iter().map(|failure| judged(failure, told, &original)).collect()
}

/// What is known about the mail that bounced.
#[derive(Default)]
struct Original {
    message_id: Option<String>,
    to: Option<String>,
}

impl Original {
    fn of(report: &Report<'_, '_>, returned_text: &str) -> Self {
        let attached = report.mail.forwarded.as_deref();
        let texts = report.contents.returned.iter().map(String::as_str).chain([returned_text]);
        let mut original = Self {
            message_id: attached.and_then(|mail| mail.message_id.clone()),
            to: attached.and_then(|mail| mail.to.first()).map(|to| to.address.clone()),
        };
        for text in texts {
            let header = &text[..text.floor_char_boundary(16 * 1024)];
            if original.message_id.is_none() {
                original.message_id =
                    scan::field(header, "message-id").map(|id| scan::unbracketed(id).to_owned());
            }
            if original.to.is_none() {
                original.to =
                    scan::field(header, "to").and_then(|to| scan::addresses(to).next()).map(str::to_owned);
            }
        }
        original
    }
}

fn judged(failure: Failure, told: &str, original: &Original) -> Bounce {
    let delayed = failure.action.as_deref() == Some("delayed");
    let reply_code = failure.reply_code.or_else(|| scan::reply_code(&failure.said));
    let found = scan::status(&failure.said);
    // A general `5.0.0` says less than the code in the words.
    let general = |status: &str| status.ends_with(".0.0");
    let status = match (failure.status, found) {
        (Some(given), Some(found)) if general(&given) && !general(&found) => Some(found),
        (Some(given), _) => Some(given),
        (None, found) => found,
    };
    let reason = reason::of(&failure.said, told, status.as_deref(), reply_code, failure.action.as_deref());
    let status = status.or_else(|| {
        let temporary = delayed || reply_code.is_some_and(|code| code < 500);
        Some(if temporary { "4.0.0" } else { "5.0.0" }.to_owned())
    });
    let temporary = status.as_deref().is_some_and(|status| status.starts_with('4'));
    let permanent = reason.is_permanent() && !delayed && !(temporary && reason == reason::Reason::NotAccept);
    let diagnostic = scan::one_line(&failure.said);
    Bounce {
        recipient: failure.recipient.or_else(|| original.to.clone()),
        status,
        reply_code,
        reason: reason.as_str().to_owned(),
        permanent,
        diagnostic: Some(diagnostic).filter(|said| !said.is_empty()),
        original_message_id: original.message_id.clone(),
    }
}

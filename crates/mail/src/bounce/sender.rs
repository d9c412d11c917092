//! Whether a mail without a coded part is a bounce at all.

use super::Report;
use crate::{Address, Mail};

/// Points a mail needs to be taken for a bounce, and words must be among them.
const ENOUGH: u32 = 4;

/// True if the header leaves it open whether the mail is a bounce: spares all others the search of their text.
pub(super) fn may_bounce(report: &Report<'_, '_>) -> bool {
    let mail = report.mail;
    report.header.has("X-Failed-Recipients")
        || mail.from.as_ref().is_none_or(is_machine)
        || has_null_sender(mail)
        || is_delivery_report(report)
}

fn has_null_sender(mail: &Mail) -> bool {
    mail.origin.return_path.as_deref().is_some_and(|path| path.is_empty() || is_daemon(path))
}

fn is_delivery_report(report: &Report<'_, '_>) -> bool {
    let media = report.header.text("Content-Type");
    media.is_some_and(|media| media.to_ascii_lowercase().contains("delivery-status"))
}

/// Weighs what bounces have in common.
pub(super) fn says_bounce(report: &Report<'_, '_>, told: &str) -> bool {
    if report.header.has("X-Failed-Recipients") {
        return true;
    }
    let mail = report.mail;
    let said = told.get(..told.floor_char_boundary(6_000)).unwrap_or_default().to_lowercase();
    let subject = subject_says(&mail.subject.to_lowercase());
    let text = TEXT_WORDS.iter().any(|words| said.contains(words));
    let delivery_report = is_delivery_report(report);
    let machine = mail.from.as_ref().is_none_or(is_machine);
    let null_sender = has_null_sender(mail);
    let returned =
        !report.contents.returned.is_empty() || mail.forwarded.is_some() || told.len() < mail.body.text.len();
    let mut points = 0;
    for (holds, worth) in
        [(subject, 2), (text, 2), (delivery_report, 3), (machine, 2), (null_sender, 1), (returned, 1)]
    {
        points += if holds { worth } else { 0 };
    }
    (subject || text || delivery_report) && (machine || null_sender || delivery_report) && points >= ENOUGH
}

/// True if the author is a mail system.
pub(crate) fn is_machine(from: &Address) -> bool {
    let name = from.name.as_deref().unwrap_or_default().to_lowercase();
    is_daemon(&from.address)
        || from.address.is_empty() && is_daemon(&name)
        || [
            "mail delivery",
            "mailer-daemon",
            "mailer daemon",
            "postmaster",
            "mail deliver system",
            "system administrator",
        ]
        .iter()
        .any(|words| name.contains(words))
}

fn is_daemon(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let local: String = local.chars().filter(char::is_ascii_alphanumeric).collect();
    ["mailerdaemon", "postmaster", "poostmaster", "maildelivery", "maildaemon", "maildeliverysystem"]
        .iter()
        .any(|name| local.starts_with(name))
}

/// What subjects of bounces say, in lower case.
fn subject_says(subject: &str) -> bool {
    const WORDS: [&str; 38] = [
        "undeliver",
        "delivery status notification",
        "delivery failure",
        "delivery has failed",
        "failure notice",
        "returned mail",
        "mail delivery failed",
        "delivery failed",
        "delivery report",
        "mail failure",
        "could not be delivered",
        "couldn't be delivered",
        "message delivery has failed",
        "delivery delayed",
        "message delayed",
        "mail system error",
        "error sending your mail",
        "returning message to sender",
        "non-delivery",
        "nondeliverable",
        "not deliver",
        "mail delivery",
        "unzustellbar",
        "nicht zugestellt",
        "zustellung",
        "non remis",
        "échec de la remise",
        "no se puede entregar",
        "no entregad",
        "non recapitab",
        "permanent delivery failure",
        "failed delivery",
        "delivery problem",
        "returned to sender",
        "undelivered",
        "rejected mail",
        "mail failed",
        "returning to sender",
    ];
    WORDS.iter().any(|words| subject.contains(words))
        || (subject.starts_with("warning: ") && subject.contains("delayed"))
}

/// What texts of bounces say, in lower case.
const TEXT_WORDS: [&str; 45] = [
    "could not be delivered",
    "couldn't be delivered",
    "was not delivered",
    "wasn't able to deliver",
    "wasn't delivered",
    "unable to deliver",
    "not able to deliver",
    "had trouble delivering",
    "error delivering your mail",
    "failed permanently",
    "delivery has failed",
    "has not yet been delivered",
    "has been delayed",
    "permanent fatal errors",
    "had delivery errors",
    "had delivery problems",
    "had fatal errors",
    "had permanent",
    "had transient",
    "could not be reached",
    "did not reach the following recipient",
    "attempting to deliver",
    "an error occurred while trying to deliver",
    "was rejected by a remote",
    "recipients were affected",
    "delivery of the following message failed",
    "transcript of session",
    "failure reasons",
    "returned message",
    "original message follows",
    "user mailbox exceeds",
    "delivery failed",
    "delivery to the following recipient",
    "the group you tried to contact",
    "server message",
    "recipient address rejected",
    "user unknown",
    "invalid user address",
    "konnte nicht zugestellt",
    "nicht zugestellt werden",
    "n'a pas pu être",
    "no se ha podido entregar",
    "не может быть доставлен",
    "送信できません",
    "failed addresses follow",
];

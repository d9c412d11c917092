//! Delivery failures (RFC 3464), as the customer's mail server would send them.

use jiff::Timestamp;

use super::{
    encode::date,
    part::{Coding, Part},
};
use crate::{calendar::Calendar, chance::Chance, talk::Thread};

/// What servers say: status, words.
const REASONS: [(&str, &str, &str); 4] = [
    ("4.2.2", "452", "The recipient's mailbox is over quota"),
    ("4.4.1", "421", "Greylisting not passed, connection refused"),
    ("4.3.1", "452", "Insufficient system storage"),
    ("5.2.2", "552", "Mailbox full"),
];

/// The failure notice in turn number `turn`, its Message-ID, and the turn that failed.
pub(crate) fn bounce(thread: &Thread, turn: usize) -> (Vec<u8>, Option<usize>) {
    let mut chance = Chance::keyed(thread.seed, &[11, thread.key.0, turn as u64]);
    let (status, code, reason) = chance.pick(&REASONS);
    let failed = thread.answered_before(turn);
    let email = &thread.customer.email;
    let domain = email.rsplit('@').next().unwrap_or("mail.example");
    let at = Timestamp::from_millisecond(thread.turns[turn].at).unwrap_or(Timestamp::UNIX_EPOCH);
    let sent = date(at, &Calendar::home());
    let text = format!(
        "This is the mail system at host mx.{domain}.\n\nYour message could not be delivered to one or more \
         recipients.\n\n<{email}>: host mx.{domain} said: {code} {status} {reason}\n"
    );
    let report = Part {
        head: "Content-Type: message/delivery-status\r\n".to_owned(),
        body: format!(
            "Reporting-MTA: dns; mx.{domain}\r\nArrival-Date: {sent}\r\n\r\nFinal-Recipient: rfc822; {email}\r\n\
             Action: failed\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {code} {status} {reason}\r\n"
        )
        .into_bytes(),
    };
    let original = failed.map(|failed| thread.message_id(failed)).unwrap_or_default();
    let returned = Part {
        head: "Content-Type: text/rfc822-headers\r\n".to_owned(),
        body: format!("From: {}\r\nTo: {email}\r\nMessage-ID: <{original}>\r\n", thread.mailbox).into_bytes(),
    };
    let boundary = format!("bounce-{:016x}", chance.bits());
    let parts = [Part::text("plain", &text, Coding::Quoted), report, returned];
    let part = Part::several("report; report-type=delivery-status", &boundary, &parts);
    let head = format!(
        "Return-Path: <>\r\nDate: {sent}\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.{domain}>\r\nTo: \
         {to}\r\nSubject: Undelivered Mail Returned to Sender\r\nMessage-ID: <{id}>\r\nAuto-Submitted: \
         auto-replied\r\n",
        to = thread.mailbox,
        id = thread.message_id(turn),
    );
    (part.mail(head), failed)
}

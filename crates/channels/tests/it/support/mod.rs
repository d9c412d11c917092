//! What the tests share: an application in memory, a watched mailbox, settings.

mod inbox;
mod journal;

pub(crate) use inbox::{Inbox, Watching};
pub(crate) use journal::{Entry, Journal};

use channels::{Credential, Endpoint, Pace, Security, Surroundings, imap, smtp};
use jiff::Timestamp;
use std::time::Duration;

/// A user of the test servers.
pub(crate) const USER: &str = "support@shop.example";
/// Its password.
pub(crate) const PASSWORD: &str = "p\"a\\ss w\u{f6}rd";

/// Now, for the wires of these tests.
pub(crate) const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A still clock, even dice, and hardly any wait between attempts.
pub(crate) fn surroundings() -> Surroundings {
    let pace = Pace {
        first: Duration::from_millis(20),
        cap: Duration::from_millis(200),
        login_first: Duration::from_millis(50),
    };
    Surroundings::new(|| NOW, || 0.5, pace)
}

/// A server on this machine without protection.
pub(crate) fn plain(port: u16) -> Endpoint {
    Endpoint::new("127.0.0.1", port, Security::Plain)
}

/// A mailbox with the usual user that relies on IDLE: the next look is an hour away.
pub(crate) fn mailbox(server: Endpoint) -> imap::Settings {
    let mut settings = imap::Settings::new("support", server, Credential::password(USER, PASSWORD));
    settings.poll_seconds = 3600;
    settings
}

/// A way out without login.
pub(crate) fn way_out(server: Endpoint) -> smtp::Settings {
    smtp::Settings::new("smarthost", server, "cape.shop.example")
}

/// A mail with a number in its subject.
pub(crate) fn mail(number: usize) -> Vec<u8> {
    format!(
        "From: Ann <ann@customer.example>\r\nTo: {USER}\r\nSubject: Question {number}\r\n\
         Message-ID: <{number}@customer.example>\r\n\
         Date: Tue, 2 Jan 2024 10:00:00 +0100\r\n\r\nWhere is parcel {number}?\r\n.\r\nThanks\r\n"
    )
    .into_bytes()
}

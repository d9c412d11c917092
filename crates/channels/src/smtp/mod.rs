//! SMTP: mail goes out, and for each recipient we know what became of it.
//!
//! [`Client::deliver`] sends one mail over a connection that it keeps for the next one, and tells per recipient:
//! accepted, refused (by whom, for how long, in which words), unreachable (nothing was sent), or unknown (the mail
//! went out and the answer never came). The last two differ by one fact, whether the end of the mail had been
//! sent, and a mail that may have arrived must never be sent again silently.
//!
//! Why not the `lettre` crate: it gives up at the first refused recipient, doesn't tell a connection lost before
//! the end of the mail from one lost after it, takes an answer that isn't UTF-8 for a broken connection,
//! waits for a silent server without end, and adds an empty line to each mail.
//!
//! Specifications: RFC 5321, RFC 3207 (STARTTLS), RFC 4954 (AUTH), RFC 1870 (SIZE), RFC 6152 (8BITMIME),
//! RFC 6531 (SMTPUTF8), RFC 3463 (enhanced status codes).

mod client;
mod content;
mod greeting;
mod ledger;
mod letter;
mod limits;
mod login;
mod outcome;
mod reply;
mod session;
mod settings;
mod transaction;

pub use client::Client;
pub use ledger::{Ledger, NotRecorded};
pub use letter::Letter;
pub use outcome::{Enhanced, Fate, Outcome, Refusal, Stage};
pub use settings::{Settings, Timeouts};

//! IMAP: mail comes in, in order, completely, and without leaving a trace in the mailbox.
//!
//! [`watch`] keeps a connection per folder. Folders are opened read-only (EXAMINE) and bodies peeked at, so nobody
//! else who uses the mailbox sees a difference, and no flag decides what is taken: only the UID does.
//!
//! Why not the `async-imap` crate: there, one line that its grammar doesn't know ends the connection for good
//! (so one odd server stops the mailbox), the error quotes the mail, a response may grow to 512 MiB, a connection
//! lost in IDLE reads as "interrupted by hand", and its trace log holds the password. Here a response that can't
//! be understood is passed over, each limit has a name, and only the few commands we need exist.
//!
//! Specifications: RFC 3501 (the protocol), RFC 2177 (IDLE), RFC 4959 (SASL-IR), RFC 7628 (OAUTHBEARER).

mod catch_up;
mod check;
mod connection;
mod fetch;
mod folder;
mod frame;
mod idle;
mod intake;
mod limits;
mod login;
mod refetch;
mod response;
mod scan;
mod settings;
mod utf7;
mod watch;

pub use check::check;
pub use intake::{Arrival, Extent, Health, Intake, Left, NotTaken, Position, Progress, Source};
pub use limits::{BEGINNING_MAX_BYTES, FOLDERS_MAX, MAIL_MAX_BYTES};
pub use refetch::refetch;
pub use settings::{Settings, Take};
pub use watch::watch;

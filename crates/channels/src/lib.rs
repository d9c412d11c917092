//! The outside wires: IMAP in, SMTP out, and the hook that tells a shop what to carry out.
//!
//! A wire knows a protocol and nothing of conversations or tables. What it must get right with the rest of the
//! house stands in two small traits: [`imap::Intake`] (progress is never recorded before the bytes are durable)
//! and [`smtp::Ledger`] (an attempt is never forgotten between the last byte sent and the server's answer).
//!
//! Both clients are our own above TCP and TLS, because what Cape exists for hangs on details that the usual
//! crates leave out; [`imap`] and [`smtp`] say which.
//!
//! Nothing here logs an address, a secret, a mail or a server's own words: those words may quote any of them.

pub mod hook;
pub mod imap;
pub mod smtp;
pub mod wire;

pub use wire::{
    Credential, Endpoint, Pace, Secret, SecretSource, Security, Stop, Stopper, Surroundings, Trouble,
    TroubleKind,
};

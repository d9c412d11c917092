//! For tests only: the test application, typed actors, clock, database images, fakes of the outside.

pub mod certificates;
pub mod dovecot;
pub mod fake_imap;
pub mod fake_smtp;
pub mod loopback;
pub mod postfix;
pub mod server_process;
pub mod token_issuer;

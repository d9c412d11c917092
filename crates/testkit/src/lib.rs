//! For tests only: the test application, typed actors, clock, database images, fakes of the outside.

pub mod cape_process;
pub mod certificates;
pub mod dice;
pub mod dovecot;
pub mod fake_imap;
pub mod fake_shop;
pub mod fake_smtp;
#[cfg(feature = "app")]
pub mod house;
pub mod http_connection;
pub mod loopback;
pub mod postfix;
pub mod postgres;
pub mod server_process;
pub mod token_issuer;

#[cfg(feature = "app")]
pub use house::{Answer, Browser, TestHouse};

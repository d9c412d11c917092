//! What both wires share: where to connect and how safely, secrets, bounded reading, patience and stopping.

mod connect;
mod credential;
pub(crate) mod duplex;
mod endpoint;
mod lines;
mod pace;
mod secret;
mod stop;
mod surroundings;
pub(crate) mod tls;
mod trouble;
mod words;

pub use credential::Credential;
pub(crate) use credential::{sasl_oauthbearer, sasl_plain, sasl_xoauth2};
pub use endpoint::{Endpoint, Security};
pub use pace::Pace;
pub use secret::{Secret, SecretSource};
pub use stop::{Stop, Stopper};
pub use surroundings::Surroundings;
pub use trouble::{Trouble, TroubleKind};
pub use words::WORDS_MAX_BYTES;

pub(crate) use connect::connect;
pub(crate) use lines::Wire;
pub(crate) use pace::Backoff;
pub(crate) use words::plain_words;

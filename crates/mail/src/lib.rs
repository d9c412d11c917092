//! Bytes to message and back: parse, fold quotes, sanitise, compose; pure and fuzzed.
//!
//! `read` understands a raw mail, `part` fetches the bytes of one of its files, `compose` makes a raw mail.
//! Nothing here touches the network, the database or the clock, and nothing here fails: a mail that makes no
//! sense is a mail with little in it and much in `problems`.

mod attachment;
mod bare;
mod body;
mod bounce;
pub mod compose;
pub mod fold;
mod forward;
mod html;
pub mod html_text;
mod inspect;
mod kind;
pub mod limits;
mod mail;
mod mime;
mod origin;
mod problem;
mod read;
pub mod sanitise;
mod tnef;

pub use attachment::Attachment;
pub use bare::body_only;
pub use body::{Body, Fold, FoldKind};
pub use bounce::Bounce;
pub use compose::{Composed, Letter, LetterFile, Quoted, compose};
pub use inspect::inspect;
pub use mail::{Address, Kind, Mail};
pub use origin::Origin;
pub use problem::Problem;
pub use read::{part, read};
pub use sanitise::Sanitised;

/// The field that marks every mail we send, so that one that comes back is known (and never answered).
pub const LOOP_HEADER: &str = "X-Cape-Loop";

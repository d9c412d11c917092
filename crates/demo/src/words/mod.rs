//! From a planned conversation to words: the texts, the facts that go into them, and who says what how.

mod agent;
mod customer;
mod dates;
mod facts;
mod library;
mod template;
mod texts;

pub(crate) use agent::{handover_summary, note, reply};
pub(crate) use customer::{letter, subject, vacation};
pub(crate) use dates::quoted_date;
pub(crate) use facts::{Facts, Setting};
pub(crate) use library::{arrives_later, can_go_wrong, can_say, common, matters_in};

//! Remedies: the sheet with which they are given, the panel that shows them, and a page for each.

mod form;
mod give;
mod panel;
mod show;
mod words;

pub(crate) use give::{ask, give, toast};
pub(crate) use panel::Power;
pub(crate) use show::{mark_done, mark_reversed, show, take_back, try_again, withdraw};
pub(crate) use words::{cost, happened, named, state};

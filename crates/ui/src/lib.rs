//! How things look: one folder per component (Rust and its CSS), tokens for light and dark, the page frame.
//!
//! Nothing here knows what Cape means: components take plain strings and small view structs, so a page decides
//! what is shown and this crate decides how it looks. There is no unescaped HTML in this crate at all: icons are
//! elements, our own Markdown is built from parsed events, and a stranger's HTML is shown in a sandboxed frame
//! that is served by a route of its own.
//!
//! Pages write `use ui::prelude::*;` and get maud through it, so that maud stays this crate's own business.
#![expect(
    clippy::needless_pass_by_value,
    reason = "ids and counts are numbers or short texts, given away by their callers"
)]

pub mod attachment;
pub mod banner;
pub mod button;
pub mod card;
pub mod command;
pub mod composer;
pub mod dialog;
pub mod empty;
pub mod face;
pub mod facts;
pub mod field;
pub mod figure;
pub mod font;
pub mod head;
pub mod help;
pub mod icon;
pub mod identity;
pub mod interval;
pub mod kbd;
pub mod list_bar;
pub mod mark;
pub mod meanwhile;
pub mod menu;
pub mod message;
pub mod page;
pub mod pagination;
pub mod panel;
pub mod panes;
pub mod prelude;
pub mod problem;
pub mod progress;
pub mod prose;
pub mod qr;
pub mod rail;
pub mod rooms;
pub mod row;
pub mod search;
pub mod sign_in;
mod style;
pub mod table;
pub mod tabs;
pub mod time;
pub mod timeline;
pub mod toast;
mod tone;
pub mod trend;
pub mod views;

pub use maud;
pub use maud::{DOCTYPE, Markup, Render, html};
pub use style::stylesheet;
pub use tone::Tone;

//! Customers: the list of them, each with all that happened, and what can be done about them.

mod act;
pub(crate) mod ally;
mod export;
mod import;
mod list;
mod merge;
mod met;
mod organization;
mod show;
mod side;
mod timeline;

pub(crate) use act::{
    add_identity, block, change, create, mark_deliverable, new, remove_identity, remove_note,
    restore_identity, restore_note, set_field, unblock, write_note,
};
pub(crate) use export::export;
pub(crate) use import::{receive, show_import, start, stop, upload_form};
pub(crate) use list::{found_table, list};
pub(crate) use merge::{merge, undo, who};
pub(crate) use organization::{rename, show_organization};
pub(crate) use show::show;
pub(crate) use timeline::{order_entry, touchpoint_entry};

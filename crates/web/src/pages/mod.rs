//! The pages, one module per noun: handlers that call an action or a read, and the functions that draw.

pub(crate) mod advice;
pub(crate) mod approval;
pub(crate) mod attachment;
pub(crate) mod command;
pub(crate) mod complaint;
pub(crate) mod conversation;
pub(crate) mod customer;
pub(crate) mod first_start;
pub(crate) mod health;
pub(crate) mod inbox;
pub(crate) mod insights;
pub(crate) mod intake;
pub(crate) mod invitation;
pub(crate) mod message;
pub(crate) mod metrics;
pub(crate) mod needs_look;
pub(crate) mod new_password;
pub(crate) mod notification;
pub(crate) mod policy;
pub(crate) mod portal;
pub(crate) mod profile;
pub(crate) mod promise;
pub(crate) mod remedy;
pub(crate) mod saved_view;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod suggest;
pub(crate) mod undo;
pub(crate) mod write_to_us;

use crate::failure::Failure;

/// Anything that isn't there.
pub(crate) async fn missing() -> Failure {
    Failure::App(app::Error::NotFound("page"))
}

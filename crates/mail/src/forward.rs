//! Mails forwarded inline: the header block that known programs write above the forwarded text.

use crate::{Body, Mail};

/// The mail that was forwarded inline in this body.
pub(crate) fn inline(_body: &Body) -> Option<Mail> {
    None
}

//! Mails that report a failed delivery: which recipient, why, and whether for good.

use serde::{Deserialize, Serialize};

use crate::{Mail, mime::Header, read::Contents};

/// One recipient that a mail of ours did not reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// The address that failed, if the report names it.
    pub recipient: Option<String>,
    /// Enhanced status code (RFC 3463), such as `5.1.1`.
    pub status: Option<String>,
    /// SMTP reply code (RFC 5321, 4.2), such as 550.
    pub reply_code: Option<u16>,
    /// Why, in one snake-case word: `user_unknown`, `mailbox_full`, …
    pub reason: String,
    /// True if trying again can't help: the address is dead.
    pub permanent: bool,
    /// What the other server said, on one line.
    pub diagnostic: Option<String>,
    /// `Message-ID` of the mail that bounced, without brackets, if the report holds it.
    pub original_message_id: Option<String>,
}

/// What a bounce is recognised from.
pub(crate) struct Report<'r, 'm> {
    pub(crate) header: &'r Header<'m>,
    pub(crate) mail: &'r Mail,
    pub(crate) contents: &'r Contents,
}

/// The failed recipients; empty if the mail is no bounce.
pub(crate) fn of(_report: &Report<'_, '_>) -> Vec<Bounce> {
    Vec::new()
}

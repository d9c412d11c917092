//! What can be done with a conversation.

mod assign;
mod change;
mod closure;
mod draft;
mod note;
mod read;
mod reply;
mod snooze;
mod tag;

pub use assign::{Assignment, assign};
pub use change::{follow, set_priority, set_subject, unfollow};
pub use closure::{close, reopen};
pub use draft::{Draft, discard_draft, save_draft};
pub use note::{NewNote, note};
pub use read::{
    AttachmentView, DeliveryView, MESSAGES_SHOWN, Meanwhile, MessageView, View, exists, message, raw_mail,
    view,
};
pub use reply::{NewReply, reply, resend, undo_reply};
pub use snooze::{snooze, wake_due};
pub use tag::{tag, untag};

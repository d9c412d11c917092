//! What can be done with a conversation.

mod assign;
mod bulk;
mod change;
mod closure;
mod draft;
mod history;
mod link;
mod merge;
mod note;
mod owner;
mod read;
mod recount;
mod reply;
mod snooze;
mod split;
mod tag;

pub use assign::{Assignment, assign};
pub use bulk::{BULK_MAX, Bulk, bulk};
pub(crate) use change::append;
pub use change::{follow, set_priority, set_subject, unfollow};
pub use closure::{close, reopen};
pub use draft::{Draft, discard_draft, save_draft};
pub use history::{History, history};
pub use link::{Related, link, related, unlink};
pub use merge::merge;
pub use note::{NewNote, note};
pub use owner::{confirm_customer, move_to_customer};
pub use read::{
    AttachmentView, DeliveryView, MESSAGES_SHOWN, Meanwhile, MessageView, View, exists, message, raw_mail,
    view,
};
pub(crate) use recount::recount;
pub use reply::{NewReply, reply, resend, undo_reply};
pub use snooze::{snooze, wake_due};
pub use split::{Parted, Split, split};
pub use store::conversation::Conversation;
pub use tag::{tag, untag};

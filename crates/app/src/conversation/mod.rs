//! What can be done with a conversation.

mod assign;
mod begin;
mod bulk;
mod change;
mod closure;
mod draft;
mod history;
mod link;
mod list;
mod merge;
mod note;
mod open;
mod owner;
mod read;
mod recount;
mod reply;
mod snooze;
mod split;
mod tag;
mod take_down;

pub(crate) use assign::change_team;
pub use assign::{Assignment, assign};
pub(crate) use assign::{check_receiver, place};
pub use begin::{Begin, Begun, begin};
pub use bulk::{BULK_MAX, Bulk, bulk, reason_needed};
pub(crate) use change::{append, heard};
pub use change::{follow, set_priority, set_subject, unfollow};
pub use closure::{close, reopen, wait};
pub(crate) use draft::extend_draft;
pub use draft::{Draft, add_to_draft, discard_draft, save_draft};
pub use history::{History, history};
pub use link::{Related, link, related, unlink};
pub use list::{Tagged, Wanted, find, list, tags};
pub use merge::merge;
pub use note::{NewNote, note};
pub use open::{NewConversation, open};
pub use owner::{confirm_customer, move_to_customer};
pub use read::{
    AttachmentView, DeliveryView, MESSAGES_SHOWN, Meanwhile, MessageView, View, exists, message, messages,
    raw_mail, view,
};
pub(crate) use recount::recount;
pub use reply::{NewReply, reply, resend, undo_reply};
pub use snooze::{snooze, wake_due};
pub use split::{Parted, Split, split};
pub use store::conversation::{After, Conversation};
pub use tag::{tag, untag};
pub use take_down::{Said, TEXT_CHARACTERS_MAX, take_down};

//! What usually comes next: what followed this matter for others, offered beside the conversation, dealt with now.

mod count;
mod figures;
mod follow;
mod offer;
mod replay;
mod take;

pub use count::{count, is_due, keep};
pub use figures::{Figures, figures};
pub(crate) use follow::CONSUMER;
pub use follow::{follow, is_behind};
pub use offer::{Advice, of_conversation};
pub use replay::replay;
pub use take::take;

/// Days in which the next matter must come to count.
pub const WINDOW_DAYS: i64 = 60;
/// The same in milliseconds.
const WINDOW: i64 = WINDOW_DAYS * 24 * 3_600_000;

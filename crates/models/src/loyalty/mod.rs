//! Loyalty in numbers: points that are owed, and customers who move between levels of engagement.
//!
//! | question | answer | not for |
//! |---|---|---|
//! | Who has how many points, and why? | [`Ledger`] | money |
//! | How much revenue is deferred for points? | [`PointsContract`] | deciding how many will be redeemed: that estimate is yours |
//! | Where do customers move, and what is that worth? | [`migration`], [`Migration`] | long forecasts, unless [`order_test`] lets order one stand |
//! | Why did the value of all customers change? | [`roll_forward`] | contracts that end on a date: see retention |
//!
//! What a programme brings is told by a holdout: [`uplift`](crate::statistics::uplift()).

mod ledger;
mod liability;
mod markov;
pub mod migration;
mod order;
mod roll_forward;

pub use ledger::{Account, ENTRY_POINTS_MAX, Entry, Kind, Ledger};
pub use liability::{Allocation, PointsContract, Recognised, Redemption};
pub use markov::Migration;
pub use order::{OrderTest, order_test};
pub use roll_forward::{RollForward, roll_forward};

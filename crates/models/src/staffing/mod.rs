//! How many people it takes to answer in time, and how much will come in.
//!
//! * [`erlang_b`](fn@erlang_b), [`erlang_c`](fn@erlang_c), [`erlang_a`](fn@erlang_a): what happens to contacts that find all agents busy: they are turned away,
//!   wait however long it takes, or wait as long as their patience lasts.
//! * [`agents_for_service`] (nobody hangs up) and [`agents_with_patience`]: the fewest agents for a target.
//! * [`halfin_whitt`], [`square_root_agents`]: the square-root rule, to think with in large teams.
//! * [`busy_days`]: what days that differ more than by chance do to a service level.
//! * [`chats`]: several conversations at once. [`back_office`]: work that waits for days, which is not a queue of callers.
//! * [`forecast`]: how many contacts will come, by hour and weekday, with intervals.
//!
//! # Which one
//!
//! Erlang A, wherever people can hang up: it needs the mean patience. Erlang C sees everybody wait to the end, so it
//! asks for too many agents and has no answer at all when the load is as large as the team. Erlang B is for lines, not
//! for people. All three are about a stretch of time with one rate, in balance: take half hours, and not a whole day.
//!
//! # When not to use it
//!
//! * For work that may lie until tomorrow: see [`back_office`].
//! * Blindly for less than some five agents: a single absence changes more than any formula tells.
//! * For agents of different skills, callbacks and priorities: simulate.

pub mod back_office;
pub mod busy_days;
pub mod chats;
pub mod erlang_a;
pub mod erlang_b;
pub mod erlang_c;
pub mod forecast;
pub mod load;
pub mod required;
pub mod square_root;

pub use erlang_a::{ErlangA, erlang_a};
pub use erlang_b::erlang_b;
pub use erlang_c::{ErlangC, erlang_c};
pub use load::Load;
pub use required::{Goal, Target, agents_for_service, agents_with_patience};
pub use square_root::{halfin_whitt, safety_for_wait, square_root_agents};

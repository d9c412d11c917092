//! Conversations: what they are about, how they go, and who is still waiting at the end.

mod answering;
mod cast;
mod course;
mod matter;
mod mood;
mod step;
mod telling;
mod thread;
mod waiting;

pub(crate) use cast::cast;
pub(crate) use course::Course;
pub use matter::Matter;
pub(crate) use matter::{AFTER_ORDER, ANY_TIME, Since};
pub use mood::Mood;
pub(crate) use step::{AgentStage, CustomerStage};
pub(crate) use thread::{Act, Answer, Occasion, Thread};

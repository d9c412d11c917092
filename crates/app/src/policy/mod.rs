//! The rules of the company that customers meet: the register, and every time one got in the way.

mod mark;
mod register;
mod replay;
mod report;

pub use mark::{Mark, NewMark, mark, marks, unmark};
pub use register::{NewPolicy, Policy, Retirement, add, all, change, find, retire};
pub use replay::replay;
pub use report::{Case, Standing, Tally, cases, standings};

//! Pages and routes, in-process, against a house of their own.

mod authorisation;
mod clock_jumps;
mod conversation;
mod outage;
mod token;

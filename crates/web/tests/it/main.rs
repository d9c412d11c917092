//! Pages and routes, in-process, against a house of their own.

mod authorisation;
mod bell;
mod clock_jumps;
mod conversation;
mod outage;
mod people;
mod reach;
mod settings;
mod token;

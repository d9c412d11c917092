//! Pages and routes, in-process, against a house of their own.

mod authorisation;
mod conversation;
mod token;

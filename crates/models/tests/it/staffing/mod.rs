//! Staffing against the reference data, and against simulation.

mod back_office;
mod chats;
mod erlang;
mod errors;
mod forecast;
mod reference_tables;
mod variation;

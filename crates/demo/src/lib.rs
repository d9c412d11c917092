//! A believable company, made from a seed: customers, orders, months of conversations.
//!
//! [`company`] says who the company is, [`story`] tells everything that happened there in the order in which it
//! happened, [`incidents`] names the days on which one cause hit many, and [`mails`] gives customer mails without end
//! for load tests. Nothing here reads a clock, a file or the network: a [`Plan`] decides every byte.
//!
//! How it is made: each day of the story brings orders and reasons to write (`trade`); a reason becomes a
//! conversation planned turn by turn from the habits of whoever answers (`talk`); and only when a turn's time comes
//! is it put into words (`words`, from the files under `texts/`) and bytes (`letter`). So a story of a million
//! messages streams through little memory.

mod calendar;
mod chance;
mod company;
mod entry;
mod letter;
mod mails;
mod people;
mod plan;
mod story;
mod talk;
mod trade;
mod words;

pub use company::{
    Agent, CannedAnswer, Company, Mailbox, OpeningHours, Policy, Product, SavedView, Team, company,
};
pub use entry::{
    AgentHandle, ConversationKey, Customer, CustomerKey, Entry, EntryKey, Happening, Mail, MailKind, Matter,
    Mood, Order, OrderKey, OrderLine, Organization, Promise, Remedy, RemedyKind, Reply, SalesChannel,
    TeamHandle, Then, Touchpoint, TouchpointKind, Truth,
};
pub use mails::mails;
pub use plan::Plan;
pub use story::{Story, story};
pub use trade::{Incident, IncidentKind, incidents};

//! The only SQL: one seam over SQLite and PostgreSQL, one file per noun.
//!
//! Functions take a transaction and plain values and know no rules; whoever calls them (`app`) has already asked
//! for permission. Reads that could show a person something take a [`Scope`], which only `app` makes.
//! Every public function is called by the conformance suite on both engines.

mod clause;
mod database;
mod dialect;
mod error;
mod groups;
mod migration;
mod money;
mod scope;
pub mod signal;
pub mod signal_list;
mod sql;
mod value;

pub mod advice;
pub mod agent;
pub mod ally;
pub mod answer;
pub mod api_token;
pub mod approval;
pub mod attachment;
pub mod authority;
pub mod blob;
pub mod budget;
pub mod canned_answer;
pub mod complaint;
pub mod condition;
pub mod conversation;
pub mod conversation_filter;
pub mod copy;
pub mod customer;
pub mod customer_import;
pub mod customer_merge;
pub mod customer_note;
pub mod customer_step;
pub mod delivery;
pub mod draft;
pub mod event;
pub mod export;
pub mod handover;
pub mod idempotency;
pub mod identity;
pub mod inbound;
pub mod invitation;
pub mod job;
pub mod ledger;
pub mod look;
pub mod mailbox;
pub mod matter;
pub mod mention;
pub mod message;
pub mod next_issue;
pub mod notification;
pub mod order;
pub mod organization;
pub mod password_reset;
pub mod policy;
pub mod policy_mark;
pub mod portal_link;
pub mod promise;
pub mod promise_list;
pub mod recovery;
pub mod reference;
pub mod remedy;
pub mod remedy_kind;
pub mod retelling;
pub mod saved_view;
pub mod search;
pub mod session;
pub mod setting;
pub mod tag;
pub mod team;
pub mod timeline;
pub mod touchpoint;
pub mod undo;
pub mod workload;

pub use database::{DATABASE_FILE, Database, Location, Outcome};
pub use error::{Error, Fault, Result};
pub use groups::{GROUP_SIZES, Groups};
pub use migration::latest as latest_migration;
pub use scope::Scope;
pub use sql::{Tx, WriteTx};

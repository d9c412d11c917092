//! The real program, its real processes, and the real outside: what holds when things break.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it tried"
)]

mod archives;
mod attempts_at_start;
mod backups;
mod checkups;
mod commands;
mod disk_full;
mod exports;
mod killed_intake;
mod killed_sending;
mod locked;
mod mail_server;
mod model_agreement;
mod model_business_time;
mod model_crisis;
mod model_customer;
mod model_detection;
mod model_intervals;
mod model_loyalty;
mod model_messages;
mod model_money;
mod model_near_duplicates;
mod model_service;
mod model_staffing;
mod model_topics;
mod postgres_tls;
mod remedy_hook;
mod secrets;
mod stopping;
mod support;

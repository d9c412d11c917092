//! The models against their properties, and against published figures where those lie beside the project.

#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test fails by panicking and says what it didn't run; the names of reference files are known"
)]

mod business_time;
mod loyalty;
mod customer;
mod reference;
mod service;
mod statistics;
mod crisis;
mod reference;
mod staffing;
mod detection;
mod reference;
mod topic;
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test fails by panicking and says what it tried; the files are ours"
)]

mod plot;
mod reference;
mod text;

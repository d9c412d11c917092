//! The models against their properties, and against published figures where those lie beside the project.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test fails by panicking and says what it tried or didn't run; the names of reference files are known"
)]

mod business_time;
mod crisis;
mod customer;
mod detection;
mod documentation;
mod loyalty;
mod plot;
mod reference;
mod service;
mod staffing;
mod statistics;
mod text;
mod topic;

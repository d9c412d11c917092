//! Tests of the crate `mail`: our own mails, properties, and the mails other projects test with.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may fail and print like the tests themselves"
)]

mod composing;
mod corpora;
mod corpora_bounces;
mod corpora_fold;
mod corpora_helpdesks;
mod corpora_tnef;
mod corpora_zammad;
mod cost;
mod fold;
mod harmless;
mod properties;
mod properties_body;
mod reading;
mod sanitise;

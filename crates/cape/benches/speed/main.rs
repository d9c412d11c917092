//! What Cape costs: intake beside a plain loop over the same database engine, pages in a full house, live streams,
//! memory, disk and start. `make bench` runs it; docs/performance.md keeps and explains its figures.
//!
//! Knobs, all from the environment: `BENCH_FULL=1` also fills a house with a million messages; `BENCH_ONLY=inbound`
//! (or `pages`, `streams`) runs one part; `BENCH_DATA=folder` keeps filled houses there for the next run.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a measurement looks at clocks, prints what it found, and is worth nothing when a step fails"
)]

mod fill;
mod inbound;
mod measure;
mod pages;
mod plain;
mod report;
mod streams;
mod workload;

use fill::Filled;
use report::Report;
use std::env;

/// The program that is measured, built as it is shipped.
const CAPE: &str = env!("CARGO_BIN_EXE_cape");
/// Messages of the house in which pages are measured.
const FULL_HOUSE: usize = 100_000;

fn main() {
    let only = env::var("BENCH_ONLY").ok();
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let mut report = Report::default();
    println!("mails: {}", workload::origin());
    println!(
        "CPU is that of Cape's process, from the system's accounting; p50 and p95 are seen by a client that sends one request after another over one connection on the same machine."
    );
    if wanted("inbound") {
        inbound::measure(&mut report);
    }
    let mut sizes = vec![10_000, FULL_HOUSE];
    if env::var("BENCH_FULL").is_ok_and(|full| full == "1") {
        sizes.push(1_000_000);
    }
    if wanted("pages") || wanted("streams") {
        let mut before: Option<Filled> = None;
        for size in sizes {
            let filled = fill::house(size, before.as_ref());
            if wanted("pages") {
                pages::measure(&filled, &mut report);
            }
            if wanted("streams") && size == FULL_HOUSE {
                streams::measure(&filled, &mut report);
            }
            before = Some(filled);
        }
    }
    report.print();
}

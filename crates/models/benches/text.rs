//! How long one message takes.

use criterion::{Criterion, criterion_group, criterion_main};
use models::text::{Language, assess, promises, sentiment};
use std::hint::black_box;

/// 240 characters, about the length of a complaint.
const MESSAGE: &str = "This is the third time I'm writing about the same invoice. You promised me a call on Monday and nobody called. \
    I've spoken to four different agents and I'm still waiting for my refund. Please sort it out by Friday or I will cancel my contract!";

/// As long, by an agent.
const ANSWER: &str = "I'm very sorry about this, Ms Novak. I'll check with our accounting team today and call you back tomorrow before noon. \
    We will refund the fee within 3 business days, and you'll receive a confirmation by email. If anything else comes up, write to me.";

#[expect(clippy::expect_used, reason = "a bench fails by panicking")]
fn text(criterion: &mut Criterion) {
    let now: jiff::Zoned = "2026-03-04T15:00[Europe/Vienna]".parse().expect("a time");
    criterion.bench_function("assess a message of 240 characters", |bench| {
        bench.iter(|| assess(black_box(MESSAGE), Language::English));
    });
    criterion.bench_function("promises of an answer of 240 characters", |bench| {
        bench.iter(|| promises(black_box(ANSWER), &now, Language::English));
    });
    criterion.bench_function("sentiment of a message of 240 characters", |bench| {
        bench.iter(|| sentiment(black_box(MESSAGE)));
    });
}

criterion_group!(benches, text);
criterion_main!(benches);

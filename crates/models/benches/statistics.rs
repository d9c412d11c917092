//! What intervals, agreement, funnels, business time, contacts and points cost.

#![expect(clippy::expect_used, reason = "a bench stops where it can't go on")]

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::{Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use models::business_time::{Calendar, Span};
use models::loyalty::Ledger;
use models::service::{Contact, contact_rates};
use models::statistics::krippendorff::{Scale, interval};
use models::statistics::{Share, funnel};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;
use std::time::Duration;

fn intervals(criterion: &mut Criterion) {
    let share = Share::of(81_234, 100_000).expect("a share");
    criterion.bench_function("wilson", |bench| bench.iter(|| black_box(share).wilson(0.95)));
    criterion.bench_function("exact_of_100000", |bench| bench.iter(|| black_box(share).exact(0.95)));

    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let truths: Vec<u8> = (0..200).map(|_| dice.random_range(1..6)).collect();
    let mut rater = || -> Vec<Option<f64>> {
        let rate = |truth: &u8| if dice.random_bool(0.8) { *truth } else { dice.random_range(1..6) };
        truths.iter().map(rate).map(|rating| Some(f64::from(rating))).collect()
    };
    let ratings = [rater(), rater(), rater()];
    criterion.bench_function("alpha_200_units_1000_resamples", |bench| {
        bench.iter(|| interval(black_box(&ratings), Scale::Ordinal, 0.95, 1000, 1));
    });

    let counts: Vec<u64> = (0..1000).map(|_| dice.random_range(2..30)).collect();
    let exposures: Vec<f64> = (0..1000).map(|_| f64::from(dice.random_range(100..400))).collect();
    criterion.bench_function("excess_1000_agents", |bench| {
        bench.iter(|| funnel::excess(black_box(&counts), &exposures, 0.05));
    });
}

fn business_time(criterion: &mut Criterion) {
    let zone = TimeZone::get("Europe/Berlin").expect("the zones of this machine");
    let day = [("08:00", "12:00"), ("13:00", "18:00")];
    let day = day.map(|(opens, closes)| Span::parse(opens, closes).expect("hours"));
    let week = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let calendar =
        week.into_iter().fold(Calendar::new(zone), |calendar, weekday| calendar.weekly(weekday, &day));
    let calendar = calendar.closed(date(2026, 4, 3)).closed(date(2026, 4, 6));
    let start: Timestamp = "2026-03-27T16:30:00Z".parse().expect("a time");
    for (name, hours) in [("due_8_hours", 8), ("due_90_hours", 90), ("due_18000_hours", 18_000)] {
        let open = SignedDuration::from_hours(hours);
        criterion.bench_function(name, |bench| bench.iter(|| calendar.due(black_box(start), open, &[])));
    }
    let later = start + SignedDuration::from_hours(24 * 365);
    criterion.bench_function("open_between_a_year", |bench| {
        bench.iter(|| calendar.open_between(black_box(start), later, &[]));
    });
}

fn service_and_loyalty(criterion: &mut Criterion) {
    let mut dice = ChaCha8Rng::seed_from_u64(2);
    let log: Vec<Contact> = (0..100_000)
        .map(|_| {
            let case = dice.random_range(0..60_000);
            let agents = vec![dice.random_range(0..40); dice.random_range(1..3)];
            Contact { case, customer: case / 2, topic: case % 5, at: dice.random(), agents, resolved: true }
        })
        .collect();
    criterion.bench_function("contact_rates_100000", |bench| {
        bench.iter(|| contact_rates(black_box(&log), 0.02, None, 0.95));
    });
    criterion.bench_function("ledger_10000_events", |bench| {
        bench.iter(|| {
            let mut ledger = Ledger::new();
            for event in 0..5000 {
                let earned = ledger.earn(date(2026, 3, 2), event % 100, 50, None);
                let burned = ledger.burn(date(2026, 3, 3), event % 100, 40);
                black_box((earned.is_ok(), burned.is_ok()));
            }
            ledger
        });
    });
}

/// Short: the figures are for their order of magnitude.
fn short() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
}

criterion_group! { name = benches; config = short(); targets = intervals, business_time, service_and_loyalty }
criterion_main!(benches);

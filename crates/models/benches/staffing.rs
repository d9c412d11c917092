//! How long staffing takes.

use criterion::{Criterion, criterion_group, criterion_main};
use models::staffing::forecast::{History, fit};
use models::staffing::{Goal, Load, Target, agents_for_service, agents_with_patience, erlang_a};
use std::hint::black_box;

fn staffing(bench: &mut Criterion) {
    let load = Load { contacts_per_hour: 5_000.0, handle_time_s: 300.0 };
    let target = Target { share: 0.8, within_s: 20.0 };
    bench.bench_function("erlang_c_agents_for_417_erlangs", |bencher| {
        bencher.iter(|| agents_for_service(black_box(load), target));
    });
    bench.bench_function("erlang_a_429_agents", |bencher| {
        bencher.iter(|| erlang_a(black_box(load), 120.0, 429).and_then(|queue| queue.answered_within(20.0)));
    });
    bench.bench_function("erlang_a_agents_for_417_erlangs", |bencher| {
        bencher.iter(|| agents_with_patience(black_box(load), 120.0, Goal::Answered(target)));
    });
    let counts: Vec<u64> = (0..364 * 24).map(|hour| 20 + (hour * 7919) % 31).collect();
    let history = History { counts: &counts, slots_per_day: 24, first_weekday: 0, left_out_days: &[] };
    bench.bench_function("forecast_a_year_of_hours_two_weeks_ahead", |bencher| {
        bencher.iter(|| fit(black_box(&history), true).and_then(|rates| rates.slots(14, 0.9)));
    });
}

criterion_group!(benches, staffing);
criterion_main!(benches);

//! How long the crisis model takes: 260 weeks, also with 999 bootstraps.

use criterion::{Criterion, criterion_group, criterion_main};
use models::crisis::{
    After, Bootstrap, Crisis, Experiment, Fit, Futures, History, Series, Specification, choose_lags, fit,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

/// Slow drift, sudden falls, and a perception that follows with some noise.
fn weeks() -> (Vec<f64>, Vec<f64>) {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let (mut operations, mut perception) = (vec![80.0_f64], vec![70.0_f64]);
    let mut momentum = 0.0;
    for week in 0..259 {
        momentum = 0.8 * momentum + random.random_range(-1.0..1.0);
        let fall = if random.random::<f64>() < 0.06 { -random.random_range(4.0..9.0) } else { 0.1 };
        let change: f64 = momentum - 0.03 * (operations[week] - 80.0) + fall;
        let felt = if change > 0.0 { 0.2 * change } else { 0.45 * change };
        operations.push(operations[week] + change);
        perception.push(perception[week] + felt + random.random_range(-0.5..0.5));
    }
    (operations, perception)
}

fn crisis(bench: &mut Criterion) {
    let (operations, perception) = weeks();
    let series = Series { operations: &operations, perception: &perception, answers: None };
    let specification = Specification::default();
    let estimate = || fit(&series, &specification).unwrap_or_else(|error| unreachable!("{error}"));
    bench.bench_function("crisis_fit_260", |bencher| bencher.iter(|| black_box(estimate())));
    bench.bench_function("crisis_lags_by_bic_260", |bencher| {
        bencher.iter(|| black_box(choose_lags(&series, &specification, 4, 2)));
    });
    let mut slow = bench.benchmark_group("crisis_slow");
    slow.sample_size(10);
    slow.bench_function("fit_999_bootstraps_and_six_bands_260", |bencher| {
        bencher.iter(|| black_box(bands(&estimate())));
    });
    slow.bench_function("steps_for_recovery_999_bootstraps_260", |bencher| {
        let replicates = estimate().bootstrap(&Bootstrap::new(1));
        bencher.iter(|| {
            black_box(
                replicates.as_ref().map(|replicates| replicates.steps_for(&Crisis::new(6.0), 1.0, 0.9)).ok(),
            )
        });
    });
    slow.bench_function("averaged_response_with_bands_999_bootstraps_100_futures_260", |bencher| {
        let replicates = estimate().bootstrap(&Bootstrap::new(1));
        let futures = Futures { draws: 100, horizon: 24, operations: After::AsBefore, seed: 1 };
        bencher.iter(|| {
            black_box(
                replicates
                    .as_ref()
                    .map(|replicates| replicates.generalised(History::Flat, -4.0, &futures, 0.95))
                    .ok(),
            )
        });
    });
    slow.finish();
}

/// Responses to a gain and a loss from three histories, with bands where there are enough changes.
fn bands(fit: &Fit) -> usize {
    let Ok(replicates) = fit.bootstrap(&Bootstrap::new(1)) else { return 0 };
    let histories = [History::Flat, History::Gains { pace: 1.0 }, History::Losses { pace: 1.0 }];
    let experiments = histories.into_iter().flat_map(|history| [4.0, -4.0].map(|size| (history, size)));
    experiments
        .filter(|&(history, size)| replicates.band(&Experiment::shock(history, size, 24), 0.95).is_ok())
        .count()
}

criterion_group!(benches, crisis);
criterion_main!(benches);

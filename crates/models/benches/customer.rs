//! How long the models of customer value take: on the CDNOW sample where it lies beside the project (else on as many
//! simulated customers), and on a million.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench has no one to return an error to")]

use criterion::{Criterion, criterion_group, criterion_main};
use models::customer::{BgNbd, Buying, Distinct, Estimable, GammaGamma, History, MbgNbd, ParetoNbd, Spend};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;
use std::time::Duration;

/// Customers by BG/NBD at the published parameters, who came on any day of twelve weeks and are watched to the end of
/// week 39: the scheme of the CDNOW sample. Times are whole days.
fn simulated(customers: usize) -> Vec<History> {
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("parameters");
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    (0..customers)
        .map(|_| {
            let days = f64::from(generator.random_range(189..273));
            let times = model.future(&History::newcomer(), days / 7.0, &mut generator);
            let last = times.last().map_or(0.0, |time| (time * 7.0).ceil().min(days));
            History::new(times.len() as u32, last / 7.0, days / 7.0).expect("a history")
        })
        .collect()
}

/// The sample, or none.
fn cdnow() -> Option<(Vec<History>, Vec<Spend>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/science/clv/cdnow_sample_cbs.csv");
    let Ok(mut reader) = csv::Reader::from_path(path) else {
        eprintln!("the CDNOW sample isn't beside the project: simulated customers instead");
        return None;
    };
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let number = |column: usize| row[column].parse::<f64>().expect("a number");
        let repeats = number(2) as u32;
        let history = History::new(repeats, number(3) / 7.0, number(4) / 7.0).expect("a history");
        (history, Spend { repeats, mean: number(5) })
    });
    Some(rows.unzip())
}

fn sample(criterion: &mut Criterion) {
    let (histories, spends) = cdnow().unwrap_or_else(|| (simulated(2357), Vec::new()));
    let customers = Distinct::of(&histories).expect("customers");
    let mut group = criterion.benchmark_group("cdnow");
    group.sample_size(20).measurement_time(Duration::from_secs(4));
    group.bench_function("bg_nbd", |bench| {
        bench.iter(|| BgNbd::fit(black_box(&customers)).expect("it converges"));
    });
    group.bench_function("mbg_nbd", |bench| {
        bench.iter(|| MbgNbd::fit(black_box(&customers)).expect("it converges"));
    });
    group.bench_function("pareto_nbd", |bench| {
        bench.iter(|| ParetoNbd::fit(black_box(&customers)).expect("it converges"));
    });
    if !spends.is_empty() {
        group.bench_function("gamma_gamma", |bench| {
            bench.iter(|| GammaGamma::fit(black_box(&spends)).expect("it converges"));
        });
    }
    let model = ParetoNbd::new(0.553, 10.578, 0.606, 11.669).expect("parameters");
    group.bench_function("score_all_by_pareto_nbd", |bench| {
        bench.iter(|| {
            let sum: f64 =
                histories.iter().map(|history| model.expected_after(history, 52.0).expect("settles")).sum();
            sum
        });
    });
    group.finish();
}

fn million(criterion: &mut Criterion) {
    let histories = simulated(1_000_000);
    let mut group = criterion.benchmark_group("million");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("bg_nbd_with_compression", |bench| {
        bench.iter(|| {
            let customers = Distinct::of(black_box(&histories)).expect("customers");
            BgNbd::fit(&customers).expect("it converges")
        });
    });
    group.finish();
}

criterion_group!(benches, sample, million);
criterion_main!(benches);

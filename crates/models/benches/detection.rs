//! Detection, copies and topics: learning, watching, and one message.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench has no one to return an error to")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use models::detection::farrington::Bound;
use models::detection::{Baseline, Cusum, Detector, Farrington, Hour, Sides, Surge};
use models::topic::{NearDuplicates, TopicModel, Training};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};
use std::hint::black_box;
use std::time::Duration;

/// Messages in the index.
const MESSAGES: usize = 1_000_000;
/// Examples and topics that a model learns: the size of the public benchmark BANKING77.
const EXAMPLES: usize = 10_003;
const TOPICS: usize = 77;

fn hours(weeks: usize) -> Vec<Hour> {
    (0..weeks * 168)
        .map(|index| Hour::of_week((index / 24 % 7) as u8, (index % 24) as u8).expect("an hour of the week"))
        .collect()
}

/// Overdispersed counts at six an hour, quiet at night.
fn counts(hours: usize) -> Vec<u64> {
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    (0..hours)
        .map(|index| {
            let mean = if index % 24 < 7 { 0.5 } else { 8.0 };
            let rate: f64 = Gamma::new(8.0, mean / 8.0).expect("a shape").sample(&mut generator);
            Poisson::new(rate.max(1e-9)).expect("a mean").sample(&mut generator) as u64
        })
        .collect()
}

fn streams(criterion: &mut Criterion) {
    let (hours, counts) = (hours(16), counts(16 * 168));
    criterion.bench_function("baseline of 16 weeks", |bench| bench.iter(|| Baseline::fit(&counts, &hours)));
    let baseline = Baseline::fit(&counts, &hours).expect("a baseline");
    criterion.bench_function("threshold for a false-alarm rate", |bench| {
        bench.iter(|| Detector::with_false_alarms(baseline.clone(), 0.01));
    });
    let detector = Detector::with_false_alarms(baseline, 0.01).expect("a detector");
    criterion.bench_function("watching 16 weeks", |bench| bench.iter(|| detector.scan(&counts, &hours)));
    let surge = Surge { times: 2.0, ramp_hours: 6, lasts_hours: 24 };
    criterion.bench_function("delay of a surge", |bench| bench.iter(|| detector.delay(surge)));
    let weekly: Vec<u64> = counts.chunks(6).take(416).map(|hours| hours.iter().sum()).collect();
    let method = Farrington::flexible(0.01, Bound::NegativeBinomial);
    criterion.bench_function("Farrington, 78 weeks", |bench| bench.iter(|| method.judge(&weekly, 338)));
    let chart = Cusum::new(0.5, 8.0).expect("a chart");
    criterion.bench_function("CUSUM run length", |bench| bench.iter(|| chart.run_length(0.0, Sides::One)));
}

/// A vocabulary of made words, and messages that draw from it, common words more often.
fn messages(number: usize, words: usize) -> impl Iterator<Item = String> {
    let mut generator = ChaCha8Rng::seed_from_u64(2);
    let mut word =
        |length: usize| -> String { (0..length).map(|_| generator.random_range('a'..='z')).collect() };
    let vocabulary: Vec<String> = (0..words).map(|index| word(3 + index % 6)).collect();
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    (0..number).map(move |_| {
        let length = generator.random_range(8..18);
        let drawn = (0..length).map(|_| {
            let place: f64 = generator.random();
            vocabulary[(place.powi(2) * words as f64) as usize].as_str()
        });
        drawn.collect::<Vec<_>>().join(" ")
    })
}

fn copies(criterion: &mut Criterion) {
    let mut index = NearDuplicates::new(0.6, 1).expect("a limit");
    let mut kept = Vec::new();
    for (number, message) in messages(MESSAGES, 5_000).enumerate() {
        index.insert(&message);
        if number % 1_000 == 0 {
            kept.push(format!("Hello! {message} thanks"));
        }
    }
    let mut next = 0;
    criterion.bench_function("a copy among 1 million messages", |bench| {
        bench.iter(|| {
            next = (next + 1) % kept.len();
            black_box(index.lookup(&kept[next]))
        });
    });
    // Other words than those of the index, and never the same message twice.
    let mut more = messages(usize::MAX, 4_999);
    criterion.bench_function("one more message among 1 million", |bench| {
        bench.iter_batched(
            || more.next(),
            |message| message.map(|message| index.insert(&message)),
            BatchSize::SmallInput,
        );
    });
}

/// Messages with their topics: the training part of BANKING77 where it lies beside the project, else made ones.
fn examples() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/science/text/banking77_train.csv");
    if let Ok(reader) = csv::Reader::from_path(path) {
        return reader.into_deserialize().map(|row| row.expect("text and category")).collect();
    }
    eprintln!("BANKING77 isn't beside the project: made messages instead");
    let topic = |number: usize| (number % TOPICS, number % TOPICS % 9);
    messages(EXAMPLES, 2_000)
        .enumerate()
        .map(|(number, message)| (topic(number), message))
        .map(|((topic, field), message)| {
            (format!("{message} about{topic} matter{field}"), format!("topic {topic}"))
        })
        .collect()
}

fn topics(criterion: &mut Criterion) {
    let examples = examples();
    let texts: Vec<&str> = examples.iter().map(|(text, _)| text.as_str()).collect();
    let names: Vec<&str> = examples.iter().map(|(_, topic)| topic.as_str()).collect();
    criterion.bench_function("learning 77 topics from 10,003 messages", |bench| {
        bench.iter(|| TopicModel::train(&texts, &names, Training::default()));
    });
    let model = TopicModel::train(&texts, &names, Training::default()).expect("a model");
    let mut next = 0;
    criterion.bench_function("topics of a message", |bench| {
        bench.iter(|| {
            next = (next + 1) % texts.len();
            black_box(model.suggest(texts[next], 3))
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    targets = streams, copies, topics
}
criterion_main!(benches);

//! Forecasts: intervals hold the truth as often as they say, by simulation.

use models::Error;
use models::staffing::forecast::{History, Rates, fit};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

/// Contacts by hour: more at noon, fewer at weekends, days with a random rate, a trend.
fn made(days: usize, scale: f64, variation: f64, trend: f64, random: &mut ChaCha8Rng) -> Vec<u64> {
    let mut counts = Vec::with_capacity(days * 24);
    for day in 0..days {
        let weekend = if day % 7 >= 5 { 0.3 } else { 1.0 };
        let luck = if variation > 0.0 {
            let shape = variation.powi(-2);
            Gamma::new(shape, 1.0 / shape).expect("it is sensible").sample(random)
        } else {
            1.0
        };
        for hour in 0..24 {
            let bell = (-((f64::from(hour) - 12.5) / 3.5).powi(2)).exp();
            let mean = scale * weekend * luck * bell * (trend * day as f64).exp();
            let count: f64 =
                if mean > 1e-6 { Poisson::new(mean).expect("it is sensible").sample(random) } else { 0.0 };
            counts.push(count as u64);
        }
    }
    counts
}

fn history(counts: &[u64]) -> History<'_> {
    History { counts, slots_per_day: 24, first_weekday: 0, left_out_days: &[] }
}

/// Shares of days and of hours in the week ahead that lie in their 90 % intervals.
fn coverage(weeks: usize, scale: f64, variation: f64, trend: f64) -> (f64, f64, f64) {
    let (mut days_in, mut hours_in, mut busy_in) = (0, 0, (0, 0));
    let worlds = 150_u64;
    for seed in 0..worlds {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let all = made(weeks * 7 + 7, scale, variation, trend, &mut random);
        let (past, future) = all.split_at(weeks * 7 * 24);
        let rates = fit(&history(past), trend != 0.0).expect("it is sensible");
        for (day, expected) in rates.days(7, 0.9).expect("it is sensible").iter().enumerate() {
            let total: u64 = future[day * 24..][..24].iter().sum();
            days_in += u32::from(expected.interval.contains(total as f64));
        }
        for (expected, &count) in rates.slots(7, 0.9).expect("it is sensible").iter().zip(future) {
            let inside = u32::from(expected.interval.contains(count as f64));
            hours_in += inside;
            if expected.contacts > 20.0 {
                busy_in.0 += inside;
                busy_in.1 += 1;
            }
        }
    }
    let share = |hits: u32, of: f64| f64::from(hits) / of;
    let worlds = worlds as f64;
    (
        share(days_in, worlds * 7.0),
        share(hours_in, worlds * 168.0),
        share(busy_in.0, f64::from(busy_in.1).max(1.0)),
    )
}

#[test]
fn intervals_hold_as_often_as_they_say() {
    for (weeks, scale, variation, trend) in [
        (12, 60.0, 0.2, 0.0),
        (8, 60.0, 0.0, 0.0),
        (26, 30.0, 0.4, 0.0),
        (16, 80.0, 0.15, 0.004),
        (6, 2.0, 0.3, 0.0),
    ] {
        let (days, hours, busy) = coverage(weeks, scale, variation, trend);
        assert!((0.86..=0.965).contains(&days), "{weeks} weeks, {scale}, {variation}: days {days}");
        // Counts are whole and nights are empty, so hours are held more often than stated.
        assert!((0.88..=1.0).contains(&hours), "{weeks} weeks, {scale}, {variation}: hours {hours}");
        if scale >= 60.0 {
            assert!((0.85..=0.96).contains(&busy), "{weeks} weeks, {scale}, {variation}: busy hours {busy}");
        }
    }
}

#[test]
fn variation_and_trend_are_found() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let counts = made(7 * 52, 60.0, 0.25, 0.002, &mut random);
    let rates = fit(&history(&counts), true).unwrap();
    assert!((rates.day_variation - 0.25).abs() < 0.04, "{}", rates.day_variation);
    assert!(
        (rates.trend - 0.002).abs() < 3.0 * rates.trend_error,
        "{} +- {}",
        rates.trend,
        rates.trend_error
    );
    assert!(rates.trend_error < 0.0005 && rates.day_correlation.abs() < 0.2);
    let quiet = made(7 * 52, 60.0, 0.0, 0.0, &mut random);
    let rates = fit(&history(&quiet), false).unwrap();
    assert!(rates.day_variation < 0.03, "days alike: {}", rates.day_variation);
}

#[test]
fn the_week_is_where_it_was() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let counts = made(7 * 20 + 3, 60.0, 0.1, 0.0, &mut random);
    let rates: Rates = fit(&history(&counts), false).unwrap();
    let days = rates.days(7, 0.9).unwrap();
    // The history ends on a Wednesday, so Saturday and Sunday are the third and fourth day.
    assert!(
        days[2].contacts < 0.5 * days[0].contacts && days[3].contacts < 0.5 * days[4].contacts,
        "{days:?}"
    );
    let hours = rates.slots(1, 0.9).unwrap();
    let total: f64 = hours.iter().map(|hour| hour.contacts).sum();
    assert!((total - days[0].contacts).abs() < 1e-9 * total, "hours sum to their day");
    assert!(hours[12].contacts > 10.0 * hours[6].contacts);
    assert!(hours[0].interval.high >= 0.0 && hours[0].interval.low == 0.0);
}

#[test]
fn a_day_left_out_is_as_if_it_hadnt_been() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let mut counts = made(7 * 10, 60.0, 0.1, 0.0, &mut random);
    let clean = fit(&History { left_out_days: &[30], ..history(&counts) }, false).unwrap();
    for count in &mut counts[30 * 24..31 * 24] {
        *count = 900;
    }
    let with = fit(&history(&counts), false).unwrap();
    let without = fit(&History { left_out_days: &[30], ..history(&counts) }, false).unwrap();
    assert_eq!(clean, without);
    assert!(with.day_variation > 2.0 * without.day_variation);
}

#[test]
fn senseless_histories_are_refused() {
    let ones = vec![1; 24 * 28];
    assert!(matches!(fit(&history(&ones[..24 * 27]), false), Err(Error::TooFew { .. })));
    assert!(matches!(fit(&history(&ones[1..]), false), Err(Error::Contradiction { .. })));
    assert_eq!(fit(&history(&[]), false), Err(Error::Empty { what: "counts" }));
    assert!(matches!(fit(&history(&[0; 24 * 28]), false), Err(Error::NoVariation { .. })));
    let mut huge = ones.clone();
    huge[5] = 2_000_000;
    assert!(matches!(fit(&history(&huge), false), Err(Error::OutOfRange { row: Some(5), .. })));
    let mut last = vec![0; 24 * 28];
    last[24 * 28 - 1] = 10;
    assert!(matches!(fit(&history(&last), true), Err(Error::NotConverged { .. })));
    let rates = fit(&history(&ones), false).unwrap();
    assert!(rates.days(0, 0.9).is_err() && rates.days(7, 1.0).is_err() && rates.slots(400, 0.9).is_err());
}

//! From purchases to money: against simulation, and against each other.

use super::samples::{cdnow, simulated};
use crate::reference::near;
use models::customer::{
    Arrivals, Buying, Discount, Distinct, Estimable, Fit, GammaGamma, Group, History, MbgNbd, Member,
    ParetoNbd, Spend, Terms, Won, acquisition_guard, bootstrap, discounted_purchases, equity, regularity,
    residual_value,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

fn terms(horizon: f64) -> Terms {
    let discount = Discount::yearly(0.15, 52.0).expect("a rate");
    Terms { horizon, discount, margin: 0.5, cost_to_serve: 0.0 }
}

/// A base of customers with their spending, and both fits.
fn base() -> (Vec<Member>, Fit<ParetoNbd>, Fit<GammaGamma>) {
    let truth = ParetoNbd::new(0.8, 6.0, 0.7, 12.0).expect("parameters");
    let mut generator = ChaCha8Rng::seed_from_u64(11);
    let members: Vec<Member> = simulated(&truth, 1500, 60.0, 4)
        .into_iter()
        .map(|history| {
            let nu = Gamma::new(4.0, 1.0 / 60.0).expect("parameters").sample(&mut generator);
            let x = f64::from(history.repeats());
            let mean = if x > 0.0 {
                Gamma::new(5.0 * x, 1.0 / (nu * x)).expect("parameters").sample(&mut generator)
            } else {
                0.0
            };
            Member { history, spend: Spend { repeats: history.repeats(), mean } }
        })
        .collect();
    let histories: Vec<History> = members.iter().map(|member| member.history).collect();
    let spends: Vec<Spend> = members.iter().map(|member| member.spend).collect();
    let buying = ParetoNbd::fit(&Distinct::of(&histories).expect("customers")).expect("it converges");
    (members, buying, GammaGamma::fit(&spends).expect("it converges").fit)
}

#[test]
fn discounted_purchases_are_what_simulated_futures_bring() {
    let discount = Discount::yearly(0.15, 52.0).expect("a rate");
    let (mbg, pareto) = (
        MbgNbd::new(0.9, 5.0, 0.8, 3.0).expect("parameters"),
        ParetoNbd::new(0.8, 6.0, 0.7, 12.0).expect("parameters"),
    );
    let models: [&dyn Buying; 2] = [&mbg, &pareto];
    for model in models {
        for history in [History::newcomer(), History::new(4, 20.0, 30.0).expect("a history")] {
            let mut generator = ChaCha8Rng::seed_from_u64(8);
            let runs = 40_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..runs {
                let worth: f64 = model
                    .future(&history, 104.0, &mut generator)
                    .iter()
                    .map(|time| discount.factor(*time))
                    .sum();
                sum += worth;
                squares += worth * worth;
            }
            let (mean, n) = (sum / f64::from(runs), f64::from(runs));
            let error = ((squares / n - mean * mean) / n).sqrt();
            let right = discounted_purchases(model, &history, 104.0, &discount).expect("settles");
            near(model.name(), mean, right, 4.0 * error);
        }
    }
}

#[test]
fn the_guard_agrees_with_the_mean_and_alerts_where_most_bring_less_than_they_cost() {
    let (_, buying, spending) = base();
    let terms = terms(52.0);
    let newcomer = Won { member: Member::newcomer(), earned: 10.0 };
    let group = |cost: f64| Group { name: "fair", cost, customers: vec![newcomer] };
    let found = acquisition_guard(&buying, &spending, &[group(75.0), group(5.0)], &terms, 100, 0.9, 3)
        .expect("groups");
    let mean =
        10.0 + residual_value(&buying.model, &spending.model, &newcomer.member, &terms).expect("a value");
    near("mean value", found[0].value, mean, 0.05 * mean);
    assert!(found[0].alert && found[0].interval.contains(found[0].probability), "{:?}", found[0]);
    // Everybody has earned more than 5 already.
    assert!(!found[1].alert && found[1].probability == 0.0, "{:?}", found[1]);
}

#[test]
fn equity_is_the_sum_of_its_parts() {
    let (members, buying, spending) = base();
    let terms = terms(104.0);
    let arrivals = Arrivals { per_unit: 10.0, until: 52.0, cost: 12.0 };
    let found = equity(&buying, &spending, &members, &arrivals, &terms, 0.95).expect("an equity");
    let residual: f64 = (members.iter())
        .map(|member| residual_value(&buying.model, &spending.model, member, &terms).expect("a value"))
        .sum();
    near("residual", found.residual, residual, 1e-6 * residual);
    // 520 newcomers, paid for over a year at 15 %.
    let paid = 10.0 * (1.0 - 1.0 / 1.15) / terms.discount.rate();
    near("newcomers", found.newcomers, paid * found.newcomer, 1e-6 * found.newcomers.abs());
    assert!(found.interval.contains(found.total) && found.interval.width() < found.total, "{found:?}");
}

#[test]
fn bootstrap_intervals_agree_with_standard_errors_and_with_their_seed() {
    let Some(cdnow) = cdnow() else { return };
    let customers = cdnow.distinct();
    let fit = MbgNbd::fit(&customers).expect("it converges");
    let figures = |model: &MbgNbd| Ok(vec![model.expected(39.0)?]);
    let found = bootstrap(&customers, &fit, 200, 0.95, 9, figures).expect("intervals");
    assert!(found.intervals[0].contains(fit.model.expected(39.0).expect("settles")));
    assert_eq!(found, bootstrap(&customers, &fit, 200, 0.95, 9, figures).expect("intervals"));
    // Mean repeat purchases of a customer have a standard error of about 5 %, and so has their expectation.
    let width = found.intervals[0].width() / fit.model.expected(39.0).expect("settles");
    assert!((0.1..0.35).contains(&width), "{width}");
}

#[test]
fn regular_buyers_are_told_from_random_ones() {
    let mut generator = ChaCha8Rng::seed_from_u64(21);
    let mut gaps = |shape: f64, mean: f64| -> Vec<(u32, u32)> {
        let gamma = Gamma::new(shape, mean / shape).expect("parameters");
        let mut day = || (gamma.sample(&mut generator).ceil() as u32).max(1);
        (0..400).map(|_| (day(), day())).collect()
    };
    let clockwork = regularity(&gaps(4.0, 20.0)).expect("gaps");
    assert!(clockwork.regular && (clockwork.shape - 4.0).abs() < 1.0, "{clockwork:?}");
    // Random buyers, also those who come nearly every day, of whom merged days alone make half-regular ones.
    for mean in [40.0, 5.0, 1.5] {
        let wrongly = (0..50).filter(|_| regularity(&gaps(1.0, mean)).expect("gaps").regular).count();
        assert!(wrongly <= 4, "{wrongly} of 50 at a mean gap of {mean} days");
    }
}

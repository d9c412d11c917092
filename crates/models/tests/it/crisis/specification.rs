//! What the modeller decides: lags, season, weights, shrinkage.

use super::world::{Effects, PAPER, world};
use models::crisis::{
    Caution, Cell, Direction, Regime, Season, Series, Specification, Term, Threshold, choose_lags, fit,
};

fn specification() -> Specification {
    Specification { threshold: Threshold::Units(0.2), ..Specification::default() }
}

#[test]
fn schwarzs_criterion_finds_long_effects_and_no_more() {
    let strong: Effects = [[0.4, 0.3, 0.3]; 6];
    let mut hits = 0;
    for seed in 0..20 {
        let made = world(&strong, 400, seed);
        let choice = choose_lags(&made.series(), &specification(), 4, 2).expect("a choice");
        assert_eq!(choice.scores.len(), 15);
        let best = choice.scores.iter().filter_map(|score| score.bic).fold(f64::INFINITY, f64::min);
        let chosen = choice.scores.iter().find(|score| score.bic == Some(best)).expect("it is among them");
        assert_eq!(chosen.lags_operations, choice.specification.lags_operations);
        hits += usize::from(choice.specification.lags_operations == 2);
    }
    assert!(hits >= 17, "p = 2 is found in {hits} of 20");
}

#[test]
fn a_season_is_taken_out() {
    let made = world(&PAPER, 240, 6);
    let summer = |period: usize| f64::from(u32::from(period % 12 == 6)) * 8.0;
    let perception: Vec<f64> =
        made.perception.iter().enumerate().map(|(period, value)| value + summer(period)).collect();
    let series = Series { perception: &perception, ..made.series() };
    let deviation = |series: &Series<'_>, season| {
        let specification = Specification { season, ..specification() };
        fit(series, &specification).expect("it can be fitted").perception.residual_deviation
    };
    let levels = Season::Levels { periods: 12 };
    let plain = deviation(&made.series(), levels);
    let seasonal = deviation(&series, levels);
    assert!(seasonal < 2.0 * plain, "{seasonal} {plain}");
    assert!(deviation(&series, Season::None) > 5.0 * plain);
    let waves = deviation(&series, Season::Waves { periods: 12, pairs: 5 });
    assert!(waves < deviation(&series, Season::Waves { periods: 12, pairs: 1 }));
}

#[test]
fn only_the_ratio_of_answers_matters_and_few_are_told() {
    let made = world(&PAPER, 200, 9);
    let answers: Vec<f64> = (0..200).map(|period| f64::from(60 + period % 300)).collect();
    let many: Vec<f64> = answers.iter().map(|count| count * 10.0).collect();
    let with = |answers: &[f64]| {
        fit(&Series { answers: Some(answers), ..made.series() }, &specification()).expect("it can be fitted")
    };
    let (few, many) = (with(&answers), with(&many));
    let plain = fit(&made.series(), &specification()).expect("it can be fitted");
    for (index, coefficient) in few.perception.coefficients.iter().enumerate() {
        assert!((coefficient.estimate - many.perception.coefficients[index].estimate).abs() < 1e-9);
    }
    assert!(few.perception.coefficients != plain.perception.coefficients, "weights matter");
    assert!(few.cautions.contains(&Caution::FewAnswers { periods: 40, least: 60.0 }), "{:?}", few.cautions);
    assert!(!many.cautions.iter().any(|caution| matches!(caution, Caution::FewAnswers { .. })));
}

#[test]
fn shrinkage_draws_thin_cells_towards_business_as_usual_and_helps() {
    let cell = Cell { regime: Regime::AfterGains, direction: Direction::Loss };
    let term = Term::Change { cell, lag: 1 };
    let shrunk = Specification { shrink_below: 30, ..specification() };
    let (mut free_error, mut shrunk_error) = (0.0, 0.0);
    let mut worlds = 0;
    for seed in 0..60 {
        let made = world(&PAPER, 84, seed);
        let free = fit(&made.series(), &specification()).expect("it can be fitted");
        let drawn = fit(&made.series(), &shrunk).expect("it can be fitted");
        let (Some(free), Some(drawn)) = (free.perception.estimate(term), drawn.perception.estimate(term))
        else {
            continue;
        };
        worlds += 1;
        free_error += (free - 0.12).abs();
        shrunk_error += (drawn - 0.12).abs();
    }
    assert!(worlds > 30, "losses after gains occur in most worlds: {worlds}");
    assert!(shrunk_error < 0.8 * free_error, "mean error {shrunk_error} against {free_error}");
}

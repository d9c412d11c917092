//! Made worlds: series from known equations.

use models::crisis::{Cell, CellEffects, OperationsRule, PerceptionRule, Recursion, Series, regimes};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Effects by cell in the order of `Cell::all`: gains and losses in B, G and L, by lag from 0.
pub(super) type Effects = [[f64; 3]; 6];

/// Losses last and gains fade, as in the paper.
pub(super) const PAPER: Effects = [
    [0.20, -0.14, -0.06],
    [0.40, 0.08, 0.02],
    [0.22, 0.05, 0.03],
    [0.60, 0.12, 0.03],
    [0.05, -0.03, -0.02],
    [0.05, -0.03, -0.02],
];

/// The same with gains and losses, and what went before, exchanged.
pub(super) const REVERSED: Effects = [
    [0.40, 0.08, 0.02],
    [0.20, -0.14, -0.06],
    [0.05, -0.03, -0.02],
    [0.05, -0.03, -0.02],
    [0.60, 0.12, 0.03],
    [0.22, 0.05, 0.03],
];

/// No asymmetry at all.
pub(super) const SYMMETRIC: Effects = [[0.30, 0.05, 0.0]; 6];

/// Both series.
pub(super) struct Made {
    pub(super) operations: Vec<f64>,
    pub(super) perception: Vec<f64>,
}

impl Made {
    pub(super) fn series(&self) -> Series<'_> {
        Series { operations: &self.operations, perception: &self.perception, answers: None }
    }
}

/// The equations of a world, with K 3, tau .2, an echo of -.1 after rises and -.05 after falls.
pub(super) fn recursion(effects: &Effects) -> Recursion {
    let cells = Cell::all().zip(effects).map(|(cell, by_lag)| CellEffects { cell, by_lag: by_lag.to_vec() });
    let still = OperationsRule {
        constant: 0.0,
        after_gain: vec![0.0; 2],
        after_loss: vec![0.0; 2],
        after_rise: vec![0.0],
        after_fall: vec![0.0],
    };
    Recursion {
        run_length: 3,
        threshold: 0.2,
        perception: PerceptionRule {
            constant: 0.17,
            cells: cells.collect(),
            after_rise: vec![-0.10],
            after_fall: vec![-0.05],
        },
        operations: still,
    }
}

/// A world of so many periods: operations drift up and down in runs and fall by 4 to 9 now and then; perception
/// follows the effects with a noise of standard deviation .25.
pub(super) fn world(effects: &Effects, periods: usize, seed: u64) -> Made {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let changes = drift(periods - 1, &mut random);
    let regimes = regimes(&changes, 3, 0.2);
    let rule = recursion(effects).perception;
    let mut felt: Vec<f64> = Vec::new();
    for at in 0..changes.len() {
        let mut change = 0.17 + 0.25 * normal(&mut random);
        for lag in 0..3.min(at + 1) {
            let cell = Cell::all().find(|cell| {
                cell.regime == regimes[at - lag] && cell.direction.part(changes[at - lag]) != 0.0
            });
            change += cell.map_or(0.0, |cell| rule.effects(cell)[lag] * changes[at - lag]);
        }
        let before = felt.last().copied().unwrap_or(0.0);
        change += if before > 0.0 { -0.10 * before } else { -0.05 * before };
        felt.push(change);
    }
    Made { operations: levels(80.0, &changes), perception: levels(70.0, &felt) }
}

fn drift(count: usize, random: &mut ChaCha8Rng) -> Vec<f64> {
    let mut level = 0.0;
    let mut momentum = 0.3;
    let mut changes = Vec::with_capacity(count);
    for _ in 0..count {
        momentum = 0.8 * momentum - 0.03 * level + 0.55 * normal(random);
        let fall = if random.random::<f64>() < 0.06 { -random.random_range(4.0..9.0) } else { 0.0 };
        changes.push(momentum + fall);
        level += momentum + fall;
    }
    changes
}

pub(super) fn levels(start: f64, changes: &[f64]) -> Vec<f64> {
    let mut level = start;
    let rest = changes.iter().map(|change| {
        level += change;
        level
    });
    std::iter::once(start).chain(rest).collect()
}

pub(super) fn normal(random: &mut ChaCha8Rng) -> f64 {
    StandardNormal.sample(random)
}

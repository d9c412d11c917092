//! The search for the weights of a multinomial logistic regression.
//!
//! Stochastic dual coordinate ascent (Shalev-Shwartz & Zhang 2013, JMLR 14; 2016, Mathematical Programming 155): each message
//! holds a distribution β over the topics, the weights are `W = (1/λn) Σ (e_y − β) xᵀ`, and a step moves one message's β towards
//! what the weights foretell for it, p. The duality gap is the mean of KL(β ‖ p), so that it is known how far from the best the
//! search has come.

use super::vocabulary::SparseVector;
use crate::numeric::random::generator;
use crate::{Error, Result};
use rand::seq::SliceRandom;

/// The gap, in nats per message, at which the weights are taken as found.
const GAP: f64 = 1e-3;
/// Passes over the messages; twenty to sixty are usual.
const PASSES_MAX: u64 = 400;
/// The curvature of the negative entropy along directions that sum to 0, against the square of their length.
const CURVATURE: f64 = 2.0;

/// Weights by term (the last row belongs to a term that every message has), topics side by side.
pub(super) struct Weights {
    pub(super) topics: usize,
    pub(super) values: Vec<f64>,
}

impl Weights {
    /// The logarithms of topic probabilities, up to a constant.
    pub(super) fn scores(&self, vector: &SparseVector) -> Vec<f64> {
        let mut scores = self.row(self.values.len() / self.topics - 1).to_vec();
        for (term, value) in &vector.entries {
            for (score, weight) in scores.iter_mut().zip(self.row(*term as usize)) {
                *score += value * weight;
            }
        }
        scores
    }

    pub(super) fn row(&self, term: usize) -> &[f64] {
        &self.values[term * self.topics..][..self.topics]
    }

    /// Adds `factor` × `direction` × the vector.
    fn add(&mut self, vector: &SparseVector, factor: f64, direction: &[f64]) {
        let last = (self.values.len() / self.topics - 1) as u32;
        for (term, value) in vector.entries.iter().copied().chain([(last, 1.0)]) {
            let row = &mut self.values[term as usize * self.topics..][..self.topics];
            for (weight, direction) in row.iter_mut().zip(direction) {
                *weight += factor * value * direction;
            }
        }
    }
}

/// Turns scores into probabilities.
pub(super) fn softmax(scores: &mut [f64]) {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// Minimises the mean of −ln p(topic) plus |W|²/(2 `strength` n). Messages are visited in an order that belongs to the seed.
pub(super) fn fit(
    vectors: &[SparseVector],
    topic_of: &[usize],
    terms: usize,
    topics: usize,
    strength: f64,
    seed: u64,
) -> Result<Weights> {
    let mut weights = Weights { topics, values: vec![0.0; (terms + 1) * topics] };
    let mut beliefs = vec![0.0; vectors.len() * topics];
    for (belief, topic) in beliefs.chunks_exact_mut(topics).zip(topic_of) {
        belief[*topic] = 1.0;
    }
    let mut generator = generator(seed);
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    let mut gap = f64::INFINITY;
    for _ in 0..PASSES_MAX {
        order.shuffle(&mut generator);
        let mut passed = 0.0;
        for message in &order {
            let belief = &mut beliefs[message * topics..][..topics];
            passed += step(&mut weights, &vectors[*message], belief, strength);
        }
        // What was passed was measured while weights moved; only the standing weights prove the gap.
        if passed <= GAP * vectors.len() as f64 {
            let each = vectors.iter().zip(beliefs.chunks_exact(topics));
            gap = each.map(|(vector, belief)| divergence(belief, &foretold(&weights, vector))).sum::<f64>()
                / vectors.len() as f64;
            if gap <= GAP {
                return Ok(weights);
            }
        }
    }
    Err(Error::NotConverged {
        model: "topic model",
        iterations: PASSES_MAX,
        why: format!("the duality gap was last {gap:.6} nats per message"),
    })
}

/// Moves one message's belief; returns the gap that it had.
fn step(weights: &mut Weights, vector: &SparseVector, belief: &mut [f64], strength: f64) -> f64 {
    let mut direction = foretold(weights, vector);
    let gap = divergence(belief, &direction);
    let mut length = 0.0;
    for (direction, belief) in direction.iter_mut().zip(belief.iter()) {
        *direction -= belief;
        length += *direction * *direction;
    }
    if length < 1e-20 {
        return gap;
    }
    // Vectors have length 1, and the term that every message has adds 1.
    let square = 1.0 + f64::from(u8::from(!vector.entries.is_empty()));
    let share = ((gap + 0.5 * CURVATURE * length) / (length * (CURVATURE + strength * square))).min(1.0);
    for (belief, direction) in belief.iter_mut().zip(&direction) {
        *belief = (*belief + share * direction).max(0.0);
    }
    weights.add(vector, -strength * share, &direction);
    gap
}

fn foretold(weights: &Weights, vector: &SparseVector) -> Vec<f64> {
    let mut scores = weights.scores(vector);
    softmax(&mut scores);
    scores
}

/// KL(β ‖ p) in nats.
fn divergence(belief: &[f64], foretold: &[f64]) -> f64 {
    belief
        .iter()
        .zip(foretold)
        .filter(|(belief, _)| **belief > 0.0)
        .map(|(belief, foretold)| belief * (belief / foretold.max(f64::MIN_POSITIVE)).ln())
        .sum()
}

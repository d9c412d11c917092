//! Groups of messages that nobody has sorted, as suggestions for new topics.

use super::latent::project;
use super::vocabulary::{SparseVector, Vocabulary};
use crate::numeric::random::generator;
use crate::{Error, Result};
use rand::RngExt;
use serde::Serialize;
use std::collections::BTreeMap;

/// Directions in which messages are compared.
const DIRECTIONS: usize = 100;
/// From this many messages on, words of a single one are left out.
const MANY: usize = 100;
/// Rounds of sorting; twenty are usual.
const ROUNDS_MAX: usize = 200;
/// Words that name a cluster.
const WORDS: usize = 6;
/// Messages that show what a cluster is about.
const EXAMPLES: usize = 3;

/// Messages that share words. A suggestion: look at the examples, name a topic or don't.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster {
    /// The words that weigh most in it.
    pub words: Vec<String>,
    /// The messages nearest to its middle, counted from 0.
    pub examples: Vec<usize>,
    /// All its messages. Their number depends on seed and `most`, and isn't a fact about customers.
    pub messages: Vec<usize>,
    /// The mean cosine between a message and the middle: 1 where all are alike, towards 0 where it's a mixed bag.
    pub cohesion: f64,
}

/// At most `most` clusters of messages by their words, the most cohesive first: latent semantic analysis, then spherical k-means
/// (Dhillon & Modha 2001, Machine Learning 42) from k-means++ starts (Arthur & Vassilvitskii 2007). Messages without a word
/// belong to none.
///
/// Messages count from 0; the same seed gives the same clusters.
///
/// # Errors
/// [`Error::Empty`] without words; [`Error::OutOfRange`] where `most` is 0; [`Error::TooFew`] where there are fewer messages
/// than clusters asked for; [`Error::NotConverged`] where messages still changed places after 200 rounds.
///
/// ```
/// let messages = ["parcel late", "card declined", "late parcel", "declined card", "my parcel is late"];
/// let clusters = models::topic::clusters(&messages, 2, 1)?;
/// assert_eq!(clusters.len(), 2);
/// # Ok::<(), models::Error>(())
/// ```
pub fn clusters(messages: &[&str], most: usize, seed: u64) -> Result<Vec<Cluster>> {
    if most == 0 {
        let expected = "a number of at least 1";
        return Err(Error::OutOfRange { what: "clusters", row: None, value: 0.0, expected });
    }
    if messages.len() < most {
        return Err(Error::TooFew { what: "messages to cluster", needed: most, found: messages.len() });
    }
    let vocabulary = Vocabulary::learn_for_clusters(messages, if messages.len() >= MANY { 2 } else { 1 })?;
    let vectors: Vec<SparseVector> = messages.iter().map(|message| vocabulary.vector(message)).collect();
    let points = project(&vectors, vocabulary.len(), DIRECTIONS, seed);
    let places = sort(&points, most, seed)?;
    let mut members: Vec<Vec<(usize, f64)>> = vec![Vec::new(); most];
    for (message, place) in places.iter().enumerate() {
        if let Some((cluster, cosine)) = place {
            members[*cluster].push((message, *cosine));
        }
    }
    members.retain(|members| !members.is_empty());
    let mut found: Vec<Cluster> =
        members.into_iter().map(|members| describe(&vocabulary, &vectors, members)).collect();
    found.sort_by(|left, right| right.cohesion.total_cmp(&left.cohesion));
    Ok(found)
}

/// The cluster of a point, with the cosine to its middle; none for a point without direction.
type Place = Option<(usize, f64)>;

/// Spherical k-means.
fn sort(points: &[Vec<f64>], most: usize, seed: u64) -> Result<Vec<Place>> {
    let mut middles = begin(points, most, seed);
    let mut places: Vec<Place> = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let now: Vec<Place> = points.iter().map(|point| nearest(&middles, point)).collect();
        let same = |(now, before): (&Place, &Place)| now.map(|place| place.0) == before.map(|place| place.0);
        let settled = now.len() == places.len() && now.iter().zip(&places).all(same);
        places = now;
        if settled {
            return Ok(places);
        }
        move_middles(&mut middles, points, &places);
    }
    let why = "messages still changed places".to_owned();
    Err(Error::NotConverged { model: "clusters", iterations: ROUNDS_MAX as u64, why })
}

/// The first middles: points drawn the likelier the farther they are from those drawn before.
fn begin(points: &[Vec<f64>], most: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut generator = generator(seed);
    let mut distances: Vec<f64> =
        points.iter().map(|point| f64::from(u8::from(point.iter().any(|value| *value != 0.0)))).collect();
    let mut middles: Vec<Vec<f64>> = Vec::new();
    while middles.len() < most {
        let total: f64 = distances.iter().sum();
        if total <= 1e-9 {
            break;
        }
        let mut left = generator.random_range(0.0..total);
        let chosen = distances.iter().position(|distance| {
            left -= distance;
            left < 0.0
        });
        let Some(middle) = chosen.and_then(|chosen| points.get(chosen)) else { break };
        for (distance, point) in distances.iter_mut().zip(points) {
            *distance = distance.min((1.0 - dot(middle, point)).max(0.0));
        }
        middles.push(middle.clone());
    }
    middles
}

/// The middle with the largest cosine.
fn nearest(middles: &[Vec<f64>], point: &[f64]) -> Place {
    if point.iter().all(|value| *value == 0.0) {
        return None;
    }
    let cosines = middles.iter().map(|middle| dot(middle, point)).enumerate();
    cosines.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// Moves each middle to the mean direction of its points; one without points stays.
fn move_middles(middles: &mut [Vec<f64>], points: &[Vec<f64>], places: &[Place]) {
    let mut sums: Vec<Vec<f64>> = middles.iter().map(|middle| vec![0.0; middle.len()]).collect();
    for (point, place) in points.iter().zip(places) {
        let Some((cluster, _)) = place else { continue };
        for (sum, value) in sums[*cluster].iter_mut().zip(point) {
            *sum += value;
        }
    }
    for (middle, sum) in middles.iter_mut().zip(sums) {
        let length = dot(&sum, &sum).sqrt();
        if length > 1e-9 {
            *middle = sum.into_iter().map(|value| value / length).collect();
        }
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn describe(vocabulary: &Vocabulary, vectors: &[SparseVector], members: Vec<(usize, f64)>) -> Cluster {
    let mut weights: BTreeMap<u32, f64> = BTreeMap::new();
    for (message, _) in &members {
        for (term, weight) in &vectors[*message].entries {
            *weights.entry(*term).or_insert(0.0) += weight;
        }
    }
    let mut terms: Vec<(u32, f64)> = weights.into_iter().collect();
    terms.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let mut nearest = members.clone();
    nearest.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    Cluster {
        words: terms
            .iter()
            .take(WORDS)
            .filter_map(|(term, _)| vocabulary.term(*term))
            .map(str::to_owned)
            .collect(),
        examples: nearest.iter().take(EXAMPLES).map(|(message, _)| *message).collect(),
        cohesion: members.iter().map(|(_, cosine)| cosine).sum::<f64>() / members.len() as f64,
        messages: members.into_iter().map(|(message, _)| message).collect(),
    }
}

//! Which known topic a message is about.

use super::dual::{Weights, fit, softmax};
use super::vocabulary::Vocabulary;
use crate::error::positive;
use crate::{Error, Result};
use serde::Serialize;
use std::collections::BTreeSet;

/// How to learn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Training {
    /// How far the examples may move the weights against the penalty on their squares ("C"); more for many examples.
    pub strength: f64,
    /// Terms in fewer messages than this are left out.
    pub messages_min: usize,
    /// The order in which examples are visited. The weights found differ by less than what the stated precision shows.
    pub seed: u64,
}

impl Default for Training {
    fn default() -> Self {
        Self { strength: 10.0, messages_min: 1, seed: 1 }
    }
}

/// A topic that a message may be about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The topic.
    pub topic: String,
    /// Its probability among the known topics; over all of them they sum to 1, also for a message about none of them.
    pub probability: f64,
}

/// What a word or a pair of words adds to a topic's score for a message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Word {
    /// The word or pair.
    pub term: String,
    /// Added to the logarithm of the topic's odds against the mean of all topics.
    pub adds: f64,
}

/// How often topics of new messages were right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Messages that were tried.
    pub messages: usize,
    /// The share whose best suggestion was right.
    pub first_right: f64,
    /// The share with the right topic among the best three.
    pub among_three: f64,
}

/// A multinomial logistic regression on the words and pairs of words of a message, with an L2 penalty.
pub struct TopicModel {
    vocabulary: Vocabulary,
    topics: Vec<String>,
    weights: Weights,
}

impl TopicModel {
    /// Learns from `messages` whose `topics` people have named. Ten thousand messages of 77 topics take a few seconds.
    ///
    /// One topic per message. Source: multinomial logistic regression by stochastic dual coordinate ascent,
    /// Shalev-Shwartz & Zhang 2013, JMLR 14.
    ///
    /// # Errors
    /// [`Error::Empty`] without messages or words; [`Error::LengthsDiffer`]; [`Error::NoVariation`] with one topic only;
    /// [`Error::OutOfRange`] unless the strength is above 0; [`Error::NotConverged`] where the weights weren't found, as with a
    /// strength of many thousands.
    ///
    /// ```
    /// use models::topic::{Training, TopicModel};
    /// let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// assert_eq!(model.suggest("has my parcel been sent?", 1)[0].topic, "delivery");
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn train(messages: &[&str], topics: &[&str], training: Training) -> Result<Self> {
        if messages.len() != topics.len() {
            let (left, right) = (messages.len(), topics.len());
            return Err(Error::LengthsDiffer { what: "messages and topics", left, right });
        }
        positive("strength of the topic model", None, training.strength)?;
        let vocabulary = Vocabulary::learn(messages, training.messages_min)?;
        let names: BTreeSet<&str> = topics.iter().copied().collect();
        if names.len() < 2 {
            return Err(Error::NoVariation { what: "topics to learn" });
        }
        let names: Vec<&str> = names.into_iter().collect();
        let topic_of: Vec<usize> =
            topics.iter().map(|topic| names.partition_point(|name| name < topic)).collect();
        let vectors: Vec<_> = messages.iter().map(|message| vocabulary.vector(message)).collect();
        let (terms, seed) = (vocabulary.len(), training.seed);
        let weights = fit(&vectors, &topic_of, terms, names.len(), training.strength, seed)?;
        Ok(Self { vocabulary, topics: names.into_iter().map(str::to_owned).collect(), weights })
    }

    /// The known topics, in alphabetical order.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::topic::{Training, TopicModel};
    /// # let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// # let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// assert_eq!(model.topics(), ["card", "delivery"]);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn topics(&self) -> &[String] {
        &self.topics
    }

    /// The words it knows.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::topic::{Training, TopicModel};
    /// # let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// # let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// assert!(!model.vocabulary().vector("a parcel").entries.is_empty());
    /// assert!(model.vocabulary().vector("refund").entries.is_empty()); // never seen
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The probability of each known topic, in the order of [`TopicModel::topics`].
    ///
    /// They sum to 1. The estimates of [`TopicModel::train`].
    ///
    /// ```
    /// # use models::topic::{Training, TopicModel};
    /// # let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// # let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// let probabilities = model.probabilities("parcel is lost");
    /// assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    /// assert!(probabilities[1] > 0.5); // delivery
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn probabilities(&self, message: &str) -> Vec<f64> {
        let mut scores = self.weights.scores(&self.vocabulary.vector(message));
        softmax(&mut scores);
        scores
    }

    /// The `most` likely topics, the likeliest first.
    ///
    /// As [`TopicModel::probabilities`].
    ///
    /// ```
    /// # use models::topic::{Training, TopicModel};
    /// # let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// # let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// let suggestions = model.suggest("declined again", 3);
    /// assert_eq!((suggestions.len(), suggestions[0].topic.as_str()), (2, "card")); // it knows but two
    /// assert!(suggestions[0].probability > suggestions[1].probability);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn suggest(&self, message: &str, most: usize) -> Vec<Suggestion> {
        let mut ranked: Vec<(usize, f64)> = self.probabilities(message).into_iter().enumerate().collect();
        ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        let named = |(topic, probability): (usize, f64)| Suggestion {
            topic: self.topics[topic].clone(),
            probability,
        };
        ranked.into_iter().take(most).map(named).collect()
    }

    /// The words of a message that speak for (or, below 0, against) a topic, the strongest first.
    ///
    /// In units of the score: weight times value of each word. Our own definition.
    ///
    /// # Errors
    /// [`Error::Unknown`] where the topic isn't known.
    ///
    /// ```
    /// # use models::topic::{Training, TopicModel};
    /// # let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// # let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// let words = model.explain("Where is the parcel?", "card")?;
    /// assert!(words.iter().any(|word| word.term == "parcel" && word.adds < 0.0)); // speaks against it
    /// assert!(model.explain("Where is the parcel?", "billing").is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn explain(&self, message: &str, topic: &str) -> Result<Vec<Word>> {
        let Ok(topic) = self.topics.binary_search_by(|name| name.as_str().cmp(topic)) else {
            return Err(Error::Unknown { what: "topic", value: topic.to_owned() });
        };
        let word = |(term, value): (u32, f64)| {
            let row = self.weights.row(term as usize);
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let term = self.vocabulary.term(term).unwrap_or_default().to_owned();
            Word { term, adds: value * (row[topic] - mean) }
        };
        let mut words: Vec<Word> = self.vocabulary.vector(message).entries.into_iter().map(word).collect();
        words.sort_by(|left, right| right.adds.abs().total_cmp(&left.adds.abs()));
        Ok(words)
    }

    /// How often it is right on messages it hasn't learned from.
    ///
    /// One topic per message; shares from 0 to 1. Our own definition.
    ///
    /// # Errors
    /// [`Error::Empty`] without messages; [`Error::LengthsDiffer`].
    ///
    /// ```
    /// # use models::topic::{Training, TopicModel};
    /// # let messages = ["my card was declined", "card not working", "where is my parcel", "the parcel never came"];
    /// # let model = TopicModel::train(&messages, &["card", "card", "delivery", "delivery"], Training::default())?;
    /// let tried = model.evaluate(&["parcel not here", "card broken", "parcel declined"], &["delivery", "card", "delivery"])?;
    /// assert_eq!((tried.messages, tried.among_three), (3, 1.0));
    /// assert!(tried.first_right >= 0.6);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn evaluate(&self, messages: &[&str], topics: &[&str]) -> Result<Evaluation> {
        if messages.len() != topics.len() {
            let (left, right) = (messages.len(), topics.len());
            return Err(Error::LengthsDiffer { what: "messages and topics", left, right });
        }
        if messages.is_empty() {
            return Err(Error::Empty { what: "messages to try" });
        }
        let (mut first, mut three) = (0_usize, 0_usize);
        for (message, topic) in messages.iter().zip(topics) {
            let rank = self.suggest(message, 3).iter().position(|suggestion| suggestion.topic == *topic);
            first += usize::from(rank == Some(0));
            three += usize::from(rank.is_some());
        }
        let share = |count: usize| count as f64 / messages.len() as f64;
        Ok(Evaluation { messages: messages.len(), first_right: share(first), among_three: share(three) })
    }
}

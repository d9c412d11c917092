//! What are messages about, without a language model: near-duplicates, known topics, and signs of new ones.
//!
//! | question | model |
//! | --- | --- |
//! | is this message a copy of one that came before? | [`NearDuplicates`] |
//! | which of our topics is it about? | [`TopicModel`] |
//! | what might the messages be about that nobody has sorted? | [`clusters`] |
//! | is something coming in that no topic fits? | [`Novelty`] |
//! | which topics are growing? | [`growing`] |
//!
//! # When not to use it
//!
//! * Clusters are suggestions for people who then name a topic. Their sizes depend on the seed and the number asked for;
//!   never publish them as counts.
//! * A topic with fewer than ten examples is guessed badly (65 % right at ten on a public benchmark, 89 % at 130).
//! * Words carry no irony, no negation across clauses and no language but those of the examples.
//! * Two messages may say the same in other words: that isn't a near-duplicate but a topic.

mod classifier;
mod clusters;
mod dual;
mod growth;
mod latent;
mod minhash;
mod near_duplicates;
mod novelty;
mod shingles;
mod vocabulary;

pub use classifier::{Evaluation, Suggestion, TopicModel, Training, Word};
pub use clusters::{Cluster, clusters};
pub use growth::{Growth, growing};
pub use minhash::{MinHash, Signature, candidate_probability};
pub use near_duplicates::{COPY, Found, Match, NearDuplicates, Pair, groups};
pub use novelty::{Novelty, NoveltyLevel, limit_for};
pub use shingles::Shingles;
pub use vocabulary::{SparseVector, Vocabulary};

//! What a service crisis does to how customers see a company, and what brings them back.
//!
//! Two series go in, one value a period: how well the company *did* (operations: kept promises, share on time,
//! uptime) and how well customers *say* it did (perception: a mean of answers). Out come findings, such as "losses
//! last, gains fade", each with estimate, test and verdict; responses of perception to a loss or a gain from a stated
//! history; and how long a steady recovery takes.
//!
//! **The equations are the platform's own specification**: an asymmetric structural vector autoregression whose
//! effects differ by the sign of a change and by what went before. Gijsenberg, van Heerde & Verhoef (2015), "Losses
//! Loom Longer Than Gains", Journal of Marketing Research 52(5), 642-656, is the source of the questions asked and of
//! the findings looked for. Its equations and estimates aren't public and aren't claimed here.
//!
//! o is operations, s perception, D the change to the period before, D+ = max(D, 0), D- = min(D, 0):
//!
//! ```text
//! Do_t = c_o + sum_{i=1..p} (f+_i D+o_{t-i} + f-_i D-o_{t-i}) + sum_{i=1..q} (h+_i D+s_{t-i} + h-_i D-s_{t-i}) + season + u_t
//! Ds_t = c_s + sum_m sum_{i=0..p} (b+_{m,i} D+o_{t-i} + b-_{m,i} D-o_{t-i}) [m_{t-i} = m]
//!            + sum_{i=1..q} (g+_i D+s_{t-i} + g-_i D-s_{t-i}) + season + e_t
//! ```
//!
//! The regime `m_t` comes from history only: G when the K changes before t all exceed tau, L when all are below -tau,
//! B (business as usual) otherwise. Operations move perception within a period, not the reverse.
//!
//! # How to use it
//!
//! [`fit`] a [`Series`] by a [`Specification`] (lags by [`choose_lags`] if wished); read [`Fit::findings`] and, under
//! other K and tau, [`sensitivity`]; ask [`Fit::response`] or [`Fit::generalised`] for paths, [`Fit::bootstrap`] for
//! their bands ([`Replicates::band`], [`Replicates::generalised`]), and [`Fit::plan`] for a recovery.
//!
//! # When not to use it
//!
//! * Not with a survey item as operations: it must be physical.
//! * Not on fewer than some eighty periods; weeks beat months. A kind of change (a loss after sustained gains, say)
//!   seen fewer than [`CELL_CHANGES_MIN`] times gets no answer, whatever its estimate.
//! * Not to forecast a level: lasting losses and fading gains make perception sink under plain noise unless the
//!   constant offsets it, and the constant is the least certain of all numbers here.
//! * A winter every year is season, not history: give a [`Season`].

mod bootstrap;
mod contrast;
mod design;
mod equation;
mod experiment;
mod finding;
mod fit;
mod generalised;
mod generalised_band;
mod lags;
mod recovery;
mod recursion;
mod regime;
mod season;
mod sensitivity;
mod series;
mod specification;
mod term;

pub use bootstrap::{Band, Bootstrap, Replicates};
pub use contrast::Evidence;
pub use equation::{Coefficient, Equation};
pub use experiment::{Experiment, History};
pub use finding::{Claim, Finding, Verdict};
pub use fit::{Caution, Fit, fit};
pub use generalised::{After, Futures, Generalised};
pub use generalised_band::GeneralisedBand;
pub use lags::{LagChoice, LagScore, choose_lags};
pub use recovery::{Crisis, Plan, Recovery};
pub use recursion::{CellEffects, OperationsRule, PerceptionRule, Recursion};
pub use regime::{CELL_CHANGES_MIN, Cell, CellCount, Direction, Regime, regimes};
pub use season::Season;
pub use sensitivity::{Setting, sensitivity};
pub use series::Series;
pub use specification::{Specification, StandardErrors, Threshold};
pub use term::Term;

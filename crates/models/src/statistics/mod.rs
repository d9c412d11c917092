//! Statistics people need: what a share, a score, an agreement or a difference is worth, and how sure it is.
//!
//! | question | answer | not for |
//! |---|---|---|
//! | What share of customers …, and how sure? | [`Share::wilson`], [`Share::exact`] | answers that aren't independent, such as ten of one customer |
//! | Did the share change? | [`share::difference`] | the same people asked twice |
//! | What is our NPS, CSAT, CES worth? | [`net_promoter`](fn@net_promoter), [`rating::satisfaction`], [`rating::effort`] | the score without its interval |
//! | Is service the same whoever helps? | [`consistency()`], [`variance_split()`] | ranking agents by raw means |
//! | Do those who judge agree? | [`kappa`], [`krippendorff`] | proof that they are right |
//! | Which of these stands out? | [`outlier::modified_z`], [`funnel::excess`] | a penalty: it opens a talk |
//! | Did it bring anything? | [`uplift()`], [`uplift_adjusted`](uplift::uplift_adjusted) | members against non-members, who chose themselves |
//!
//! Every interval names its level; shares lie between 0 and 1.

pub(crate) mod beta;
pub mod consistency;
pub mod false_discovery;
pub mod funnel;
pub mod kappa;
pub mod krippendorff;
pub mod mean;
pub mod net_promoter;
pub mod outlier;
pub(crate) mod quantile;
pub mod rating;
pub mod share;
pub mod uplift;
pub mod variance_split;

pub use consistency::consistency;
pub use net_promoter::net_promoter;
pub use share::Share;
pub use uplift::uplift;
pub use variance_split::variance_split;

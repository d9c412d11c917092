//! What customers are worth: who is still one, what they will buy, how long contracts last, what a complaint costs.
//!
//! # Which model
//!
//! * Nobody says good-bye (shops): [`ParetoNbd`] or [`MbgNbd`], fitted to one [`History`] per customer, which
//!   [`compress`] makes from a log. [`BgNbd`] forecasts as well, but holds everybody alive who never bought again: it
//!   can't be asked for the [`lost`]. [`Nbd`] is a yardstick.
//! * Contracts are renewed or not: [`ShiftedBetaGeometric`], or [`BetaWeibull`] where leaving also depends on age.
//! * Spend: [`GammaGamma`], where it is unrelated to frequency (the fit says).
//! * Complaints: [`ComplaintAware`], and [`recovery_value`].
//!
//! # When not to use it
//!
//! Under a few hundred customers parameters are hardly known: look at the standard errors. Where customers buy by the
//! calendar ([`regularity`]) silence means more than the models think. After a change of prices or assortment the past
//! isn't the future's teacher. Show the fit in the [`holdout`], not only in sample. The future of a customer is a
//! distribution: a screen that ranks customers by past frequency is wrong, because of two with the same silence the one
//! who used to buy more is the more likely gone.
//!
//! Times are in one unit throughout, weeks in the papers; money is in the caller's currency.

mod alike;
mod beta_geometric;
mod beta_weibull;
mod bg_nbd;
mod bootstrap;
mod buying;
mod complaint;
mod complaint_fit;
mod complaint_life;
mod discount;
mod distinct;
mod equity;
mod estimates;
mod frequency;
mod gamma_gamma;
mod guard;
mod history;
mod holdout;
mod log;
mod lost;
mod mbg_nbd;
mod nbd;
mod pareto_lifetime;
mod pareto_nbd;
mod poisson_gamma;
mod recovery;
mod regularity;
mod renewal;
mod rising;
mod shifted_beta_geometric;
mod statement;
mod value;

pub use beta_weibull::BetaWeibull;
pub use bg_nbd::BgNbd;
pub use bootstrap::{Bootstrap, bootstrap};
pub use buying::{Buying, CountsLost, Estimable};
pub use complaint::{ComplaintAware, ComplaintHistory, Event};
pub use complaint_fit::ComplaintFit;
pub use discount::Discount;
pub use distinct::Distinct;
pub use equity::{Arrivals, Equity, equity};
pub use estimates::{Estimate, Estimates, Fit};
pub use frequency::{FrequencyRow, frequencies};
pub use gamma_gamma::{CORRELATION_MAX, GammaGamma, Spend, SpendFit};
pub use guard::{Group, Guarded, PROBABILITY_MAX, Won, acquisition_guard};
pub use history::{History, REPEATS_MAX};
pub use holdout::{Holdout, HoldoutRow, holdout};
pub use log::{Compressed, Cut, Purchase, Refunds, Summary, compress};
pub use lost::{Lost, lost, silent};
pub use mbg_nbd::MbgNbd;
pub use nbd::Nbd;
pub use pareto_nbd::ParetoNbd;
pub use recovery::{Recovery, recovery_value};
pub use regularity::{Regularity, regularity};
pub use renewal::Renewal;
pub use shifted_beta_geometric::ShiftedBetaGeometric;
pub use statement::{Needed, Position, Ranges, Statement, statement, statement_ranges};
pub use value::{Member, Terms, discounted_purchases, residual_value};

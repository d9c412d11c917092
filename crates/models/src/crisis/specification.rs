//! What the modeller decides before the data speak. All of it is shown beside every finding.

use super::season::Season;
use crate::error::{Error, Result, not_negative};
use serde::Serialize;

/// The most lags that are taken: more have no meaning here and cost every finding its power.
const LAGS_MAX: usize = 24;

/// The model's settings. [`Specification::default`] is the platform's: p 2, q 1, K 3, tau .2 standard deviations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Specification {
    /// p: how many periods back changes of operations act.
    pub lags_operations: usize,
    /// q: how many periods back changes of perception act.
    pub lags_perception: usize,
    /// K: how many changes in a row make a sustained run.
    pub run_length: usize,
    /// tau: how large a change must be to count in a run.
    pub threshold: Threshold,
    /// What returns every year.
    pub season: Season,
    /// How the scatter of the estimates is judged.
    pub standard_errors: StandardErrors,
    /// Cells of G and L with fewer changes than this are drawn towards those of B (ridge); 0: none are.
    ///
    /// The prior says that a cell's effect differs from B's by about the size of the effects themselves: its
    /// standard deviation is the root mean square of the effects of that sign in a fit that pools all regimes.
    pub shrink_below: usize,
}

impl Default for Specification {
    fn default() -> Self {
        Self {
            lags_operations: 2,
            lags_perception: 1,
            run_length: 3,
            threshold: Threshold::Deviations(0.2),
            season: Season::None,
            standard_errors: StandardErrors::Hc1,
            shrink_below: 0,
        }
    }
}

/// How large a change must be to count in a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Threshold {
    /// In units of operations.
    Units(f64),
    /// In standard deviations of the changes of operations.
    Deviations(f64),
}

/// How the scatter of the estimates is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StandardErrors {
    /// White 1980 with the factor n/(n-k): the residual's spread may change from period to period.
    Hc1,
    /// Newey & West 1987 with the same factor: periods near each other may also resemble each other.
    Hac {
        /// How many periods apart they may still do.
        lags: usize,
    },
}

impl Specification {
    pub(crate) fn check(&self) -> Result<()> {
        for (what, lags) in
            [("lags of operations", self.lags_operations), ("lags of perception", self.lags_perception)]
        {
            if lags > LAGS_MAX {
                return Err(Error::OutOfRange {
                    what,
                    row: None,
                    value: lags as f64,
                    expected: "at most 24",
                });
            }
        }
        if self.run_length == 0 || self.run_length > LAGS_MAX {
            let value = self.run_length as f64;
            return Err(Error::OutOfRange {
                what: "run length",
                row: None,
                value,
                expected: "from 1 to 24 changes",
            });
        }
        self.season.check()
    }

    /// The first change (counted from 0, which is that from the first period to the second) that both equations can
    /// explain: a run and all lags lie before it.
    pub(crate) fn first_change(&self) -> usize {
        self.run_length.max(self.lags_operations).max(self.lags_perception)
    }
}

impl Threshold {
    /// tau in units of operations.
    pub(crate) fn resolve(self, changes: &[f64]) -> Result<f64> {
        match self {
            Self::Units(threshold) => not_negative("threshold", None, threshold),
            Self::Deviations(factor) => {
                not_negative("threshold in standard deviations", None, factor)?;
                let count = changes.len() as f64;
                let mean = changes.iter().sum::<f64>() / count;
                let squares: f64 = changes.iter().map(|change| (change - mean).powi(2)).sum();
                Ok(factor * (squares / (count - 1.0)).sqrt())
            }
        }
    }
}

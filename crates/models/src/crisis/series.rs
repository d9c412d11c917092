//! The two series, and their changes.

use crate::error::{Error, Result, finite, positive};

/// Operations and perception, one value a period, in order and without gaps.
///
/// Units are free: every estimate scales with them. Operations must be physical (kept promises, share on time,
/// uptime), never a survey item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Series<'a> {
    /// How well the company did, a value a period.
    pub operations: &'a [f64],
    /// How well customers say it did, a value a period.
    pub perception: &'a [f64],
    /// How many answers each value of perception is the mean of, if known: the weights `n_t`.
    pub answers: Option<&'a [f64]>,
}

impl Series<'_> {
    /// Refuses what isn't a number, lengths that differ, and series that never change.
    pub(crate) fn check(&self) -> Result<()> {
        if self.operations.is_empty() {
            return Err(Error::Empty { what: "periods" });
        }
        let lengths = |what, right: usize| {
            let left = self.operations.len();
            if left == right { Ok(()) } else { Err(Error::LengthsDiffer { what, left, right }) }
        };
        lengths("operations and perception", self.perception.len())?;
        for (row, (&operations, &perception)) in self.operations.iter().zip(self.perception).enumerate() {
            finite("operations", Some(row), operations)?;
            finite("perception", Some(row), perception)?;
        }
        if let Some(answers) = self.answers {
            lengths("operations and answers", answers.len())?;
            for (row, &count) in answers.iter().enumerate() {
                positive("answers", Some(row), count)?;
            }
        }
        if self.operations.len() < 3 {
            return Err(Error::TooFew { what: "periods", needed: 3, found: self.operations.len() });
        }
        varies("operations", self.operations)?;
        varies("perception", self.perception)
    }
}

fn varies(what: &'static str, values: &[f64]) -> Result<()> {
    if values.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits()) {
        Err(Error::NoVariation { what })
    } else {
        Ok(())
    }
}

/// Each value less the one before: one fewer than there are values.
pub(crate) fn changes(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

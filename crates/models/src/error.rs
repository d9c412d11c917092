//! What can be wrong with numbers that people bring.

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Why there is no answer. Rows count from 0 in the order given; the words name the argument as the caller knows it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing to work on.
    #[error("{what}: there are none")]
    Empty {
        /// What there should have been.
        what: &'static str,
    },
    /// Some, but fewer than the answer needs.
    #[error("{what}: {found} are too few, at least {needed} are needed")]
    TooFew {
        /// What there should have been more of.
        what: &'static str,
        /// The fewest that make sense.
        needed: usize,
        /// How many there were.
        found: usize,
    },
    /// A value outside what it can be; also NaN and infinity.
    #[error("{what}{}: {value} is not {expected}", at(*row))]
    OutOfRange {
        /// The argument or column.
        what: &'static str,
        /// The row that holds it, where it is one of many.
        row: Option<usize>,
        /// What was given.
        value: f64,
        /// What it must be, such as "a positive number".
        expected: &'static str,
    },
    /// Two values that can't both be true, such as a last purchase after the end of observation.
    #[error("{what}{}", at(*row))]
    Contradiction {
        /// What contradicts what.
        what: &'static str,
        /// The row, where it is one of many.
        row: Option<usize>,
    },
    /// Columns that belong together differ in length.
    #[error("{what}: lengths {left} and {right} differ")]
    LengthsDiffer {
        /// Which columns.
        what: &'static str,
        /// Length of the first.
        left: usize,
        /// Length of the second.
        right: usize,
    },
    /// All values are alike (a flat series, one class only), so that nothing can be told apart.
    #[error("{what}: all are alike, so nothing can be estimated from them")]
    NoVariation {
        /// What is alike.
        what: &'static str,
    },
    /// A combination of columns tells the answer exactly, so that no finite estimate exists.
    #[error("{what}: one combination of the columns decides it exactly, so no finite estimate exists")]
    Separable {
        /// What is decided.
        what: &'static str,
    },
    /// A column that is a combination of others, so that its effect can't be told from theirs.
    #[error("{column} is a combination of the other columns, so its effect can't be told from theirs")]
    Collinear {
        /// The column.
        column: String,
    },
    /// A name that isn't known here, such as a time zone or a language.
    #[error("{what}: \"{value}\" isn't known")]
    Unknown {
        /// What kind of name.
        what: &'static str,
        /// The name as given.
        value: String,
    },
    /// A plot that the drawing library refused.
    #[error("the plot can't be drawn: {why}")]
    NotDrawn {
        /// What it said.
        why: String,
    },
    /// The search for the best parameters didn't end where it can be trusted.
    #[error("{model} did not converge after {iterations} steps: {why}")]
    NotConverged {
        /// Which model.
        model: &'static str,
        /// How many steps were made.
        iterations: u64,
        /// What was seen, such as a gradient that stayed large.
        why: String,
    },
}

fn at(row: Option<usize>) -> String {
    row.map(|row| format!(" in row {row}")).unwrap_or_default()
}

/// The value, if it is a finite number of at least 0.
pub(crate) fn not_negative(what: &'static str, row: Option<usize>, value: f64) -> Result<f64> {
    within(what, row, value, value >= 0.0, "a number of at least 0")
}

/// The value, if it is a finite number above 0.
pub(crate) fn positive(what: &'static str, row: Option<usize>, value: f64) -> Result<f64> {
    within(what, row, value, value > 0.0, "a number above 0")
}

/// The value, if it is a finite number.
pub(crate) fn finite(what: &'static str, row: Option<usize>, value: f64) -> Result<f64> {
    within(what, row, value, true, "a finite number")
}

/// The value, if it is between 0 and 1, both included.
pub(crate) fn share(what: &'static str, row: Option<usize>, value: f64) -> Result<f64> {
    within(what, row, value, (0.0..=1.0).contains(&value), "between 0 and 1")
}

/// The value, if it is finite and `fits`.
pub(crate) fn within(
    what: &'static str,
    row: Option<usize>,
    value: f64,
    fits: bool,
    expected: &'static str,
) -> Result<f64> {
    if value.is_finite() && fits { Ok(value) } else { Err(Error::OutOfRange { what, row, value, expected }) }
}

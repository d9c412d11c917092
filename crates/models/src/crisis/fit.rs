//! The estimated model.

use super::design::{self, Changes, Design};
use super::equation::{Equation, estimate};
use super::regime::{CELL_CHANGES_MIN, Cell, CellCount, Direction, Regime, counts, regimes};
use super::season::Season;
use super::series::{Series, changes};
use super::specification::Specification;
use super::term::Term;
use crate::error::{Error, Result};
use nalgebra::DMatrix;
use serde::Serialize;

/// Below this many answers a period the sampling noise of perception biases the lag terms.
const ANSWERS_WANTED: f64 = 100.0;

/// The model, estimated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The settings it was estimated by.
    pub specification: Specification,
    /// tau in units of operations.
    pub threshold: f64,
    /// How many periods the series has.
    pub periods: usize,
    /// How often each kind of change was seen: whether anything can be said of it.
    pub cells: Vec<CellCount>,
    /// What moves perception.
    pub perception: Equation,
    /// What moves operations.
    pub operations: Equation,
    /// What to keep in mind.
    pub cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) parts: Parts,
}

/// What a bootstrap needs to estimate again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parts {
    pub(crate) changes: Changes,
    pub(crate) perception: Design,
    pub(crate) operations: Design,
    pub(crate) weights: Option<Vec<f64>>,
    pub(crate) prior: Option<DMatrix<f64>>,
}

/// What a reader must keep in mind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Caution {
    /// Perception comes from fewer than 100 answers in some periods, whose sampling noise biases the lag terms.
    FewAnswers {
        /// In how many periods.
        periods: usize,
        /// The fewest answers in one.
        least: f64,
    },
    /// No season was given: if bad months return every year, they are told as history.
    NoSeason,
    /// A kind of change seen so seldom that nothing is said of it.
    ThinCell(CellCount),
}

/// Estimates both equations by least squares.
///
/// The equation of perception is weighted by the number of answers where the series has it. Changes from the
/// K-th, p-th or q-th on (whichever is last) are explained; earlier ones enter as lags, in business as usual.
///
/// Both series have one value per period, in any units. The platform's own specification; see the module.
///
/// # Errors
/// [`Error::OutOfRange`] for a value that isn't a number (with its row) or a senseless setting,
/// [`Error::LengthsDiffer`], [`Error::NoVariation`] for a flat series, [`Error::TooFew`] when there are no more
/// changes than coefficients, [`Error::Collinear`] when a column follows from others, as in a series of equal steps.
///
/// ```
/// use models::crisis::{Series, Specification, fit};
/// let operations: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37)).collect();
/// let perception: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37 + t * t * t % 11)).collect();
/// let series = Series { operations: &operations, perception: &perception, answers: None };
/// let fit = fit(&series, &Specification::default())?;
/// assert_eq!((fit.periods, fit.perception.changes), (120, 116));
/// # Ok::<(), models::Error>(())
/// ```
pub fn fit(series: &Series<'_>, specification: &Specification) -> Result<Fit> {
    specification.check()?;
    fit_from(series, specification, specification.first_change())
}

/// The same, explaining changes from `first` on, so that fits with other lags can be compared.
pub(crate) fn fit_from(series: &Series<'_>, specification: &Specification, first: usize) -> Result<Fit> {
    series.check()?;
    specification.check()?;
    let changed = changes(series.operations);
    let threshold = specification.threshold.resolve(&changed)?;
    let changes = Changes {
        regimes: regimes(&changed, specification.run_length, threshold),
        operations: changed,
        perception: changes(series.perception),
    };
    let cells = counts(&changes.operations, &changes.regimes);
    let weights: Option<Vec<f64>> =
        series.answers.map(|answers| answers.iter().skip(first + 1).copied().collect());
    let thin = |term| matches!(term, Term::Change { cell, .. } if count(&cells, cell) < CELL_CHANGES_MIN);
    let perception = design::perception(&changes, specification, first, false).without_combinations(thin);
    let operations = design::operations(&changes, specification, first);
    let prior = prior(&changes, specification, &perception, &cells, weights.as_deref())?;
    let fitted = estimate(&perception, weights.as_deref(), prior.as_ref())?;
    let errors = specification.standard_errors;
    let equation = Equation::new(&perception, &fitted, errors);
    if !equation.residual_deviation.is_finite() || equation.residual_deviation <= 0.0 {
        return Err(Error::NoVariation { what: "what the equation leaves of perception" });
    }
    let moved = Equation::new(&operations, &estimate(&operations, None, None)?, errors);
    Ok(Fit {
        specification: *specification,
        threshold,
        periods: series.operations.len(),
        perception: equation,
        operations: moved,
        cautions: cautions(series, specification.season, &cells),
        cells,
        parts: Parts { changes, perception, operations: operations.given(), weights, prior },
    })
}

impl Fit {
    /// How many changes of a kind were seen; below [`CELL_CHANGES_MIN`] nothing is said of it.
    ///
    /// A number of changes. Read from what was given.
    ///
    /// ```
    /// # use models::crisis::{Cell, Direction, Regime, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// let falls_after_gains = Cell { regime: Regime::AfterGains, direction: Direction::Loss };
    /// assert_eq!(fit.count(falls_after_gains), 13);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn count(&self, cell: Cell) -> usize {
        count(&self.cells, cell)
    }

    /// Refuses to speak of a kind of change that was seen too seldom.
    pub(crate) fn enough(&self, cell: Cell) -> Result<()> {
        let found = self.count(cell);
        if found < CELL_CHANGES_MIN {
            return Err(Error::TooFew { what: cell.words(), needed: CELL_CHANGES_MIN, found });
        }
        Ok(())
    }
}

fn count(cells: &[CellCount], cell: Cell) -> usize {
    cells.iter().find(|count| count.cell == cell).map_or(0, |count| count.changes)
}

/// The rows that draw thin cells of G and L towards B: residual deviation over prior deviation, times the difference.
fn prior(
    changes: &Changes,
    specification: &Specification,
    design: &Design,
    cells: &[CellCount],
    weights: Option<&[f64]>,
) -> Result<Option<DMatrix<f64>>> {
    let thin = |cell: Cell| cell.regime != Regime::Usual && count(cells, cell) < specification.shrink_below;
    if !Cell::all().any(thin) {
        return Ok(None);
    }
    let pooled = design::perception(changes, specification, design.first, true);
    let fitted = estimate(&pooled, weights, None)?;
    let spread = |direction: Direction| {
        let of_it = |term: &Term| matches!(term, Term::Change { cell, .. } if cell.direction == direction);
        let effects: Vec<f64> = pooled
            .terms
            .iter()
            .zip(fitted.coefficients.iter())
            .filter(|(term, _)| of_it(term))
            .map(|(_, &effect)| effect)
            .collect();
        (effects.iter().map(|effect| effect * effect).sum::<f64>() / effects.len() as f64).sqrt()
    };
    let column = |term: Term| design.terms.iter().position(|&other| other == term);
    let mut rows = Vec::new();
    for (index, &term) in design.terms.iter().enumerate() {
        let Term::Change { cell, lag } = term else { continue };
        let usual = Cell { regime: Regime::Usual, ..cell };
        if let (true, Some(towards)) = (thin(cell), column(Term::Change { cell: usual, lag })) {
            rows.push((index, towards, fitted.residual_deviation() / spread(cell.direction)));
        }
    }
    let mut prior = DMatrix::zeros(rows.len(), design.terms.len());
    for (row, (index, towards, strength)) in rows.into_iter().enumerate() {
        prior[(row, index)] = strength;
        prior[(row, towards)] = -strength;
    }
    Ok(Some(prior))
}

fn cautions(series: &Series<'_>, season: Season, cells: &[CellCount]) -> Vec<Caution> {
    let mut cautions = Vec::new();
    if let Some(answers) = series.answers {
        let periods = answers.iter().filter(|&&count| count < ANSWERS_WANTED).count();
        if periods > 0 {
            let least = answers.iter().copied().fold(f64::INFINITY, f64::min);
            cautions.push(Caution::FewAnswers { periods, least });
        }
    }
    if season == Season::None {
        cautions.push(Caution::NoSeason);
    }
    let thin = cells.iter().filter(|count| count.changes < CELL_CHANGES_MIN);
    cautions.extend(thin.map(|&count| Caution::ThinCell(count)));
    cautions
}

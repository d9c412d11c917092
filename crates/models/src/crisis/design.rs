//! The matrix of an equation: one row per change that it explains, one column per term.

use super::regime::{Cell, Direction, Regime};
use super::specification::Specification;
use super::term::Term;
use nalgebra::{DMatrix, DVector};

/// Both series as changes, with what went before each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changes {
    pub(crate) operations: Vec<f64>,
    pub(crate) perception: Vec<f64>,
    pub(crate) regimes: Vec<Regime>,
}

/// An equation's columns and what they explain. Columns that are zero throughout, such as those of a kind of change
/// that never happened, are left out: nothing can be said of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Design {
    /// The change that the first row explains.
    pub(crate) first: usize,
    pub(crate) terms: Vec<Term>,
    pub(crate) columns: DMatrix<f64>,
    pub(crate) response: DVector<f64>,
    /// Columns made of earlier values of the response, with sign and lag: a bootstrap has to make them anew.
    pub(crate) own: Vec<(usize, Direction, usize)>,
}

/// The equation of perception. With `pooled` all regimes count as one.
pub(crate) fn perception(
    changes: &Changes,
    specification: &Specification,
    first: usize,
    pooled: bool,
) -> Design {
    let cells = Cell::all().filter(|cell| !pooled || cell.regime == Regime::Usual);
    let mut terms = vec![Term::Constant];
    for cell in cells {
        terms.extend((0..=specification.lags_operations).map(|lag| Term::Change { cell, lag }));
    }
    for direction in Direction::ALL {
        terms.extend((1..=specification.lags_perception).map(|lag| Term::Echo { direction, lag }));
    }
    build(terms, changes, specification, first, pooled, &changes.perception)
}

/// The equation of operations.
pub(crate) fn operations(changes: &Changes, specification: &Specification, first: usize) -> Design {
    let mut terms = vec![Term::Constant];
    for direction in Direction::ALL {
        terms.extend((1..=specification.lags_operations).map(|lag| Term::Momentum { direction, lag }));
    }
    for direction in Direction::ALL {
        terms.extend((1..=specification.lags_perception).map(|lag| Term::Feedback { direction, lag }));
    }
    build(terms, changes, specification, first, false, &changes.operations)
}

fn build(
    mut terms: Vec<Term>,
    changes: &Changes,
    specification: &Specification,
    first: usize,
    pooled: bool,
    response: &[f64],
) -> Design {
    let season = specification.season;
    terms.extend((0..season.columns()).map(|column| Term::Season { column }));
    let value = |term: Term, at: usize| match term {
        Term::Constant => 1.0,
        Term::Change { cell, lag } => {
            let of_it = pooled || changes.regimes[at - lag] == cell.regime;
            if of_it { cell.direction.part(changes.operations[at - lag]) } else { 0.0 }
        }
        Term::Momentum { direction, lag } => direction.part(changes.operations[at - lag]),
        Term::Echo { direction, lag } | Term::Feedback { direction, lag } => {
            direction.part(changes.perception[at - lag])
        }
        Term::Season { column } => season.value(column, at + 1),
    };
    let rows = response.len().saturating_sub(first);
    terms.retain(|&term| (0..rows).any(|row| value(term, first + row) != 0.0));
    let columns = DMatrix::from_fn(rows, terms.len(), |row, column| value(terms[column], first + row));
    let own_lag = |(column, term): (usize, &Term)| match *term {
        Term::Echo { direction, lag } | Term::Momentum { direction, lag } => Some((column, direction, lag)),
        _ => None,
    };
    Design {
        first,
        own: terms.iter().enumerate().filter_map(own_lag).collect(),
        columns,
        response: DVector::from_iterator(rows, response.iter().skip(first).copied()),
        terms,
    }
}

//! The matrix of an equation: one row per change that it explains, one column per term.

use super::regime::{Cell, Direction, Regime};
use super::specification::Specification;
use super::term::Term;
use crate::numeric::least_squares::DISTANCE_MIN;
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

impl Design {
    /// The same with all columns as they were observed, also those of the response's own past.
    pub(crate) fn given(mut self) -> Self {
        self.own.clear();
        self
    }

    /// Leaves out those of the `doubtful` columns that are combinations of the others, as the lags of two kinds of
    /// change are that happened once each, one right after the other.
    pub(crate) fn without_combinations(mut self, doubtful: impl Fn(Term) -> bool) -> Self {
        let (sure, unsure): (Vec<usize>, Vec<usize>) =
            (0..self.terms.len()).partition(|&column| !doubtful(self.terms[column]));
        let mut basis: Vec<DVector<f64>> = Vec::with_capacity(self.terms.len());
        let mut dropped = Vec::new();
        for (place, column) in sure.iter().chain(&unsure).copied().enumerate() {
            let length = self.columns.column(column).norm();
            let mut rest = self.columns.column(column) / length;
            // Once more for the digits that the first pass lost.
            for _ in 0..2 {
                for direction in &basis {
                    rest -= direction * direction.dot(&rest);
                }
            }
            let distance = rest.norm();
            if distance > DISTANCE_MIN {
                basis.push(rest / distance);
            } else if place >= sure.len() {
                dropped.push(column);
            }
        }
        dropped.sort_unstable();
        for &column in dropped.iter().rev() {
            self.terms.remove(column);
        }
        self.columns = self.columns.remove_columns_at(&dropped);
        self.own = own(&self.terms);
        self
    }
}

/// The columns made of earlier values of the response.
fn own(terms: &[Term]) -> Vec<(usize, Direction, usize)> {
    let own_lag = |(column, term): (usize, &Term)| match *term {
        Term::Echo { direction, lag } | Term::Momentum { direction, lag } => Some((column, direction, lag)),
        _ => None,
    };
    terms.iter().enumerate().filter_map(own_lag).collect()
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
    Design {
        first,
        own: own(&terms),
        columns,
        response: DVector::from_iterator(rows, response.iter().skip(first).copied()),
        terms,
    }
}

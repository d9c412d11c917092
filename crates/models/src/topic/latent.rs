//! Texts in the few directions in which their words vary together (latent semantic analysis).
//!
//! Deerwester et al. 1990 (Journal of the American Society for Information Science 41(6)); the directions by a randomised
//! range finder with power iterations (Halko, Martinsson & Tropp 2011, SIAM Review 53(2), algorithms 4.4 and 5.3).

use super::vocabulary::SparseVector;
use crate::numeric::random::generator;
use nalgebra::{DMatrix, SymmetricEigen};
use rand_distr::{Distribution, StandardNormal};

/// Directions drawn beyond those that are kept.
const EXTRA: usize = 10;
/// Power iterations: each makes the small directions fall away faster.
const POWERS: usize = 2;

/// One row per text, of length 1 in at most `directions` directions; all zeros for a text without terms.
pub(super) fn project(vectors: &[SparseVector], terms: usize, directions: usize, seed: u64) -> Vec<Vec<f64>> {
    let drawn = (directions + EXTRA).min(vectors.len()).min(terms);
    let mut generator = generator(seed);
    let random = DMatrix::from_fn(terms, drawn, |_, _| StandardNormal.sample(&mut generator));
    let mut range = times(vectors, &random).qr().q();
    for _ in 0..POWERS {
        let terms_range = times_transposed(vectors, &range, terms).qr().q();
        range = times(vectors, &terms_range).qr().q();
    }
    // With B = QᵀA the texts are A ≈ Q·B, and Q·U·Σ are their coordinates, where B·Bᵀ = U·Σ²·Uᵀ.
    let projected = times_transposed(vectors, &range, terms);
    let SymmetricEigen { eigenvectors, eigenvalues } = (projected.transpose() * &projected).symmetric_eigen();
    let mut order: Vec<usize> = (0..eigenvalues.len()).collect();
    order.sort_by(|left, right| eigenvalues[*right].total_cmp(&eigenvalues[*left]));
    order.truncate(directions);
    let kept = DMatrix::from_fn(range.ncols(), order.len(), |row, column| {
        eigenvectors[(row, order[column])] * eigenvalues[order[column]].max(0.0).sqrt()
    });
    let coordinates = range * kept;
    coordinates
        .row_iter()
        .map(|row| {
            let length = row.norm();
            row.iter().map(|value| if length > 1e-9 { value / length } else { 0.0 }).collect()
        })
        .collect()
}

/// A · right, A having one row per text.
fn times(vectors: &[SparseVector], right: &DMatrix<f64>) -> DMatrix<f64> {
    // Columns of the transposed product are side by side in memory, as those of the transposed factor.
    let factor = right.transpose();
    let mut product = DMatrix::zeros(right.ncols(), vectors.len());
    for (vector, mut column) in vectors.iter().zip(product.column_iter_mut()) {
        for (term, weight) in &vector.entries {
            column.axpy(*weight, &factor.column(*term as usize), 1.0);
        }
    }
    product.transpose()
}

/// Aᵀ · right.
fn times_transposed(vectors: &[SparseVector], right: &DMatrix<f64>, terms: usize) -> DMatrix<f64> {
    let factor = right.transpose();
    let mut product = DMatrix::zeros(right.ncols(), terms);
    for (text, vector) in vectors.iter().enumerate() {
        for (term, weight) in &vector.entries {
            product.column_mut(*term as usize).axpy(*weight, &factor.column(text), 1.0);
        }
    }
    product.transpose()
}

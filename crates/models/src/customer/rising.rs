//! Rising factorials, which the likelihoods of counts are made of.

use statrs::function::gamma::ln_gamma;

/// For one base value b and all n up to a largest: ln of (b)_n = Gamma(b + n) / Gamma(b), and its derivative by b.
///
/// A table, because a fit asks for the same few n once per customer.
pub(crate) struct Rising {
    values: Vec<(f64, f64)>,
}

impl Rising {
    /// The table for n from 0 to `most`.
    pub(crate) fn new(base: f64, most: u32) -> Self {
        let mut values = Vec::with_capacity(most as usize + 1);
        let (mut ln, mut slope) = (0.0, 0.0);
        values.push((ln, slope));
        for n in 0..most {
            let factor = base + f64::from(n);
            ln += factor.ln();
            slope += 1.0 / factor;
            values.push((ln, slope));
        }
        Self { values }
    }

    /// ln (b)_n and its derivative; not a number beyond the table.
    pub(crate) fn at(&self, n: u32) -> (f64, f64) {
        self.values.get(n as usize).copied().unwrap_or((f64::NAN, f64::NAN))
    }
}

/// ln (base)_n, alone.
pub(crate) fn ln_rising(base: f64, n: u32) -> f64 {
    if n == 0 { 0.0 } else { ln_gamma(base + f64::from(n)) - ln_gamma(base) }
}

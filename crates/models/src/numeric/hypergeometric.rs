//! Hypergeometric series, and Gauss's function 2F1 from them.

use statrs::function::gamma::ln_gamma;
use std::f64::consts::PI;

/// Terms after which a series is given up. Near the edge of its circle a series needs about 37 / (1 - z) of them; so
/// many take some 30 ms and reach z = 0.999996.
const TERMS_MAX: u32 = 10_000_000;
/// Only above this z one goes over to 1 - z: the plain series has positive terms and needs some 40,000 of them there (a
/// tenth of a millisecond), while going over subtracts two large numbers where b (1 - z) isn't small.
const NEAR_ONE: f64 = 0.999;
/// Closer to a whole number than this, c - a - b loses more digits in going over to 1 - z than the series costs time.
const WHOLE: f64 = 1e-2;

/// The sum over n of the product of (u)_n over all upper u, divided by that of the lower, times z^n / n!, where (u)_n
/// is the rising factorial. None where it doesn't settle.
pub(crate) fn series(upper: &[f64], lower: &[f64], z: f64) -> Option<f64> {
    let (mut term, mut sum) = (1.0_f64, 1.0_f64);
    for n in 0..TERMS_MAX {
        let n = f64::from(n);
        let mut ratio = z / (n + 1.0);
        for value in upper {
            ratio *= value + n;
        }
        for value in lower {
            ratio /= value + n;
        }
        term *= ratio;
        sum += term;
        if !sum.is_finite() {
            return None;
        }
        // What is left is at most a geometric tail of this ratio; ratios tend to z, so the larger of the two is safe.
        let tail = ratio.abs().max(z.abs());
        if tail < 1.0 && term.abs() * tail <= 1e-16 * (1.0 - tail) * sum.abs() {
            return Some(sum);
        }
    }
    None
}

/// Gauss's 2F1(a, b; c; z) for z below 1 (Abramowitz & Stegun 15.1.1, 15.3.3, 15.3.4 and 15.3.6).
pub(crate) fn gauss(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    if z < 0.0 {
        return Some((1.0 - z).powf(-a) * gauss(a, c - b, c, z / (z - 1.0))?);
    }
    if z >= 1.0 || z.is_nan() {
        return None;
    }
    let excess = c - a - b;
    if z > NEAR_ONE && (excess - excess.round()).abs() > WHOLE {
        return from_the_other_end(a, b, c, z).filter(|value| value.is_finite());
    }
    if excess < 0.0 {
        return Some((1.0 - z).powf(excess) * series(&[c - a, c - b], &[c], z)?);
    }
    series(&[a, b], &[c], z)
}

/// 15.3.6: 2F1 by two series in 1 - z.
fn from_the_other_end(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    let excess = c - a - b;
    let (near, far) = (gammas([c, excess], [c - a, c - b]), gammas([c, -excess], [a, b]));
    let left = if near == 0.0 { 0.0 } else { near * series(&[a, b], &[1.0 - excess], 1.0 - z)? };
    let right = if far == 0.0 {
        0.0
    } else {
        far * (1.0 - z).powf(excess) * series(&[c - a, c - b], &[1.0 + excess], 1.0 - z)?
    };
    Some(left + right)
}

/// The product of two gamma functions over that of two others; 0 where one of the lower has a pole.
fn gammas(above: [f64; 2], below: [f64; 2]) -> f64 {
    if below.iter().any(|value| *value <= 0.0 && value.fract() == 0.0) {
        return 0.0;
    }
    let (mut ln, mut sign) = (0.0, 1.0);
    for (values, direction) in [(above, 1.0), (below, -1.0)] {
        for value in values {
            let (ln_value, sign_of_value) = ln_gamma_signed(value);
            ln += direction * ln_value;
            sign *= sign_of_value;
        }
    }
    sign * ln.exp()
}

/// ln |Gamma(x)| and the sign of Gamma(x), by reflection below 0.
fn ln_gamma_signed(x: f64) -> (f64, f64) {
    if x > 0.0 {
        return (ln_gamma(x), 1.0);
    }
    let sine = (PI * x).sin();
    (PI.ln() - sine.abs().ln() - ln_gamma(1.0 - x), sine.signum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(found: Option<f64>, right: f64) {
        let found = found.expect("it settles");
        assert!((found - right).abs() <= 1e-12 * right.abs().max(1.0), "{found} is not {right}");
    }

    #[test]
    fn known_functions_come_out() {
        for z in [-7.0, -0.4, 0.0, 0.3, 0.9, 0.99, 0.999, 0.9995] {
            if z != 0.0 {
                same(gauss(1.0, 1.0, 2.0, z), -(1.0_f64 - z).ln() / z);
            }
            same(gauss(0.7, 2.3, 2.3, z), (1.0_f64 - z).powf(-0.7));
            same(gauss(2.0, 0.25, 1.25, 0.0), 1.0);
        }
        same(gauss(0.5, 1.0, 1.5, 0.81), (1.9_f64 / 0.1).ln() / 2.0 / 0.9);
    }

    #[test]
    fn both_ways_agree_where_they_meet() {
        for (a, b, c) in [(0.3, 2.1, 4.7), (1.0, 3.8, 4.47), (2.3, 1.4, 1.15), (0.243, 2.4, 2.2)] {
            for z in [0.95, 0.99, 0.9995] {
                let direct = series(&[a, b], &[c], z).expect("it settles");
                same(from_the_other_end(a, b, c, z).map(|value| value / direct), 1.0);
            }
        }
    }

    #[test]
    fn outside_its_circle_there_is_no_answer() {
        assert_eq!(gauss(1.0, 1.0, 2.0, 1.5), None);
        assert_eq!(gauss(1.0, 1.0, 2.0, f64::NAN), None);
    }
}

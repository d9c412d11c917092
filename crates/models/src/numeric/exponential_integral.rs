//! The generalised exponential integral.

/// Steps after which the continued fraction is given up; it needs about 85 / z.
const STEPS_MAX: u32 = 10_000_000;

/// e^z times the integral over t from 1 to infinity of e^(-z t) t^(-s), for any s and z > 0: the continued fraction of
/// the upper incomplete gamma function (Abramowitz & Stegun 6.5.31) by Lentz's method. It equals
/// z^(s-1) e^z Gamma(1-s, z), also where 1 - s is negative or a whole number, and doesn't overflow for large z.
/// None where it doesn't settle.
pub(crate) fn scaled(s: f64, z: f64) -> Option<f64> {
    let mut below = 1.0 / (z + s);
    let (mut above, mut value) = (f64::MAX.sqrt(), below);
    for n in 1..STEPS_MAX {
        let n = f64::from(n);
        let (numerator, denominator) = (-n * (s + n - 1.0), z + s + 2.0 * n);
        below = 1.0 / (numerator * below + denominator);
        above = denominator + numerator / above;
        let change = below * above;
        value *= change;
        if (change - 1.0).abs() < 1e-15 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_obeys_its_recurrence_and_a_known_value() {
        // E_1(1) = 0.219383934395520…
        let known = scaled(1.0, 1.0).expect("it settles") * (-1.0_f64).exp();
        assert!((known - 0.219_383_934_395_520_3).abs() < 1e-14, "{known}");
        for (s, z) in [(0.41, 0.02), (0.6, 0.24), (1.0, 0.5), (2.3, 3.0), (1.5, 40.0)] {
            let (here, next) = (scaled(s, z).expect("it settles"), scaled(s + 1.0, z).expect("it settles"));
            // s E_(s+1) = e^-z - z E_s, here without the factor e^-z.
            assert!((s * next - (1.0 - z * here)).abs() < 1e-12, "{s} {z}");
        }
    }
}

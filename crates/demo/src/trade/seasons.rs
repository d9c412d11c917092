//! When people buy and when they write: by month, by weekday, by hour.

use crate::{calendar::Local, chance::Chance};

/// Percent of an average day, by month: boots are bought before the hills and before the winter.
const MONTHS: [f64; 12] = [0.92, 0.84, 0.96, 1.08, 1.06, 0.94, 0.88, 0.86, 1.02, 1.14, 1.26, 1.24];
/// The same by weekday, Monday first.
const ORDERING: [f64; 7] = [0.98, 0.94, 0.92, 0.96, 0.94, 1.02, 1.24];
/// People write on Monday what annoyed them on Saturday.
const WRITING: [f64; 7] = [1.42, 1.20, 1.10, 1.04, 0.96, 0.62, 0.66];

/// Weights by hour of the day for shopping: the sofa in the evening.
const SHOPPING_HOURS: [u32; 24] =
    [6, 3, 1, 1, 1, 2, 6, 14, 24, 30, 34, 36, 40, 36, 32, 30, 32, 36, 42, 56, 68, 64, 42, 18];
/// Weights by hour for writing: over the first coffee, over lunch, after the children are in bed.
const WRITING_HOURS: [u32; 24] =
    [4, 2, 1, 1, 2, 6, 16, 34, 58, 70, 72, 64, 56, 52, 50, 48, 46, 42, 36, 38, 44, 38, 24, 10];

/// How much is ordered on a day, as a factor.
pub(crate) fn factor(day: Local) -> f64 {
    MONTHS[(day.date().month() - 1) as usize] * ORDERING[day.weekday]
}

/// How much is written on a weekday, as a factor.
pub(crate) fn weekday_of_writing(day: Local) -> f64 {
    f64::midpoint(MONTHS[(day.date().month() - 1) as usize], 1.0) * WRITING[day.weekday]
}

/// A minute of the day for an order.
pub(crate) fn minute_of_order(chance: &mut Chance) -> i64 {
    minute(chance, &SHOPPING_HOURS)
}

/// A minute of the day for a mail.
pub(crate) fn minute_of_writing(chance: &mut Chance) -> i64 {
    minute(chance, &WRITING_HOURS)
}

fn minute(chance: &mut Chance, hours: &[u32; 24]) -> i64 {
    let mut weighted = [(0i64, 0u32); 24];
    for (hour, slot) in weighted.iter_mut().enumerate() {
        *slot = (hour as i64, hours[hour]);
    }
    chance.weighted(&weighted) * 60 + chance.between(0, 59)
}

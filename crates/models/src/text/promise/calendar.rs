//! Days as people count them. Where no such day exists the answer is none.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// So many days later.
pub(super) fn after(day: Date, days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok().filter(|days| days.abs() < 1_000_000)?;
    day.checked_add(days.days()).ok()
}

/// The next such weekday, today included unless its time has passed.
pub(super) fn weekday(today: Date, weekday: Weekday, passed: bool) -> Option<Date> {
    if today.weekday() == weekday && !passed { Some(today) } else { today.nth_weekday(1, weekday).ok() }
}

/// A weekday of the week, which begins on Monday, that holds a day.
pub(super) fn in_week(day: Date, weekday: Weekday) -> Option<Date> {
    let monday = after(day, -i64::from(day.weekday().to_monday_zero_offset()))?;
    after(monday, i64::from(weekday.to_monday_zero_offset()))
}

/// The last day of this month or of one so many later.
pub(super) fn end_of_month(today: Date, months: i32) -> Option<Date> {
    Some(today.first_of_month().checked_add(months.months()).ok()?.last_of_month())
}

/// So many months later, on the last day of a shorter month.
pub(super) fn months_after(today: Date, months: i64) -> Option<Date> {
    let months = i32::try_from(months).ok().filter(|months| *months < 100_000)?;
    today.checked_add(months.months()).ok()
}

/// So many business days later: Monday to Friday, no holidays. Counting begins on the day after today.
pub(super) fn business_days_after(today: Date, days: i64) -> Option<Date> {
    let offset = i64::from(today.weekday().to_monday_zero_offset());
    // From a weekend it is as from the Friday before.
    let from = offset.min(4);
    let total = from + days;
    after(today, total / 5 * 7 + total % 5 - offset)
}

/// The day of a month in the year said, or the next one from today.
pub(super) fn day_of_month(today: Date, month: i8, day: i8, year: Option<i16>) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let this_year = Date::new(today.year(), month, day).ok().filter(|date| *date >= today);
    this_year.or_else(|| Date::new(today.year() + 1, month, day).ok())
}

/// The next day with this number, in this month or the first after it that has one.
pub(super) fn day_of_some_month(today: Date, day: i8) -> Option<Date> {
    (0..=2).find_map(|months: i32| {
        let first = today.first_of_month().checked_add(months.months()).ok()?;
        Date::new(first.year(), first.month(), day).ok().filter(|date| *date >= today)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn business_days_pass_over_weekends() {
        // 2 March 2026 is a Monday.
        for (from, days, expected) in [
            (date(2026, 3, 2), 3, date(2026, 3, 5)),
            (date(2026, 3, 5), 3, date(2026, 3, 10)),
            (date(2026, 3, 6), 1, date(2026, 3, 9)),
            (date(2026, 3, 7), 1, date(2026, 3, 9)),
            (date(2026, 3, 8), 5, date(2026, 3, 13)),
            (date(2026, 3, 2), 10, date(2026, 3, 16)),
        ] {
            assert_eq!(business_days_after(from, days), Some(expected), "{days} from {from}");
        }
    }

    #[test]
    fn months_have_ends() {
        assert_eq!(end_of_month(date(2026, 1, 31), 1), Some(date(2026, 2, 28)));
        assert_eq!(day_of_some_month(date(2026, 1, 31), 30), Some(date(2026, 3, 30)));
        assert_eq!(day_of_month(date(2026, 3, 4), 3, 3, None), Some(date(2027, 3, 3)));
        assert_eq!(months_after(date(2026, 1, 31), 1), Some(date(2026, 2, 28)));
    }
}

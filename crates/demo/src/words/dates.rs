//! Dates, money and streets as each language writes them.

use super::library::common;
use crate::{calendar::Local, chance::Chance, people::Customer};

/// "3 March".
pub(super) fn short_date(language: &str, day: Local) -> String {
    let dates = &common(language).dates;
    let date = day.date();
    let month = &dates.months[(date.month() - 1) as usize];
    dates.day.replace("%d", &date.day().to_string()).replace("%m", month)
}

/// "3 March 2025".
fn long_date(language: &str, day: Local) -> String {
    format!("{} {}", short_date(language, day), day.date().year())
}

/// "Thursday 3 March 2025 14:05", for headers above a quote.
pub(crate) fn quoted_date(language: &str, at: Local) -> String {
    format!("{} {:02}:{:02}", long_date(language, at), at.minute / 60, at.minute % 60)
}

/// "Thursday at noon".
pub(super) fn due(language: &str, due: Local) -> String {
    let dates = &common(language).dates;
    let pattern = if due.minute < 13 * 60 { &dates.due_noon } else { &dates.due_evening };
    pattern.replace("%w", &dates.weekdays[due.weekday])
}

/// "€249.50" or "249,50 €".
pub(super) fn money(language: &str, minor: i64) -> String {
    let (whole, cents) = (minor / 100, minor % 100);
    match (language, cents) {
        ("en", 0) => format!("€{whole}"),
        ("en", _) => format!("€{whole}.{cents:02}"),
        ("nl", _) => format!("€ {whole},{cents:02}"),
        (_, 0) => format!("{whole} €"),
        _ => format!("{whole},{cents:02} €"),
    }
}

/// Another street in the same town.
pub(super) fn new_street(chance: &mut Chance, customer: &Customer) -> String {
    let streets = &common(customer.language).new_streets;
    let street = &streets[chance.below(streets.len())];
    street.replace('#', &chance.between(2, 98).to_string())
}

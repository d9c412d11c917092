//! Times, sizes and names as people read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ui::prelude::*;

/// The reader's clock.
#[derive(Clone)]
pub(crate) struct Clock {
    pub(crate) zone: TimeZone,
    pub(crate) now: Timestamp,
}

impl Clock {
    /// The clock of a reader in that zone; of an unknown zone, UTC.
    pub(crate) fn new(zone: &str, now: Timestamp) -> Self {
        Self { zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC), now }
    }

    /// `14:05`, `Tue 14:05`, `3 Nov`, `3 Nov 2025`: as much as is needed.
    pub(crate) fn words(&self, at: Timestamp) -> String {
        let (there, here) = (at.to_zoned(self.zone.clone()), self.now.to_zoned(self.zone.clone()));
        let days = here.date().since(there.date()).map_or(i32::MAX, |span| span.get_days().abs());
        let pattern = match days {
            0 => "%H:%M",
            1..7 => "%a %H:%M",
            _ if there.year() == here.year() => "%-d %b",
            _ => "%-d %b %Y",
        };
        there.strftime(pattern).to_string()
    }

    /// `3 Nov`: the day alone.
    pub(crate) fn date(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%-d %b").to_string()
    }

    /// A moment with its whole date behind it.
    pub(crate) fn time(&self, at: Timestamp) -> Markup {
        time(&at.to_string(), &self.words(at), &self.full(at))
    }

    /// How long ago, in one unit.
    pub(crate) fn age(&self, at: Timestamp) -> Markup {
        relative_time(&at.to_string(), &age_words(self.now.as_second() - at.as_second()), &self.full(at))
    }

    /// The whole date and time.
    pub(crate) fn full(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%A, %-d %B %Y, %H:%M").to_string()
    }
}

/// `now`, `5 min`, `3 h`, `2 d`, `5 wk`, `2 y`.
pub(crate) fn age_words(seconds: i64) -> String {
    match seconds {
        ..60 => "now".to_owned(),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        86_400..1_209_600 => format!("{} d", seconds / 86_400),
        1_209_600..31_536_000 => format!("{} wk", seconds / 604_800),
        _ => format!("{} y", seconds / 31_536_000),
    }
}

/// `840 bytes`, `12 kB`, `3.4 MB`.
pub(crate) fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// `EUR 12,189.00`, `JPY 1,200`: minor units written as the currency counts them (ISO 4217).
pub(crate) fn money(minor: i64, currency: &str) -> String {
    let digits = match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let sign = if minor < 0 { "−" } else { "" };
    let (unit, minor) = (10_u64.pow(digits), minor.unsigned_abs());
    if digits == 0 {
        return format!("{sign}{currency} {}", in_thousands(minor));
    }
    format!(
        "{sign}{currency} {}.{:0width$}",
        in_thousands(minor / unit),
        minor % unit,
        width = digits as usize
    )
}

/// `12,189`: a number of many digits is read in threes.
fn in_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `3`, or `999+` where counting stopped.
pub(crate) fn count(number: i64) -> String {
    if number >= app::inbox::COUNT_MAX {
        format!("{}+", app::inbox::COUNT_MAX - 1)
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_as_is_needed() {
        let now: Timestamp = "2026-03-12T10:00:00Z".parse().unwrap();
        let clock = Clock::new("Europe/Berlin", now);
        let words = |text: &str| clock.words(text.parse().unwrap());
        assert_eq!(words("2026-03-12T08:30:00Z"), "09:30");
        assert_eq!(words("2026-03-10T08:30:00Z"), "Tue 09:30");
        assert_eq!(words("2026-01-10T08:30:00Z"), "10 Jan");
        assert_eq!(words("2025-01-10T08:30:00Z"), "10 Jan 2025");
        assert_eq!((money(18_900, "EUR"), money(-5, "EUR")), ("EUR 189.00".into(), "−EUR 0.05".into()));
        assert_eq!((money(1_200, "JPY"), money(1_234, "KWD")), ("JPY 1,200".into(), "KWD 1.234".into()));
        assert_eq!((age_words(59), age_words(7_200)), ("now".into(), "2 h".into()));
    }
}

//! The `Date` field (RFC 5322, 3.3, with the old zone names of RFC 822).

use jiff::Timestamp;

/// The moment a date field names, if it is a possible one.
pub(crate) fn date_in(value: &str) -> Option<Timestamp> {
    let date = mail_parser::DateTime::parse_rfc822(value)
        .filter(mail_parser::DateTime::is_valid)
        .or_else(|| mail_parser::DateTime::parse_rfc3339(value.trim()))
        .filter(mail_parser::DateTime::is_valid)?;
    (date.year >= 1970).then(|| Timestamp::from_second(date.to_timestamp()).ok()).flatten()
}

//! Business time: every published case, and a clock that looks at each minute.

mod oracle;
mod properties;
mod published;

use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

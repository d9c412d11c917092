//! Messages to read, and what is known of their cases.

use super::super::Table;
use super::super::table::Result;
use models::text::Behaviour;

/// A message, with what happened where that is known.
pub(super) struct Case {
    pub(super) text: String,
    pub(super) behaviour: Option<Behaviour>,
}

/// Columns that tell what happened.
const BEHAVIOUR: [&str; 5] = ["contacts", "handovers", "hours_open", "broken_promises", "remedy_refused"];

/// One case for each row.
pub(super) fn of_table(table: &Table, column: &str) -> Result<Vec<Case>> {
    let texts = table.texts(column)?;
    let known = BEHAVIOUR.iter().any(|column| table.has(column));
    let counts = |column: &str| {
        if table.has(column) {
            table.values(column, "a whole number of at least 0", |text| text.parse::<u32>().ok())
        } else {
            Ok(vec![0; table.len()])
        }
    };
    let hours_open = if table.has("hours_open") {
        let hours = |text: &str| text.parse::<f64>().ok().filter(|hours| hours.is_finite() && *hours >= 0.0);
        table.values("hours_open", "a number of at least 0", hours)?
    } else {
        vec![0.0; table.len()]
    };
    let remedy_refused = if table.has("remedy_refused") {
        table.values("remedy_refused", "0 or 1", |text| match text {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        })?
    } else {
        vec![false; table.len()]
    };
    let counted = counts("contacts")?.into_iter().zip(counts("handovers")?).zip(counts("broken_promises")?);
    let happened = counted.zip(hours_open).zip(remedy_refused);
    let case =
        |(text, ((((contacts, handovers), broken_promises), hours_open), remedy_refused)): (&str, _)| {
            let behaviour = Behaviour { contacts, handovers, hours_open, broken_promises, remedy_refused };
            Case { text: text.to_owned(), behaviour: known.then_some(behaviour) }
        };
    Ok(texts.into_iter().zip(happened).map(case).collect())
}

/// One for each line that isn't empty.
pub(super) fn of_lines(lines: &[String]) -> Vec<Case> {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    filled.map(|line| Case { text: line.clone(), behaviour: None }).collect()
}

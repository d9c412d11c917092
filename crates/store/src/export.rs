//! Everything there is, row by row, in a form that outlives this program.
//!
//! A table is exported under the name of its noun, with the fields listed here; docs/export.md tells what they mean.
//! What must not leave the house (hashes of passwords and tokens) or only serves the machine is named as well, with
//! the reason, and a test holds both lists against the schema: a new table or column has to be decided about.

mod nouns;

pub use nouns::{LEFT_OUT, NOUNS};

use crate::blob::{Hash, hex};
use crate::error::Result;
use crate::sql::Tx;
use crate::value::Columns;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// A kind of thing that is exported.
pub struct Noun {
    /// Its name, which is the table's.
    pub name: &'static str,
    /// The fields, in the order of the columns.
    pub fields: &'static [(&'static str, Kind)],
    /// Columns that stay here.
    pub without: &'static [&'static str],
    /// What makes the order total.
    key: &'static str,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// Text.
    Text,
    /// True or false.
    Truth,
    /// A time, as RFC 3339 in UTC.
    Time,
    /// JSON inside JSON.
    Json,
    /// The name of a file under `files/`: the SHA-256 of its content in hexadecimal digits.
    File,
}

/// Hands each row to `take` as a JSON object, in the order of its key, without ever holding more than a few.
pub fn each(tx: &Tx<'_>, noun: &Noun, mut take: impl FnMut(Map<String, Value>) -> Result<()>) -> Result<()> {
    let names: Vec<&str> = noun.fields.iter().map(|(name, _)| *name).collect();
    let sql = format!("SELECT {} FROM {} ORDER BY {}", names.join(", "), noun.name, noun.key);
    tx.stream(&sql, &[], |columns| {
        let mut row = Map::new();
        for (name, kind) in noun.fields {
            row.insert((*name).to_owned(), field(columns, *kind)?);
        }
        take(row)?;
        Ok(true)
    })
}

fn field(columns: &mut Columns<'_>, kind: Kind) -> Result<Value> {
    Ok(match kind {
        Kind::Number => columns.next::<Option<i64>>()?.into(),
        Kind::Text => columns.next::<Option<String>>()?.into(),
        Kind::Truth => columns.next::<Option<bool>>()?.into(),
        Kind::Time => columns.next::<Option<Timestamp>>()?.map(|time| time.to_string()).into(),
        Kind::File => columns.next::<Option<Hash>>()?.map(|hash| hex(&hash)).into(),
        Kind::Json => match columns.next::<Option<String>>()? {
            // Kept as it is when it is no JSON: an export must not lose what nobody expected.
            Some(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
            None => Value::Null,
        },
    })
}

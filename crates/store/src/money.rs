//! Amounts on their way into rows and out of them: minor units beside a code that is empty where nothing is paid.

use crate::error::{Error, Result};
use crate::value::{Bind, Column, Columns, Value};
use domain::{Currency, Money};
use std::borrow::Cow;

impl Bind for Currency {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self.code()))
    }
}

impl Column for Currency {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Text(code) => Self::parse(&code).ok_or("expected the code of a currency"),
            _ => Err("expected text"),
        }
    }
}

/// The two columns of a cost.
pub(crate) fn parts(cost: Option<Money>) -> (i64, String) {
    cost.map_or((0, String::new()), |cost| (cost.minor(), cost.currency().code().to_owned()))
}

/// The cost behind two columns.
pub(crate) fn cost(columns: &mut Columns<'_>) -> Result<Option<Money>> {
    let (minor, code): (i64, String) = (columns.next()?, columns.next()?);
    if code.is_empty() {
        return Ok(None);
    }
    let nonsense = |what: String| Error::Nonsense { table: "remedy", what };
    let currency = Currency::parse(&code).ok_or_else(|| nonsense(format!("the currency {code}")))?;
    Money::new(minor, currency).map(Some).map_err(|error| nonsense(error.to_string()))
}

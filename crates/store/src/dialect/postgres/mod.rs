//! PostgreSQL: connections, statements and values.

mod connect;
mod event;
mod search;
pub(crate) mod threads;

pub(crate) use connect::connect;
pub(crate) use event::*;
pub(crate) use search::*;

use crate::error::{Error, Result};
use crate::value::{Bind, Cells, Columns, Value};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Row, Statement, Transaction};
use std::borrow::Cow;
use std::collections::HashMap;

/// Statements kept prepared per connection: more than there are in the code. Searches put theirs together from
/// what people type, so there is no end to them otherwise.
const STATEMENTS_MAX: usize = 512;
/// Rows fetched at once of a result that may not be read to its end.
const BATCH_ROWS: i32 = 200;

/// A transaction with the connection's prepared statements.
pub(crate) struct Session<'a> {
    pub(crate) transaction: Transaction<'a>,
    pub(crate) statements: &'a mut HashMap<String, Statement>,
}

impl Session<'_> {
    pub(crate) fn each(
        &mut self,
        sql: &str,
        values: &[&dyn Bind],
        take: &mut dyn FnMut(&mut Columns<'_>) -> Result<bool>,
    ) -> Result<()> {
        let statement = self.prepare(sql)?;
        let values: Vec<Value<'_>> = values.iter().map(|value| value.value()).collect();
        let mut rows = self.transaction.query_raw(&statement, &values)?;
        while let Some(row) = rows.next()? {
            if !take(&mut Columns::new(Cells::Postgres(&row)))? {
                break;
            }
        }
        Ok(())
    }

    /// As `each`, but fetches a batch of rows at a time: the server sends no more than is read, or little.
    pub(crate) fn stream(
        &mut self,
        sql: &str,
        values: &[&dyn Bind],
        take: &mut dyn FnMut(&mut Columns<'_>) -> Result<bool>,
    ) -> Result<()> {
        let statement = self.prepare(sql)?;
        let values: Vec<Value<'_>> = values.iter().map(|value| value.value()).collect();
        let portal = self.transaction.bind(&statement, &references(&values))?;
        loop {
            let mut rows = self.transaction.query_portal_raw(&portal, BATCH_ROWS)?;
            let mut fetched = 0;
            while let Some(row) = rows.next()? {
                fetched += 1;
                if !take(&mut Columns::new(Cells::Postgres(&row)))? {
                    return Ok(());
                }
            }
            if fetched < BATCH_ROWS {
                return Ok(());
            }
        }
    }

    pub(crate) fn execute(&mut self, sql: &str, values: &[&dyn Bind]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let values: Vec<Value<'_>> = values.iter().map(|value| value.value()).collect();
        Ok(self.transaction.execute(&statement, &references(&values))?)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.transaction.prepare(&spell(sql))?;
        if self.statements.len() >= STATEMENTS_MAX {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// `IN LIST($n)` takes an array here; `BY INDEX(name)` goes, for the planner knows how many rows there are of each
/// kind and finds the index itself.
fn spell(sql: &str) -> String {
    let mut spelled = sql.replace("IN LIST(", "= ANY(");
    while let Some((before, rest)) = spelled.split_once("BY INDEX(") {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        spelled = format!("{before}{after}");
    }
    spelled
}

fn references<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as _).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(truth) => truth.to_sql(ty, out),
            Self::Integer(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Integer(number) => number.to_sql(ty, out),
            Self::Real(number) => number.to_sql(ty, out),
            Self::Text(text) => text.as_ref().to_sql(ty, out),
            Self::Blob(bytes) => bytes.as_ref().to_sql(ty, out),
            Self::List(numbers) => numbers.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

pub(crate) fn cell(row: &Row, index: usize) -> Result<Value<'_>> {
    let missing = || Error::Column { index, what: "the result has fewer columns".into() };
    let kind = row.columns().get(index).ok_or_else(missing)?.type_().clone();
    Ok(match kind {
        Type::BOOL => row.try_get::<_, Option<bool>>(index)?.map_or(Value::Null, Value::Bool),
        Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map_or(Value::Null, Value::Integer),
        Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map_or(Value::Null, |n| Value::Integer(n.into())),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.map_or(Value::Null, Value::Real),
        Type::FLOAT4 => row.try_get::<_, Option<f32>>(index)?.map_or(Value::Null, |n| Value::Real(n.into())),
        Type::TEXT | Type::VARCHAR => row
            .try_get::<_, Option<&str>>(index)?
            .map_or(Value::Null, |text| Value::Text(Cow::Borrowed(text))),
        Type::BYTEA => row
            .try_get::<_, Option<&[u8]>>(index)?
            .map_or(Value::Null, |bytes| Value::Blob(Cow::Borrowed(bytes))),
        other => return Err(Error::Column { index, what: format!("type {other} isn't read anywhere") }),
    })
}

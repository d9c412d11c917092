//! `cape model loyalty points`: whether the books of points balance.

use super::{Answer, Answered, Table};
use clap::Args;
use jiff::civil::Date;
use models::loyalty::{Account, Ledger};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Books points by double entry and says where they are: with customers, spent, or run out.
///
/// Columns: date, event (earn, burn, expire or reverse), customer, points, expires (may be empty) and entry. Expire
/// needs a date only, reverse the number of the entry it takes back, counted from 0; expiring writes one entry for each
/// lot.
#[derive(Args)]
pub(in crate::command::model) struct Points {
    /// The CSV file; - for standard input.
    file: PathBuf,
}

#[derive(Serialize)]
struct Found {
    entries: usize,
    issued: i64,
    redeemed: i64,
    expired: i64,
    outstanding: i64,
    customers: BTreeMap<u64, i64>,
}

pub(super) fn run(arguments: Points) -> Answered {
    let table = Table::read(&arguments.file)?;
    let dates = table.dates("date")?;
    let events = table.texts("event")?;
    let mut ledger = Ledger::new();
    let rows = Rows {
        customers: optional(&table, "customer")?,
        points: optional(&table, "points")?,
        entries: optional(&table, "entry")?,
        expires: if table.has("expires") {
            table.values("expires", "a date such as 2026-03-02, or empty", |text| match text {
                "" => Some(None),
                text => text.parse().ok().map(Some),
            })?
        } else {
            vec![None; table.len()]
        },
    };
    for (row, (date, event)) in dates.into_iter().zip(events).enumerate() {
        rows.book(&mut ledger, row, date, event).map_err(|(column, what)| table.wrong(row, column, &what))?;
    }
    let balances = ledger.trial_balance();
    let of = |account| balances.get(&account).copied().unwrap_or(0);
    let customers: BTreeMap<u64, i64> = balances
        .iter()
        .filter_map(|(account, balance)| match account {
            Account::Customer(customer) => Some((*customer, *balance)),
            _ => None,
        })
        .collect();
    let found = Found {
        entries: ledger.entries().len(),
        issued: -of(Account::Issued),
        redeemed: of(Account::Redeemed),
        expired: of(Account::Expired),
        outstanding: customers.values().sum(),
        customers,
    };
    let Found { entries, issued, redeemed, expired, outstanding, .. } = &found;
    let words = format!(
        "{entries} entries: handed out {issued}, spent {redeemed}, run out {expired}, left with customers {outstanding}"
    );
    Ok(Answer::new(words, &found)?)
}

struct Rows {
    customers: Vec<Option<u64>>,
    points: Vec<Option<u64>>,
    entries: Vec<Option<u64>>,
    expires: Vec<Option<Date>>,
}

impl Rows {
    /// Books a row; what is wrong, with its column.
    fn book(
        &self,
        ledger: &mut Ledger,
        row: usize,
        date: Date,
        event: &str,
    ) -> Result<(), (&'static str, String)> {
        let given = |column: &'static str, values: &[Option<u64>]| {
            values.get(row).copied().flatten().ok_or((column, format!("is needed to {event}")))
        };
        let customer = || given("customer", &self.customers);
        let points = || given("points", &self.points);
        let wrong = |error: models::Error| ("points", error.to_string());
        match event {
            "earn" => {
                let expires = self.expires.get(row).copied().flatten();
                ledger.earn(date, customer()?, points()?, expires).map_err(wrong)?;
            }
            "burn" => drop(ledger.burn(date, customer()?, points()?).map_err(wrong)?),
            "expire" => drop(ledger.expire(date)),
            "reverse" => {
                let entry = usize::try_from(given("entry", &self.entries)?).unwrap_or(usize::MAX);
                ledger.reverse(date, entry).map_err(|error| ("entry", error.to_string()))?;
            }
            other => return Err(("event", format!("\"{other}\" is not earn, burn, expire or reverse"))),
        }
        Ok(())
    }
}

/// A column of counts that may be empty, or missing.
fn optional(table: &Table, column: &str) -> crate::command::model::table::Result<Vec<Option<u64>>> {
    if !table.has(column) {
        return Ok(vec![None; table.len()]);
    }
    table.values(column, "a whole number of at least 0, or empty", |text| match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    })
}

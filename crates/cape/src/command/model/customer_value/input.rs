//! Reading customers from a log or from a table of histories.

use super::{CustomerValue, Refunds};
use crate::command::model::Table;
use jiff::civil::Date;
use models::customer::{Cut, Distinct, GammaGamma, History, Purchase, Spend, SpendFit, Summary, compress};

/// Customers, however they were brought.
pub(super) struct Input {
    pub(super) customers: Vec<Summary<String>>,
    pub(super) distinct: Distinct,
    /// Weeks of the holdout, where there is one.
    pub(super) holdout: Option<f64>,
    pub(super) merged: usize,
    pub(super) refunds: usize,
    /// Whether values are known.
    valued: bool,
}

type Read<T> = Result<T, Box<dyn std::error::Error>>;

impl Input {
    pub(super) fn read(arguments: &CustomerValue) -> Read<Self> {
        let table = Table::read(&arguments.file)?;
        if table.has("x") { histories(&table, arguments) } else { log(&table, arguments) }
    }

    /// The model of spending, or why there is none.
    pub(super) fn spend(&self) -> (Option<SpendFit>, Option<String>) {
        if !self.valued {
            return (None, Some("there is no column with values".to_owned()));
        }
        let spends: Vec<Spend> = self.customers.iter().map(|customer| customer.spend).collect();
        match GammaGamma::fit(&spends) {
            Ok(fit) => (Some(fit), None),
            Err(error) => (None, Some(error.to_string())),
        }
    }
}

/// A transaction log.
fn log(table: &Table, arguments: &CustomerValue) -> Read<Input> {
    let customers = table.texts(&arguments.customer)?;
    let days = table.dates(&arguments.date)?;
    let valued = table.has(&arguments.value);
    let values = if valued { table.numbers(&arguments.value)? } else { vec![0.0; table.len()] };
    let last = days.iter().max().copied().ok_or("there are no purchases in the table")?;
    let end = arguments.end.unwrap_or(last);
    let log: Vec<Purchase<String>> = (customers.into_iter().zip(&days).zip(values))
        .map(|((customer, day), value)| Purchase { customer: customer.to_owned(), day: *day, value })
        .collect();
    let refunds = match arguments.refunds {
        Refunds::Refuse => models::customer::Refunds::Refuse,
        Refunds::LeaveOut => models::customer::Refunds::LeaveOut,
        Refunds::TakeOff => models::customer::Refunds::TakeOff,
    };
    let cut = Cut { end, holdout_end: (last > end).then_some(last), unit_days: 7.0, refunds };
    let found = compress(&log, &cut).map_err(|error| table.explain(error))?;
    let histories: Vec<History> = found.customers.iter().map(|customer| customer.history).collect();
    let distinct = Distinct::of(&histories)?;
    let (merged, refunds) = (found.merged, found.refunds);
    Ok(Input { customers: found.customers, distinct, holdout: found.holdout, merged, refunds, valued })
}

/// One row per customer.
fn histories(table: &Table, arguments: &CustomerValue) -> Read<Input> {
    let repeats = table.values("x", "a whole number of at least 0", |text| text.parse::<u32>().ok())?;
    let weeks = |weeks: &str, days: &str| -> Read<Vec<f64>> {
        if table.has(weeks) {
            return table.numbers(weeks);
        }
        Ok(table.numbers(days)?.into_iter().map(|days| days / 7.0).collect())
    };
    let (last, observed) = (weeks("t_x", "t_x_days")?, weeks("T", "T_days")?);
    let histories = History::of_columns(&repeats, &last, &observed).map_err(|error| table.explain(error))?;
    let distinct = Distinct::of(&histories)?;
    let valued = table.has("m_x");
    let means = if valued { table.numbers("m_x")? } else { vec![0.0; table.len()] };
    let names: Vec<String> = if table.has("id") {
        table.texts("id")?.into_iter().map(str::to_owned).collect()
    } else {
        (1..=table.len()).map(|row| row.to_string()).collect()
    };
    let holdout = arguments.holdout.filter(|_| table.has("x_star"));
    let bought = match holdout {
        Some(_) => table.values("x_star", "a whole number of at least 0", |text| text.parse().ok())?,
        None => vec![0; table.len()],
    };
    let customers = (names.into_iter().zip(histories).zip(means).zip(bought))
        .map(|(((customer, history), mean), holdout)| Summary {
            customer,
            // Not known from such a table, and asked for by nothing here.
            joined: Date::default(),
            first_value: 0.0,
            last_gaps: None,
            spend: Spend { repeats: history.repeats(), mean },
            history,
            holdout,
        })
        .collect();
    Ok(Input { customers, distinct, holdout, merged: 0, refunds: 0, valued })
}

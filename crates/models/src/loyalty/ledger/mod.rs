//! Points by double entry: each movement takes from one account what it gives to another, and nothing is ever changed.
//!
//! A mistake is reversed by an entry of its own. Points that expire first are spent first.

mod lot;

use crate::error::{Error, Result};
use jiff::civil::Date;
use lot::Lots;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most points of one entry, so that sums of millions of entries stay exact.
pub const ENTRY_POINTS_MAX: u64 = 1_000_000_000_000;

/// Where points are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// Where points come from; its balance is the negative of all that were handed out.
    Issued,
    /// A customer's points.
    Customer(u64),
    /// Points spent.
    Redeemed,
    /// Points that ran out.
    Expired,
}

/// Why points moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Handed out.
    Earn,
    /// Spent.
    Burn,
    /// Ran out.
    Expire,
    /// Takes back the entry of this number.
    Reverse(usize),
}

/// One movement. Its number is its place in the ledger, from 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// When.
    pub date: Date,
    /// Why.
    pub kind: Kind,
    /// Whose points.
    pub customer: u64,
    /// How many, above 0.
    pub points: u64,
    /// The account they leave.
    pub from: Account,
    /// The account they go to.
    pub to: Account,
}

/// All movements of points, and which of them are left to spend.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
    lots: BTreeMap<u64, Lots>,
    /// Which points an entry took, by the entry that handed them out.
    taken: BTreeMap<usize, Vec<(usize, u64)>>,
    reversed: BTreeSet<usize>,
}

impl Ledger {
    /// An empty ledger.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use models::loyalty::{Account, Ledger};
    /// let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 500, Some(date(2027, 3, 1)))?;
    /// let spent = ledger.burn(date(2026, 4, 1), 7, 200)?;
    /// assert_eq!(ledger.balance(7), 300);
    /// ledger.reverse(date(2026, 4, 2), spent)?;
    /// assert_eq!((ledger.balance(7), ledger.trial_balance()[&Account::Redeemed]), (500, 0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// All movements, oldest first.
    ///
    /// Read from the entries.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Kind, Ledger};
    /// # let mut ledger = Ledger::new();
    /// let earned = ledger.earn(date(2026, 3, 1), 7, 500, None)?;
    /// ledger.burn(date(2026, 4, 1), 7, 200)?;
    /// assert_eq!(ledger.entries().len(), 2);
    /// assert_eq!((ledger.entries()[earned].kind, ledger.entries()[earned].points), (Kind::Earn, 500));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hands out points; on `expires` and later they can't be spent. The number of the entry.
    ///
    /// Our own definition of double entry.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for no points or more than [`ENTRY_POINTS_MAX`], [`Error::Contradiction`] for an expiry
    /// that isn't after the date.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Ledger};
    /// # let mut ledger = Ledger::new();
    /// let first = ledger.earn(date(2026, 3, 1), 7, 500, Some(date(2027, 3, 1)))?;
    /// assert_eq!((first, ledger.balance(7)), (0, 500));
    /// assert!(ledger.earn(date(2026, 3, 1), 7, 500, Some(date(2026, 3, 1))).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn earn(&mut self, date: Date, customer: u64, points: u64, expires: Option<Date>) -> Result<usize> {
        checked(points)?;
        if expires.is_some_and(|expires| expires <= date) {
            return Err(Error::Contradiction { what: "the points expire before they are earned", row: None });
        }
        let number =
            self.write(date, Kind::Earn, customer, points, Account::Issued, Account::Customer(customer));
        self.lots.entry(customer).or_default().add(number, points, expires);
        Ok(number)
    }

    /// Spends points, those that expire first first. The number of the entry.
    ///
    /// Our own definition of double entry.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for no points or more than [`ENTRY_POINTS_MAX`], [`Error::Contradiction`] for more than
    /// the customer can spend that day.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Ledger};
    /// # let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 300, None)?;
    /// ledger.earn(date(2026, 3, 1), 7, 200, Some(date(2026, 6, 1)))?;
    /// ledger.burn(date(2026, 4, 1), 7, 200)?;
    /// // Spent were those that would have run out in June.
    /// assert_eq!(ledger.spendable(7, date(2026, 7, 1)), 300);
    /// assert!(ledger.burn(date(2026, 7, 1), 7, 301).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn burn(&mut self, date: Date, customer: u64, points: u64) -> Result<usize> {
        checked(points)?;
        let taken = self
            .lots
            .entry(customer)
            .or_default()
            .take(points, |expires| expires.is_none_or(|expires| date < expires));
        let taken = taken
            .ok_or(Error::Contradiction { what: "the customer has fewer points to spend", row: None })?;
        let number =
            self.write(date, Kind::Burn, customer, points, Account::Customer(customer), Account::Redeemed);
        self.taken.insert(number, taken);
        Ok(number)
    }

    /// Writes off all points that have run out by `date`. The numbers of the entries, one for each lot.
    ///
    /// In whole points. Our own definition of double entry.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Account, Ledger};
    /// # let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 500, Some(date(2027, 3, 1)))?;
    /// assert!(ledger.expire(date(2027, 2, 28)).is_empty());
    /// assert_eq!(ledger.expire(date(2027, 3, 1)).len(), 1);
    /// assert_eq!((ledger.balance(7), ledger.trial_balance()[&Account::Expired]), (0, 500));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn expire(&mut self, date: Date) -> Vec<usize> {
        let mut gone = Vec::new();
        for (customer, lots) in &mut self.lots {
            gone.extend(lots.run_out(date).into_iter().map(|(lot, points)| (*customer, lot, points)));
        }
        let mut numbers = Vec::with_capacity(gone.len());
        for (customer, lot, points) in gone {
            let number = self.write(
                date,
                Kind::Expire,
                customer,
                points,
                Account::Customer(customer),
                Account::Expired,
            );
            self.taken.insert(number, vec![(lot, points)]);
            numbers.push(number);
        }
        numbers
    }

    /// Takes an entry back by one that moves its points the other way. Spent or expired points come back with the
    /// expiry they had. The number of the new entry.
    ///
    /// Our own definition of double entry.
    ///
    /// # Errors
    /// [`Error::Contradiction`], with the number as row, where there is no such entry, it is reversed already or is
    /// itself a reversal, or the customer has since spent the points it handed out (reverse that first).
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Ledger};
    /// # let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 500, None)?;
    /// let spent = ledger.burn(date(2026, 4, 1), 7, 200)?;
    /// ledger.reverse(date(2026, 4, 2), spent)?;
    /// assert_eq!((ledger.balance(7), ledger.entries().len()), (500, 3));
    /// assert!(ledger.reverse(date(2026, 4, 3), spent).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn reverse(&mut self, date: Date, number: usize) -> Result<usize> {
        let wrong = |what| Err(Error::Contradiction { what, row: Some(number) });
        let Some(entry) = self.entries.get(number).cloned() else { return wrong("there is no such entry") };
        if self.reversed.contains(&number) {
            return wrong("the entry is reversed already");
        }
        let lots = self.lots.entry(entry.customer).or_default();
        match entry.kind {
            Kind::Reverse(_) => return wrong("a reversal can't be reversed"),
            Kind::Earn => {
                if lots.take_back(number, entry.points).is_none() {
                    return wrong("the points to take back are spent");
                }
            }
            Kind::Burn | Kind::Expire => lots.put_back(self.taken.get(&number).map_or(&[], Vec::as_slice)),
        }
        self.reversed.insert(number);
        let kind = Kind::Reverse(number);
        Ok(self.write(date, kind, entry.customer, entry.points, entry.to, entry.from))
    }

    /// The points a customer has, those that have run out but aren't written off included.
    ///
    /// Read from the entries.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Ledger};
    /// # let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 500, Some(date(2027, 3, 1)))?;
    /// assert_eq!((ledger.balance(7), ledger.balance(8)), (500, 0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn balance(&self, customer: u64) -> u64 {
        self.lots.get(&customer).map_or(0, |lots| lots.left(|_| true))
    }

    /// The points a customer can spend on a date.
    ///
    /// Read from the entries.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Ledger};
    /// # let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 500, Some(date(2027, 3, 1)))?;
    /// assert_eq!((ledger.spendable(7, date(2027, 2, 28)), ledger.spendable(7, date(2027, 3, 1))), (500, 0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn spendable(&self, customer: u64, date: Date) -> u64 {
        self.lots
            .get(&customer)
            .map_or(0, |lots| lots.left(|expires| expires.is_none_or(|expires| date < expires)))
    }

    /// The balance of each account in points, from the entries alone. Together they are always 0.
    ///
    /// Source: double entry.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use models::loyalty::{Account, Ledger};
    /// # let mut ledger = Ledger::new();
    /// ledger.earn(date(2026, 3, 1), 7, 500, None)?;
    /// ledger.burn(date(2026, 4, 1), 7, 200)?;
    /// let balances = ledger.trial_balance();
    /// assert_eq!((balances[&Account::Issued], balances[&Account::Customer(7)]), (-500, 300));
    /// assert_eq!(balances.values().sum::<i64>(), 0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn trial_balance(&self) -> BTreeMap<Account, i64> {
        let mut balances = BTreeMap::new();
        for entry in &self.entries {
            *balances.entry(entry.from).or_default() -= entry.points as i64;
            *balances.entry(entry.to).or_default() += entry.points as i64;
        }
        balances
    }

    fn write(
        &mut self,
        date: Date,
        kind: Kind,
        customer: u64,
        points: u64,
        from: Account,
        to: Account,
    ) -> usize {
        self.entries.push(Entry { date, kind, customer, points, from, to });
        self.entries.len() - 1
    }
}

fn checked(points: u64) -> Result<()> {
    if (1..=ENTRY_POINTS_MAX).contains(&points) {
        return Ok(());
    }
    let expected = "at least 1 and at most 10^12";
    Err(Error::OutOfRange { what: "points", row: None, value: points as f64, expected })
}

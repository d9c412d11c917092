//! The ledger of what was given, in double entry: what a remedy costs, what we still owe, what was paid.

use crate::money::{Currency, Money};
use std::collections::BTreeMap;

/// Where money stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// What putting things right has cost.
    Concessions,
    /// What was given and not yet carried out.
    Owed,
    /// What was carried out.
    Paid,
}

impl Account {
    /// All accounts.
    pub const ALL: [Self; 3] = [Self::Concessions, Self::Owed, Self::Paid];

    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Concessions => "concessions",
            Self::Owed => "owed",
            Self::Paid => "paid",
        }
    }

    /// The account with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|account| account.name() == name)
    }
}

/// Why something is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostingKind {
    /// A remedy was given: from now on we owe it.
    Given,
    /// It was carried out.
    CarriedOut,
    /// It was taken back.
    TakenBack,
}

impl PostingKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Given, Self::CarriedOut, Self::TakenBack];

    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::CarriedOut => "carried_out",
            Self::TakenBack => "taken_back",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One side of a posting; debits are positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where.
    pub account: Account,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
}

/// The entries of a posting. `carried_out` says, of what is taken back, whether it had been paid already.
pub fn entries(kind: PostingKind, cost: Money, carried_out: bool) -> [Entry; 2] {
    let (debit, credit) = match kind {
        PostingKind::Given => (Account::Concessions, Account::Owed),
        PostingKind::CarriedOut => (Account::Owed, Account::Paid),
        PostingKind::TakenBack if carried_out => (Account::Paid, Account::Concessions),
        PostingKind::TakenBack => (Account::Owed, Account::Concessions),
    };
    let entry = |account, amount_minor| Entry { account, currency: cost.currency(), amount_minor };
    [entry(debit, cost.minor()), entry(credit, -cost.minor())]
}

/// The balance of each account and currency.
pub fn balances(entries: &[Entry]) -> BTreeMap<(Account, Currency), i64> {
    let mut balances = BTreeMap::new();
    for entry in entries {
        let balance: &mut i64 = balances.entry((entry.account, entry.currency)).or_default();
        *balance = balance.saturating_add(entry.amount_minor);
    }
    balances
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_read_back() {
        assert!(Account::ALL.iter().all(|one| Account::parse(one.name()) == Some(*one)));
        assert!(PostingKind::ALL.iter().all(|one| PostingKind::parse(one.name()) == Some(*one)));
    }

    /// What can happen to a remedy, in order: given; perhaps carried out; perhaps taken back.
    fn life(cost: Money, carried_out: bool, taken_back: bool) -> Vec<Entry> {
        let mut all = entries(PostingKind::Given, cost, false).to_vec();
        if carried_out {
            all.extend(entries(PostingKind::CarriedOut, cost, true));
        }
        if taken_back {
            all.extend(entries(PostingKind::TakenBack, cost, carried_out));
        }
        all
    }

    proptest! {
        #[test]
        fn every_posting_sums_to_zero_in_each_currency(
            lives in proptest::collection::vec((0..1_000_000_i64, 0..3_usize, any::<bool>(), any::<bool>()), 0..50)
        ) {
            let codes = ["EUR", "JPY", "KWD"];
            let mut all = Vec::new();
            let mut kept: BTreeMap<Currency, i64> = BTreeMap::new();
            for (minor, code, carried_out, taken_back) in lives {
                let currency = Currency::parse(codes[code]).unwrap();
                let entries = life(Money::new(minor, currency).unwrap(), carried_out, taken_back);
                if !taken_back {
                    *kept.entry(currency).or_default() += minor;
                }
                all.extend(entries);
            }
            let balances = balances(&all);
            for code in codes {
                let currency = Currency::parse(code).unwrap();
                let of = |account| balances.get(&(account, currency)).copied().unwrap_or_default();
                prop_assert_eq!(Account::ALL.into_iter().map(of).sum::<i64>(), 0);
                prop_assert_eq!(of(Account::Concessions), kept.get(&currency).copied().unwrap_or_default());
            }
        }
    }
}

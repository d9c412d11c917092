//! Loyalty: published examples, books that balance, and chains that were planted.

mod ledger;
mod liability;
mod migration;

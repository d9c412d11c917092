//! The ledger.

use super::remedy::{euros, given, put};
use crate::support::{at, new_agent, new_conversation, new_customer, read, write};
use domain::ledger::{self as rules, Account, PostingKind};
use store::{Database, ledger};

pub(crate) fn each_posting_once(db: &Database) {
    let cost = euros(1_999).expect("an amount");
    let remedy = write(db, move |tx| {
        let agent = new_agent(tx, "anna")?;
        let conversation = new_conversation(tx, new_customer(tx, "Bert")?, 1)?;
        let remedy = put(tx, &given("a", conversation, agent, 1_999, 1))?;
        let other = put(tx, &given("b", conversation, agent, 1, 1))?;
        let one = euros(1).expect("an amount");
        ledger::post(tx, other, PostingKind::Given, &rules::entries(PostingKind::Given, one, false), at(1))?;
        Ok(remedy)
    });
    let post =
        |kind| write(db, move |tx| ledger::post(tx, remedy, kind, &rules::entries(kind, cost, true), at(2)));
    assert!(post(PostingKind::Given) && !post(PostingKind::Given));
    assert!(post(PostingKind::CarriedOut));
    let euro = cost.currency();
    assert_eq!(
        read(db, ledger::balances),
        [(Account::Concessions, euro, 2_000), (Account::Owed, euro, -1), (Account::Paid, euro, -1_999)]
    );
    assert!(post(PostingKind::TakenBack));
    let found = read(db, move |tx| ledger::of_remedy(tx, remedy));
    assert_eq!(
        found.iter().map(|(_, entry)| entry.amount_minor).collect::<Vec<_>>(),
        [1_999, -1_999, 1_999, -1_999, 1_999, -1_999]
    );
    assert_eq!(found[4].1.account, Account::Paid);
}

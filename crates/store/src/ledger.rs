//! The ledger of what was given, in double entry.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::ledger::{Account, Entry, PostingKind};
use domain::{Currency, LedgerPostingId, RemedyId};
use jiff::Timestamp;

/// Posts entries; false when the remedy has a posting of that kind already.
pub fn post(
    tx: &WriteTx<'_>,
    remedy: RemedyId,
    kind: PostingKind,
    entries: &[Entry],
    now: Timestamp,
) -> Result<bool> {
    let posting: Option<LedgerPostingId> = tx.first(
        "INSERT INTO ledger_posting (remedy_id, kind, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (remedy_id, kind) DO NOTHING RETURNING id",
        &[&remedy, &kind, &now],
        only,
    )?;
    let Some(posting) = posting else { return Ok(false) };
    for entry in entries {
        tx.execute(
            "INSERT INTO ledger_entry (ledger_posting_id, account, currency, amount_minor) VALUES ($1, $2, $3, $4)",
            &[&posting, &entry.account, &entry.currency, &entry.amount_minor],
        )?;
    }
    Ok(true)
}

/// What was posted for a remedy, in the order it was.
pub fn of_remedy(tx: &Tx<'_>, remedy: RemedyId) -> Result<Vec<(PostingKind, Entry)>> {
    tx.query(
        "SELECT ledger_posting.kind, ledger_entry.account, ledger_entry.currency, ledger_entry.amount_minor
         FROM ledger_posting JOIN ledger_entry ON ledger_entry.ledger_posting_id = ledger_posting.id
         WHERE ledger_posting.remedy_id = $1 ORDER BY ledger_posting.id, ledger_entry.amount_minor DESC",
        &[&remedy],
        |columns| {
            let kind = columns.next()?;
            Ok((
                kind,
                Entry { account: columns.next()?, currency: columns.next()?, amount_minor: columns.next()? },
            ))
        },
    )
}

/// The balance of each account in each currency.
pub fn balances(tx: &Tx<'_>) -> Result<Vec<(Account, Currency, i64)>> {
    tx.query(
        "SELECT account, currency, CAST(SUM(amount_minor) AS BIGINT) FROM ledger_entry
         GROUP BY account, currency ORDER BY account, currency",
        &[],
        |columns| Ok((columns.next()?, columns.next()?, columns.next()?)),
    )
}

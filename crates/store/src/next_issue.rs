//! What followed a matter for others: counted from tags, kept until it is counted again.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::TagId;
use jiff::Timestamp;

/// How often one tag was followed by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextIssue {
    /// The tag.
    pub tag_id: TagId,
    /// What followed.
    pub next_tag_id: TagId,
    /// Conversations with the tag.
    pub base: i64,
    /// Those whose customers came with the next one in time.
    pub followed: i64,
    /// All conversations, whatever their tags.
    pub usual_base: i64,
    /// Those whose customers came with the next one in time.
    pub usual_followed: i64,
}

const COLUMNS: &str = "tag_id, next_tag_id, base, followed, usual_base, usual_followed";

fn next_issue(columns: &mut Columns<'_>) -> Result<NextIssue> {
    Ok(NextIssue {
        tag_id: columns.next()?,
        next_tag_id: columns.next()?,
        base: columns.next()?,
        followed: columns.next()?,
        usual_base: columns.next()?,
        usual_followed: columns.next()?,
    })
}

/// Conversations begun after `from` and not after `to`, and what the same customer came with within `window` after.
const FOLLOWED: &str = "JOIN conversation AS later ON later.customer_id = first.customer_id AND later.id <> first.id
       AND later.created_at > first.created_at AND later.created_at <= first.created_at + $3 AND later.merged_into IS NULL
     JOIN conversation_tag AS next ON next.conversation_id = later.id";

/// Counts it: for conversations begun after `from` and not after `to`, with what the same customer came with within so
/// many milliseconds. Reads much, and belongs into a transaction that only reads.
pub fn count(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp), window: i64) -> Result<Vec<NextIssue>> {
    let all: Option<i64> = tx.first(
        "SELECT COUNT(*) FROM conversation WHERE created_at > $1 AND created_at <= $2 AND merged_into IS NULL",
        &[&from, &to],
        only,
    )?;
    let bases: Vec<(i64, i64)> = tx.query(
        "SELECT tagged.tag_id, COUNT(*) FROM conversation AS first
         JOIN conversation_tag AS tagged ON tagged.conversation_id = first.id
         WHERE first.created_at > $1 AND first.created_at <= $2 AND first.merged_into IS NULL GROUP BY 1 ORDER BY 1",
        &[&from, &to],
        |columns| Ok((columns.next()?, columns.next()?)),
    )?;
    let usual: Vec<(i64, i64)> = tx.query(
        &format!(
            "SELECT next.tag_id, COUNT(DISTINCT first.id) FROM conversation AS first {FOLLOWED}
             WHERE first.created_at > $1 AND first.created_at <= $2 AND first.merged_into IS NULL GROUP BY 1 ORDER BY 1"
        ),
        &[&from, &to, &window],
        |columns| Ok((columns.next()?, columns.next()?)),
    )?;
    let of = |counts: &[(i64, i64)], tag: TagId| {
        counts
            .binary_search_by_key(&tag.0, |(id, _)| *id)
            .ok()
            .and_then(|at| counts.get(at))
            .map_or(0, |one| one.1)
    };
    tx.query(
        &format!(
            "SELECT tagged.tag_id, next.tag_id, COUNT(DISTINCT first.id) FROM conversation AS first
             JOIN conversation_tag AS tagged ON tagged.conversation_id = first.id {FOLLOWED}
             WHERE first.created_at > $1 AND first.created_at <= $2 AND first.merged_into IS NULL
             AND next.tag_id <> tagged.tag_id GROUP BY 1, 2 ORDER BY 1, 2"
        ),
        &[&from, &to, &window],
        |columns| {
            let (tag_id, next_tag_id): (TagId, TagId) = (columns.next()?, columns.next()?);
            Ok(NextIssue {
                tag_id,
                next_tag_id,
                base: of(&bases, tag_id),
                followed: columns.next()?,
                usual_base: all.unwrap_or(0),
                usual_followed: of(&usual, next_tag_id),
            })
        },
    )
}

/// Keeps a new count instead of the old one.
pub fn keep(tx: &WriteTx<'_>, counted: &[NextIssue], now: Timestamp) -> Result<()> {
    tx.execute("DELETE FROM next_issue", &[])?;
    for one in counted {
        tx.execute(
            "INSERT INTO next_issue (tag_id, next_tag_id, base, followed, usual_base, usual_followed, counted_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                &one.tag_id, &one.next_tag_id, &one.base, &one.followed, &one.usual_base, &one.usual_followed, &now,
            ],
        )?;
    }
    Ok(())
}

/// Everything that was counted.
pub fn all(tx: &Tx<'_>) -> Result<Vec<NextIssue>> {
    tx.query(&format!("SELECT {COLUMNS} FROM next_issue ORDER BY tag_id, next_tag_id"), &[], next_issue)
}

/// What followed these tags.
pub fn of_tags(tx: &Tx<'_>, tags: &[TagId]) -> Result<Vec<NextIssue>> {
    let ids: Vec<i64> = tags.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM next_issue WHERE tag_id IN LIST($1) ORDER BY tag_id, next_tag_id"),
        &[&ids],
        next_issue,
    )
}

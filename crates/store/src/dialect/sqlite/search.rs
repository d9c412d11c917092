//! Full-text search with FTS5 (contentless: the words are in the index, the text is in its own table).

use crate::clause::Clauses;
use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::query::{Filter, Query, Term};
use domain::{CustomerId, MessageId};

/// Newest first: the order of the text index itself, so that nothing is sorted.
pub(crate) const NEWEST_FIRST: &str = " ORDER BY message_search.rowid DESC";
/// Best match first; of equals, the newest.
pub(crate) const BEST_FIRST: &str = " ORDER BY message_search.rank, message.id DESC";

pub(crate) fn index_message(tx: &WriteTx<'_>, id: MessageId, columns: &[String; 5]) -> Result<()> {
    let [subject, body, sender, recipients, files] = columns;
    tx.execute(
        "INSERT OR REPLACE INTO message_search (rowid, subject, body, sender, recipients, files) VALUES ($1, $2, $3, $4, $5, $6)",
        &[&id, subject, body, sender, recipients, files],
    )?;
    Ok(())
}

pub(crate) fn index_customer(tx: &WriteTx<'_>, id: CustomerId, columns: &[String; 3]) -> Result<()> {
    let [name, identities, notes] = columns;
    tx.execute(
        "INSERT OR REPLACE INTO customer_search (rowid, name, identities, notes) VALUES ($1, $2, $3, $4)",
        &[&id, name, identities, notes],
    )?;
    Ok(())
}

pub(crate) fn find_customers(tx: &Tx<'_>, words: &[String], limit: i64) -> Result<Vec<CustomerId>> {
    let matching = words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" AND ");
    tx.query(
        "SELECT rowid FROM customer_search WHERE customer_search MATCH $1 ORDER BY rank, rowid LIMIT $2",
        &[&matching, &limit],
        only,
    )
}

/// Begins the statement that finds messages. `CROSS JOIN` keeps SQLite from turning the loops inside out: the
/// text index leads, newest first, so that the first page costs a page.
pub(crate) fn match_messages(clauses: &mut Clauses<'_>, query: &Query) {
    clauses.bind(
        "SELECT conversation.id, message.id FROM message_search
         CROSS JOIN message ON message.id = message_search.rowid
         CROSS JOIN conversation ON conversation.id = message.conversation_id
         WHERE message_search MATCH $ AND conversation.merged_into IS NULL",
        expression(query),
    );
}

/// Leaves out conversations with a message that has an unwanted word.
pub(crate) fn exclude_conversations(clauses: &mut Clauses<'_>, query: &Query) {
    if !query.without.is_empty() {
        clauses.bind(
            " AND conversation.id NOT IN (SELECT message.conversation_id FROM message_search
              CROSS JOIN message ON message.id = message_search.rowid WHERE message_search MATCH $)",
            query.without.iter().map(term).collect::<Vec<_>>().join(" OR "),
        );
    }
}

/// The query in FTS5's own language. Words hold letters and digits only, so quoting them is enough.
fn expression(query: &Query) -> String {
    let mut wanted: Vec<String> = query.terms.iter().map(term).collect();
    for filter in &query.filters {
        let (column, words) = match filter {
            Filter::From(words) => ("sender", words),
            Filter::To(words) => ("recipients", words),
            Filter::Subject(words) => ("subject", words),
            _ => continue,
        };
        wanted.extend(words.iter().map(|word| format!("{column} : \"{word}\"")));
    }
    let mut expression = wanted.join(" AND ");
    for unwanted in &query.without {
        expression = format!("({expression}) NOT {}", term(unwanted));
    }
    expression
}

fn term(term: &Term) -> String {
    match term {
        Term::Word(word) => format!("\"{word}\""),
        Term::Prefix(word) => format!("\"{word}\"*"),
        Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
    }
}

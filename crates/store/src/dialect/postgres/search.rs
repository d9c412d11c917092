//! Full-text search with tsvector. The words are prepared by `domain::words`, so the vectors are built from
//! them directly and no dictionary of the server changes what is found.

use crate::clause::Clauses;
use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::query::{Filter, Query, Term};
use domain::{CustomerId, MessageId};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Newest first.
pub(crate) const NEWEST_FIRST: &str = " ORDER BY message.id DESC";
/// Best match first; of equals, the newest.
pub(crate) const BEST_FIRST: &str = " ORDER BY score DESC, message.id DESC";

/// Positions a tsvector can tell apart; later words are found, but not in phrases.
const POSITION_MAX: usize = 16_383;
/// Positions of one word a tsvector keeps.
const POSITIONS_MAX: usize = 255;

pub(crate) fn index_message(tx: &WriteTx<'_>, id: MessageId, columns: &[String; 5]) -> Result<()> {
    let [subject, body, sender, recipients, files] = columns;
    // The body last: it alone may be longer than a tsvector tells positions apart.
    let everything = vector(&[subject, sender, recipients, files, body]);
    let [subject, body, sender, recipients, files] =
        [subject, body, sender, recipients, files].map(|words| vector(&[words]));
    tx.execute(
        "INSERT INTO message_search (message_id, subject, body, sender, recipients, files, everything)
         VALUES ($1, $2::TEXT::TSVECTOR, $3::TEXT::TSVECTOR, $4::TEXT::TSVECTOR, $5::TEXT::TSVECTOR, $6::TEXT::TSVECTOR, $7::TEXT::TSVECTOR)
         ON CONFLICT (message_id) DO UPDATE SET subject = excluded.subject, body = excluded.body,
         sender = excluded.sender, recipients = excluded.recipients, files = excluded.files, everything = excluded.everything",
        &[&id, &subject, &body, &sender, &recipients, &files, &everything],
    )?;
    Ok(())
}

pub(crate) fn index_customer(tx: &WriteTx<'_>, id: CustomerId, columns: &[String; 3]) -> Result<()> {
    tx.execute(
        "INSERT INTO customer_search (customer_id, everything) VALUES ($1, $2::TEXT::TSVECTOR)
         ON CONFLICT (customer_id) DO UPDATE SET everything = excluded.everything",
        &[&id, &vector(&columns.each_ref())],
    )?;
    Ok(())
}

pub(crate) fn find_customers(tx: &Tx<'_>, words: &[String], limit: i64) -> Result<Vec<CustomerId>> {
    let matching = words.iter().map(|word| format!("'{word}':*")).collect::<Vec<_>>().join(" & ");
    tx.query(
        "SELECT customer_id FROM customer_search WHERE everything @@ $1::TEXT::TSQUERY
         ORDER BY ts_rank(everything, $1::TEXT::TSQUERY, 1) DESC, customer_id LIMIT $2",
        &[&matching, &limit],
        only,
    )
}

/// Begins the statement that finds messages.
pub(crate) fn match_messages(clauses: &mut Clauses<'_>, query: &Query) {
    clauses.bind(
        "SELECT conversation.id, message.id, ts_rank(message_search.everything, $::TEXT::TSQUERY, 1) AS score
         FROM message_search JOIN message ON message.id = message_search.message_id
         JOIN conversation ON conversation.id = message.conversation_id
         WHERE conversation.merged_into IS NULL AND message_search.everything @@ $::TEXT::TSQUERY",
        expression(query),
    );
    for filter in &query.filters {
        let (column, words) = match filter {
            Filter::From(words) => ("sender", words),
            Filter::To(words) => ("recipients", words),
            Filter::Subject(words) => ("subject", words),
            _ => continue,
        };
        if words.is_empty() {
            continue;
        }
        let words = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" & ");
        clauses.bind(&format!(" AND message_search.{column} @@ $::TEXT::TSQUERY"), words);
    }
}

/// Leaves out conversations with a message that has an unwanted word.
pub(crate) fn exclude_conversations(clauses: &mut Clauses<'_>, query: &Query) {
    if !query.without.is_empty() {
        clauses.bind(
            " AND conversation.id NOT IN (SELECT message.conversation_id FROM message_search
              JOIN message ON message.id = message_search.message_id
              WHERE message_search.everything @@ $::TEXT::TSQUERY)",
            query.without.iter().map(term).collect::<Vec<_>>().join(" | "),
        );
    }
}

/// The query in PostgreSQL's own language; words of filters must be somewhere too, so that the index helps.
fn expression(query: &Query) -> String {
    let mut parts: Vec<String> = query.terms.iter().map(term).collect();
    for filter in &query.filters {
        if let Filter::From(words) | Filter::To(words) | Filter::Subject(words) = filter {
            parts.extend(words.iter().map(|word| format!("'{word}'")));
        }
    }
    parts.extend(query.without.iter().map(|unwanted| format!("!{}", term(unwanted))));
    parts.join(" & ")
}

fn term(term: &Term) -> String {
    match term {
        Term::Word(word) => format!("'{word}'"),
        Term::Prefix(word) => format!("'{word}':*"),
        Term::Phrase(words) => {
            let steps: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            format!("({})", steps.join(" <-> "))
        }
    }
}

/// The text form of a tsvector: each word with its positions. A gap between columns keeps the last word of one
/// and the first of the next from being a phrase.
fn vector(columns: &[&String]) -> String {
    let mut positions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut position = 0;
    for column in columns {
        position += 1;
        for word in column.split(' ').filter(|word| !word.is_empty()) {
            let places = positions.entry(word).or_default();
            if position <= POSITION_MAX && places.len() < POSITIONS_MAX {
                places.push(position);
            }
            position += 1;
        }
    }
    let mut text = String::new();
    for (word, places) in positions {
        let _ = write!(text, "'{word}'");
        for (number, place) in places.iter().enumerate() {
            let _ = write!(text, "{}{place}", if number == 0 { ':' } else { ',' });
        }
        text.push(' ');
    }
    text
}

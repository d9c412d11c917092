//! Finding messages and customers by their words; what differs between the engines stands in `dialect/`.

use crate::clause::Clauses;
use crate::dialect::{postgres, sqlite};
use crate::error::Result;
use crate::scope::Scope;
use crate::sql::{Engine, Tx, WriteTx};
use domain::query::{Filter, Order, Query};
use domain::words::normalize;
use domain::{AgentId, ConversationId, CustomerId, MessageId, TagId, TeamId};

/// Bytes of one message's words that are indexed; a book sent by mail is found by its first chapters.
pub const INDEX_BYTES_MAX: usize = 200_000;
/// The same for each of the other columns. All together must fit into a tsvector (1 MB), where each word takes a few
/// bytes more.
const COLUMN_BYTES_MAX: usize = 50_000;

/// The words of a message, by where they stand.
#[derive(Clone, Debug, Default)]
pub struct MessageWords<'a> {
    /// Subject.
    pub subject: &'a str,
    /// What its sender newly wrote.
    pub body: &'a str,
    /// Name and address of the sender.
    pub sender: &'a str,
    /// Names and addresses of all others.
    pub recipients: &'a str,
    /// Names of files.
    pub files: &'a str,
}

/// A filter whose names are already ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Assigned to one of these; an empty list finds nothing.
    AssignedTo(Vec<AgentId>),
    /// Assigned to nobody.
    Unassigned,
    /// In this team; none finds nothing.
    InTeam(Option<TeamId>),
    /// With this tag; none finds nothing.
    Tagged(Option<TagId>),
    /// In this state.
    InState(domain::conversation::State),
    /// Messages before that time.
    Before(jiff::Timestamp),
    /// Messages at that time or later.
    Since(jiff::Timestamp),
    /// With a file.
    HasAttachment,
}

/// What to find.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// The words, and the filters on words.
    pub query: &'a Query,
    /// All other filters.
    pub filters: Vec<Resolved>,
    /// Continue after this many conversations (best first) …
    pub skip: i64,
    /// … or before this message (newest first).
    pub before: Option<MessageId>,
    /// How many conversations.
    pub limit: usize,
}

/// A conversation found, with the message that matched best or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The message; none when only filters were asked for.
    pub message_id: Option<MessageId>,
}

/// Indexes a message.
pub fn index_message(tx: &WriteTx<'_>, id: MessageId, words: &MessageWords<'_>) -> Result<()> {
    let other = |text| indexed(text, COLUMN_BYTES_MAX);
    let body = indexed(words.body, INDEX_BYTES_MAX);
    let columns =
        [other(words.subject), body, other(words.sender), other(words.recipients), other(words.files)];
    match &tx.engine {
        Engine::Sqlite(_) => sqlite::index_message(tx, id, &columns),
        Engine::Postgres(_) => postgres::index_message(tx, id, &columns),
    }
}

/// Indexes a customer: name, identities, notes and organization.
pub fn index_customer(
    tx: &WriteTx<'_>,
    id: CustomerId,
    name: &str,
    identities: &str,
    notes: &str,
) -> Result<()> {
    let columns = [name, identities, notes].map(|text| indexed(text, COLUMN_BYTES_MAX));
    match &tx.engine {
        Engine::Sqlite(_) => sqlite::index_customer(tx, id, &columns),
        Engine::Postgres(_) => postgres::index_customer(tx, id, &columns),
    }
}

/// Takes a customer out of the index (merged into another).
pub fn forget_customer(tx: &WriteTx<'_>, id: CustomerId) -> Result<()> {
    match &tx.engine {
        Engine::Sqlite(_) => tx.execute("DELETE FROM customer_search WHERE rowid = $1", &[&id])?,
        Engine::Postgres(_) => tx.execute("DELETE FROM customer_search WHERE customer_id = $1", &[&id])?,
    };
    Ok(())
}

/// Customers whose words begin with those of `typed`, best first.
pub fn customers(tx: &Tx<'_>, typed: &str, limit: i64) -> Result<Vec<CustomerId>> {
    let words = domain::words::words(typed);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    match &tx.engine {
        Engine::Sqlite(_) => sqlite::find_customers(tx, &words, limit),
        Engine::Postgres(_) => postgres::find_customers(tx, &words, limit),
    }
}

/// Conversations that match, at most `limit`, each once: with words, those with a message in which all of them
/// are and none of the unwanted; without, those in which no message has an unwanted word.
pub fn conversations(tx: &Tx<'_>, scope: &Scope, search: &Search<'_>) -> Result<Vec<Hit>> {
    let mut clauses = Clauses::default();
    let with_words = has_words(search.query);
    if !with_words {
        clauses.push("SELECT conversation.id, NULL FROM conversation WHERE conversation.merged_into IS NULL");
    }
    match &tx.engine {
        Engine::Sqlite(_) if with_words => sqlite::match_messages(&mut clauses, search.query),
        Engine::Sqlite(_) => sqlite::exclude_conversations(&mut clauses, search.query),
        Engine::Postgres(_) if with_words => postgres::match_messages(&mut clauses, search.query),
        Engine::Postgres(_) => postgres::exclude_conversations(&mut clauses, search.query),
    }
    search.filters.iter().for_each(|filter| restrict(&mut clauses, filter, with_words));
    scope.limit(&mut clauses);
    let best = search.query.order == Order::Best;
    match &tx.engine {
        _ if !with_words => clauses.push(" ORDER BY conversation.active_at DESC, conversation.id DESC"),
        Engine::Sqlite(_) if !best => clauses.push(sqlite::NEWEST_FIRST),
        Engine::Postgres(_) if !best => clauses.push(postgres::NEWEST_FIRST),
        Engine::Sqlite(_) => clauses.push(sqlite::BEST_FIRST),
        Engine::Postgres(_) => clauses.push(postgres::BEST_FIRST),
    };
    let newest = with_words && !best;
    let before = search.before.filter(|_| newest);
    let skip = if newest { 0 } else { usize::try_from(search.skip).unwrap_or(0) };
    collect(
        tx,
        &clauses,
        |seen, hit| seen > skip && (before.is_none() || hit.message_id < before),
        search.limit,
    )
}

/// Reads matches in order until enough different conversations are found, from the first on: a conversation that
/// stood on an earlier page must not come again with an older message. `is_due` is told how many were seen.
fn collect(
    tx: &Tx<'_>,
    clauses: &Clauses<'_>,
    is_due: impl Fn(usize, &Hit) -> bool,
    limit: usize,
) -> Result<Vec<Hit>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut hits = Vec::new();
    if limit == 0 {
        return Ok(hits);
    }
    tx.stream(clauses.sql(), &clauses.values(), |columns| {
        let hit = Hit { conversation_id: columns.next()?, message_id: columns.next()? };
        if seen.insert(hit.conversation_id) && is_due(seen.len(), &hit) {
            hits.push(hit);
        }
        Ok(hits.len() < limit)
    })?;
    Ok(hits)
}

/// Whether anything must be looked up in the text index.
fn has_words(query: &Query) -> bool {
    // A filter may hold no word at all (`from:"…"`); it restricts nothing then.
    let on_words = |filter: &Filter| match filter {
        Filter::From(words) | Filter::To(words) | Filter::Subject(words) => !words.is_empty(),
        _ => false,
    };
    !query.terms.is_empty() || query.filters.iter().any(on_words)
}

fn restrict(clauses: &mut Clauses<'_>, filter: &Resolved, with_words: bool) {
    match filter {
        Resolved::AssignedTo(agents) => {
            let agents: Vec<i64> = agents.iter().map(|agent| agent.0).collect();
            clauses.bind(" AND conversation.assignee_id IN LIST($)", agents)
        }
        Resolved::Unassigned => clauses.push(" AND conversation.assignee_id IS NULL"),
        Resolved::InTeam(team) => clauses.bind(" AND conversation.team_id = $", *team),
        Resolved::Tagged(tag) => clauses.bind(
            " AND conversation.id IN (SELECT conversation_id FROM conversation_tag WHERE tag_id = $)",
            *tag,
        ),
        Resolved::InState(state) => clauses.bind(" AND conversation.state = $", *state),
        Resolved::Before(at) if with_words => clauses.bind(" AND message.created_at < $", *at),
        Resolved::Before(at) => clauses.bind(" AND conversation.created_at < $", *at),
        Resolved::Since(at) if with_words => clauses.bind(" AND message.created_at >= $", *at),
        Resolved::Since(at) => clauses.bind(" AND conversation.active_at >= $", *at),
        Resolved::HasAttachment if with_words => {
            clauses.push(" AND EXISTS (SELECT 1 FROM attachment WHERE attachment.message_id = message.id)")
        }
        Resolved::HasAttachment => clauses.push(
            " AND EXISTS (SELECT 1 FROM message JOIN attachment ON attachment.message_id = message.id
              WHERE message.conversation_id = conversation.id)",
        ),
    };
}

/// The words of a text, cut at the limit on a boundary between words.
fn indexed(text: &str, bytes_max: usize) -> String {
    let mut words = normalize(text);
    if words.len() > bytes_max {
        let cut = words.as_bytes()[..bytes_max].iter().rposition(|&byte| byte == b' ').unwrap_or(0);
        words.truncate(cut);
    }
    words
}

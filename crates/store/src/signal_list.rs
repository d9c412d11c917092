//! The messages behind figures of effort and rage, with where they stand and what they say.

use crate::clause::Clauses;
use crate::conversation::CUSTOMER_NAME;
use crate::error::Result;
use crate::scope::Scope;
use crate::signal::{COLUMNS, Signal, signal};
use crate::sql::Tx;
use domain::{ConversationId, TagId, TeamId};
use jiff::Timestamp;

/// Characters of a message that are read: enough to know it by.
const TEXT_CHARACTERS: i64 = 2_000;

/// Which signals a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Those that count as very or extremely upset.
    Rage,
    /// Those with at least so many tries.
    Tried(i64),
    /// Marks that somebody judged.
    Judged,
    /// Those that brought somebody.
    Helped,
    /// Those that abuse somebody.
    Abuse,
}

/// Where: everywhere, or in one team's conversations, or in those with a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// All of them.
    #[default]
    Everywhere,
    /// Those of a team; none for those of no team.
    Team(Option<TeamId>),
    /// Those with a tag.
    Tag(TagId),
}

/// A signal with its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The signal.
    pub signal: Signal,
    /// The conversation in which the message is now.
    pub conversation_id: ConversationId,
    /// What that is about.
    pub subject: String,
    /// What the customer is called.
    pub customer_name: String,
    /// The beginning of the message.
    pub text: String,
    /// Its folds, as JSON.
    pub folds: String,
}

/// The signals of a period behind a figure, most upset and latest first, in conversations that may be seen.
pub fn behind(
    tx: &Tx<'_>,
    scope: &Scope,
    (from, to): (Timestamp, Timestamp),
    what: Behind,
    within: Within,
    limit: i64,
) -> Result<Vec<Told>> {
    let mut query = Clauses::default();
    query.push("SELECT ").push(COLUMNS).push(", conversation.id, conversation.subject, ").push(CUSTOMER_NAME);
    query.bind(", substr(message.text, 1, $), message.folds", TEXT_CHARACTERS).push(
        " FROM signal JOIN conversation AS own ON own.id = signal.conversation_id
         JOIN message ON message.id = signal.message_id JOIN conversation ON conversation.id = message.conversation_id
         JOIN customer ON customer.id = conversation.customer_id WHERE",
    );
    query.bind(" signal.created_at >= $", from).bind(" AND signal.created_at < $", to);
    match what {
        Behind::Rage => {
            query.push(" AND COALESCE(signal.corrected_level, signal.level) >= 2");
        }
        Behind::Tried(tries) => {
            query.bind(" AND signal.tries >= $", tries);
        }
        Behind::Judged => {
            query.push(" AND signal.level >= 2 AND signal.corrected_level IS NOT NULL");
        }
        Behind::Helped => {
            query.push(" AND signal.brought_id IS NOT NULL");
        }
        Behind::Abuse => {
            query.push(" AND signal.is_abuse");
        }
    }
    match within {
        Within::Everywhere => {}
        Within::Team(None) => {
            query.push(" AND own.team_id IS NULL");
        }
        Within::Team(Some(team)) => {
            query.bind(" AND own.team_id = $", team);
        }
        Within::Tag(tag) => {
            query.bind(
                " AND EXISTS (SELECT 1 FROM conversation_tag WHERE conversation_tag.conversation_id = own.id
                 AND conversation_tag.tag_id = $)",
                tag,
            );
        }
    }
    scope.limit(&mut query);
    query.push(
        " ORDER BY COALESCE(signal.corrected_level, signal.level) DESC, signal.tries DESC, signal.created_at DESC,
         signal.message_id DESC",
    );
    query.bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), |columns| {
        Ok(Told {
            signal: signal(columns)?,
            conversation_id: columns.next()?,
            subject: columns.next()?,
            customer_name: columns.next()?,
            text: columns.next()?,
            folds: columns.next()?,
        })
    })
}

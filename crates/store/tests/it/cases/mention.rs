//! Mentions and drafts make lists of conversations.

use crate::support::{at, new_agent, new_conversation, new_customer, plain_message, read, write};
use domain::{AgentId, ConversationId};
use store::conversation::List;
use store::draft::{self, Draft};
use store::{Database, Scope, conversation, mention, message};

fn listed(db: &Database, list: List) -> Vec<ConversationId> {
    let lines = read(db, move |tx| conversation::list(tx, &Scope::All, &list, None, 10));
    lines.into_iter().map(|line| line.conversation.id).collect()
}

fn begun(conversation_id: ConversationId, agent_id: AgentId) -> Draft {
    Draft { conversation_id, agent_id, content: "{}".into(), seen_message_id: None, updated_at: at(3) }
}

pub(crate) fn lists(db: &Database) {
    let (anna, ben, one, other) = write(db, |tx| {
        let (anna, ben) = (new_agent(tx, "anna")?, new_agent(tx, "ben")?);
        let customer = new_customer(tx, "Marta")?;
        let (one, other) = (new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?);
        let note = message::add(tx, &plain_message(one, "@anna", 1))?;
        mention::add(tx, anna, note)?;
        mention::add(tx, anna, note)?;
        draft::save(tx, &begun(other, anna))?;
        draft::save(tx, &begun(other, ben))?;
        Ok((anna, ben, one, other))
    });
    assert_eq!(listed(db, List::Mentioned(anna)), [one]);
    assert_eq!(listed(db, List::Mentioned(ben)), []);
    assert_eq!(listed(db, List::Drafted(anna)), [other]);
    let writers = read(db, move |tx| draft::of_conversation(tx, other));
    assert_eq!(writers.iter().map(|draft| draft.agent_id).collect::<Vec<_>>(), [anna, ben]);
    // Mentions follow their message.
    write(db, move |tx| message::move_many(tx, &message::ids(tx, one, None)?, one, other));
    assert_eq!(listed(db, List::Mentioned(anna)), [other]);
}

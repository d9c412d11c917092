//! Marking: it got in the way, we refused because of it, or somebody judged that it should not hold here.

use crate::people::Directory;
use crate::{Error, Result, lookup, permit, text};
use domain::policy::{Cause, MarkKind};
use domain::{
    Actor, AgentId, ConversationId, EventKind, Moment, Permission, PolicyId, PolicyMarkId, RemedyId,
};
use store::policy_mark::PolicyMark;
use store::{Tx, WriteTx};

/// Characters of what is said about it.
const WORDS_CHARACTERS_MAX: usize = 500;

/// A mark to be made.
#[derive(Clone, Debug)]
pub struct NewMark {
    /// On which policy.
    pub policy: PolicyId,
    /// What happened.
    pub kind: MarkKind,
    /// Of a refusal: why.
    pub cause: Option<Cause>,
    /// In words; an exception needs them, because it is a judgment.
    pub words: String,
    /// Of an exception: what was given.
    pub remedy: Option<RemedyId>,
    /// In whose name Cape itself marks (an import); a person marks in their own.
    pub in_name_of: Option<AgentId>,
}

/// A mark as a page shows it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The mark.
    pub mark: PolicyMark,
    /// The policy's name.
    pub policy: String,
    /// Who made it.
    pub by: String,
}

/// Marks a policy in a conversation; the same again changes nothing.
pub fn mark(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    new: &NewMark,
    moment: &Moment,
) -> Result<Option<PolicyMarkId>> {
    permit(actor, Permission::Note)?;
    if new.kind != MarkKind::InTheWay {
        permit(actor, Permission::Answer)?;
    }
    let agent_id = actor.agent_id().or(new.in_name_of).ok_or(Error::Forbidden)?;
    let conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    let policy = store::policy::find(tx, new.policy)?.ok_or(Error::NotFound("policy"))?;
    if policy.retired_at.is_some() {
        return Err(Error::invalid("policy", format!("{} is retired and binds nobody.", policy.name)));
    }
    let words = text::line("words", &new.words, WORDS_CHARACTERS_MAX)?;
    let cause = match (new.kind, new.cause) {
        (MarkKind::Refused, None) => return Err(Error::invalid("cause", "Say why it was refused.")),
        (MarkKind::Refused, cause) => cause,
        _ => None,
    };
    if new.kind == MarkKind::Exception && words.is_empty() {
        return Err(Error::invalid("words", "Say how the exception serves what the policy is for."));
    }
    if let Some(remedy) = new.remedy {
        let remedy = store::remedy::find(tx, remedy)?.ok_or(Error::NotFound("remedy"))?;
        if !store::conversation::with_merged(tx, conversation.id)?.contains(&remedy.conversation_id) {
            return Err(Error::invalid("remedy", "This was given in another conversation."));
        }
    }
    let added = store::policy_mark::add(
        tx,
        &PolicyMark {
            id: PolicyMarkId(0),
            policy_id: policy.id,
            conversation_id: conversation.id,
            agent_id,
            kind: new.kind,
            cause,
            words,
            remedy_id: new.remedy,
            created_at: moment.now,
            removed_at: None,
        },
    )?;
    if let Some(mark) = added {
        let kind = EventKind::PolicyMarked { policy: policy.id, mark, mark_kind: new.kind.name().to_owned() };
        crate::conversation::append(tx, actor, &conversation, kind, moment)?;
    }
    Ok(added)
}

/// Takes a mark away: its maker may, and those who oversee.
pub fn unmark(tx: &WriteTx<'_>, actor: &Actor, id: PolicyMarkId, moment: &Moment) -> Result<ConversationId> {
    permit(actor, Permission::Note)?;
    let mark = store::policy_mark::find(tx, id)?.ok_or(Error::NotFound("mark"))?;
    let conversation =
        lookup::conversation(tx, actor, mark.conversation_id).map_err(|_| Error::NotFound("mark"))?;
    if actor.agent_id() != Some(mark.agent_id) {
        permit(actor, Permission::Oversee)?;
    }
    if store::policy_mark::remove(tx, id, moment.now)? {
        let kind = EventKind::PolicyUnmarked { policy: mark.policy_id, mark: id };
        crate::conversation::append(tx, actor, &conversation, kind, moment)?;
    }
    Ok(conversation.id)
}

/// The marks of a conversation and those that went into it, oldest first.
pub fn marks(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Vec<Mark>> {
    permit(actor, Permission::Read)?;
    lookup::conversation(tx, actor, id)?;
    let matter = store::conversation::with_merged(tx, id)?;
    let marks = store::policy_mark::of_conversations(tx, &matter)?;
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let (policies, directory) = (store::policy::all(tx)?, Directory::read(tx)?);
    let named = |mark: PolicyMark| Mark {
        policy: policies
            .iter()
            .find(|policy| policy.id == mark.policy_id)
            .map_or_else(String::new, |policy| policy.name.clone()),
        by: directory.agent_name(mark.agent_id).to_owned(),
        mark,
    };
    Ok(marks.into_iter().map(named).collect())
}

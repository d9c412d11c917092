//! One thing done to many conversations, all or none.

use super::{Assignment, assign, close, reopen, snooze, tag};
use crate::{Error, Result, handover, permit, undo};
use domain::{Actor, AgentId, ConversationId, Moment, Permission, TeamId, UndoId};
use jiff::Timestamp;
use store::conversation::Conversation;
use store::{Tx, WriteTx};

/// What to do to all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Close them.
    Close,
    /// Open them again.
    Reopen,
    /// Let them sleep.
    Snooze(Timestamp),
    /// Give them to a person, or to nobody; each keeps its team. Those whose holder has answered already need the
    /// reason, and get the summary that is drafted for them.
    Assign(Option<AgentId>, String),
    /// Give them to a team, likewise.
    Team(TeamId, String),
    /// Put a tag on.
    Tag(String),
}

/// Conversations changed at once: what a person can have looked at.
pub const BULK_MAX: usize = 200;

/// Does it to those of them that the actor may see; others are not there. Says how to undo it.
pub fn bulk(
    tx: &WriteTx<'_>,
    actor: &Actor,
    ids: &[ConversationId],
    what: &Bulk,
    moment: &Moment,
) -> Result<Option<UndoId>> {
    permit(actor, Permission::Answer)?;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > BULK_MAX {
        let words = format!("At most {BULK_MAX} conversations are changed at once. Nothing was changed.");
        return Err(Error::invalid("id", words));
    }
    let scope = crate::scope(actor);
    let mut seen = Vec::new();
    for id in ids {
        seen.extend(store::conversation::find(tx, &scope, id)?.filter(|found| found.merged_into.is_none()));
    }
    let ids: Vec<ConversationId> = seen.iter().map(|conversation| conversation.id).collect();
    undo::offer(
        tx,
        actor,
        &ids,
        |count| what.words(count),
        moment,
        || {
            for conversation in &seen {
                let id = conversation.id;
                match what {
                    Bulk::Close => close(tx, actor, id, moment)?,
                    Bulk::Reopen => reopen(tx, actor, id, moment)?,
                    Bulk::Snooze(until) => snooze(tx, actor, id, *until, moment)?,
                    Bulk::Assign(assignee, reason) => {
                        let to = Assignment { assignee: *assignee, team: conversation.team_id };
                        hand_over(tx, actor, conversation, to, reason, moment)?;
                    }
                    Bulk::Team(team, reason) => {
                        let to = Assignment { assignee: None, team: Some(*team) };
                        hand_over(tx, actor, conversation, to, reason, moment)?;
                    }
                    Bulk::Tag(name) => tag(tx, actor, id, name, moment)?,
                }
            }
            Ok(())
        },
    )
}

/// Gives one of many to somebody, with the common reason where it takes one.
fn hand_over(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    to: Assignment,
    reason: &str,
    moment: &Moment,
) -> Result<()> {
    if reason.trim().is_empty() || !handover::needs_words(tx, conversation, to)? {
        return assign(tx, actor, conversation.id, to, moment);
    }
    let words = handover::Words { reason: reason.to_owned(), summary: String::new() };
    handover::give(tx, actor, conversation.id, to, &words, moment).map(drop)
}

/// How many of these can't go there without a reason.
pub fn reason_needed(tx: &Tx<'_>, actor: &Actor, ids: &[ConversationId], what: &Bulk) -> Result<usize> {
    permit(actor, Permission::Answer)?;
    let scope = crate::scope(actor);
    let mut count = 0;
    for id in ids.iter().take(BULK_MAX) {
        let Some(conversation) = store::conversation::find(tx, &scope, *id)? else { continue };
        let to = match what {
            Bulk::Assign(assignee, _) => Assignment { assignee: *assignee, team: conversation.team_id },
            Bulk::Team(team, _) => Assignment { assignee: None, team: Some(*team) },
            _ => continue,
        };
        count += usize::from(handover::needs_words(tx, &conversation, to)?);
    }
    Ok(count)
}

impl Bulk {
    /// What was done, to how many.
    fn words(&self, count: usize) -> String {
        let many = if count == 1 { "1 conversation".to_owned() } else { format!("{count} conversations") };
        match self {
            Self::Close => format!("{many} closed"),
            Self::Reopen => format!("{many} opened again"),
            Self::Snooze(_) => format!("{many} snoozed"),
            Self::Assign(None, _) => format!("{many} let go"),
            Self::Assign(Some(_), _) | Self::Team(..) => format!("{many} handed over"),
            Self::Tag(name) => format!("{many} tagged {}", name.trim()),
        }
    }
}

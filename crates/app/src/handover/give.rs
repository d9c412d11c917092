//! Giving a conversation away, with what the next one must know.

use super::accept::take_up;
use super::need::{felt, would_be_felt};
use super::{Handover, draft_summary, end_others, end_refused, pending};
use crate::conversation::{Assignment, append, check_receiver, place};
use crate::{Error, Result, lookup, permit, text};
use domain::handover::asks_a_lead;
use domain::{Actor, ConversationId, EventKind, HandoverId, HandoverState, Moment, Permission};
use store::WriteTx;
use store::conversation::Conversation;

/// Characters of a reason: one sentence.
pub(super) const REASON_CHARACTERS_MAX: usize = 300;
/// Characters of a summary: what fits on one screen.
pub(super) const SUMMARY_CHARACTERS_MAX: usize = 4_000;

/// Why, and what the next one must know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Why it changes hands.
    pub reason: String,
    /// What it is about, what was tried, what is owed; drafted by [`draft_summary`] if empty.
    pub summary: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// They have it now.
    Given(HandoverId),
    /// It changed hands too often: a lead is asked, and it stays where it is.
    Asked(HandoverId),
    /// They had it already.
    Nothing,
}

/// Hands a conversation over.
pub fn give(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    to: Assignment,
    words: &Words,
    moment: &Moment,
) -> Result<Handed> {
    permit(actor, Permission::Answer)?;
    // What went into another conversation meanwhile changes hands there.
    let there = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?.id;
    let conversation = lookup::conversation(tx, actor, there)?;
    check_receiver(tx, to)?;
    let reason = text::line("reason", &words.reason, REASON_CHARACTERS_MAX)?;
    if reason.is_empty() {
        return Err(Error::invalid("reason", "Say in a sentence why it changes hands."));
    }
    let mut summary = text::paragraphs("summary", &words.summary, SUMMARY_CHARACTERS_MAX)?;
    if (conversation.assignee_id, conversation.team_id) == (to.assignee, to.team) {
        return Ok(Handed::Nothing);
    }
    if summary.trim().is_empty() {
        summary = draft_summary(tx, &conversation)?;
    }
    let may_decide = actor.may(Permission::Oversee);
    let asks = !may_decide && asks_a_lead(felt(tx, there)?, would_be_felt(tx, &conversation, to)?);
    hand(tx, actor, conversation, to, Words { reason, summary }, asks, moment)
}

/// Hands over what somebody who leaves had; whoever lets them go has decided it.
pub(crate) fn by_house(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: Conversation,
    to: Assignment,
    reason: &str,
    moment: &Moment,
) -> Result<()> {
    check_receiver(tx, to)?;
    if !super::needs_words(tx, &conversation, to)? {
        return place(tx, actor, conversation, to, moment);
    }
    let words = Words { reason: reason.to_owned(), summary: draft_summary(tx, &conversation)? };
    hand(tx, actor, conversation, to, words, false, moment).map(drop)
}

fn hand(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: Conversation,
    to: Assignment,
    words: Words,
    asks: bool,
    moment: &Moment,
) -> Result<Handed> {
    if let Some(before) = pending(tx, conversation.id)? {
        if before.state == HandoverState::Asked && asks {
            return Err(Error::Conflict(
                "A lead is asked about this already. It stays where it is until then.".into(),
            ));
        }
        end_refused(tx, actor, &before, &conversation, moment)?;
        end_others(tx, actor, &before, &conversation, moment)?;
    }
    // What nobody has, and no person gives, has nobody to come from.
    let Some(from) = conversation.assignee_id.or(actor.agent_id()) else {
        place(tx, actor, conversation, to, moment)?;
        return Ok(Handed::Nothing);
    };
    let state = if asks { HandoverState::Asked } else { HandoverState::Open };
    let mut handover = Handover {
        id: HandoverId(0),
        conversation_id: conversation.id,
        from_agent_id: from,
        to_agent_id: to.assignee,
        to_team_id: to.team,
        reason: words.reason,
        summary: words.summary,
        state,
        felt: false,
        asked_by: actor.agent_id(),
        decided_by: None,
        created_at: moment.now,
        ended_at: None,
    };
    handover.id = store::handover::add(tx, &handover)?;
    if asks {
        let kind = EventKind::HandoverAsked { handover: handover.id, from };
        append(tx, actor, &conversation, kind, moment)?;
        return Ok(Handed::Asked(handover.id));
    }
    happen(tx, actor, conversation, &handover, moment)?;
    Ok(Handed::Given(handover.id))
}

/// The conversation goes where the handover says; who takes it themselves has taken it up.
pub(super) fn happen(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: Conversation,
    handover: &Handover,
    moment: &Moment,
) -> Result<()> {
    let (to, team) = (handover.to_agent_id, handover.to_team_id);
    let kind = EventKind::HandedOver {
        handover: handover.id,
        from: handover.from_agent_id,
        to,
        team,
        reason: handover.reason.clone(),
    };
    append(tx, actor, &conversation, kind, moment)?;
    let given = Conversation { assignee_id: to, team_id: team, ..conversation };
    store::conversation::update(tx, &given)?;
    let assigned = EventKind::ConversationAssigned { assignee: to, team };
    append(tx, actor, &given, assigned, moment)?;
    if to.is_some() && to == actor.agent_id() {
        take_up(tx, actor, &given, handover, moment)?;
    }
    Ok(())
}

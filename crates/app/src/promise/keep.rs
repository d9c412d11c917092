//! How promises end: kept, broken, or the customer lets us off.

use super::{broken, lookup, save};
use crate::{Error, Result, permit};
use domain::promise::State;
use domain::{Actor, ConversationId, EventKind, Moment, Permission, PromiseId};
use store::WriteTx;

/// How a promise ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is done; whether in time or late follows from the time.
    Keep,
    /// We can't.
    Break,
    /// The customer lets us off.
    Release,
}

impl Ending {
    /// All endings.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Break, Self::Release];

    /// The name in addresses and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Break => "break",
            Self::Release => "release",
        }
    }

    /// The ending with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.name() == name)
    }

    fn state(self) -> State {
        match self {
            Self::Keep => State::Kept,
            Self::Break => State::Broken,
            Self::Release => State::Released,
        }
    }
}

/// Ends a promise; returns the conversation in which it waited. One that we can't keep leaves a message to the customer in
/// the draft of who says so; nothing is sent by that.
pub fn end(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: PromiseId,
    how: Ending,
    moment: &Moment,
) -> Result<ConversationId> {
    permit(actor, Permission::Answer)?;
    let (mut promise, conversation) = lookup(tx, actor, id)?;
    if promise.state == how.state() {
        // Said twice, say by two colleagues at once: the first holds.
        return Ok(conversation.id);
    }
    if promise.state != State::Open {
        return Err(Error::Conflict(ended(promise.state).into()));
    }
    promise.state = how.state();
    promise.ended_at = Some(moment.now);
    promise.ended_by = actor.agent_id();
    promise.look_at = None;
    let kind = match how {
        Ending::Keep => EventKind::PromiseKept { promise: id, late: moment.now > promise.due_at },
        Ending::Break => EventKind::PromiseBroken { promise: id },
        Ending::Release => EventKind::PromiseReleased { promise: id },
    };
    save(tx, actor, &promise, &conversation, kind, moment)?;
    if how == Ending::Break {
        broken::draft(tx, actor, &promise, conversation.id, moment)?;
    }
    Ok(conversation.id)
}

/// What to say of a promise that has ended.
pub(super) fn ended(state: State) -> &'static str {
    match state {
        State::Open => "This promise is open.",
        State::Kept => "This promise was kept already.",
        State::Broken => {
            "This promise was broken: the customer was told that we can’t. Make a new one instead."
        }
        State::Released => "The customer let us off this promise. Make a new one instead.",
        State::Undone => "The reply that gave this promise was taken back, so it was never given.",
    }
}

//! A conversation in which two matters are mixed becomes two.

use super::change::append;
use super::recount;
use crate::undo::{self, Depth, Snapshot};
use crate::{Error, Result, lookup, permit};
use domain::conversation::{SUBJECT_BYTES_MAX, State};
use domain::{Actor, ConversationId, EmailAddress, EventKind, MessageId, Moment, Permission, UndoId};
use store::WriteTx;
use store::conversation::{Conversation, NewConversation};

/// How to split.
#[derive(Clone, Debug, Default)]
pub struct Split {
    /// What the new conversation is about; as before when empty.
    pub subject: String,
    /// The address of the customer it belongs to; the same customer when empty.
    pub customer: String,
}

/// A split that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parted {
    /// The new conversation.
    pub conversation: ConversationId,
    /// The way back.
    pub undo: Option<UndoId>,
}

/// Makes this message and all that follow a conversation of their own.
pub fn split(
    tx: &WriteTx<'_>,
    actor: &Actor,
    first: MessageId,
    how: &Split,
    moment: &Moment,
) -> Result<Parted> {
    permit(actor, Permission::Answer)?;
    let (_, mut origin) = lookup::message(tx, actor, first)?;
    let id = origin.id;
    let moving = store::message::ids(tx, id, Some(first))?;
    if store::message::ids(tx, id, None)?.len() == moving.len() {
        return Err(Error::invalid(
            "message",
            "This is the first message: nothing would be left. To give all of it to somebody else, move the \
             conversation to another customer.",
        ));
    }
    let before = Snapshot::take(tx, &[id], Depth::Contents)?;
    let new = open(tx, &origin, how, moment)?;
    store::message::move_many(tx, &moving, id, new)?;
    crate::promise::go_along(tx, &moving, id, new)?;
    let mut cut = lookup::conversation(tx, &Actor::System, new)?;
    cut.priority = origin.priority;
    (cut.assignee_id, cut.team_id) = (origin.assignee_id, origin.team_id);
    settle(tx, &mut cut)?;
    settle(tx, &mut origin)?;
    for follower in store::conversation::followers(tx, id)? {
        store::conversation::follow(tx, new, follower)?;
    }
    store::conversation::link(tx, id, new, moment.now)?;
    append(tx, actor, &cut, EventKind::ConversationSplit { from: id, messages: moving.clone() }, moment)?;
    append(tx, actor, &origin, EventKind::ConversationLinked { other: new }, moment)?;
    let steps = before.differences(&Snapshot::take(tx, &[id, new], Depth::Contents)?);
    let undo = undo::keep(tx, actor, &format!("#{new} split from #{id}"), &steps, moment)?;
    Ok(Parted { conversation: new, undo })
}

fn open(tx: &WriteTx<'_>, origin: &Conversation, how: &Split, moment: &Moment) -> Result<ConversationId> {
    let subject = match how.subject.trim() {
        "" => origin.subject.as_str(),
        other if other.len() > SUBJECT_BYTES_MAX => {
            return Err(Error::invalid(
                "subject",
                format!("A subject has at most {SUBJECT_BYTES_MAX} bytes."),
            ));
        }
        other => other,
    };
    let customer_id = match how.customer.trim() {
        "" => origin.customer_id,
        typed => {
            let address = EmailAddress::parse(typed)
                .ok_or_else(|| Error::invalid("customer", format!("“{typed}” is no mail address.")))?;
            crate::intake::customer_with(tx, "", &address, moment)?
        }
    };
    let new = NewConversation {
        token: moment.token("conversation"),
        customer_id,
        customer_certain: true,
        mailbox_id: origin.mailbox_id,
        channel: &origin.channel,
        subject,
        team_id: origin.team_id,
        state: origin.state,
    };
    Ok(store::conversation::open(tx, &new, moment.now)?)
}

/// Counts a half again, and sees whose turn it is in it.
fn settle(tx: &WriteTx<'_>, half: &mut Conversation) -> Result<()> {
    recount(tx, half)?;
    let last_reply = store::message::tally(tx, half.id)?.last_reply_at;
    let waiting = store::message::waiting_since(tx, half.id, last_reply)?;
    if half.state == State::Open {
        half.waiting_since = waiting;
    }
    Ok(store::conversation::update(tx, half)?)
}

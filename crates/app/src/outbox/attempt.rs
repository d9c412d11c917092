//! The way of an answer from queued to sent.

use super::letter::{Outgoing, letter};
use crate::{Error, Result};
use domain::message::{Delivery, retry_after_seconds};
use domain::{Actor, Event, EventKind, MessageId, Moment};
use jiff::{Timestamp, ToSpan};
use store::identity::EMAIL;
use store::message::Message;
use store::{Tx, WriteTx};

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The server took the mail and answered for each recipient.
    Answered(Vec<RecipientEnd>),
    /// The server couldn't be reached, or refused for now: nothing has left.
    NotNow(String),
    /// The server refused for good, in these words.
    Never(String),
    /// The connection broke after the mail was handed over and before the answer: it may have left.
    Unknown(String),
}

/// What the server said of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientEnd {
    /// The address.
    pub address: String,
    /// What became of the mail to it.
    pub fate: Fate,
    /// In these words.
    pub words: String,
}

/// What became of the mail to one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The server took it.
    Taken,
    /// Not now; nothing has left for this one.
    Later,
    /// Refused for good.
    Never {
        /// Because there is no such address, rather than because of the sender or the mail itself.
        address_is_dead: bool,
    },
    /// Handed over, and the answer never came: it may have arrived.
    Unknown,
}

impl Fate {
    fn state(self) -> Delivery {
        match self {
            Self::Taken => Delivery::Sent,
            Self::Later | Self::Unknown => Delivery::Queued,
            Self::Never { .. } => Delivery::Failed,
        }
    }
}

/// Minutes after which an attempt without an end means that its process died; no server takes that long.
const ATTEMPT_MINUTES_MAX: i64 = 30;

/// The next message that may leave, if there is one.
pub fn next(tx: &Tx<'_>, now: Timestamp) -> Result<Option<MessageId>> {
    Ok(store::delivery::due(tx, now)?.map(|delivery| delivery.message_id))
}

/// When the next message may leave.
pub fn next_due(tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    Ok(store::delivery::next_due(tx)?)
}

/// What to send and to whom; `None` when it was undone meanwhile. Made now, or kept from an earlier attempt. `house` is
/// the address under which customers reach Cape.
pub fn prepare(tx: &WriteTx<'_>, id: MessageId, house: &str, moment: &Moment) -> Result<Option<Outgoing>> {
    let delivery = store::delivery::find(tx, id)?.filter(|delivery| delivery.state == Delivery::Queued);
    match delivery {
        Some(_) => letter(tx, &found(tx, id)?, house, moment).map(Some),
        None => Ok(None),
    }
}

/// Records that an attempt begins, before the first byte of the mail leaves; false when it was undone or another
/// worker has it: then nothing may be sent.
pub fn begin(tx: &WriteTx<'_>, id: MessageId, moment: &Moment) -> Result<bool> {
    Ok(store::delivery::begin_attempt(tx, id, moment.now)?)
}

/// Records what came of the attempt.
pub fn end(tx: &WriteTx<'_>, id: MessageId, end: &End, moment: &Moment) -> Result<()> {
    let message = found(tx, id)?;
    let mut delivery = store::delivery::find(tx, id)?.ok_or(Error::NotFound("delivery"))?;
    match delivery.state {
        Delivery::Sending => {}
        // Nothing had left yet (the server couldn't be reached, or refused everybody): that was a try as well.
        Delivery::Queued => {
            store::delivery::begin_attempt(tx, id, moment.now)?;
            delivery.attempts += 1;
        }
        _ => return Ok(()),
    }
    match end {
        End::Answered(recipients) => answered(tx, &message, recipients, delivery.attempts, moment),
        End::NotNow(words) => later_or_never(tx, &message, words, delivery.attempts, moment),
        End::Unknown(words) => {
            // In the log as well as in the words, which the next attempt replaces: a mail that arrives twice never
            // does so silently.
            tell(tx, &message, EventKind::ReplyUncertain, moment)?;
            later_or_never(tx, &message, &may_have_arrived(words), delivery.attempts, moment)
        }
        End::Never(words) => finish(tx, &message, Delivery::Failed, words, moment),
    }
}

fn answered(
    tx: &WriteTx<'_>,
    message: &Message,
    recipients: &[RecipientEnd],
    attempts: u32,
    moment: &Moment,
) -> Result<()> {
    for recipient in recipients {
        let key = recipient.address.to_lowercase();
        let words = match recipient.fate {
            Fate::Unknown => {
                tell(tx, message, EventKind::ReplyUncertain, moment)?;
                may_have_arrived(&recipient.words)
            }
            _ => recipient.words.clone(),
        };
        store::delivery::record_recipient(tx, message.id, &key, recipient.fate.state(), &words)?;
        // A server that dislikes the sender or the mail says nothing about the address.
        if recipient.fate == (Fate::Never { address_is_dead: true })
            && let Some(identity) = store::identity::find_by_key(tx, EMAIL, &key)?
        {
            store::identity::set_undeliverable(tx, identity.id, Some(moment.now), &words)?;
        }
    }
    let all = store::delivery::recipients(tx, &[message.id])?;
    let words =
        |state| all.iter().find(|one| one.state == state).map(|one| one.words.clone()).unwrap_or_default();
    if all.iter().any(|one| one.state == Delivery::Queued) {
        return later_or_never(tx, message, &words(Delivery::Queued), attempts, moment);
    }
    if all.iter().any(|one| one.state == Delivery::Failed) {
        return finish(tx, message, Delivery::Failed, &words(Delivery::Failed), moment);
    }
    finish(tx, message, Delivery::Sent, &words(Delivery::Sent), moment)
}

fn may_have_arrived(words: &str) -> String {
    let said = "The connection broke before the server answered, so this may have arrived; it is sent again under the same Message-ID.";
    format!("{said} {words}").trim().to_owned()
}

fn later_or_never(
    tx: &WriteTx<'_>,
    message: &Message,
    words: &str,
    attempts: u32,
    moment: &Moment,
) -> Result<()> {
    let Some(seconds) = retry_after_seconds(attempts.saturating_sub(1)) else {
        return finish(tx, message, Delivery::Failed, words, moment);
    };
    let at = moment.now.checked_add(seconds.seconds()).unwrap_or(Timestamp::MAX);
    Ok(store::delivery::record(tx, message.id, Delivery::Queued, at, words, moment.now)?)
}

fn finish(tx: &WriteTx<'_>, message: &Message, state: Delivery, words: &str, moment: &Moment) -> Result<()> {
    store::delivery::record(tx, message.id, state, moment.now, words, moment.now)?;
    let kind = if state == Delivery::Sent { EventKind::ReplySent } else { EventKind::ReplyFailed };
    tell(tx, message, kind, moment)
}

fn tell(tx: &WriteTx<'_>, message: &Message, kind: EventKind, moment: &Moment) -> Result<()> {
    let conversation = crate::lookup::conversation(tx, &Actor::System, message.conversation_id)?;
    let event =
        Event::new(kind).customer(conversation.customer_id).conversation(conversation.id).message(message.id);
    Ok(store::event::append(tx, &event, moment.now)?)
}

/// Finds attempts that never ended and queues them again; returns how many. With `all`, at a start, when no
/// other process of ours can be sending; whatever the clock says, since it may have jumped back meanwhile.
pub fn recover(tx: &WriteTx<'_>, all: bool, moment: &Moment) -> Result<usize> {
    let limit = if all {
        Timestamp::MAX
    } else {
        moment.now.checked_sub(ATTEMPT_MINUTES_MAX.minutes()).unwrap_or(moment.now)
    };
    let stuck = store::delivery::stuck(tx, limit)?;
    for delivery in &stuck {
        end(tx, delivery.message_id, &End::Unknown("Cape stopped while sending.".to_owned()), moment)?;
    }
    Ok(stuck.len())
}

fn found(tx: &Tx<'_>, id: MessageId) -> Result<Message> {
    store::message::find(tx, id)?.ok_or(Error::NotFound("message"))
}

/// Records an answer that was sent elsewhere, as history: its Message-ID, so that answers to it find their way.
pub fn record_sent(tx: &WriteTx<'_>, id: MessageId, mail_message_id: &str, moment: &Moment) -> Result<()> {
    store::message::set_mail_message_id(tx, id, mail_message_id)?;
    store::reference::add(tx, mail_message_id, id)?;
    for recipient in store::delivery::recipients(tx, &[id])? {
        store::delivery::record_recipient(tx, id, &recipient.address_key, Delivery::Sent, "")?;
    }
    finish(tx, &found(tx, id)?, Delivery::Sent, "", moment)
}

//! From a message to its signal.

use super::bring::bring;
use super::past::Past;
use super::reason::{is_kind, name, reasons, short};
use crate::{Result, lookup};
use domain::message::Direction;
use domain::upset::{TRIES_MANY, Upset};
use domain::{Actor, ConversationId, Event, EventKind, MessageId, Moment};
use models::text::{Behaviour, Flag, Language, Weights, assess, beginning};
use store::WriteTx;
use store::conversation::Conversation;
use store::signal::{Circumstances, Signal};

/// Raises the signal of a message that came in that conversation, where it stays; nothing for what no customer wrote, and
/// nothing twice.
pub(super) fn raise(tx: &WriteTx<'_>, id: MessageId, came_in: ConversationId, moment: &Moment) -> Result<()> {
    let Some(message) = store::message::find(tx, id)? else { return Ok(()) };
    if message.direction != Direction::Inbound || message.nature != "message" || message.stranger {
        return Ok(());
    }
    let conversation = lookup::conversation(tx, &Actor::System, message.conversation_id)?;
    // Most mails begin a matter: nothing happened before them that would have to be asked for.
    let past = if conversation.message_count == 1 {
        Past::default()
    } else {
        Past::of(tx, &message, &conversation)?
    };
    let customer = lookup::customer(tx, conversation.customer_id)?;
    let text = readable(&customer.language, crate::text::visible(&message));
    let Ok(said) = assess(beginning(&text), Language::English) else { return Ok(()) };
    let again = past.again && !is_kind(&said);
    let tries = past.tries.map_or(1, |tries| tries + i64::from(again));
    let behaviour = behaviour(tries, past.happened, past.open.as_secs_f64() / 3_600.0);
    let Ok(risk) = said.weigh(&behaviour, &Weights::default()) else { return Ok(()) };
    let reasons = reasons(&risk, &said, &text, tries, past.happened);
    let signal = Signal {
        message_id: id,
        conversation_id: came_in,
        level: i64::from(risk.level.number()),
        probability: (risk.probability * 1_000.0).round() as i64,
        tries,
        reasons: serde_json::to_string(&reasons).unwrap_or_else(|_| "[]".into()),
        wanted: said.wanted.first().map(|wanted| name(&wanted.remedy)).unwrap_or_default(),
        is_abuse: said.flags.contains(&Flag::Abuse),
        is_threat: said.flags.contains(&Flag::Threat),
        corrected_level: None,
        corrected_by: None,
        corrected_at: None,
        brought_id: None,
        created_at: message.created_at,
    };
    if !store::signal::add(tx, &signal)? {
        return Ok(());
    }
    let line_changed = show(tx, &conversation, &signal, &short(&reasons))?;
    // What is calm needs no line in anybody's history, unless it takes a mark away.
    let alarming = Upset::of(signal.level).is_rage() || signal.is_abuse || signal.is_threat;
    if alarming || tries > 1 || line_changed {
        let Signal { level, is_abuse: abuse, is_threat: threat, .. } = signal;
        let kind = EventKind::SignalRaised { level, abuse, threat, tries };
        let event = Event::new(kind).customer(customer.id).conversation(conversation.id).message(id);
        store::event::append(tx, &event, moment.now)?;
    }
    if alarming {
        bring(tx, &signal, &conversation, moment)?;
    }
    Ok(())
}

/// What the conversation's line shows: nothing while all is well. Says whether it shows anything else now.
pub(super) fn show(
    tx: &WriteTx<'_>,
    conversation: &Conversation,
    signal: &Signal,
    words: &str,
) -> Result<bool> {
    let level = signal.counts_as();
    let worth = Upset::of(level).is_rage() || signal.tries >= TRIES_MANY;
    let words = if worth { words } else { "" };
    if (conversation.upset, conversation.upset_words.as_str()) == (level, words) {
        return Ok(false);
    }
    store::signal::show(tx, conversation.id, level, words)?;
    Ok(conversation.upset_words != words || (worth && conversation.upset != level))
}

fn behaviour(tries: i64, happened: Circumstances, hours_open: f64) -> Behaviour {
    let count = |number: i64| u32::try_from(number).unwrap_or(0);
    Behaviour {
        contacts: count(tries),
        handovers: count(happened.handovers),
        hours_open,
        broken_promises: count(happened.promises),
        remedy_refused: happened.refusals > 0,
    }
}

/// The words that can be read: of a language without phrasebook none, and only what happened counts.
fn readable(language: &str, text: String) -> String {
    let known = language.is_empty() || language == "en" || language.starts_with("en-");
    if known { text } else { String::new() }
}

/// Whether a message of a customer with that language is only thanks or small talk.
pub(crate) fn is_thanks(message: &store::message::Message, language: &str) -> bool {
    let text = readable(language, crate::text::visible(message));
    assess(beginning(&text), Language::English).is_ok_and(|said| is_kind(&said))
}

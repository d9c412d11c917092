//! A first summary from the record: what it is about, what was said last, what is owed. Plain text, to be corrected by
//! who knows better.

use crate::Result;
use domain::message::Direction;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Tx;
use store::conversation::Conversation;
use store::message::Message;

/// Characters quoted of a message.
const QUOTED_CHARACTERS: usize = 280;
/// Orders named.
const ORDERS_NAMED: i64 = 3;

/// Drafts the summary of a conversation.
pub fn draft_summary(tx: &Tx<'_>, conversation: &Conversation) -> Result<String> {
    let zone = TimeZone::get(&crate::opening_hours::read(tx)?.time_zone).unwrap_or(TimeZone::UTC);
    let day = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%-d %b").to_string();
    let tags = store::tag::of_conversations(tx, &[conversation.id])?;
    let tags: Vec<&str> = tags.iter().map(|(_, tag)| tag.as_str()).collect();
    let about = if tags.is_empty() { String::new() } else { format!(" ({})", tags.join(", ")) };
    let mut lines = vec![format!("About: {}{about}", conversation.subject)];
    let last = |direction| store::message::last(tx, conversation.id, direction);
    if let Some(first) = first_of_customer(tx, conversation)? {
        lines.push(format!("First ({}): “{}”", day(first.created_at), quoted(&first)));
        if let Some(message) = last(Direction::Inbound)?.filter(|message| message.id != first.id) {
            lines.push(format!("Wrote last ({}): “{}”", day(message.created_at), quoted(&message)));
        }
    }
    for answerer in store::answer::in_conversation(tx, conversation.id)? {
        let name = store::agent::find(tx, answerer.agent_id)?.map(|agent| agent.name).unwrap_or_default();
        let times = times(answerer.answers);
        lines.push(format!("{name} answered {times}, last on {}.", day(answerer.last_at)));
    }
    if let Some(message) = last(Direction::Outbound)? {
        lines.push(format!("We said last ({}): “{}”", day(message.created_at), quoted(&message)));
    }
    lines.push(match conversation.promise_due_at {
        Some(due) => format!("Promised and open: due {}.", day(due)),
        None => "Promised and open: nothing that is written down.".to_owned(),
    });
    let orders = store::order::of_customer(tx, conversation.customer_id, None, ORDERS_NAMED)?;
    if !orders.is_empty() {
        let named: Vec<String> = orders
            .iter()
            .map(|order| format!("{} {} ({})", order.number, order.title, order.state))
            .collect();
        lines.push(format!("Orders: {}", named.join("; ")));
    }
    Ok(lines.join("\n"))
}

/// `once`, `twice`, `3 times`.
fn times(count: i64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

/// What the customer said first.
pub(super) fn first_of_customer(tx: &Tx<'_>, conversation: &Conversation) -> Result<Option<Message>> {
    for id in store::message::ids(tx, conversation.id, None)? {
        let message = store::message::find(tx, id)?;
        let message =
            message.filter(|message| message.direction == Direction::Inbound && message.nature == "message");
        if message.is_some() {
            return Ok(message);
        }
    }
    Ok(None)
}

/// The beginning of what was newly written, in one line.
pub(super) fn quoted(message: &Message) -> String {
    let said = crate::intake::pictures_by_name(&newly_written(message));
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut excerpt: String = words.chars().take(QUOTED_CHARACTERS).collect();
    if excerpt.len() < words.len() {
        excerpt.push('…');
    }
    excerpt
}

/// The text without what is folded: the answer may stand above, below or between what it quotes.
fn newly_written(message: &Message) -> String {
    let folds: Vec<(usize, usize, String)> = serde_json::from_str(&message.folds).unwrap_or_default();
    let (mut said, mut at) = (String::new(), 0);
    for (start, end, _) in folds {
        said.push_str(message.text.get(at..start).unwrap_or_default());
        at = end;
    }
    said.push_str(message.text.get(at..).unwrap_or_default());
    if said.trim().is_empty() { message.text.clone() } else { said }
}

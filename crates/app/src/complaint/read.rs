//! A complaint as its page and the conversation beside it show it.

use super::customer_time::of_family;
use super::ledger::is_theirs;
use super::{Account, CustomerStep, CustomerTime, matter, of_matter};
use crate::{Result, permit, text};
use domain::complaint::Wanted;
use domain::{Actor, ConversationId, Permission};
use jiff::Timestamp;
use store::Tx;
use store::complaint::Complaint;

/// Characters taken over from the first message: a beginning to shorten, not to retype.
const TAKEN_OVER_CHARACTERS_MAX: usize = 600;
/// Messages looked at for it.
const MESSAGES_MAX: i64 = 500;

/// A matter as a complaint.
#[derive(Clone, Debug)]
pub struct View {
    /// The complaint, if it is one.
    pub complaint: Option<Complaint>,
    /// What the customer did that no message shows.
    pub steps: Vec<CustomerStep>,
    /// The customer's own time, line by line.
    pub time: CustomerTime,
}

/// Reads it.
pub fn of_conversation(tx: &Tx<'_>, actor: &Actor, id: ConversationId, now: Timestamp) -> Result<View> {
    permit(actor, Permission::Read)?;
    let (_, family) = matter(tx, actor, id)?;
    let complaint = of_matter(tx, &family)?;
    Ok(View {
        time: of_family(tx, &family, complaint.as_ref(), now)?,
        steps: store::customer_step::of_conversations(tx, &family)?,
        complaint,
    })
}

/// The complaint alone, for pages that only mention it.
pub fn brief(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Option<Complaint>> {
    permit(actor, Permission::Read)?;
    let (_, family) = matter(tx, actor, id)?;
    of_matter(tx, &family)
}

/// The answers that the record already knows, so that nobody asks for them again.
pub fn prefilled(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Account> {
    permit(actor, Permission::Read)?;
    let (_, family) = matter(tx, actor, id)?;
    let mut theirs = Vec::new();
    for &id in &family {
        let messages = store::message::of_conversation(tx, id, None, MESSAGES_MAX)?;
        theirs.extend(messages.into_iter().filter(|message| is_theirs(message)));
    }
    theirs.sort_by_key(|message| (message.created_at, message.id));
    let ids: Vec<_> = theirs.iter().map(|message| message.id).collect();
    let signals = store::signal::of_messages(tx, &ids)?;
    let mut wanted: Vec<Wanted> = signals.iter().filter_map(|signal| Wanted::parse(&signal.wanted)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let first = theirs.first();
    let happened = first.map(text::visible).unwrap_or_default();
    Ok(Account {
        happened: happened.trim().chars().take(TAKEN_OVER_CHARACTERS_MAX).collect(),
        wanted,
        began_at: first.map(|message| message.created_at),
        tries: signals.iter().map(|signal| signal.tries).max().unwrap_or(0),
        ..Account::default()
    })
}

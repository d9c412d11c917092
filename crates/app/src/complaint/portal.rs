//! What customers may see of their complaint, and what they say of it. For pages that know the customer by a link.

use super::close::{begin_again, end};
use super::{Account, WORDS_CHARACTERS_MAX, found, matter, of_matter};
use crate::conversation::{Said, take_down};
use crate::people::Directory;
use crate::{Result, text};
use domain::complaint::{Outcome, State, Wanted};
use domain::conversation::Channel;
use domain::{Actor, ConversationId, Moment};
use jiff::Timestamp;
use store::{Tx, WriteTx};

/// How it goes, as a customer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// We are at it.
    Working,
    /// We would like to know whether it is done.
    Asked,
    /// Done.
    Done,
}

/// A complaint as its customer may see it: their own words, who answers for it, how it goes. Nothing of what we think.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForCustomer {
    /// What they told.
    pub happened: String,
    /// What would make it right.
    pub wanted: Vec<Wanted>,
    /// In their words.
    pub wanted_words: String,
    /// What else they told.
    pub also: String,
    /// Who answers for it.
    pub advocate: Option<String>,
    /// How it goes.
    pub standing: Standing,
    /// Since when we know.
    pub since: Timestamp,
}

/// What the customer of this conversation may see of their complaint, if there is one. Whoever calls this knows that it
/// is them.
pub fn of_portal(tx: &Tx<'_>, id: ConversationId) -> Result<Option<ForCustomer>> {
    let (_, family) = matter(tx, &Actor::System, id)?;
    let Some(complaint) = of_matter(tx, &family)? else { return Ok(None) };
    let account = Account::of(&complaint);
    let directory = Directory::read(tx)?;
    Ok(Some(ForCustomer {
        happened: account.happened,
        wanted: account.wanted,
        wanted_words: account.wanted_words,
        also: account.also,
        advocate: complaint.advocate_id.map(|id| directory.agent_name(id).to_owned()),
        standing: match complaint.state {
            State::Open => Standing::Working,
            State::Asked => Standing::Asked,
            State::Closed => Standing::Done,
        },
        since: complaint.created_at,
    }))
}

/// The customer says it is done. Saying so twice is saying so once.
pub fn agree(tx: &WriteTx<'_>, id: ConversationId, words: &str, moment: &Moment) -> Result<()> {
    let words = text::paragraphs("words", words, WORDS_CHARACTERS_MAX)?.trim().to_owned();
    let (conversation, complaint) = found(tx, &Actor::System, id)?;
    end(tx, &Actor::System, &conversation, complaint, Outcome::Agreed, words, moment)
}

/// The customer says it isn't done: what they add is a message of theirs, and the complaint goes on.
pub fn disagree(tx: &WriteTx<'_>, id: ConversationId, words: &str, moment: &Moment) -> Result<()> {
    let (conversation, complaint) = found(tx, &Actor::System, id)?;
    let text = if words.trim().is_empty() { "It is not done yet." } else { words };
    let said = Said { text: text.to_owned(), channel: Channel::Form, at: None };
    take_down(tx, &Actor::System, conversation.id, &said, moment)?;
    begin_again(tx, &Actor::System, &conversation, complaint, moment)
}

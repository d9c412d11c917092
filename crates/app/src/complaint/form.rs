//! The customer's own way in: a guided form makes a customer, a conversation and a complaint.

use super::Account;
use super::open::put;
use crate::conversation::{NewConversation, Said, open, take_down};
use crate::customer::{NewIdentity, Referred};
use crate::{Error, Result, lookup, text};
use domain::complaint::Source;
use domain::conversation::Channel;
use domain::{Actor, ConversationId, EmailAddress, Moment};
use store::WriteTx;

/// Characters of a name.
const NAME_CHARACTERS_MAX: usize = 200;
/// Characters of what happened that become the subject; at most 320 bytes, which fit.
const SUBJECT_CHARACTERS_MAX: usize = 80;

/// What somebody wrote in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormLetter {
    /// Their name.
    pub name: String,
    /// Where an answer goes.
    pub email: String,
    /// The answers to the questions.
    pub account: Account,
}

/// Takes it in. Nobody has proved who they are: the address only says where the answer goes, and colleagues see that it
/// came through the form.
///
/// # Errors
/// [`Error::Invalid`] with the field and what would be right.
pub fn write(tx: &WriteTx<'_>, letter: &FormLetter, moment: &Moment) -> Result<ConversationId> {
    let name = text::filled("name", &letter.name, NAME_CHARACTERS_MAX)
        .map_err(|_| Error::invalid("name", "Tell us your name, in at most 200 characters."))?;
    let email = letter.email.trim();
    EmailAddress::parse(email)
        .ok_or_else(|| Error::invalid("email", "This is no mail address. We need one to answer you."))?;
    let account = letter.account.checked(moment)?;
    let new = NewConversation {
        customer: Referred::Identity { identity: NewIdentity::email(email), name },
        channel: Channel::Form,
        subject: subject(&account.happened),
        team: None,
    };
    let id = open(tx, &Actor::System, &new, moment)?;
    let said = Said { text: in_words(&account), channel: Channel::Form, at: None };
    take_down(tx, &Actor::System, id, &said, moment)?;
    let conversation = lookup::conversation(tx, &Actor::System, id)?;
    put(tx, &Actor::System, &conversation, account, Source::Form, None, moment)?;
    Ok(id)
}

/// The first line of what happened, short enough for a list.
fn subject(happened: &str) -> String {
    let line = happened.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("From the form");
    let mut subject: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if subject.chars().count() > SUBJECT_CHARACTERS_MAX {
        subject =
            subject.chars().take(SUBJECT_CHARACTERS_MAX).collect::<String>().trim_end().to_owned() + "…";
    }
    subject
}

/// The customer's own words as a letter, which is the message that stands in the conversation. What they ticked and the
/// questions are ours: words of ours must not be read as theirs, nor counted as their time. They stand in the complaint.
fn in_words(account: &Account) -> String {
    let parts = [&account.happened, &account.wanted_words, &account.also];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    said.join("\n\n")
}

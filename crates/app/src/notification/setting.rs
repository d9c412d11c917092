//! What an agent wants to hear of, and how.

use crate::{Error, Result};
use domain::Actor;
use domain::notification::{MailReply, Notice, Ways};
use store::{Tx, WriteTx};

/// All choices of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// For each kind of notice.
    pub ways: Vec<(Notice, Ways)>,
    /// What an answer to a notification mail becomes.
    pub mail_reply: MailReply,
}

/// The actor's choices.
pub fn choices(tx: &Tx<'_>, actor: &Actor) -> Result<Choices> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    let mut ways = Vec::new();
    for notice in Notice::ALL {
        ways.push((notice, store::notification::ways(tx, id, notice)?.unwrap_or_default()));
    }
    Ok(Choices { ways, mail_reply: agent.mail_reply })
}

/// Sets them.
pub fn choose(tx: &WriteTx<'_>, actor: &Actor, choices: &Choices) -> Result<()> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    for (notice, ways) in &choices.ways {
        store::notification::set_ways(tx, id, *notice, *ways)?;
    }
    crate::people::set_mail_reply(tx, actor, choices.mail_reply)
}

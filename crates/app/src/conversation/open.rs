//! A conversation that doesn't begin with a mail: a call, a letter, a form, or we write first.

use crate::customer::{Referred, find_or_make};
use crate::{Error, Result, lookup, permit, text};
use domain::conversation::{Channel, SUBJECT_BYTES_MAX, State};
use domain::{Actor, ConversationId, Event, EventKind, Moment, Permission, TeamId};
use store::WriteTx;
use store::conversation::NewConversation as Row;

/// A conversation to be opened.
#[derive(Clone, Debug)]
pub struct NewConversation {
    /// Whose.
    pub customer: Referred,
    /// How it came.
    pub channel: Channel,
    /// What it is about.
    pub subject: String,
    /// The team it goes to.
    pub team: Option<TeamId>,
}

/// Opens a conversation; what the customer said follows with [`super::take_down`].
pub fn open(
    tx: &WriteTx<'_>,
    actor: &Actor,
    new: &NewConversation,
    moment: &Moment,
) -> Result<ConversationId> {
    permit(actor, Permission::Answer)?;
    let subject = text::filled("subject", &new.subject, SUBJECT_BYTES_MAX)?;
    if subject.len() > SUBJECT_BYTES_MAX {
        return Err(Error::invalid("subject", format!("A subject has 1 to {SUBJECT_BYTES_MAX} bytes.")));
    }
    let customer = lookup::customer(tx, find_or_make(tx, &new.customer, moment)?)?;
    if let Some(team) = new.team {
        store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?;
    }
    let row = Row {
        token: moment.token("conversation"),
        customer_id: customer.id,
        customer_certain: true,
        mailbox_id: None,
        channel: new.channel.name(),
        subject: &subject,
        team_id: new.team,
        // As with mail: what a blocked customer says is kept but calls nobody.
        state: if customer.blocked_at.is_some() { State::Closed } else { State::Open },
    };
    let id = store::conversation::open(tx, &row, moment.now)?;
    let opened = Event::new(EventKind::ConversationOpened).by(actor.agent_id());
    store::event::append(tx, &opened.customer(customer.id).conversation(id), moment.now)?;
    crate::routing::route(tx, id, moment)?;
    Ok(id)
}

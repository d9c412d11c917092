//! Giving: the request, the question to the rules, and what follows from the answer.

use super::append;
use crate::authority::{self, About};
use crate::{Error, Result, approval, budget, lookup, permit, text};
use domain::authority::{Decision, Request};
use domain::ledger::{self, PostingKind};
use domain::remedy::{Reason, Reversal, State};
use domain::{
    Actor, AgentId, ConversationId, Currency, EventKind, Moment, Money, OrderId, Permission, RemedyId,
    RemedyKindId,
};
use jiff::Timestamp;
use store::remedy::Remedy;
use store::remedy_kind::RemedyKind;
use store::{Tx, WriteTx};

/// Characters of what it makes good, and of why.
const WORDS_CHARACTERS_MAX: usize = 500;
/// Characters of a request's name.
const KEY_CHARACTERS_MAX: usize = 100;
/// The yeses a dangerous remedy needs, besides the one of who asks.
pub(crate) const DANGEROUS_YESES: i64 = 2;

/// Something to be given.
#[derive(Clone, Debug)]
pub struct NewRemedy {
    /// What whoever asks calls this request; the same again gives once.
    pub request_key: String,
    /// What kind.
    pub kind: RemedyKindId,
    /// What it costs, in minor units; nothing for words.
    pub cost_minor: i64,
    /// In which currency; not asked for words.
    pub currency: String,
    /// For which order.
    pub order: Option<OrderId>,
    /// What it makes good.
    pub for_what: String,
    /// The class of its reason.
    pub reason: Reason,
    /// Why, in words; may be empty inside a budget.
    pub why: String,
    /// In whose name another system asks; a person gives in their own.
    pub in_name_of: Option<AgentId>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Giving {
    /// It is given.
    Now {
        /// Which.
        remedy: RemedyId,
    },
    /// Others decide.
    Asked {
        /// Which.
        remedy: RemedyId,
        /// Who is asked first.
        approver: AgentId,
        /// By when they decide, or the next one is asked.
        deadline: Timestamp,
    },
}

impl Giving {
    /// The remedy it is about.
    pub fn remedy(&self) -> RemedyId {
        match self {
            Self::Now { remedy } | Self::Asked { remedy, .. } => *remedy,
        }
    }
}

/// Gives something, or asks those who may.
pub fn give(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    new: &NewRemedy,
    moment: &Moment,
) -> Result<Giving> {
    permit(actor, Permission::Answer)?;
    let agent = giver(actor, new)?;
    let key = text::filled("request_key", &new.request_key, KEY_CHARACTERS_MAX)?;
    let key = format!("{agent}:{key}");
    // A conversation that was merged meanwhile: what is given, is given where the matter goes on.
    let conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    if let Some(before) = store::remedy::find_by_key(tx, &key)? {
        return again(tx, &before, new);
    }
    let kind = usable(tx, new.kind)?;
    let cost = cost(&kind, new)?;
    let giver = store::agent::find(tx, agent)?.filter(|agent| agent.deactivated_at.is_none());
    let giver = giver.ok_or(Error::NotFound("colleague"))?;
    if let Some(order) = new.order {
        let order =
            store::order::find(tx, order)?.filter(|order| order.customer_id == conversation.customer_id);
        order.ok_or_else(|| Error::invalid("order", "This order isn't this customer's."))?;
    }
    let request = Request { role: giver.role, kind: kind.id, risk: kind.risk, reason: new.reason, cost };
    let about = About::of(tx, &conversation, agent)?;
    let decision = authority::ask(tx, &about, &request, moment.now)?;
    let mut remedy = Remedy {
        id: RemedyId(0),
        request_key: key,
        conversation_id: conversation.id,
        kind_id: kind.id,
        cost,
        order_id: new.order,
        for_what: text::line("for_what", &new.for_what, WORDS_CHARACTERS_MAX)?,
        reason: new.reason,
        why: why(tx, agent, cost, new, moment)?,
        agent_id: agent,
        message_id: None,
        state: State::Asked,
        yes_needed: match decision {
            Decision::Inside => 0,
            Decision::Above { .. } => 1,
            Decision::TwoPeople => DANGEROUS_YESES,
        },
        external_id: String::new(),
        problem: String::new(),
        attempts: 0,
        next_attempt_at: None,
        reversal: Reversal::None,
        reversal_problem: String::new(),
        created_at: moment.now,
        given_at: None,
        ended_at: None,
    };
    let added = store::remedy::add(tx, &remedy)?;
    remedy.id = added.ok_or_else(|| Error::Conflict("The same request is being worked on.".into()))?;
    match decision {
        Decision::Inside => {
            complete(tx, actor, &mut remedy, moment)?;
            Ok(Giving::Now { remedy: remedy.id })
        }
        Decision::Above { clause } => ask(tx, actor, &remedy, &kind, &clause, moment),
        Decision::TwoPeople => {
            let clause = format!("{} is dangerous: two people besides {} decide", kind.name, giver.name);
            ask(tx, actor, &remedy, &kind, &clause, moment)
        }
    }
}

fn giver(actor: &Actor, new: &NewRemedy) -> Result<AgentId> {
    match (actor.agent_id(), new.in_name_of) {
        (Some(agent), None) => Ok(agent),
        (Some(agent), Some(named)) if agent == named => Ok(agent),
        (Some(_), Some(_)) => Err(Error::invalid("agent", "A person gives in their own name.")),
        (None, Some(named)) => Ok(named),
        (None, None) => Err(Error::invalid("agent", "Say in whose name it is given.")),
    }
}

/// The same request again: what it came to, if it asks for the same.
fn again(tx: &Tx<'_>, before: &Remedy, new: &NewRemedy) -> Result<Giving> {
    if before.kind_id != new.kind || before.cost.map_or(0, Money::minor) != new.cost_minor {
        return Err(Error::Conflict(
            "This request was made before and asked for something else; nothing more was given.".into(),
        ));
    }
    let waiting = approval::waiting_of(tx, before.id)?;
    Ok(match waiting.first() {
        Some(first) => {
            Giving::Asked { remedy: before.id, approver: first.approver_id, deadline: first.deadline_at }
        }
        None => Giving::Now { remedy: before.id },
    })
}

fn usable(tx: &Tx<'_>, id: RemedyKindId) -> Result<RemedyKind> {
    let kind = store::remedy_kind::find(tx, id)?.ok_or(Error::NotFound("remedy"))?;
    if kind.retired_at.is_some() {
        return Err(Error::invalid("kind", format!("{} isn't given any more.", kind.name)));
    }
    Ok(kind)
}

fn cost(kind: &RemedyKind, new: &NewRemedy) -> Result<Option<Money>> {
    if !kind.has_cost {
        return match new.cost_minor {
            0 => Ok(None),
            _ => {
                Err(Error::invalid("amount", format!("{} costs nothing; leave the amount empty.", kind.name)))
            }
        };
    }
    let currency = Currency::parse(&new.currency)
        .ok_or_else(|| Error::invalid("currency", "A currency is three letters, such as EUR."))?;
    let cost =
        Money::new(new.cost_minor, currency).map_err(|error| Error::invalid("amount", error.to_string()))?;
    if cost.minor() == 0 {
        return Err(Error::invalid("amount", "Say what it costs us: an amount such as 12.50."));
    }
    Ok(Some(cost))
}

/// Why, unless a budget makes it unnecessary.
fn why(tx: &Tx<'_>, agent: AgentId, cost: Option<Money>, new: &NewRemedy, moment: &Moment) -> Result<String> {
    let why = text::line("why", &new.why, WORDS_CHARACTERS_MAX)?;
    let Some(cost) = cost.filter(|_| why.is_empty()) else { return Ok(why) };
    if budget::covers(tx, agent, cost, moment.now)? {
        return Ok(why);
    }
    Err(Error::invalid("why", "Say why in a few words; only inside a budget this may stay empty."))
}

fn ask(
    tx: &WriteTx<'_>,
    actor: &Actor,
    remedy: &Remedy,
    kind: &RemedyKind,
    clause: &str,
    moment: &Moment,
) -> Result<Giving> {
    let asked = EventKind::RemedyAsked {
        remedy: remedy.id,
        remedy_kind: kind.name.clone(),
        cost_minor: remedy.cost.map_or(0, Money::minor),
        currency: code(remedy),
        remedy_kind_id: Some(kind.id),
    };
    append(tx, actor, remedy, asked, moment)?;
    let first = approval::ask(tx, actor, remedy, clause, moment)?;
    Ok(Giving::Asked { remedy: remedy.id, approver: first.approver_id, deadline: first.deadline_at })
}

/// The currency of what is given; empty for words.
fn code(remedy: &Remedy) -> String {
    remedy.cost.map_or_else(String::new, |cost| cost.currency().code().to_owned())
}

/// Nothing stands in the way any more: it is given, and posted. What nobody has to carry out is done with that.
pub(crate) fn complete(tx: &WriteTx<'_>, actor: &Actor, remedy: &mut Remedy, moment: &Moment) -> Result<()> {
    let kind = store::remedy_kind::find(tx, remedy.kind_id)?.ok_or(Error::NotFound("remedy"))?;
    remedy.given_at = Some(moment.now);
    if kind.is_carried_out {
        remedy.state = State::Given;
        remedy.next_attempt_at = super::is_connected(tx)?.then_some(moment.now);
    } else {
        remedy.state = State::Done;
        remedy.ended_at = Some(moment.now);
    }
    store::remedy::update(tx, remedy)?;
    if let Some(cost) = remedy.cost {
        let post =
            |kind| store::ledger::post(tx, remedy.id, kind, &ledger::entries(kind, cost, true), moment.now);
        post(PostingKind::Given)?;
        if !kind.is_carried_out {
            post(PostingKind::CarriedOut)?;
        }
    }
    let given = EventKind::RemedyGiven {
        remedy: remedy.id,
        remedy_kind: kind.name,
        cost_minor: remedy.cost.map_or(0, Money::minor),
        currency: code(remedy),
        at_once: remedy.yes_needed == 0,
        remedy_kind_id: Some(kind.id),
        giver: Some(remedy.agent_id),
        explained: !remedy.why.is_empty(),
        is_done: !kind.is_carried_out,
    };
    append(tx, actor, remedy, given, moment)
}

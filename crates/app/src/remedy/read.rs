//! What pages and other systems read of remedies.

use crate::authority::{self, About};
use crate::people::Directory;
use crate::{Error, Result, lookup, permit};
use domain::authority::Request;
use domain::ledger::Account;
use domain::remedy::{Reason, Risk};
use domain::{Actor, ConversationId, Currency, CustomerId, Money, OrderId, Permission, RemedyId};
use jiff::Timestamp;
use store::Tx;
use store::approval::Approval;
use store::order::Order;
use store::remedy::Remedy;
use store::remedy_kind::RemedyKind;

/// What somebody gave lately, looked through for what they give again and again.
const LATELY: i64 = 30;
/// What is offered with one key.
const USUAL_MAX: usize = 4;
/// Orders offered: what is put right is seldom older than the latest ones.
const ORDERS_MAX: i64 = 20;
/// What was given in a stretch of time, listed at most.
const LISTED_MAX: usize = 500;
/// Latest remedies of a customer shown.
const OF_CUSTOMER: i64 = 20;

/// A remedy as a page shows it.
#[derive(Clone, Debug)]
pub struct Given {
    /// The remedy.
    pub remedy: Remedy,
    /// Its kind.
    pub kind: RemedyKind,
    /// Who gives it.
    pub by: String,
    /// For which order.
    pub order: Option<Order>,
    /// Who was asked, in the order they were.
    pub approvals: Vec<(Approval, String)>,
}

/// What somebody may give here right now.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The kinds that are given, with what each may cost without asking; none for what costs nothing.
    pub kinds: Vec<(RemedyKind, Option<i64>)>,
    /// The currency of the house.
    pub currency: Currency,
    /// The most of a kind that isn't dangerous.
    pub most: Option<Money>,
    /// What they give again and again: kind and cost, with their own words of last time.
    pub usual: Vec<Remedy>,
    /// The customer's latest orders, for one of which it may be.
    pub orders: Vec<Order>,
    /// Whether a budget of theirs makes a why unnecessary for small amounts.
    pub has_budget: bool,
}

/// What the actor may give in a conversation without asking, for the usual reason.
pub fn allowance(tx: &Tx<'_>, actor: &Actor, id: ConversationId, now: Timestamp) -> Result<Allowance> {
    permit(actor, Permission::Answer)?;
    let conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    let agent = actor.agent_id().ok_or(Error::Forbidden)?;
    let role = store::agent::find(tx, agent)?.ok_or(Error::NotFound("colleague"))?.role;
    let about = About::of(tx, &conversation, agent)?;
    let currency = authority::currency(tx)?;
    let one = Money::new(1, currency).ok();
    let weighed = authority::weigh(tx, &about, now)?;
    let mut kinds = Vec::new();
    for kind in store::remedy_kind::all(tx)?.into_iter().filter(|kind| kind.retired_at.is_none()) {
        let request = Request { role, kind: kind.id, risk: kind.risk, reason: Reason::default(), cost: one };
        let left = match (kind.has_cost, kind.risk) {
            (false, _) => None,
            (true, Risk::High) => Some(0),
            (true, _) => Some(authority::left(&weighed, &request)),
        };
        kinds.push((kind, left));
    }
    let most = kinds.iter().filter_map(|(_, left)| *left).max();
    let has_budget = match one {
        Some(one) => crate::budget::covers(tx, agent, one, now)?,
        None => false,
    };
    let mut usual: Vec<Remedy> = Vec::new();
    for before in store::remedy::of_agent(tx, agent, LATELY)? {
        let same = |one: &Remedy| (one.kind_id, one.cost) == (before.kind_id, before.cost);
        let is_given = kinds.iter().any(|(kind, _)| kind.id == before.kind_id && kind.risk != Risk::High);
        if usual.len() < USUAL_MAX && is_given && !usual.iter().any(same) {
            usual.push(before);
        }
    }
    let most = most.and_then(|most| Money::new(most, currency).ok());
    let orders = store::order::of_customer(tx, conversation.customer_id, None, ORDERS_MAX)?;
    Ok(Allowance { kinds, currency, most, usual, orders, has_budget })
}

/// What was asked for and given in a conversation and those that went into it, oldest first.
pub fn of_conversation(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Vec<Given>> {
    permit(actor, Permission::Read)?;
    lookup::conversation(tx, actor, id)?;
    let matter = store::conversation::with_merged(tx, id)?;
    seen(tx, store::remedy::of_conversations(tx, &matter)?)
}

/// What a customer was given lately, latest first; only where the actor may look.
pub fn of_customer(tx: &Tx<'_>, actor: &Actor, id: CustomerId) -> Result<Vec<Given>> {
    permit(actor, Permission::Read)?;
    let mut remedies = store::remedy::of_customer(tx, id, OF_CUSTOMER)?;
    remedies.retain(|remedy| lookup::conversation(tx, actor, remedy.conversation_id).is_ok());
    seen(tx, remedies)
}

/// One remedy.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: RemedyId) -> Result<Given> {
    permit(actor, Permission::Read)?;
    let remedy = store::remedy::find(tx, id)?.ok_or(Error::NotFound("remedy"))?;
    lookup::conversation(tx, actor, remedy.conversation_id).map_err(|_| Error::NotFound("remedy"))?;
    seen(tx, vec![remedy])?.pop().ok_or(Error::NotFound("remedy"))
}

/// All remedies, latest first, before that one; for other systems, which see everything.
pub fn latest(tx: &Tx<'_>, actor: &Actor, before: Option<RemedyId>, limit: i64) -> Result<Vec<Given>> {
    permit(actor, Permission::Read)?;
    let mut remedies = store::remedy::latest(tx, before, limit)?;
    remedies.retain(|remedy| lookup::conversation(tx, actor, remedy.conversation_id).is_ok());
    seen(tx, remedies)
}

/// What was given in a stretch of time and cost money, latest first; the latest of it where it is much. For those who
/// oversee.
pub fn given_between(tx: &Tx<'_>, actor: &Actor, from: Timestamp, until: Timestamp) -> Result<Vec<Given>> {
    permit(actor, Permission::Oversee)?;
    // The latest first, so that no more are looked up than are listed.
    let latest = store::remedy::given_between(tx, from, until)?.into_iter().rev();
    let costly = latest.filter(|remedy| remedy.cost.is_some());
    let visible = costly.filter(|remedy| lookup::conversation(tx, actor, remedy.conversation_id).is_ok());
    seen(tx, visible.take(LISTED_MAX).collect())
}

/// With their kinds and the names of people. Whoever calls has looked whether they may be seen.
pub fn seen(tx: &Tx<'_>, remedies: Vec<Remedy>) -> Result<Vec<Given>> {
    if remedies.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = store::remedy_kind::all(tx)?;
    let directory = Directory::read(tx)?;
    let ids: Vec<RemedyId> = remedies.iter().map(|remedy| remedy.id).collect();
    let approvals = store::approval::of_remedies(tx, &ids)?;
    let orders: Vec<OrderId> = remedies.iter().filter_map(|remedy| remedy.order_id).collect();
    let orders = store::order::find_all(tx, &orders)?;
    let mut given = Vec::new();
    for remedy in remedies {
        let kind = kinds.iter().find(|kind| kind.id == remedy.kind_id).cloned();
        let kind = kind.ok_or(Error::NotFound("remedy"))?;
        let asked = approvals.iter().filter(|approval| approval.remedy_id == remedy.id);
        let asked = asked.map(|one| (one.clone(), directory.agent_name(one.approver_id).to_owned()));
        let by = directory.agent_name(remedy.agent_id).to_owned();
        let order = orders.iter().find(|order| Some(order.id) == remedy.order_id).cloned();
        given.push(Given { approvals: asked.collect(), remedy, kind, by, order });
    }
    Ok(given)
}

/// The balance of each account of the ledger.
pub fn balances(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<(Account, Currency, i64)>> {
    permit(actor, Permission::Oversee)?;
    Ok(store::ledger::balances(tx)?)
}

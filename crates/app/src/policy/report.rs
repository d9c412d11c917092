//! What each policy costs: refusals, exceptions, anger and money behind it, with the cases.

use crate::{Result, lookup, permit};
use domain::policy::MarkKind;
use domain::{Actor, ConversationId, Currency, Permission, PolicyId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::policy::Policy;
use store::policy_mark::PolicyMark;

/// Cases shown of one policy.
const CASES_SHOWN: usize = 50;

/// How a policy stands in a stretch of time.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The policy.
    pub policy: Policy,
    /// What it costs.
    pub tally: Tally,
    /// Whether its review date has come.
    pub is_due: bool,
}

/// What a policy costs. Conversations that were merged are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Conversations in which it was marked, whatever the mark: the base of the rest.
    pub conversations: i64,
    /// Those in which it got in the way.
    pub in_the_way: i64,
    /// Those in which we refused because of it.
    pub refused: i64,
    /// Those in which an exception was made.
    pub exceptions: i64,
    /// Those in which the customer was very upset at some time.
    pub angry: i64,
    /// What was given in those conversations, in minor units of each currency.
    pub money: BTreeMap<Currency, i64>,
}

/// The marks of one policy, by matter.
pub(super) type Marked = BTreeMap<ConversationId, BTreeSet<MarkKind>>;

impl Tally {
    /// Counts the marks; what was felt and given is counted by whoever knows.
    pub(super) fn of(marked: &Marked) -> Self {
        let count = |kind: MarkKind| marked.values().filter(|kinds| kinds.contains(&kind)).count() as i64;
        Self {
            conversations: marked.len() as i64,
            in_the_way: count(MarkKind::InTheWay),
            refused: count(MarkKind::Refused),
            exceptions: count(MarkKind::Exception),
            ..Self::default()
        }
    }
}

/// A conversation behind a figure.
#[derive(Clone, Debug)]
pub struct Case {
    /// The conversation.
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// Its marks of this policy, in words.
    pub marks: Vec<PolicyMark>,
    /// How upset its customer was, 0 to 3.
    pub upset: i64,
}

/// All policies, those that stood in the way of most customers first.
pub fn standings(tx: &Tx<'_>, actor: &Actor, from: Timestamp, until: Timestamp) -> Result<Vec<Standing>> {
    permit(actor, Permission::Oversee)?;
    let marks = store::policy_mark::made_between(tx, from, until)?;
    let mut standings = Vec::new();
    for policy in store::policy::all(tx)? {
        standings.push(standing(tx, policy, &marks, until)?);
    }
    standings.sort_by_key(|one| {
        (one.policy.retired_at.is_some(), -one.tally.conversations, one.policy.name.clone())
    });
    Ok(standings)
}

fn standing(tx: &Tx<'_>, policy: Policy, marks: &[PolicyMark], now: Timestamp) -> Result<Standing> {
    let mut marked = Marked::new();
    for mark in marks.iter().filter(|mark| mark.policy_id == policy.id) {
        let origin = lookup::conversation(tx, &Actor::System, mark.conversation_id)?;
        let matter = lookup::merged(tx, origin)?.id;
        marked.entry(matter).or_default().insert(mark.kind);
    }
    let mut tally = Tally::of(&marked);
    for matter in marked.keys() {
        let family = store::conversation::with_merged(tx, *matter)?;
        tally.angry += i64::from(store::signal::had_rage(tx, &family)?);
        for remedy in store::remedy::of_conversations(tx, &family)? {
            if let Some(cost) = remedy.cost.filter(|_| remedy.state.is_given()) {
                *tally.money.entry(cost.currency()).or_default() += cost.minor();
            }
        }
    }
    Ok(Standing { tally, is_due: policy.review_at.is_some_and(|at| at <= now), policy })
}

/// The conversations behind a policy's figures, latest first.
pub fn cases(
    tx: &Tx<'_>,
    actor: &Actor,
    policy: PolicyId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Case>> {
    permit(actor, Permission::Oversee)?;
    let marks = store::policy_mark::made_between(tx, from, until)?;
    let mut cases: BTreeMap<ConversationId, Vec<PolicyMark>> = BTreeMap::new();
    for mark in marks.into_iter().filter(|mark| mark.policy_id == policy) {
        cases.entry(mark.conversation_id).or_default().push(mark);
    }
    let mut shown = Vec::new();
    for (id, marks) in cases.into_iter().rev().take(CASES_SHOWN) {
        let conversation = lookup::conversation(tx, actor, id)?;
        shown.push(Case { id, subject: conversation.subject, upset: conversation.upset, marks });
    }
    Ok(shown)
}

//! Who may give how much without asking: the rules, and what they say to a request.

use crate::{Error, Result, permit, setting};
use domain::authority::{Decision, Request, Rule, SoFar, decide};
use domain::{
    Actor, AgentId, AuthorityId, ConversationId, Currency, CustomerId, Event, EventKind, Moment, Permission,
};
use jiff::{SignedDuration, Timestamp};
pub use store::authority::Authority;
use store::conversation::Conversation;
use store::{Tx, WriteTx};

/// Rules of a house: some per role and kind, and room for growth.
const RULES_MAX: usize = 200;
/// Days of a period: three years.
const PERIOD_DAYS_MAX: i64 = 1_096;

/// Whose limits are asked about: the matter, the customer and the person who gives.
#[derive(Clone, Debug)]
pub(crate) struct About {
    /// The conversation and those that went into it.
    pub(crate) matter: Vec<ConversationId>,
    /// Whose it is.
    pub(crate) customer: CustomerId,
    /// Who gives.
    pub(crate) agent: AgentId,
}

impl About {
    /// What somebody would give in this conversation.
    pub(crate) fn of(tx: &Tx<'_>, conversation: &Conversation, agent: AgentId) -> Result<Self> {
        let matter = store::conversation::with_merged(tx, conversation.id)?;
        Ok(Self { matter, customer: conversation.customer_id, agent })
    }
}

/// All rules, each with what was given so far in its currency and period.
pub(crate) fn weigh(tx: &Tx<'_>, about: &About, now: Timestamp) -> Result<Vec<(Rule, SoFar)>> {
    let mut weighed: Vec<(Rule, SoFar)> = Vec::new();
    for Authority { rule, .. } in store::authority::current(tx)? {
        let same = |(other, _): &&(Rule, SoFar)| {
            (other.currency, other.period_days) == (rule.currency, rule.period_days)
        };
        let so_far = match weighed.iter().find(same) {
            Some((_, so_far)) => *so_far,
            None => so_far(tx, about, &rule, now)?,
        };
        weighed.push((rule, so_far));
    }
    Ok(weighed)
}

/// What the rules say to a request.
pub(crate) fn ask(tx: &Tx<'_>, about: &About, request: &Request, now: Timestamp) -> Result<Decision> {
    decide(&weigh(tx, about, now)?, request).map_err(|error| Error::invalid("amount", error.to_string()))
}

/// What may still be given at once, of the kind and for the reason of the request; whatever its amount.
pub(crate) fn left(weighed: &[(Rule, SoFar)], request: &Request) -> i64 {
    let fitting = weighed.iter().filter(|(rule, _)| rule.fits(request));
    fitting.map(|(rule, so_far)| rule.left(*so_far)).max().unwrap_or(0)
}

fn so_far(tx: &Tx<'_>, about: &About, rule: &Rule, now: Timestamp) -> Result<SoFar> {
    let period = SignedDuration::from_hours(24 * rule.period_days.clamp(1, PERIOD_DAYS_MAX));
    let since = now.checked_sub(period).unwrap_or(Timestamp::MIN);
    Ok(SoFar {
        case_minor: store::remedy::sum_of_conversations(tx, &about.matter, rule.currency)?,
        customer_minor: store::remedy::sum_of_customer(tx, about.customer, rule.currency, since)?,
        agent_minor: store::remedy::sum_of_agent(tx, about.agent, rule.currency, since)?,
    })
}

/// The rules that hold. Everybody may know what they may do.
pub fn rules(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Authority>> {
    permit(actor, Permission::Read)?;
    Ok(store::authority::current(tx)?)
}

/// Adds a rule.
pub fn add(tx: &WriteTx<'_>, actor: &Actor, rule: &Rule, moment: &Moment) -> Result<AuthorityId> {
    permit(actor, Permission::Administer)?;
    let limits = [rule.case_minor, rule.customer_minor, rule.agent_minor];
    for limit in limits {
        domain::Money::new(limit, rule.currency)
            .map_err(|error| Error::invalid("limit", error.to_string()))?;
    }
    if !(1..=PERIOD_DAYS_MAX).contains(&rule.period_days) {
        return Err(Error::invalid("period_days", format!("Choose 1 to {PERIOD_DAYS_MAX} days.")));
    }
    if store::authority::current(tx)?.len() >= RULES_MAX {
        return Err(Error::Conflict(format!("There are {RULES_MAX} rules; end one that isn't needed.")));
    }
    if let Some(kind) = rule.kind {
        store::remedy_kind::find(tx, kind)?.ok_or(Error::NotFound("remedy"))?;
    }
    let id = store::authority::add(tx, rule, moment.now)?;
    changed(tx, actor, moment)?;
    Ok(id)
}

/// Ends a rule.
pub fn end(tx: &WriteTx<'_>, actor: &Actor, id: AuthorityId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if store::authority::end(tx, id, moment.now)? {
        changed(tx, actor, moment)?;
    }
    Ok(())
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<()> {
    let event = Event::new(EventKind::AuthorityChanged).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

/// The currency of the house: what forms begin with.
pub fn currency(tx: &Tx<'_>) -> Result<Currency> {
    setting::currency(tx)
}

//! The register: the rule, what it is for, who answers for it, and what came in its place.

use crate::{Error, Result, permit, text};
use domain::{Actor, AgentId, Event, EventKind, Moment, Permission, PolicyId};
use jiff::Timestamp;
pub use store::policy::Policy;
use store::{Tx, WriteTx};

/// Characters of a name: it stands in a menu.
const NAME_CHARACTERS_MAX: usize = 80;
/// Characters of the rule, of its purpose, and of what came in its place.
const WORDS_CHARACTERS_MAX: usize = 2_000;
/// Policies of a house; with more, nobody knows them.
const POLICIES_MAX: usize = 500;

/// A policy as it is written down.
#[derive(Clone, Debug)]
pub struct NewPolicy {
    /// Its name.
    pub name: String,
    /// The rule.
    pub rule: String,
    /// What it is for.
    pub purpose: String,
    /// Whether customers are told it.
    pub faces_customers: bool,
    /// Who answers for it.
    pub owner: AgentId,
    /// Since when it holds.
    pub since: Timestamp,
    /// When somebody should ask whether it is still right.
    pub review_at: Option<Timestamp>,
}

/// How a policy ends.
#[derive(Clone, Debug)]
pub struct Retirement {
    /// Which one holds in its place.
    pub replaced_by: Option<PolicyId>,
    /// What holds in its place, in words.
    pub words: String,
}

/// All policies, retired ones too.
pub fn all(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Policy>> {
    permit(actor, Permission::Read)?;
    Ok(store::policy::all(tx)?)
}

/// One policy.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: PolicyId) -> Result<Policy> {
    permit(actor, Permission::Read)?;
    store::policy::find(tx, id)?.ok_or(Error::NotFound("policy"))
}

/// Writes a policy down.
pub fn add(tx: &WriteTx<'_>, actor: &Actor, new: &NewPolicy, moment: &Moment) -> Result<PolicyId> {
    permit(actor, Permission::Organize)?;
    let mut policy = checked(tx, new, None)?;
    policy.created_at = moment.now;
    if store::policy::all(tx)?.len() >= POLICIES_MAX {
        return Err(Error::Conflict(format!(
            "There are {POLICIES_MAX} policies; that is more than people follow."
        )));
    }
    let id = store::policy::add(tx, &policy)?;
    changed(tx, actor, id, moment)?;
    Ok(id)
}

/// Writes it down differently.
pub fn change(tx: &WriteTx<'_>, actor: &Actor, id: PolicyId, to: &NewPolicy, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Organize)?;
    let before = store::policy::find(tx, id)?.ok_or(Error::NotFound("policy"))?;
    if before.retired_at.is_some() {
        return Err(Error::Conflict("This policy is retired; it stays as it was.".into()));
    }
    let policy = Policy { id, created_at: before.created_at, ..checked(tx, to, Some(id))? };
    store::policy::update(tx, &policy)?;
    changed(tx, actor, id, moment)
}

/// Ends a policy, and says what holds in its place: people who knew it look it up.
pub fn retire(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: PolicyId,
    how: &Retirement,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Organize)?;
    let mut policy = store::policy::find(tx, id)?.ok_or(Error::NotFound("policy"))?;
    if policy.retired_at.is_some() {
        return Err(Error::Conflict("This policy is retired already.".into()));
    }
    if let Some(other) = how.replaced_by {
        let other = store::policy::find(tx, other)?.ok_or(Error::NotFound("policy"))?;
        if other.id == id || other.retired_at.is_some() {
            return Err(Error::invalid("replaced_by", "Choose another policy that holds."));
        }
    }
    policy.retired_words = text::paragraphs("words", how.words.trim(), WORDS_CHARACTERS_MAX)?;
    if policy.retired_words.is_empty() && how.replaced_by.is_none() {
        return Err(Error::invalid("words", "Say what holds in its place, or that nothing does."));
    }
    policy.replaced_by = how.replaced_by;
    policy.retired_at = Some(moment.now);
    policy.review_at = None;
    store::policy::update(tx, &policy)?;
    changed(tx, actor, id, moment)
}

fn checked(tx: &Tx<'_>, new: &NewPolicy, own: Option<PolicyId>) -> Result<Policy> {
    let name = text::filled("name", &new.name, NAME_CHARACTERS_MAX)?;
    let rule = text::paragraphs("rule", new.rule.trim(), WORDS_CHARACTERS_MAX)?;
    let purpose = text::paragraphs("purpose", new.purpose.trim(), WORDS_CHARACTERS_MAX)?;
    if rule.is_empty() {
        return Err(Error::invalid("rule", "Write the rule down in a sentence or two."));
    }
    if purpose.is_empty() {
        return Err(Error::invalid("purpose", "Say what it is for: only then an exception can serve it."));
    }
    let owner = store::agent::find(tx, new.owner)?.filter(|owner| owner.deactivated_at.is_none());
    owner.ok_or_else(|| Error::invalid("owner", "Choose a colleague who answers for it."))?;
    let taken = |other: &Policy| Some(other.id) != own && other.name.to_lowercase() == name.to_lowercase();
    if store::policy::all(tx)?.iter().any(taken) {
        return Err(Error::invalid("name", format!("There is a policy {name} already.")));
    }
    Ok(Policy {
        id: PolicyId(0),
        name,
        rule,
        purpose,
        faces_customers: new.faces_customers,
        owner_id: new.owner,
        since: new.since,
        review_at: new.review_at,
        retired_at: None,
        replaced_by: None,
        retired_words: String::new(),
        created_at: Timestamp::MIN,
    })
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, policy: PolicyId, moment: &Moment) -> Result<()> {
    let event = Event::new(EventKind::PolicyChanged { policy }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

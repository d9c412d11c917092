//! What the company's agents gave, and the policies that were in the way, each through its action.

use super::people::House;
use app::WriteTx;
use app::approval::Verdict;
use app::policy::{NewMark, NewPolicy};
use app::remedy::{Giving, NewRemedy};
use demo::RemedyKind;
use domain::policy::MarkKind;
use domain::remedy::Reason;
use domain::{Actor, AgentId, ConversationId, Moment, PolicyId, RemedyKindId};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// Days after which what was given has been carried out; what is younger waits, so that the pages show it.
const CARRIED_OUT_DAYS: i64 = 3;
/// Minutes the company's leads take to decide, in turn.
const DECISION_MINUTES: [i64; 6] = [4, 9, 12, 18, 23, 28];

/// Writes the company's policies down.
pub(super) fn policies(
    tx: &WriteTx<'_>,
    company: &demo::Company,
    agents: &BTreeMap<&'static str, AgentId>,
    moment: &Moment,
) -> app::Result<BTreeMap<&'static str, PolicyId>> {
    let mut written = BTreeMap::new();
    for policy in &company.policies {
        let Some(&owner) = agents.get(policy.owner) else { continue };
        let new = NewPolicy {
            name: readable(policy.handle),
            rule: policy.rule.to_owned(),
            purpose: policy.reason.to_owned(),
            faces_customers: true,
            owner,
            since: moment.now,
            review_at: moment.now.checked_add(SignedDuration::from_hours(24 * 300)).ok(),
        };
        written.insert(policy.handle, app::policy::add(tx, &Actor::System, &new, moment)?);
    }
    Ok(written)
}

/// `returns-14-days-unworn` as people say it.
fn readable(handle: &str) -> String {
    let words = handle.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What was given in an answer, and which policy was in the way of it.
pub(super) fn given(
    tx: &WriteTx<'_>,
    house: &House,
    actor: &Actor,
    id: ConversationId,
    reply: &demo::Reply,
    moment: &Moment,
) -> app::Result<()> {
    let Some(agent) = actor.agent_id() else { return Ok(()) };
    let exception = reply.remedy.is_some_and(|remedy| remedy.kind == RemedyKind::Exception);
    if let Some(&policy) = reply.policy.and_then(|handle| house.policies.get(handle)) {
        let mark = |kind, words: &str| NewMark {
            policy,
            kind,
            cause: None,
            words: words.to_owned(),
            remedy: None,
            in_name_of: Some(agent),
        };
        app::policy::mark(tx, actor, id, &mark(MarkKind::InTheWay, ""), moment)?;
        if exception {
            let words = "A day or two over, and never worn outside: this is not what the rule is for.";
            app::policy::mark(tx, actor, id, &mark(MarkKind::Exception, words), moment)?;
        }
    }
    let Some(remedy) = reply.remedy.filter(|remedy| remedy.cost_minor > 0) else { return Ok(()) };
    let Some(kind) = kind(tx, remedy.kind)? else { return Ok(()) };
    let (reason, why) = story(remedy.kind);
    let new = NewRemedy {
        request_key: format!("demo {}", reply.message_id.chars().take(80).collect::<String>()),
        kind,
        cost_minor: remedy.cost_minor,
        currency: house.currency.to_owned(),
        order: None,
        for_what: String::new(),
        reason,
        why: why.to_owned(),
        in_name_of: Some(agent),
    };
    let giving = app::remedy::give(tx, actor, id, &new, moment)?;
    if let Giving::Asked { approver, .. } = &giving {
        decide(tx, &giving, *approver, moment)?;
    }
    let age = house.until.duration_since(moment.now);
    if age > SignedDuration::from_hours(24 * CARRIED_OUT_DAYS) {
        let at = later(moment, 60);
        app::remedy::mark_done(tx, &Actor::System, giving.remedy(), &at)?;
    }
    Ok(())
}

fn kind(tx: &WriteTx<'_>, kind: RemedyKind) -> app::Result<Option<RemedyKindId>> {
    let name = match kind {
        RemedyKind::Credit | RemedyKind::Exception => "Credit",
        RemedyKind::FreeShipping => "Waived fee",
        RemedyKind::Gift => "Gift",
    };
    Ok(app::remedy::kinds(tx, &Actor::System)?.into_iter().find(|one| one.name == name).map(|one| one.id))
}

fn story(kind: RemedyKind) -> (Reason, &'static str) {
    match kind {
        RemedyKind::Credit => (Reason::OurMistake, "Our mistake, and the customer had to write to tell us."),
        RemedyKind::FreeShipping => (Reason::Late, "The parcel was late; they should not pay for it."),
        RemedyKind::Gift => (Reason::Delight, "Patient through all of it."),
        RemedyKind::Exception => (Reason::Goodwill, "The rule was not made for this case."),
    }
}

/// A lead says yes after some minutes.
fn decide(tx: &WriteTx<'_>, giving: &Giving, approver: AgentId, moment: &Moment) -> app::Result<()> {
    let asked = app::remedy::find(tx, &Actor::System, giving.remedy())?;
    let Some((question, _)) = asked.approvals.into_iter().find(|(one, _)| one.approver_id == approver) else {
        return Ok(());
    };
    let turn = question.id.0.unsigned_abs() as usize % DECISION_MINUTES.len();
    let minutes = DECISION_MINUTES.get(turn).copied().unwrap_or(10);
    let actor = app::people::actor_of(tx, approver)?;
    let verdict = Verdict { approved: true, words: String::new() };
    app::approval::decide(tx, &actor, question.id, &verdict, &later(moment, minutes))
}

fn later(moment: &Moment, minutes: i64) -> Moment {
    let at = moment.now.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(moment.now);
    Moment::new(at, moment.bytes("later"))
}

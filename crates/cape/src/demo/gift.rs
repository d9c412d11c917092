//! What the company's agents gave, and the policies that were in the way of it, each through its action.

use super::people::House;
use app::WriteTx;
use app::approval::Verdict;
use app::policy::NewMark;
use app::remedy::{Giving, NewRemedy};
use demo::RemedyKind;
use domain::policy::{Cause, MarkKind};
use domain::remedy::Reason;
use domain::{Actor, AgentId, ConversationId, Moment, RemedyId, RemedyKindId};
use jiff::SignedDuration;

/// Days after which what was given has been carried out; what is younger waits, so that the pages show it.
const CARRIED_OUT_DAYS: i64 = 3;
/// Minutes the company's leads take to decide, in turn.
const DECISION_MINUTES: [i64; 6] = [4, 9, 12, 18, 23, 28];
/// Of so many questions one gets a no.
const NO_EVERY: i64 = 40;
/// What is settled with a new pair, by the tags of the conversation.
const REPLACED: [&str; 3] = ["warranty", "wrong-item", "squeaking"];
/// Of the pairs that come for a repair, one in so many can't be saved.
const LOST_EVERY: u64 = 8;
/// What a pair costs, in cents: from the first, in so many steps of the second.
const PAIR_MINOR: i64 = 6_900;
const PAIR_STEP_MINOR: i64 = 500;
const PAIR_STEPS: u64 = 12;

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
    refused(tx, house, actor, id, reply, moment)?;
    let told = reply.remedy.filter(|remedy| remedy.cost_minor > 0);
    let new = match told {
        Some(remedy) => gift(tx, house, agent, &remedy, reply)?,
        None => replacement(tx, house, agent, id, reply)?,
    };
    let Some(mut new) = new else { return Ok(()) };
    new.order = app::remedy::allowance(tx, actor, id, moment.now)?.orders.first().map(|order| order.id);
    let giving = match app::remedy::give(tx, actor, id, &new, moment) {
        // The month's budget is used up: then one says why.
        Err(app::Error::Invalid { field: "why", .. }) => {
            let new = NewRemedy { why: story(RemedyKind::Gift).1.to_owned(), ..new };
            app::remedy::give(tx, actor, id, &new, moment)?
        }
        other => other?,
    };
    let is_given = match &giving {
        Giving::Asked { approver, .. } => decide(tx, &giving, *approver, moment)?,
        Giving::Now { .. } => true,
    };
    if is_given && told.is_some_and(|remedy| remedy.kind == RemedyKind::Exception) {
        set_aside(tx, actor, agent, id, giving.remedy(), moment)?;
    }
    let age = house.until.duration_since(moment.now);
    if is_given && age > SignedDuration::from_hours(24 * CARRIED_OUT_DAYS) {
        let at = later(moment, 60);
        app::remedy::mark_done(tx, &Actor::System, giving.remedy(), &at)?;
    }
    Ok(())
}

/// A policy was in the way, and we said no because of it.
fn refused(
    tx: &WriteTx<'_>,
    house: &House,
    actor: &Actor,
    id: ConversationId,
    reply: &demo::Reply,
    moment: &Moment,
) -> app::Result<()> {
    let Some(&policy) = reply.policy.and_then(|handle| house.policies.get(handle)) else { return Ok(()) };
    let no = (MarkKind::Refused, Some(Cause::NotAllowed), "A few days over; we had to say no.");
    for (kind, cause, words) in [(MarkKind::InTheWay, None, ""), no] {
        let mark = NewMark {
            policy,
            kind,
            cause,
            words: words.to_owned(),
            remedy: None,
            in_name_of: actor.agent_id(),
        };
        app::policy::mark(tx, actor, id, &mark, moment)?;
    }
    Ok(())
}

/// The policy that was in the way before is set aside.
fn set_aside(
    tx: &WriteTx<'_>,
    actor: &Actor,
    agent: AgentId,
    id: ConversationId,
    remedy: RemedyId,
    moment: &Moment,
) -> app::Result<()> {
    let before = app::policy::marks(tx, &Actor::System, id)?;
    let Some(policy) = before.first().map(|mark| mark.mark.policy_id) else { return Ok(()) };
    let mark = NewMark {
        policy,
        kind: MarkKind::Exception,
        cause: None,
        words: "A day or two over, and never worn outside: this is not what the rule is for.".to_owned(),
        remedy: Some(remedy),
        in_name_of: Some(agent),
    };
    app::policy::mark(tx, actor, id, &mark, moment)?;
    Ok(())
}

/// What the story says was given. Who sets the rule of returns aside gives the whole price back.
fn gift(
    tx: &WriteTx<'_>,
    house: &House,
    agent: AgentId,
    given: &demo::Remedy,
    reply: &demo::Reply,
) -> app::Result<Option<NewRemedy>> {
    let (name, cost_minor) = match given.kind {
        RemedyKind::Exception => ("Refund", price(reply)),
        RemedyKind::Credit => ("Credit", given.cost_minor),
        RemedyKind::FreeShipping => ("Waived fee", given.cost_minor),
        RemedyKind::Gift => ("Gift", given.cost_minor),
    };
    let (reason, why) = story(given.kind);
    // Small joys are within a budget while it lasts, so nobody has to explain each; some do.
    let is_silent = given.kind == RemedyKind::Gift && !cast(reply).is_multiple_of(3);
    let why = if is_silent { "" } else { why };
    let Some(kind) = kind(tx, name)? else { return Ok(None) };
    Ok(Some(NewRemedy { reason, why: why.to_owned(), ..costing(house, agent, kind, cost_minor, reply) }))
}

/// A new pair for what broke or was packed wrongly, which the story tells in words alone.
fn replacement(
    tx: &WriteTx<'_>,
    house: &House,
    agent: AgentId,
    id: ConversationId,
    reply: &demo::Reply,
) -> app::Result<Option<NewRemedy>> {
    let (_, tags) = app::conversation::find(tx, &Actor::System, id)?;
    let is_lost = |tag: &str| tag == "repair" && cast(reply).is_multiple_of(LOST_EVERY);
    let fits = tags.iter().any(|tag| REPLACED.contains(&tag.as_str()) || is_lost(tag));
    // Who still asks, or promises, settles nothing yet.
    let settles =
        reply.then != demo::Then::StayOpen && reply.policy.is_none() && !reply.markdown.contains('?');
    let is_first = app::remedy::of_conversation(tx, &Actor::System, id)?.is_empty();
    if !(fits && settles && is_first) {
        return Ok(None);
    }
    let Some(kind) = kind(tx, "Replacement")? else { return Ok(None) };
    let why = "A new pair; theirs can’t be saved.".to_owned();
    Ok(Some(NewRemedy { reason: Reason::Damaged, why, ..costing(house, agent, kind, price(reply), reply) }))
}

fn costing(
    house: &House,
    agent: AgentId,
    kind: RemedyKindId,
    cost_minor: i64,
    reply: &demo::Reply,
) -> NewRemedy {
    NewRemedy {
        request_key: format!("demo {}", reply.message_id.chars().take(80).collect::<String>()),
        kind,
        cost_minor,
        currency: house.currency.to_owned(),
        order: None,
        for_what: String::new(),
        reason: Reason::default(),
        why: String::new(),
        in_name_of: Some(agent),
    }
}

fn story(kind: RemedyKind) -> (Reason, &'static str) {
    match kind {
        RemedyKind::Credit => (Reason::OurMistake, "Our mistake, and the customer had to write to tell us."),
        RemedyKind::FreeShipping => (Reason::Late, "The parcel was late; they should not pay for it."),
        RemedyKind::Gift => (Reason::Delight, "Patient through all of it."),
        RemedyKind::Exception => (Reason::Goodwill, "The rule was not made for this case."),
    }
}

/// A lead says yes after some minutes, nearly always; whether it was a yes.
fn decide(tx: &WriteTx<'_>, giving: &Giving, approver: AgentId, moment: &Moment) -> app::Result<bool> {
    let asked = app::remedy::find(tx, &Actor::System, giving.remedy())?;
    let Some((question, _)) = asked.approvals.into_iter().find(|(one, _)| one.approver_id == approver) else {
        return Ok(false);
    };
    let turn = question.id.0.unsigned_abs() as usize % DECISION_MINUTES.len();
    let minutes = DECISION_MINUTES.get(turn).copied().unwrap_or(10);
    let actor = app::people::actor_of(tx, approver)?;
    let approved = question.id.0 % NO_EVERY != NO_EVERY / 2;
    let words = if approved { "" } else { "Let the workshop look at them first." };
    let verdict = Verdict { approved, words: words.to_owned() };
    app::approval::decide(tx, &actor, question.id, &verdict, &later(moment, minutes))?;
    Ok(approved)
}

/// The kind of that name.
fn kind(tx: &WriteTx<'_>, name: &str) -> app::Result<Option<RemedyKindId>> {
    Ok(app::remedy::kinds(tx, &Actor::System)?.into_iter().find(|one| one.name == name).map(|one| one.id))
}

/// What a pair costs, in cents: some more, some less.
fn price(reply: &demo::Reply) -> i64 {
    PAIR_MINOR + PAIR_STEP_MINOR * (cast(reply) % PAIR_STEPS) as i64
}

/// A number that is always the same for the same answer.
fn cast(reply: &demo::Reply) -> u64 {
    reply.message_id.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

fn later(moment: &Moment, minutes: i64) -> Moment {
    let at = moment.now.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(moment.now);
    Moment::new(at, moment.bytes("later"))
}

//! We can't keep a promise: the message that says so, drafted for who ends it. They correct it, and send it or not.

use super::suggest::open_day;
use super::{NewPromise, Promise};
use crate::{Result, conversation, opening_hours};
use domain::promise::Due;
use domain::{Actor, ConversationId, Moment};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::WriteTx;

/// Puts what we owe, and by when instead, at the end of the actor's draft: the end of the next open day after the time that
/// was promised, which is the actor's to correct. Other systems have no draft, and a note in the making stays as it is.
pub(super) fn draft(
    tx: &WriteTx<'_>,
    actor: &Actor,
    promise: &Promise,
    waits: ConversationId,
    moment: &Moment,
) -> Result<()> {
    let Some(me) = actor.agent_id() else { return Ok(()) };
    let calendar = opening_hours::calendar(tx)?;
    let after = promise.due_at.max(moment.now);
    let instead = open_day(&calendar, &promise.time_zone, 1, after)
        .and_then(|closing| Due::at(closing, &promise.time_zone));
    let was = spoken(promise.due_at, &promise.time_zone);
    let sorry = format!("I am sorry: we promised you “{}” by {was}, and we can’t keep that.", promise.text);
    let Some(instead) = instead else {
        return conversation::extend_draft(tx, actor, waits, &sorry, Vec::new(), moment);
    };
    let phrase = format!("Instead: “{}” by {}.", promise.text, spoken(instead.at, &instead.time_zone));
    let anew = NewPromise {
        kind: promise.kind,
        text: promise.text.clone(),
        phrase: phrase.clone(),
        due: instead,
        owner: Some(promise.owner_id).filter(|owner| *owner != me),
    };
    conversation::extend_draft(tx, actor, waits, &format!("{sorry}\n\n{phrase}"), vec![anew], moment)
}

/// `Tuesday 3 March, 12:00 (Stockholm)`, on the clock the promise was meant on.
fn spoken(at: Timestamp, time_zone: &str) -> String {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let place = time_zone.rsplit('/').next().unwrap_or(time_zone).replace('_', " ");
    format!("{} ({place})", at.to_zoned(zone).strftime("%A %-d %B, %H:%M"))
}

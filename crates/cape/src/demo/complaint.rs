//! Complaints of the story: whoever was most upset has one, taken up by who answered, asked and closed as it went.

use app::complaint::Account;
use app::remedy::{Giving, NewRemedy};
use app::signal::Marked;
use app::{Database, WriteTx};
use domain::complaint::{Outcome, Source, Wanted};
use domain::remedy::Reason;
use domain::{Actor, ConversationId, Moment};
use jiff::{SignedDuration, Timestamp};

/// How far back they are looked for.
const DAYS: i64 = 364;
/// Days after the question in which some customers say that it is done, and others stay silent.
const DAYS_UNTIL_DONE: i64 = 9;
/// One in so many stays silent.
const SILENT_EVERY: usize = 4;
/// One in so many gets nothing of what they asked for.
const GIVEN_EVERY: usize = 3;
/// What is given costs this much, where it costs anything: inside what everybody may give.
const COST_MINOR: i64 = 1_900;
/// Characters of what they told.
const HAPPENED_CHARACTERS: usize = 240;

/// Looks at what time has made of them; each sees a hundred.
const TICKS: usize = 3;

/// Takes up the complaints of everybody who was very upset, and lets the consumer that follows them catch up.
pub(super) fn complaints(db: &Database, now: Timestamp) -> app::Result<()> {
    let from = now.checked_sub(SignedDuration::from_hours(24 * DAYS)).unwrap_or(now);
    let figures = db.read(move |tx| app::signal::figures(tx, &Actor::System, (from, now))).wait()?;
    db.write(move |tx| {
        figures.worst.iter().enumerate().try_for_each(|(number, worst)| take_up(tx, worst, number, now))
    })
    .wait()?;
    let moment = Moment::new(now, [0; 32]);
    super::catch_up(db, move |tx| app::complaint::follow(tx, &moment))?;
    // What has become overdue or silent meanwhile is no news on the first day.
    (0..TICKS)
        .try_for_each(|_| db.write(move |tx| app::complaint::tick(tx, &Moment::new(now, [0; 32]))).wait())
}

fn take_up(tx: &WriteTx<'_>, worst: &Marked, number: usize, now: Timestamp) -> app::Result<()> {
    let signal = &worst.signal;
    let (conversation, _) = app::conversation::find(tx, &Actor::System, worst.conversation)?;
    let actor = match conversation.assignee_id {
        Some(agent) => app::people::actor_of(tx, agent)?,
        None => Actor::System,
    };
    let message = app::conversation::message(tx, &Actor::System, signal.message_id)?.message;
    let said: String = message.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let account = Account {
        happened: said.chars().take(HAPPENED_CHARACTERS).collect(),
        wanted: Wanted::parse(&signal.wanted).into_iter().collect(),
        tries: signal.tries - 1,
        ..Account::default()
    };
    if account.happened.is_empty() {
        return Ok(());
    }
    let at = |time| Moment::new(time, [0; 32]);
    app::complaint::open(tx, &actor, conversation.id, &account, Source::Mail, &at(signal.created_at))?;
    let Some(closed) = conversation.closed_at.filter(|closed| *closed > signal.created_at) else {
        return Ok(());
    };
    if !number.is_multiple_of(GIVEN_EVERY) {
        give(tx, &actor, conversation.id, &account, &at(closed))?;
    }
    app::complaint::note_asked(tx, &actor, conversation.id, &at(closed))?;
    let done = closed.checked_add(SignedDuration::from_hours(24 * DAYS_UNTIL_DONE)).unwrap_or(now);
    if done >= now {
        return Ok(());
    }
    let (outcome, words) = if number.is_multiple_of(SILENT_EVERY) {
        (Outcome::Silence, "Asked after the last answer; nothing came, and the parcel shows as delivered.")
    } else {
        (Outcome::Agreed, "Said so on the telephone.")
    };
    app::complaint::close(tx, &actor, conversation.id, outcome, words, &at(done))
}

/// Gives what was asked for first, as far as the company gives such things; who asked for nothing gets kind words.
fn give(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    account: &Account,
    moment: &Moment,
) -> app::Result<()> {
    let Some(agent) = actor.agent_id() else { return Ok(()) };
    let fitting = account.wanted.first().unwrap_or(&Wanted::Apology).answered_by();
    let kinds = app::remedy::kinds(tx, &Actor::System)?;
    let fits = |kind: &&app::remedy::RemedyKind| fitting.contains(&kind.name.to_lowercase().as_str());
    let Some(kind) = kinds.iter().find(fits) else { return Ok(()) };
    let new = NewRemedy {
        request_key: format!("demo complaint {id}"),
        kind: kind.id,
        cost_minor: if kind.has_cost { COST_MINOR } else { 0 },
        currency: "EUR".to_owned(),
        order: None,
        for_what: String::new(),
        reason: Reason::OurMistake,
        why: "What they asked for, and it was our mistake.".to_owned(),
        in_name_of: Some(agent),
    };
    match app::remedy::give(tx, actor, id, &new, moment)? {
        Giving::Asked { remedy, .. } => app::remedy::withdraw(tx, actor, remedy, moment),
        Giving::Now { remedy } if kind.is_carried_out => app::remedy::mark_done(tx, actor, remedy, moment),
        Giving::Now { .. } => Ok(()),
    }
}

//! Complaints of the story: whoever was most upset has one, taken up by who answered, asked and closed as it went.

use app::complaint::Account;
use app::signal::Marked;
use app::{Database, WriteTx};
use domain::complaint::{Outcome, Source, Wanted};
use domain::{Actor, Moment};
use jiff::{SignedDuration, Timestamp};

/// How far back they are looked for.
const DAYS: i64 = 364;
/// Days after the question in which some customers say that it is done, and others stay silent.
const DAYS_UNTIL_DONE: i64 = 9;
/// One in so many stays silent.
const SILENT_EVERY: usize = 4;
/// Characters of what they told.
const HAPPENED_CHARACTERS: usize = 240;

/// Takes up the complaints of everybody who was very upset, and lets the consumer that follows them catch up.
pub(super) fn complaints(db: &Database, now: Timestamp) -> app::Result<()> {
    let from = now.checked_sub(SignedDuration::from_hours(24 * DAYS)).unwrap_or(now);
    let figures = db.read(move |tx| app::signal::figures(tx, &Actor::System, (from, now))).wait()?;
    db.write(move |tx| {
        figures.worst.iter().enumerate().try_for_each(|(number, worst)| take_up(tx, worst, number, now))
    })
    .wait()?;
    let moment = Moment::new(now, [0; 32]);
    super::catch_up(db, move |tx| app::complaint::follow(tx, &moment))
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

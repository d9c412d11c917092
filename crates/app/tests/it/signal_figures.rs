//! Figures of effort and rage: the same from the tables and from the log, after whatever happened.

use crate::house::{agent, answer, mail};
use app::signal::Counted;
use domain::event::Cursor;
use domain::upset::Upset;
use domain::{Actor, ConversationId, EventKind, MessageId, Role};
use jiff::{SignedDuration, Timestamp};
use testkit::TestHouse;
use testkit::dice::Dice;

/// More events than the walk makes.
const EVENTS: i64 = 100_000;
/// Things that happen.
const STEPS: usize = 260;

/// What customers write, calm to beside themselves.
const SAID: [&str; 6] = [
    "Where is my parcel?",
    "Thank you so much, they arrived! Wonderful service.",
    "Third time I ask. Nobody answers, I want my money back!",
    "This is outrageous! You lied to me, I want my money back today!!",
    "You fucking idiots, you stupid bastards.",
    "I am FURIOUS. You lied to me, this is disgraceful, my lawyer will hear of it. I want my money back NOW!!",
];

fn both(house: &TestHouse, from: Timestamp, to: Timestamp) -> (Counted, Counted) {
    let live = house.read(move |tx| app::signal::figures(tx, &Actor::System, (from, to)));
    let events = house.read(|tx| app::events::after(tx, Cursor::default(), EVENTS));
    (live.counted, app::signal::replay(&events, (from, to)))
}

/// Everybody's conversations and messages so far.
fn so_far(house: &TestHouse) -> (i64, Vec<MessageId>) {
    let events = house.read(|tx| app::events::after(tx, Cursor::default(), EVENTS));
    let opened = events.iter().filter_map(|one| match one.event.kind {
        EventKind::ConversationOpened | EventKind::ConversationSplit { .. } => one.event.conversation,
        _ => None,
    });
    let heard = events.iter().filter_map(|one| match one.event.kind {
        EventKind::MessageReceived { .. } => one.event.message,
        _ => None,
    });
    (opened.map(|id| id.0).max().unwrap_or(0), heard.collect())
}

/// One thing happens, or is refused.
fn step(house: &TestHouse, who: &[Actor; 2], dice: &mut Dice) {
    let (last, heard) = so_far(house);
    let here = ConversationId(1 + dice.below(last.max(1) as u64) as i64);
    let other = ConversationId(1 + dice.below(last.max(1) as u64) as i64);
    let (actor, moment) = (who[dice.below(2) as usize].clone(), house.moment());
    let message = heard.get(dice.below(heard.len().max(1) as u64) as usize).copied().unwrap_or(MessageId(0));
    match dice.below(16) {
        0..=6 => {
            let from = ["anna", "bert", "cleo"][dice.below(3) as usize];
            let subject = ["Boots", "Parcel", "Invoice"][dice.below(3) as usize];
            mail(house, from, subject, SAID[dice.below(SAID.len() as u64) as usize]);
            house.work();
        }
        7 => {
            let said = app::conversation::Said {
                channel: domain::conversation::Channel::Call,
                text: SAID[dice.below(SAID.len() as u64) as usize].into(),
                at: None,
            };
            house
                .db
                .write(move |tx| app::conversation::take_down(tx, &Actor::System, here, &said, &moment))
                .wait()
                .ok();
            house.work();
        }
        8 => {
            if house.read(move |tx| app::conversation::exists(tx, &Actor::System, here)) {
                answer(house, &actor, here.0);
            }
        }
        9 => {
            house.db.write(move |tx| app::conversation::close(tx, &actor, here, &moment)).wait().ok();
        }
        10 => {
            let tag = ["boots", "late", "refund"][dice.below(3) as usize];
            house.db.write(move |tx| app::conversation::tag(tx, &actor, here, tag, &moment)).wait().ok();
        }
        11 => {
            let to = Upset::ALL[dice.below(4) as usize];
            house.db.write(move |tx| app::signal::correct(tx, &actor, message, to, &moment)).wait().ok();
        }
        12 => {
            house.db.write(move |tx| app::signal::undo_correction(tx, &actor, message, &moment)).wait().ok();
        }
        13 => {
            house.db.write(move |tx| app::conversation::merge(tx, &actor, here, other, &moment)).wait().ok();
        }
        14 => {
            let how = app::conversation::Split::default();
            house
                .db
                .write(move |tx| app::conversation::split(tx, &actor, message, &how, &moment))
                .wait()
                .ok();
        }
        _ => house.pass(SignedDuration::from_hours(1 + dice.below(40) as i64)),
    }
}

#[test]
fn the_log_gives_the_same_figures_as_the_tables() {
    let mut dice = Dice::for_test("the_log_gives_the_same_figures_as_the_tables");
    let house = TestHouse::founded();
    let who = [agent(&house, "Ines", Role::Agent), agent(&house, "Lena", Role::Lead)];
    let begin = house.moment().now;
    for _ in 0..STEPS {
        step(&house, &who, &mut dice);
    }
    let end = house.moment().now + SignedDuration::from_secs(1);
    let (live, told) = both(&house, begin, end);
    assert!(live.all.upset > 0 && live.helped > 0 && live.abuse > 0, "the walk met what it is for: {live:?}");
    assert_eq!(live, told);
    let third = end.duration_since(begin) / 3;
    let (live, told) = both(&house, begin + third, end - third);
    assert_eq!(live, told, "of a stretch of it too");
}

#[test]
fn a_small_log_counted_by_hand() {
    let house = TestHouse::founded();
    let lena = agent(&house, "Lena", Role::Lead);
    let begin = house.moment().now;
    for (from, subject, text) in [
        ("anna", "Boots", SAID[0]),
        ("bert", "Parcel", SAID[3]),
        ("cleo", "Invoice", SAID[4]),
        ("dora", "Laces", SAID[3]),
    ] {
        mail(&house, from, subject, text);
        house.work();
    }
    let moment = house.moment();
    house.write(move |tx| app::conversation::tag(tx, &Actor::System, ConversationId(2), "late", &moment));
    let (_, heard) = so_far(&house);
    for (message, to) in [(heard[1], Upset::Very), (heard[3], Upset::Calm)] {
        let (lena, moment) = (lena.clone(), house.moment());
        house.write(move |tx| app::signal::correct(tx, &lena, message, to, &moment));
    }
    let (live, told) = both(&house, begin, house.moment().now + SignedDuration::from_secs(1));
    assert_eq!(live, told);
    let all = live.all;
    let abused_is_rage = i64::from(all.upset == 2);
    assert_eq!(
        (all.conversations, all.upset),
        (4, 1 + abused_is_rage),
        "Bert, and Cleo if abuse counts as rage"
    );
    assert_eq!((live.judged, live.right, live.abuse), (2, 1, 1), "Dora was only in a hurry");
    assert_eq!(live.topics.get("late").map(|tallied| (tallied.upset, tallied.conversations)), Some((1, 1)));
    assert_eq!(live.tries_worst_decile, None, "four conversations have no tenth");
    assert_eq!(live.weeks.len(), 1);
}

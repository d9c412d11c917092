//! Many hands at one promise, in random order, on both engines: one end wins and is told once, and the row of the
//! conversation says what is owed.

use crate::power_house::{PowerHouse, id};
use crate::remedy_race::{on_both, persist};
use app::addresses::Party;
use app::conversation::NewReply;
use app::promise::{Ending, NewPromise, Renegotiation};
use domain::promise::{Due, Kind, State};
use domain::{Actor, ConversationId, EventKind, MessageId, Moment, PromiseId, UndoId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Barrier, Mutex};
use std::thread;
use testkit::dice::Dice;

/// Promises that hands grab at, one after the other.
const ROUNDS: usize = 14;
/// Hands that grab at once.
const HANDS: usize = 6;
/// What each of them does.
const DEEDS: usize = 3;

/// What a hand does.
#[derive(Clone, Copy, Debug)]
enum Deed {
    End(Ending),
    Reassign,
    Move(i64),
    TakeBack,
    Pass,
    Merge,
    Part,
}

impl Deed {
    fn any(dice: &mut Dice) -> Self {
        match dice.below(12) {
            0 | 1 => Self::End(Ending::Keep),
            2 => Self::End(Ending::Break),
            3 => Self::End(Ending::Release),
            4 | 5 => Self::Reassign,
            6 | 7 => Self::Move(3 + dice.below(90) as i64),
            8 => Self::TakeBack,
            9 => Self::Merge,
            10 => Self::Part,
            _ => Self::Pass,
        }
    }
}

/// One promise, and what lies around it.
struct Stage<'h> {
    house: &'h PowerHouse,
    here: ConversationId,
    other: ConversationId,
    promise: PromiseId,
    given_in: MessageId,
    /// Merges that can be undone, with who did them.
    merges: Mutex<Vec<(Actor, UndoId)>>,
}

fn due(house: &PowerHouse, minutes: i64) -> Due {
    let at = house.moment().now.checked_add(SignedDuration::from_mins(minutes)).expect("a time");
    Due::at(at, "Europe/Malta").expect("a due")
}

fn reply(promises: Vec<NewPromise>, renegotiations: Vec<Renegotiation>) -> NewReply {
    let to = vec![Party { name: String::new(), address: "cleo@customer.example".into() }];
    NewReply { to, markdown: "I'll call you back.".into(), promises, renegotiations, ..NewReply::default() }
}

impl<'h> Stage<'h> {
    /// Anna has promised something within two hours in a reply, and Ben something later by hand.
    fn new(house: &'h PowerHouse, round: usize) -> Self {
        let address = format!("round-{round}@customer.example");
        let (here, other) = (house.open(&address), house.open(&address));
        let promise = |minutes| NewPromise {
            kind: Kind::CallBack,
            text: "Call you back".into(),
            phrase: String::new(),
            due: due(house, minutes),
            owner: None,
        };
        let (soon, later, last) = (promise(120), promise(30 * 60), promise(50 * 60));
        let (anna, ben) = (house.anna.clone(), house.ben.clone());
        let (given_in, promise) = house.write(move |tx, moment| {
            let new = reply(vec![soon.clone()], vec![]);
            let message = app::conversation::reply(tx, &anna, here, &new, moment)?;
            app::promise::make(tx, &ben, here, &later, moment)?;
            app::promise::make(tx, &ben, other, &last, moment)?;
            Ok((message, app::promise::of_message(tx, &Actor::System, message)?))
        });
        Self { house, here, other, promise: promise[0], given_in, merges: Mutex::default() }
    }

    /// Does it; whether it was done.
    fn act(&self, deed: Deed, actor: &Actor) -> bool {
        let (promise, given_in, here, other) = (self.promise, self.given_in, self.here, self.other);
        let (anna, ben) = (self.house.anna.clone(), id(&self.house.ben));
        let undo = match deed {
            Deed::Part => self.merges.lock().expect("a list").pop(),
            _ => None,
        };
        let done = persist(|| {
            let (actor, anna, undo) = (actor.clone(), anna.clone(), undo.clone());
            self.house.attempt(move |tx, moment| match deed {
                Deed::End(how) => app::promise::end(tx, &actor, promise, how, moment).map(|_| None),
                Deed::Reassign => {
                    let to = if actor == anna { ben } else { id(&anna) };
                    app::promise::reassign(tx, &actor, promise, to, moment).map(|_| None)
                }
                Deed::Move(hours) => {
                    let at = moment.now.checked_add(SignedDuration::from_hours(hours)).expect("a time");
                    let due = Due::at(at, "Europe/Malta").expect("a due");
                    let (_, waits) = app::promise::find(tx, &actor, promise)?;
                    let new = reply(vec![], vec![Renegotiation { promise, due }]);
                    app::conversation::reply(tx, &actor, waits.id, &new, moment).map(|_| None)
                }
                Deed::TakeBack => app::conversation::undo_reply(tx, &anna, given_in, moment).map(|_| None),
                Deed::Pass => {
                    let after = moment.now.checked_add(SignedDuration::from_mins(121)).expect("a time");
                    app::timer::tick(tx, &Moment::new(after, [7; 32])).map(|()| None)
                }
                Deed::Merge => app::conversation::merge(tx, &actor, here, other, moment),
                Deed::Part => match &undo {
                    Some((who, undo)) => app::undo::undo(tx, who, *undo, moment).map(|_| None),
                    None => Err(app::Error::NotFound("undo")),
                },
            })
        });
        match done {
            Ok(undo) => {
                let undo = undo.map(|undo| (actor.clone(), undo));
                self.merges.lock().expect("a list").extend(undo);
                true
            }
            Err(app::Error::Conflict(_) | app::Error::Invalid { .. } | app::Error::NotFound(_)) => false,
            Err(error) => panic!("{deed:?}: {error:?}"),
        }
    }

    /// What the log tells of the promise: its ends, how often its time passed, who keeps it, until when.
    fn told(&self) -> (Vec<State>, usize, domain::AgentId, Timestamp) {
        let promise = self.promise;
        let log = self.house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 1_000_000));
        let (mut ends, mut passed, mut keeps, mut until) = (Vec::new(), 0, None, None);
        for recorded in log {
            match recorded.event.kind {
                EventKind::PromiseMade { promise: of, owner, due, .. } if of == promise => {
                    (keeps, until) = (Some(owner), Some(due));
                }
                EventKind::PromiseReassigned { promise: of, owner } if of == promise => keeps = Some(owner),
                EventKind::PromiseRenegotiated { promise: of, due, .. } if of == promise => until = Some(due),
                EventKind::PromisePassed { promise: of } if of == promise => passed += 1,
                EventKind::PromiseKept { promise: of, .. } if of == promise => ends.push(State::Kept),
                EventKind::PromiseBroken { promise: of } if of == promise => ends.push(State::Broken),
                EventKind::PromiseReleased { promise: of } if of == promise => ends.push(State::Released),
                EventKind::PromiseUndone { promise: of } if of == promise => ends.push(State::Undone),
                _ => {}
            }
        }
        (ends, passed, keeps.expect("made"), until.expect("made"))
    }

    /// What must hold whoever was first.
    fn check(&self, won: &[Ending]) -> State {
        let (house, id) = (self.house, self.promise);
        let promise = house.read(move |tx| app::promise::find(tx, &Actor::System, id)).0;
        let (ends, passed, keeps, until) = self.told();
        let ended: Vec<State> =
            Some(promise.state).filter(|state| *state != State::Open).into_iter().collect();
        assert_eq!(ends, ended, "one end, told once");
        assert!(passed <= 1, "its time passes once");
        assert_eq!((promise.owner_id, promise.due_at), (keeps, until), "the log says the same");
        for how in won {
            let said = match how {
                Ending::Keep => State::Kept,
                Ending::Break => State::Broken,
                Ending::Release => State::Released,
            };
            assert_eq!(promise.state, said, "who was told that it is done was told the truth");
        }
        for place in [self.here, self.other] {
            let (conversation, all) = house.read(move |tx| {
                let conversation = app::conversation::find(tx, &Actor::System, place)?.0;
                let all = store::conversation::with_merged(tx, place)?;
                Ok((conversation, store::promise::of_conversations(tx, &all)?))
            });
            let open = all.iter().filter(|promise| promise.state == State::Open);
            assert_eq!(
                conversation.promise_due_at,
                open.map(|promise| promise.due_at).min(),
                "the row of #{place}"
            );
        }
        promise.state
    }
}

#[test]
fn one_end_wins_and_the_row_says_what_is_owed() {
    on_both(|house| {
        house.write(|tx, moment| app::mailbox::ensure(tx, "Support", "support@cape.example", moment));
        let mut dice = Dice::for_test("one_end_wins_and_the_row_says_what_is_owed");
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        for round in 0..ROUNDS {
            let stage = Stage::new(house, round);
            let plan = |dice: &mut Dice| (0..DEEDS).map(|_| Deed::any(dice)).collect::<Vec<_>>();
            let plans: Vec<Vec<Deed>> = (0..HANDS).map(|_| plan(&mut dice)).collect();
            let start = Barrier::new(HANDS);
            let won: Vec<Ending> = thread::scope(|scope| {
                let hands: Vec<_> = plans
                    .iter()
                    .enumerate()
                    .map(|(hand, plan)| {
                        let (stage, start) = (&stage, &start);
                        let actor = if hand % 2 == 0 { &house.anna } else { &house.ben };
                        scope.spawn(move || {
                            start.wait();
                            let done = plan.iter().filter(|deed| stage.act(**deed, actor));
                            let ends = done.filter_map(|deed| match deed {
                                Deed::End(how) => Some(*how),
                                _ => None,
                            });
                            ends.collect::<Vec<_>>()
                        })
                    })
                    .collect();
                hands.into_iter().flat_map(|hand| hand.join().expect("a hand")).collect()
            });
            *ends.entry(stage.check(&won).name()).or_default() += 1;
        }
        assert_eq!(ends.values().sum::<usize>(), ROUNDS, "{ends:?}");
        assert!(ends.len() > 1, "the hands met more than one end: {ends:?}");
    });
}

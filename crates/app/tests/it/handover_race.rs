//! Many hands at one conversation, in random order, on both engines: it changes hands one step at a time, each handover
//! ends once, and nobody slips past the guard that asks a lead before the third that is felt.

use crate::power_house::{PowerHouse, id};
use crate::remedy_race::{on_both, persist};
use app::addresses::Party;
use app::conversation::{Assignment, NewReply};
use app::handover::{Handover, HandoverState, Verdict, Words};
use app::people::{NewAgent, Password};
use domain::handover::FELT_FREELY_MAX;
use domain::{Actor, ConversationId, EventKind, HandoverId, Moment, Reach, Role};
use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;
use testkit::dice::Dice;

/// Conversations that hands grab at, one after the other.
const ROUNDS: usize = 14;
/// Hands that grab at once.
const HANDS: usize = 6;
/// What each of them does.
const DEEDS: usize = 4;

/// What a hand does.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Give(usize),
    GiveToTeam,
    Accept,
    HandBack,
    Take,
    Answer,
    Decide(Verdict),
    MergeCustomers,
}

impl Deed {
    fn any(dice: &mut Dice) -> Self {
        match dice.below(14) {
            0..=3 => Self::Give(dice.below(3) as usize),
            4 => Self::GiveToTeam,
            5..=7 => Self::Accept,
            8 => Self::HandBack,
            9 => Self::Take,
            10 | 11 => Self::Answer,
            12 => [Self::Decide(Verdict::Allow), Self::Decide(Verdict::Refuse), Self::Decide(Verdict::Take)]
                [dice.below(3) as usize],
            _ => Self::MergeCustomers,
        }
    }
}

/// A conversation and who grabs at it.
struct Stage<'h> {
    house: &'h PowerHouse,
    agents: &'h [Actor; 3],
    here: ConversationId,
}

fn another_agent(house: &PowerHouse) -> Actor {
    let moment = Moment::new(house.moment().now, [1; 32]);
    let password = Password::new("correct horse battery", &moment).expect("a password");
    house.write(move |tx, moment| {
        let (name, email, password) = ("Carl".to_owned(), "carl@cape.example".to_owned(), password.clone());
        let new = NewAgent { name, email, role: Role::Agent, reach: Reach::All, password };
        let carl = app::people::add(tx, &Actor::System, &new, moment)?;
        app::people::actor_of(tx, carl)
    })
}

impl<'h> Stage<'h> {
    /// Anna has answered; so many handovers have been felt already.
    fn new(house: &'h PowerHouse, agents: &'h [Actor; 3], round: usize, felt: usize) -> Self {
        let here = house.open(&format!("round-{round}@customer.example"));
        let stage = Self { house, agents, here };
        assert!(stage.act(Deed::Take, &agents[0]) && stage.act(Deed::Answer, &agents[0]));
        for number in 0..felt {
            let (from, to) = (number % 3, (number + 1) % 3);
            assert!(stage.act(Deed::Give(to), &agents[from]), "given");
            assert!(stage.act(Deed::Accept, &agents[to]) && stage.act(Deed::Answer, &agents[to]), "taken up");
        }
        stage
    }

    /// Does it; whether it was done.
    fn act(&self, deed: Deed, actor: &Actor) -> bool {
        let (house, here, agents) = (self.house, self.here, self.agents);
        let actor = match deed {
            Deed::Decide(_) => house.lea.clone(),
            Deed::MergeCustomers => house.owner.clone(),
            _ => actor.clone(),
        };
        let receiver = match deed {
            Deed::Give(to) => Some(id(&agents[to])),
            _ => None,
        };
        let done = persist(|| {
            let actor = actor.clone();
            house.attempt(move |tx, moment| {
                let (conversation, _) = app::conversation::find(tx, &Actor::System, here)?;
                let give = |to: Assignment| {
                    let words = Words { reason: "Knows it".into(), summary: String::new() };
                    app::handover::give(tx, &actor, here, to, &words, moment).map(drop)
                };
                let pending = || {
                    let all = app::handover::of_matter(tx, here)?;
                    let pending = all.into_iter().rfind(|handover| handover.state.is_pending());
                    pending.map(|handover| handover.id).ok_or(app::Error::NotFound("handover"))
                };
                match deed {
                    Deed::Give(_) => give(Assignment { assignee: receiver, team: conversation.team_id }),
                    Deed::GiveToTeam => give(Assignment { assignee: None, team: conversation.team_id }),
                    Deed::Accept => app::handover::accept(tx, &actor, pending()?, moment),
                    Deed::HandBack => app::handover::hand_back(tx, &actor, pending()?, moment),
                    Deed::Decide(verdict) => app::handover::decide(tx, &actor, pending()?, verdict, moment),
                    Deed::Take => {
                        let to = Assignment { assignee: actor.agent_id(), team: conversation.team_id };
                        app::conversation::assign(tx, &actor, here, to, moment)
                    }
                    Deed::Answer => {
                        let to = vec![Party { name: String::new(), address: "cleo@customer.example".into() }];
                        let new = NewReply { to, markdown: "We look.".into(), ..NewReply::default() };
                        app::conversation::reply(tx, &actor, here, &new, moment).map(drop)
                    }
                    Deed::MergeCustomers => {
                        // Cleo has been here since the house was opened.
                        let kept = domain::CustomerId(1);
                        app::customer::merge(tx, &actor, kept, conversation.customer_id, moment).map(drop)
                    }
                }
            })
        });
        match done {
            Ok(()) => true,
            Err(app::Error::Conflict(_) | app::Error::Invalid { .. } | app::Error::NotFound(_)) => false,
            Err(error) => panic!("{deed:?}: {error:?}"),
        }
    }

    /// How often the log says of each handover that it was taken up, and that it was not.
    fn told(&self) -> (BTreeMap<HandoverId, (usize, usize)>, Vec<HandoverId>) {
        let here = self.here;
        let log = self.house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 1_000_000));
        let (mut told, mut order): (BTreeMap<_, (usize, usize)>, Vec<_>) = (BTreeMap::new(), Vec::new());
        for recorded in log.into_iter().filter(|recorded| recorded.event.conversation == Some(here)) {
            match recorded.event.kind {
                EventKind::HandoverAccepted { handover, .. } => {
                    told.entry(handover).or_default().0 += 1;
                    order.push(handover);
                }
                EventKind::HandoverRefused { handover } => told.entry(handover).or_default().1 += 1,
                _ => {}
            }
        }
        (told, order)
    }

    /// What must hold whoever was first; how many were felt.
    fn check(&self) -> usize {
        let here = self.here;
        let (conversation, all) = self.house.read(move |tx| {
            Ok((app::conversation::find(tx, &Actor::System, here)?.0, app::handover::of_matter(tx, here)?))
        });
        let pending: Vec<&Handover> = all.iter().filter(|handover| handover.state.is_pending()).collect();
        assert!(pending.len() <= 1, "one at a time: {pending:?}");
        for waits in pending {
            let has = conversation.assignee_id;
            let fits = match waits.state {
                // Who asks to take what nobody has leaves it with nobody until a lead has decided.
                HandoverState::Asked => has.is_none_or(|has| has == waits.from_agent_id),
                _ => has == waits.to_agent_id,
            };
            assert!(fits, "it is where the handover says: {has:?} {waits:?}");
        }
        let (told, order) = self.told();
        for handover in &all {
            let ends = match handover.state {
                HandoverState::Accepted => (1, 0),
                HandoverState::Refused => (0, 1),
                HandoverState::Asked | HandoverState::Open => (0, 0),
            };
            assert_eq!(told.get(&handover.id).copied().unwrap_or_default(), ends, "{handover:?}");
        }
        let taken = order.iter().filter_map(|id| all.iter().find(|handover| handover.id == *id));
        let felt: Vec<&Handover> = taken.filter(|handover| handover.felt).collect();
        let overseers = [&self.house.lea, &self.house.leo, &self.house.owner].map(Actor::agent_id);
        for beyond in felt.iter().skip(FELT_FREELY_MAX) {
            let decided = [beyond.decided_by, beyond.asked_by];
            assert!(decided.iter().any(|who| overseers.contains(who)), "nobody decided: {beyond:?} {all:#?}");
        }
        felt.len()
    }
}

#[test]
fn it_changes_hands_one_step_at_a_time() {
    on_both(|house| {
        house.write(|tx, moment| app::mailbox::ensure(tx, "Support", "support@cape.example", moment));
        let agents = [house.anna.clone(), house.ben.clone(), another_agent(house)];
        let mut dice = Dice::for_test("it_changes_hands_one_step_at_a_time");
        let mut felt_most = 0;
        for round in 0..ROUNDS {
            let stage = Stage::new(house, &agents, round, round % 3);
            let plan = |dice: &mut Dice| (0..DEEDS).map(|_| Deed::any(dice)).collect::<Vec<_>>();
            let plans: Vec<Vec<Deed>> = (0..HANDS).map(|_| plan(&mut dice)).collect();
            let start = Barrier::new(HANDS);
            thread::scope(|scope| {
                for (hand, plan) in plans.iter().enumerate() {
                    let (stage, start, actor) = (&stage, &start, &agents[hand % 3]);
                    scope.spawn(move || {
                        start.wait();
                        for deed in plan {
                            stage.act(*deed, actor);
                        }
                    });
                }
            });
            felt_most = felt_most.max(stage.check());
        }
        assert!(felt_most >= FELT_FREELY_MAX, "the guard was met");
    });
}

//! Figures of power and policies reckoned from the event log alone, after a random walk: the same as the live ones.

use crate::power_house::{PowerHouse, id};
use app::addresses::Party;
use app::budget::Budget;
use app::conversation::NewReply;
use app::policy::{NewMark, NewPolicy, Tally};
use app::remedy::{Balances, Ending, NewRemedy, Replay};
use domain::event::Cursor;
use domain::message::Direction;
use domain::policy::{Cause, MarkKind};
use domain::remedy::State;
use domain::upset::Upset;
use domain::{
    Actor, BudgetId, ConversationId, Currency, Event, EventKind, MessageId, PolicyId, RemedyId, UndoId,
};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use store::message::Message;
use testkit::dice::Dice;

/// Deeds of one walk: some fifty of each kind.
const DEEDS: usize = 700;
/// More events than a walk makes.
const EVENTS: i64 = 100_000;
/// What the customers of a walk say: one calm, one not.
const WORDS: [&str; 2] = [
    "Thank you, the laces came today.",
    "This is the third time I write! You are useless and I am furious. I want my money back NOW!",
];

struct Walk {
    house: PowerHouse,
    people: Vec<Actor>,
    conversations: Vec<ConversationId>,
    remedies: Vec<RemedyId>,
    policies: Vec<PolicyId>,
    replies: Vec<MessageId>,
    heard: Vec<MessageId>,
    merges: Vec<UndoId>,
    budgets: Vec<BudgetId>,
    dice: Dice,
}

fn euro() -> Currency {
    Currency::parse("EUR").expect("a currency")
}

impl Walk {
    fn new(house: PowerHouse, name: &str) -> Self {
        let people = vec![house.anna.clone(), house.ben.clone(), house.lea.clone(), house.leo.clone()];
        let mut conversations = vec![house.conversation];
        for address in ["cleo", "cleo", "dora", "dora", "emil"] {
            conversations.push(house.open(&format!("{address}@customer.example")));
        }
        let lea = house.lea.clone();
        let policies = house.write(move |tx, moment| {
            ["Returns", "Receipts", "Fees"]
                .into_iter()
                .map(|name| {
                    let new = NewPolicy {
                        name: name.into(),
                        rule: "Within 14 days.".into(),
                        purpose: "So that things can be sold again.".into(),
                        faces_customers: true,
                        owner: id(&lea),
                        since: moment.now,
                        review_at: None,
                    };
                    app::policy::add(tx, &lea, &new, moment)
                })
                .collect::<app::Result<Vec<_>>>()
        });
        // The hook is told what is given; the walk plays the shop.
        house.write(|tx, _| app::remedy::connect(tx, true));
        let dice = Dice::for_test(name);
        let (remedies, replies, heard, merges, budgets) = Default::default();
        Self { house, people, conversations, remedies, policies, replies, heard, merges, budgets, dice }
    }

    fn any<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.dice.below(of.len() as u64) as usize].clone()
    }

    fn step(&mut self, number: usize) {
        let (actor, place) = (self.any(&self.people.clone()), self.any(&self.conversations.clone()));
        match self.dice.below(15) {
            0..=2 => self.give(&actor, place, number),
            3 => self.decide(),
            4 | 14 => self.change_remedy(&actor),
            5 => self.shop(),
            6 => self.mark(&actor, place),
            7 => self.unmark(&actor, place),
            8 => self.hear(place),
            9 => self.judge(&actor),
            10 => self.reply(&actor, place),
            11 => self.merge_or_part(&actor, place),
            12 => self.budget(number),
            _ => {
                let minutes = self.dice.below(60 * 30) as i64;
                self.house.pass(minutes);
            }
        }
    }

    fn give(&mut self, actor: &Actor, place: ConversationId, number: usize) {
        let kind = self.any(&["Refund", "Gift", "Waived fee", "Bank transfer", "Apology", "Shoulder"]);
        let cents = if kind == "Apology" { 0 } else { 1 + self.dice.below(9_000) as i64 };
        let why = if self.dice.below(2) == 0 { String::new() } else { "It tore.".into() };
        let currency = self.any(&["EUR", "EUR", "SEK"]).to_owned();
        let new =
            NewRemedy { why, currency, ..self.house.new_remedy(kind, cents, &format!("deed {number}")) };
        // What is refused must change no figure.
        if let Ok(giving) = self.house.give_in(place, actor, new) {
            self.remedies.push(giving.remedy());
        }
    }

    fn decide(&mut self) {
        let (owner, lea, leo) = (self.house.owner.clone(), self.house.lea.clone(), self.house.leo.clone());
        let actor = self.any(&[owner, lea, leo]);
        let yes = self.dice.below(3) > 0;
        if !self.house.waiting(&actor).is_empty() {
            let _ = self.house.decide(&actor, yes);
        }
    }

    fn change_remedy(&mut self, actor: &Actor) {
        if self.remedies.is_empty() {
            return;
        }
        // Lately given ones can still be changed in most ways; leads may change any.
        let late = self.remedies.len().saturating_sub(12);
        let (remedy, choice) = (self.any(&self.remedies.clone()[late..]), self.dice.below(5));
        let actor = if self.dice.below(2) == 0 { self.house.lea.clone() } else { actor.clone() };
        let _ = self.house.attempt(move |tx, moment| match choice {
            0 => app::remedy::mark_done(tx, &actor, remedy, moment),
            1 | 2 => app::remedy::take_back(tx, &actor, remedy, "It came after all.", moment),
            3 => app::remedy::withdraw(tx, &actor, remedy, moment),
            _ => app::remedy::try_again(tx, &actor, remedy, moment),
        });
    }

    fn shop(&mut self) {
        let now = self.house.moment().now;
        let ending = self.any(&[
            Ending::Done { external_id: "re_1".into() },
            Ending::Taken,
            Ending::Refused { words: "Paid by voucher.".into() },
            Ending::NotNow { words: "502".into() },
        ]);
        for due in self.house.read(move |tx| app::remedy::due(tx, now, 3)) {
            let begun = self.house.write(move |tx, moment| app::remedy::begin(tx, due, moment));
            let ending = ending.clone();
            if begun.is_some() {
                self.house.write(move |tx, moment| app::remedy::end(tx, due, &ending, moment));
            }
        }
    }

    fn mark(&mut self, actor: &Actor, place: ConversationId) {
        let policy = self.any(&self.policies.clone());
        let kind = self.any(&MarkKind::ALL);
        let cause = self.any(&[Some(Cause::NotAllowed), None]);
        let new =
            NewMark { policy, kind, cause, words: "Never worn.".into(), remedy: None, in_name_of: None };
        let actor = actor.clone();
        let _ = self.house.attempt(move |tx, moment| app::policy::mark(tx, &actor, place, &new, moment));
    }

    fn unmark(&mut self, actor: &Actor, place: ConversationId) {
        let marks = self.house.read(move |tx| app::policy::marks(tx, &Actor::System, place));
        if let Some(mark) = marks.first().map(|mark| mark.mark.id) {
            let actor = actor.clone();
            let _ = self.house.attempt(move |tx, moment| app::policy::unmark(tx, &actor, mark, moment));
        }
    }

    /// The customer writes.
    fn hear(&mut self, place: ConversationId) {
        let words = self.any(&WORDS);
        let heard = self.house.write(move |tx, moment| {
            let (conversation, _) = app::conversation::find(tx, &Actor::System, place)?;
            let message = Message {
                id: MessageId(0),
                conversation_id: conversation.id,
                direction: Direction::Inbound,
                nature: "message".into(),
                channel: "mail".into(),
                agent_id: None,
                identity_id: None,
                addresses: "{}".into(),
                subject: "Boots".into(),
                text: words.into(),
                folds: "[]".into(),
                html: String::new(),
                remote_count: 0,
                own_colors: false,
                stranger: false,
                mail_message_id: String::new(),
                raw_hash: None,
                written_at: None,
                created_at: moment.now,
            };
            let id = store::message::add(tx, &message)?;
            let event = Event::new(EventKind::MessageReceived {
                automatic: false,
                stranger: false,
                characters: None,
            });
            let event = event.customer(conversation.customer_id).conversation(conversation.id).message(id);
            store::event::append(tx, &event, moment.now)?;
            Ok(id)
        });
        self.heard.push(heard);
        while self.house.write(app::signal::follow) > 0 {}
    }

    fn judge(&mut self, actor: &Actor) {
        if self.heard.is_empty() {
            return;
        }
        let (message, to, actor) = (self.any(&self.heard.clone()), self.any(&Upset::ALL), actor.clone());
        let _ = self.house.attempt(move |tx, moment| app::signal::correct(tx, &actor, message, to, moment));
    }

    fn reply(&mut self, actor: &Actor, place: ConversationId) {
        let actor = actor.clone();
        if let Some(reply) = self.replies.pop().filter(|_| self.dice.below(4) == 0) {
            let _ = self
                .house
                .attempt(move |tx, moment| app::conversation::undo_reply(tx, &actor, reply, moment));
            return;
        }
        let sent = self.house.attempt(move |tx, moment| {
            let to = vec![Party { name: String::new(), address: "cleo@customer.example".into() }];
            let new = NewReply { to, markdown: "We look into it.".into(), ..NewReply::default() };
            app::conversation::reply(tx, &actor, place, &new, moment)
        });
        self.replies.extend(sent);
    }

    fn merge_or_part(&mut self, actor: &Actor, place: ConversationId) {
        let actor = actor.clone();
        if let Some(undo) = self.merges.pop().filter(|_| self.dice.below(2) == 0) {
            let _ = self.house.attempt(move |tx, moment| app::undo::undo(tx, &actor, undo, moment));
            return;
        }
        let into = self.any(&self.conversations.clone());
        let merged =
            self.house.attempt(move |tx, moment| app::conversation::merge(tx, &actor, place, into, moment));
        self.merges.extend(merged.ok().flatten());
    }

    fn budget(&mut self, number: usize) {
        let owner = self.house.owner.clone();
        if self.budgets.len() > 3 {
            let budget = self.budgets.remove(0);
            self.house.write(move |tx, moment| app::budget::end(tx, &owner, budget, moment));
            return;
        }
        let (holder, cents) = (id(&self.any(&self.people.clone())), 500 + self.dice.below(20_000) as i64);
        let of_team = self.dice.below(2) == 0;
        let budget = self.house.write(move |tx, moment| {
            let team = app::team::all(tx)?.first().map(|(team, _)| team.id).filter(|_| of_team);
            let new = Budget {
                id: BudgetId(0),
                name: format!("Small joys {number}"),
                agent_id: team.is_none().then_some(holder),
                team_id: team,
                currency: euro(),
                month_minor: cents,
                carries_over: number.is_multiple_of(2),
                created_at: moment.now,
                ended_at: None,
            };
            app::budget::add(tx, &owner, &new, moment)
        });
        self.budgets.push(budget);
    }

    /// Whether the walk met what it is for.
    fn is_rich(&self) {
        let all = self.house.read(|tx| app::remedy::latest(tx, &Actor::System, None, 1_000));
        let count = |state: State| all.iter().filter(|given| given.remedy.state == state).count();
        for state in [State::Done, State::TakenBack, State::Declined] {
            assert!(count(state) > 0, "{state:?} is rare in {} remedies", all.len());
        }
        assert!(all.iter().any(|given| given.remedy.yes_needed > 0 && given.remedy.given_at.is_some()));
        assert!(all.iter().any(|given| given.remedy.why.is_empty() && given.remedy.given_at.is_some()));
    }

    fn compare(&self) {
        let now = self.house.moment().now;
        let until = now.checked_add(SignedDuration::from_secs(1)).expect("a time");
        let events = self.house.read(|tx| app::events::after(tx, Cursor::default(), EVENTS));
        let replay = Replay::of(&events);
        let middle = now.checked_sub(SignedDuration::from_hours(24 * 4)).expect("a time");
        for from in [Timestamp::UNIX_EPOCH, middle] {
            let live = self.house.read(move |tx| app::remedy::log(tx, from, until));
            let told = replay.log(from, until);
            assert_eq!(told.gifts, live.gifts);
            assert_eq!(told.questions, live.questions);
            assert_eq!(told.answered, live.answered);
            let owner = self.house.owner.clone();
            let live = self.house.read(move |tx| app::remedy::usage(tx, &owner, from, until));
            assert_eq!(self.house.read(move |tx| app::remedy::figures(tx, &told)), live);
            let standings =
                self.house.read(move |tx| app::policy::standings(tx, &Actor::System, from, until));
            let live: BTreeMap<PolicyId, Tally> =
                standings.into_iter().map(|one| (one.policy.id, one.tally)).collect();
            let mut told = app::policy::replay(&events, from, until);
            for policy in &self.policies {
                told.entry(*policy).or_default();
            }
            assert_eq!(told, live);
        }
        let live: Balances = self
            .house
            .read(|tx| app::remedy::balances(tx, &Actor::System))
            .into_iter()
            .map(|(account, currency, minor)| ((account, currency), minor))
            .collect();
        assert_eq!(replay.balances(), live);
        self.compare_used(&replay, now);
        self.compare_budgets(&replay, now);
    }

    /// What the limits count: by matter, by customer and by person.
    fn compare_used(&self, replay: &Replay, now: Timestamp) {
        let since = now.checked_sub(SignedDuration::from_hours(24 * 30)).expect("a time");
        for place in self.conversations.clone() {
            let (matter, customer) = self.house.read(move |tx| {
                let (mut conversation, _) = app::conversation::find(tx, &Actor::System, place)?;
                while let Some(into) = conversation.merged_into {
                    (conversation, _) = app::conversation::find(tx, &Actor::System, into)?;
                }
                let family = store::conversation::with_merged(tx, conversation.id)?;
                let customer = store::remedy::sum_of_customer(tx, conversation.customer_id, euro(), since)?;
                let sum = store::remedy::sum_of_conversations(tx, &family, euro())?;
                Ok(((conversation.id, sum), (conversation.customer_id, customer)))
            });
            assert_eq!(replay.given_in(matter.0, euro()), matter.1);
            assert_eq!(replay.given_to(customer.0, euro(), since), customer.1);
        }
        for person in self.people.iter().map(id) {
            let live = self.house.read(move |tx| Ok(store::remedy::sum_of_agent(tx, person, euro(), since)?));
            assert_eq!(replay.given_at_once_by(person, euro(), since), live);
        }
    }

    fn compare_budgets(&self, replay: &Replay, now: Timestamp) {
        let live = self.house.read(move |tx| app::budget::all(tx, &Actor::System, now));
        assert_eq!(live.len(), replay.budgets().count());
        let zone = self.house.read(|tx| Ok(app::opening_hours::read(tx)?.time_zone));
        let zone = TimeZone::get(&zone).expect("a zone");
        for budget in replay.budgets() {
            let (team, holder) = (budget.team_id, budget.agent_id);
            let people = self.house.read(move |tx| match team {
                Some(team) => Ok(store::team::members(tx, team)?),
                None => Ok(holder.into_iter().collect()),
            });
            let told = app::budget::reckon(budget.clone(), &zone, now, |from, until| {
                Ok(replay.without_why(&people, budget.currency, from, until))
            })
            .expect("it is reckoned");
            let live = live.iter().find(|one| one.budget.id == budget.id).expect("it holds");
            assert_eq!((told.month_minor, told.given_minor), (live.month_minor, live.given_minor));
        }
    }
}

fn walk(house: PowerHouse, name: &str) {
    // What nobody carries out elsewhere is done with being given.
    let owner = house.owner.clone();
    house.write(move |tx, moment| {
        let new = app::remedy::NewKind {
            name: "Shoulder".into(),
            has_cost: true,
            risk: domain::remedy::Risk::Low,
            is_carried_out: false,
        };
        app::remedy::add_kind(tx, &owner, &new, moment)
    });
    let mut walk = Walk::new(house, name);
    for number in 0..DEEDS {
        walk.step(number);
    }
    walk.is_rich();
    walk.compare();
}

#[test]
fn the_log_alone_gives_the_same_figures() {
    walk(PowerHouse::new(), "the_log_alone_gives_the_same_figures");
}

#[test]
fn the_log_alone_gives_the_same_figures_on_postgres() {
    walk(PowerHouse::on_postgres(), "the_log_alone_gives_the_same_figures_on_postgres");
}

//! What making a letdown good is worth: the evidence equals what was lived, and the figures what was planted and published.

use crate::power_house::{PowerHouse, id};
use app::customer::Referred;
use app::remedy::{Evidence, Remedy, Worth};
use domain::complaint::{Source, State as ComplaintState};
use domain::conversation::Channel;
use domain::remedy::{Reason, Reversal, State};
use domain::{
    Actor, AgentId, ComplaintId, ConversationId, Currency, CustomerId, Moment, Money, OrderId, RemedyId,
    RemedyKindId,
};
use jiff::{SignedDuration, Timestamp};
use models::customer::{ComplaintHistory, Event};
use serde_json::Value;
use std::path::PathBuf;
use store::WriteTx;
use store::complaint::Complaint;
use store::order::Order;
use testkit::dice::Dice;

/// Customers of the house, and the days each was one until the evidence ends.
const CUSTOMERS: u64 = 400;
const DAYS: i64 = 700;
/// Days of a week.
const WEEK: f64 = 7.0;

/// A day in the life of a customer.
#[derive(Clone, Copy)]
struct Lived {
    day: i64,
    event: Event,
    /// Which conversation and gifts stand for it: there is more than one way to be given nothing.
    variant: u64,
}

/// A life as the model has it, in days: customers differ in how often they buy and are let down, half of which is made
/// good, and in how easily they leave.
fn live(dice: &mut Dice) -> Vec<Lived> {
    let mut one_of = |choices: [u64; 3]| choices[dice.below(3) as usize];
    let (buys, let_down) = (one_of([8, 20, 60]), one_of([1, 3, 8]));
    let leaves = [one_of([5, 20, 60]), one_of([200, 500, 800]), one_of([10, 80, 240])];
    let mut lived = Vec::new();
    for day in 1..DAYS + 14 {
        let rolled = dice.below(1_000);
        let event = match rolled {
            _ if rolled < buys => Event::Purchase,
            _ if rolled < buys + let_down => Event::Unrecovered,
            _ if rolled < buys + 2 * let_down => Event::Recovered,
            _ => continue,
        };
        lived.push(Lived { day, event, variant: dice.below(3) });
        if dice.below(1_000) < leaves[event as usize] {
            break;
        }
    }
    lived
}

fn expected(lived: &[Lived]) -> ComplaintHistory {
    let seen: Vec<&Lived> = lived.iter().filter(|one| one.day < DAYS).collect();
    let count = |event| seen.iter().filter(|one| one.event == event).count() as u32;
    let last = seen.last().map(|one| (one.event, one.day as f64 / WEEK));
    ComplaintHistory::new(Event::ALL.map(count), last, DAYS as f64 / WEEK).expect("a history")
}

#[derive(Clone, Copy)]
struct Life {
    number: u64,
    begin: Timestamp,
    agent: AgentId,
    kind: RemedyKindId,
}

impl Life {
    fn at(&self, day: i64) -> Timestamp {
        self.begin.checked_add(SignedDuration::from_hours(24 * day)).expect("a time")
    }

    fn open(&self, tx: &WriteTx<'_>, moment: &Moment) -> app::Result<(ConversationId, CustomerId)> {
        let value = format!("customer-{}@customer.example", self.number);
        let identity = app::customer::NewIdentity { kind: "email".into(), value };
        let customer = Referred::Identity { identity, name: String::new() };
        let new = app::conversation::NewConversation {
            customer,
            channel: Channel::Call,
            subject: "Boots".into(),
            team: None,
        };
        let id = app::conversation::open(tx, &Actor::System, &new, moment)?;
        Ok((id, app::conversation::find(tx, &Actor::System, id)?.0.customer_id))
    }

    fn buy(&self, tx: &WriteTx<'_>, customer: CustomerId, day: i64) -> app::Result<()> {
        let order = Order {
            id: OrderId(0),
            customer_id: customer,
            number: "1004".into(),
            state: "paid".into(),
            title: String::new(),
            currency: "EUR".into(),
            total_minor: 8_000,
            url: String::new(),
            source: "shop".into(),
            external_id: format!("{} {day}", self.number),
            placed_at: self.at(day),
            updated_at: self.at(day),
        };
        store::order::put(tx, &order)?;
        Ok(())
    }

    fn complain(&self, tx: &WriteTx<'_>, place: ConversationId, day: i64) -> app::Result<()> {
        let complaint = Complaint {
            id: ComplaintId(0),
            conversation_id: place,
            source: Source::Agent,
            happened: "The lace tore.".into(),
            wanted: "[]".into(),
            wanted_words: String::new(),
            also: String::new(),
            underlying: String::new(),
            began_at: None,
            tries: 1,
            advocate_id: None,
            state: ComplaintState::Open,
            answered_at: None,
            asked_at: None,
            closed_at: None,
            outcome: None,
            outcome_words: String::new(),
            created_at: self.at(day),
            look_at: None,
            noticed_at: None,
        };
        store::complaint::add(tx, &complaint)?;
        Ok(())
    }

    fn give(&self, tx: &WriteTx<'_>, place: ConversationId, day: i64, state: State) -> app::Result<()> {
        let remedy = Remedy {
            id: RemedyId(0),
            request_key: format!("gift in {place}"),
            conversation_id: place,
            kind_id: self.kind,
            cost: Money::new(1_500, Currency::parse("EUR").expect("a currency")).ok(),
            order_id: None,
            for_what: String::new(),
            reason: Reason::Damaged,
            why: "It tore.".into(),
            agent_id: self.agent,
            message_id: None,
            state,
            yes_needed: 0,
            external_id: String::new(),
            problem: String::new(),
            attempts: 0,
            next_attempt_at: None,
            reversal: Reversal::None,
            reversal_problem: String::new(),
            created_at: self.at(day),
            given_at: Some(self.at(day)),
            ended_at: None,
        };
        store::remedy::add(tx, &remedy)?.expect("a new one");
        Ok(())
    }

    fn write_down(&self, tx: &WriteTx<'_>, lived: &[Lived], moments: &[Moment]) -> app::Result<()> {
        let (_, customer) = self.open(tx, &moments[0])?;
        self.buy(tx, customer, 0)?;
        for (one, moment) in lived.iter().zip(&moments[1..]) {
            if one.event == Event::Purchase {
                self.buy(tx, customer, one.day)?;
                continue;
            }
            let (place, _) = self.open(tx, moment)?;
            self.complain(tx, place, one.day)?;
            match (one.event, one.variant) {
                (Event::Recovered, late) => self.give(tx, place, one.day + 7 * late as i64, State::Done)?,
                (_, 0) => {}
                (_, 1) => self.give(tx, place, one.day + 15, State::Done)?,
                (_, _) => self.give(tx, place, one.day + 1, State::TakenBack)?,
            }
        }
        Ok(())
    }
}

#[test]
fn the_evidence_is_what_was_lived_and_the_worth_what_was_planted() {
    let house = PowerHouse::new();
    let (owner, now) = (house.owner.clone(), house.moment().now);
    let none = house.read(move |tx| app::remedy::evidence(tx, &owner, now));
    let Worth::Missing { customers: 0, events: [0, 0, 0], words: None } = app::remedy::worth(&none) else {
        panic!("nothing is claimed of nothing")
    };
    let begin = now.checked_sub(SignedDuration::from_hours(24 * (DAYS + 14))).expect("a time");
    let (agent, kind) = (id(&house.anna), house.kind("Credit"));
    let mut dice = Dice::new(41);
    let mut lives = Vec::new();
    for number in 0..CUSTOMERS {
        let (life, lived) = (Life { number, begin, agent, kind }, live(&mut dice));
        let moments: Vec<Moment> = (0..=lived.len()).map(|_| house.moment()).collect();
        lives.push(expected(&lived));
        house.write(move |tx, _| life.write_down(tx, &lived, &moments));
    }
    let (owner, now) = (house.owner.clone(), house.moment().now);
    let evidence = house.read(move |tx| app::remedy::evidence(tx, &owner, now));
    assert_eq!(evidence.histories.len(), lives.len());
    for (found, lived) in evidence.histories.iter().zip(&lives) {
        assert_eq!(found, lived);
    }
    assert!((evidence.order_minor - 8_000.0).abs() < 1e-9 && (evidence.remedy_minor - 1_500.0).abs() < 1e-9);
    let known = match app::remedy::worth(&evidence) {
        Worth::Known(known) => known,
        other @ Worth::Missing { .. } => panic!("there is enough: {other:?}"),
    };
    let [bought, alone, made_good] = known.leaving;
    assert!(alone.1 < 0.5 && 0.5 < alone.2, "half leave when given nothing: {alone:?}");
    assert!(made_good.1 < 0.11 && 0.11 < made_good.2 && made_good.2 < alone.1, "{made_good:?}");
    assert!(bought.0 < 0.06, "{bought:?}");
    assert!(known.is_shown && known.worth_minor > known.cost_minor && known.cost_minor == 1_500, "{known:?}");
    assert!(known.range_minor.0 < known.worth_minor && known.worth_minor < known.range_minor.1);
    let ben = house.ben.clone();
    let refused = house.db.read(move |tx| app::remedy::evidence(tx, &ben, now)).wait();
    assert!(matches!(refused, Err(app::Error::Forbidden)));
}

/// A file of the reference data; none (said on standard error) where they aren't beside the project.
fn text(file: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/science/clv").join(file);
    if !path.exists() {
        eprintln!("NOT RUN: {file} isn't beside the project");
        return None;
    }
    Some(std::fs::read_to_string(path).expect("it can be read"))
}

#[test]
fn published_customers_leave_as_published() {
    let (Some(table), Some(published)) = (text("complaint_cbs.csv"), text("complaint_expected.json")) else {
        return;
    };
    let published: Value = serde_json::from_str(&published).expect("it is JSON");
    let history = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |at: usize| fields[at].parse::<f64>().expect("a number");
        let event = match fields[5] {
            "purchase" => Some(Event::Purchase),
            "unrecovered" => Some(Event::Unrecovered),
            "recovered" => Some(Event::Recovered),
            _ => None,
        };
        let counts = [1, 2, 3].map(|at| number(at) as u32);
        ComplaintHistory::new(counts, event.map(|event| (event, number(4))), number(6)).expect("a history")
    };
    let evidence = Evidence {
        currency: Currency::parse("EUR").expect("a currency"),
        histories: table.lines().skip(1).map(history).collect(),
        order_minor: 8_000.0,
        remedy_minor: 1_500.0,
    };
    let Worth::Known(known) = app::remedy::worth(&evidence) else { panic!("there is enough") };
    assert_eq!(known.customers, published["customers"].as_i64().expect("a count"));
    for (kind, found) in ["purchase", "unrecovered", "recovered"].into_iter().zip(known.leaving) {
        let theirs = published["mean_dropout_fitted"][kind].as_f64().expect("a share");
        let truth = published["mean_dropout_true"][kind].as_f64().expect("a share");
        assert!((found.0 - theirs).abs() < 0.003, "{kind}: {found:?}, published {theirs}");
        assert!(found.1 < truth && truth < found.2, "{kind}: {found:?}, in truth {truth}");
    }
    assert!(known.is_shown && known.worth_minor > 0);
}

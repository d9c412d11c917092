//! What the event log alone tells of remedies: proof that it forgets nothing a figure needs.

use super::log::{Gift, Log, Question};
use crate::continuity::World;
use domain::ledger::{self, Account, PostingKind};
use domain::{
    AgentId, ApprovalId, BudgetId, ConversationId, Currency, CustomerId, EventKind as Kind, Money, RemedyId,
    RemedyKindId,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::budget::Budget;
use store::event::Recorded;

/// What stands in each account.
pub type Balances = BTreeMap<(Account, Currency), i64>;

/// A remedy while the log is read.
struct Told {
    kind: RemedyKindId,
    cost: Option<Money>,
    conversation: ConversationId,
    given: Option<Gift>,
    is_done: bool,
    is_taken_back: bool,
}

/// A question while the log is read.
struct Asked {
    remedy: RemedyId,
    at: Timestamp,
    answer: Option<(bool, Timestamp)>,
}

/// Everything the log tells of remedies, approvals and budgets.
#[derive(Default)]
pub struct Replay {
    world: World,
    remedies: BTreeMap<RemedyId, Told>,
    questions: BTreeMap<ApprovalId, Asked>,
    budgets: BTreeMap<BudgetId, Budget>,
}

impl Replay {
    /// Reads the log from its beginning.
    pub fn of(events: &[Recorded]) -> Self {
        let mut replay = Self { world: World::read(events), ..Self::default() };
        for recorded in events {
            replay.take(recorded);
            replay.take_question(&recorded.event.kind, recorded.at);
        }
        replay
    }

    fn take(&mut self, recorded: &Recorded) {
        let (event, at) = (&recorded.event, recorded.at);
        match &event.kind {
            Kind::RemedyAsked { remedy, remedy_kind_id: Some(kind), cost_minor, currency, .. } => {
                self.tell(*remedy, *kind, cost(*cost_minor, currency), event.conversation);
            }
            Kind::RemedyGiven {
                remedy,
                remedy_kind_id: Some(kind),
                cost_minor,
                currency,
                at_once,
                giver: Some(agent),
                explained,
                is_done,
                ..
            } => {
                let (cost, remedy) = (cost(*cost_minor, currency), *remedy);
                self.tell(remedy, *kind, cost, event.conversation);
                let (kind, agent, at_once, explained) = (*kind, *agent, *at_once, *explained);
                if let Some(told) = self.remedies.get_mut(&remedy) {
                    told.given = Some(Gift { remedy, kind, cost, agent, at_once, explained, at });
                    told.is_done = *is_done;
                }
            }
            Kind::RemedyDone { remedy } => self.change(*remedy, |told| told.is_done = true),
            Kind::RemedyTakenBack { remedy } => self.change(*remedy, |told| told.is_taken_back = true),
            Kind::BudgetChanged { budget: Some(id), ended: true, .. } => {
                self.budgets.remove(id);
            }
            Kind::BudgetChanged {
                budget: Some(id),
                holder,
                team,
                month_minor,
                currency,
                carries_over,
                ..
            } => {
                let Some(currency) = Currency::parse(currency) else { return };
                let budget = Budget {
                    id: *id,
                    name: String::new(),
                    agent_id: *holder,
                    team_id: *team,
                    currency,
                    month_minor: *month_minor,
                    carries_over: *carries_over,
                    created_at: at,
                    ended_at: None,
                };
                self.budgets.insert(*id, budget);
            }
            _ => {}
        }
    }

    fn take_question(&mut self, kind: &Kind, at: Timestamp) {
        match kind {
            Kind::ApprovalAsked { approval, remedy, .. } => {
                self.questions.insert(*approval, Asked { remedy: *remedy, at, answer: None });
            }
            Kind::ApprovalDecided { approval, approved, .. } => {
                if let Some(asked) = self.questions.get_mut(approval) {
                    asked.answer = Some((*approved, at));
                }
            }
            _ => {}
        }
    }

    /// What is told first of a remedy stays: where it came about.
    fn tell(
        &mut self,
        remedy: RemedyId,
        kind: RemedyKindId,
        cost: Option<Money>,
        conversation: Option<ConversationId>,
    ) {
        let Some(conversation) = conversation else { return };
        let told = Told { kind, cost, conversation, given: None, is_done: false, is_taken_back: false };
        self.remedies.entry(remedy).or_insert(told);
    }

    fn change(&mut self, remedy: RemedyId, change: impl FnOnce(&mut Told)) {
        if let Some(told) = self.remedies.get_mut(&remedy) {
            change(told);
        }
    }

    /// What was given and asked in a stretch of time.
    pub fn log(&self, from: Timestamp, until: Timestamp) -> Log {
        let within = |at: Timestamp| at >= from && at < until;
        let gifts = self.gifts().map(|(_, gift)| *gift).filter(|gift| within(gift.at)).collect();
        let asked = self.questions.iter().filter(|(_, asked)| within(asked.at));
        let questions = asked.filter_map(|(approval, asked)| {
            let told = self.remedies.get(&asked.remedy)?;
            let Asked { at, answer, .. } = *asked;
            Some(Question { approval: *approval, kind: told.kind, cost: told.cost, at, answer })
        });
        Log { gifts, questions: questions.collect(), answered: self.world.answered(from, until) }
    }

    /// What was given and not taken back.
    fn gifts(&self) -> impl Iterator<Item = (&Told, &Gift)> {
        let standing = self.remedies.values().filter(|told| !told.is_taken_back);
        standing.filter_map(|told| Some((told, told.given.as_ref()?)))
    }

    fn sum(&self, currency: Currency, counts: impl Fn(&Told, &Gift) -> bool) -> i64 {
        let counted = self.gifts().filter(|(told, gift)| counts(told, gift));
        let costs = counted.filter_map(|(_, gift)| gift.cost).filter(|cost| cost.currency() == currency);
        costs.map(Money::minor).sum()
    }

    /// What stands in the accounts of the ledger; those at zero too.
    pub fn balances(&self) -> Balances {
        let mut entries = Vec::new();
        for told in self.remedies.values().filter(|told| told.given.is_some()) {
            let Some(cost) = told.cost else { continue };
            entries.extend(ledger::entries(PostingKind::Given, cost, false));
            if told.is_done {
                entries.extend(ledger::entries(PostingKind::CarriedOut, cost, true));
            }
            if told.is_taken_back {
                entries.extend(ledger::entries(PostingKind::TakenBack, cost, told.is_done));
            }
        }
        ledger::balances(&entries)
    }

    /// What was given in a matter.
    pub fn given_in(&self, matter: ConversationId, currency: Currency) -> i64 {
        self.money(matter).get(&currency).copied().unwrap_or(0)
    }

    /// What was given in a matter, in each currency.
    pub(crate) fn money(&self, matter: ConversationId) -> BTreeMap<Currency, i64> {
        let root = self.world.places.root(matter);
        let mut money = BTreeMap::new();
        for (_, gift) in self.gifts().filter(|(told, _)| self.world.places.root(told.conversation) == root) {
            if let Some(cost) = gift.cost {
                *money.entry(cost.currency()).or_default() += cost.minor();
            }
        }
        money
    }

    /// Where a conversation went, after all merges.
    pub(crate) fn matter(&self, conversation: ConversationId) -> ConversationId {
        self.world.places.root(conversation)
    }

    /// What a customer was given since then.
    pub fn given_to(&self, customer: CustomerId, currency: Currency, since: Timestamp) -> i64 {
        let owns = |told: &Told| {
            self.world.places.find(told.conversation).is_some_and(|place| place.customer == customer)
        };
        self.sum(currency, |told, gift| owns(told) && gift.at >= since)
    }

    /// What somebody gave since then without asking.
    pub fn given_at_once_by(&self, agent: AgentId, currency: Currency, since: Timestamp) -> i64 {
        self.sum(currency, |_, gift| gift.agent == agent && gift.at_once && gift.at >= since)
    }

    /// What these people gave in a stretch of time without saying why.
    pub fn without_why(
        &self,
        agents: &[AgentId],
        currency: Currency,
        from: Timestamp,
        until: Timestamp,
    ) -> i64 {
        let within = |gift: &Gift| gift.at >= from && gift.at < until;
        self.sum(currency, |_, gift| agents.contains(&gift.agent) && !gift.explained && within(gift))
    }

    /// The budgets that hold; their names are not told.
    pub fn budgets(&self) -> impl Iterator<Item = &Budget> {
        self.budgets.values()
    }
}

fn cost(minor: i64, currency: &str) -> Option<Money> {
    Money::new(minor, Currency::parse(currency)?).ok()
}

//! Complaints and advice, told twice: the figures from the tables and from the event log alone are the same, after
//! whatever people did, on both engines.

use crate::power_house::PowerHouse;
use app::complaint::{Account, Case, FormLetter, Listed, Summary};
use app::conversation::{NewReply, Said, Split};
use app::outbox::{End, Fate, RecipientEnd};
use app::remedy::Outcome as Carried;
use domain::complaint::{Outcome, Source, Wanted};
use domain::conversation::Channel;
use domain::event::Cursor;
use domain::{Actor, ConversationId, CustomerId, CustomerMergeId, CustomerStepId, MessageId, RemedyId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use store::next_issue::NextIssue;
use testkit::dice::Dice;

/// More events than this test makes.
const EVENTS: i64 = 100_000;
/// Things done on each engine.
const DEEDS: usize = 400;

/// A house in which things happen, and what is needed to go on.
struct World<'h> {
    house: &'h PowerHouse,
    dice: Dice,
    merges: Vec<CustomerMergeId>,
    /// Conversations that there are.
    conversations: i64,
    /// What has worked, by name.
    done: BTreeSet<&'static str>,
}

/// What happened to something that may be refused.
fn ok<T>(result: app::Result<T>) -> bool {
    match result {
        Ok(_) => true,
        Err(app::Error::Store(error)) => panic!("{error}"),
        Err(_) => false,
    }
}

impl World<'_> {
    fn below(&mut self, end: usize) -> usize {
        self.dice.below(end as u64) as usize
    }

    fn one_of(&mut self, last: i64) -> i64 {
        1 + self.dice.below(u64::try_from(last).expect("a number").max(1)) as i64
    }

    fn agent(&mut self) -> Actor {
        if self.below(2) == 0 { self.house.anna.clone() } else { self.house.ben.clone() }
    }

    fn conversation(&mut self) -> ConversationId {
        let known = self.conversations;
        self.conversations = self.house.read(move |tx| {
            let mut last = known;
            while store::conversation::find(tx, &store::Scope::All, ConversationId(last + 1))?.is_some() {
                last += 1;
            }
            Ok(last)
        });
        let last = self.conversations;
        ConversationId(self.one_of(last))
    }

    fn account(&mut self) -> Account {
        let wanted = Wanted::ALL.into_iter().filter(|_| self.below(4) == 0).collect();
        Account { happened: "The boots never came.".into(), wanted, ..Account::default() }
    }

    fn letter(&mut self) -> bool {
        let name = ["anna", "bert", "carl", "dora"][self.below(4)];
        let account = self.account();
        let letter = FormLetter { name: name.into(), email: format!("{name}@customer.example"), account };
        ok(self.house.attempt(move |tx, moment| app::complaint::write(tx, &letter, moment)))
    }

    fn says(&mut self) -> bool {
        let (id, actor) = (self.conversation(), self.agent());
        let channel = if self.below(2) == 0 { Channel::Call } else { Channel::Form };
        let said = Said { text: "Where are my boots? ".repeat(1 + self.below(9)), channel, at: None };
        ok(self.house.attempt(move |tx, moment| app::conversation::take_down(tx, &actor, id, &said, moment)))
    }

    fn opens(&mut self) -> bool {
        let (id, actor, account) = (self.conversation(), self.agent(), self.account());
        let open = self.below(3) > 0;
        ok(self.house.attempt(move |tx, moment| {
            if open {
                app::complaint::open(tx, &actor, id, &account, Source::Agent, moment).map(|_| ())
            } else {
                app::complaint::change(tx, &actor, id, &account, moment)
            }
        }))
    }

    fn replies(&mut self) -> bool {
        let (id, actor) = (self.conversation(), self.agent());
        let (question, words) = (self.below(3) == 0, "We found your boots in Malmö. ".repeat(self.below(12)));
        let sent = self.house.attempt(move |tx, moment| {
            if question {
                return app::complaint::ask(tx, &actor, id, app::complaint::QUESTION, moment);
            }
            let to = app::conversation::view(tx, &actor, id, None)?.answer_to;
            let new = NewReply { to, markdown: format!("Sorry. {words}"), ..NewReply::default() };
            app::conversation::reply(tx, &actor, id, &new, moment)
        });
        let Ok(message) = sent else { return false };
        if self.below(4) == 0 {
            let actor = self.house.owner.clone();
            return ok(self
                .house
                .attempt(move |tx, moment| app::conversation::undo_reply(tx, &actor, message, moment)));
        }
        self.house.pass(1);
        self.leaves(message);
        true
    }

    fn leaves(&self, id: MessageId) {
        self.house.write(move |tx, moment| {
            app::outbox::prepare(tx, id, "http://cape.example", moment)?;
            app::outbox::begin(tx, id, moment)?;
            let recipients = store::delivery::recipients(tx, &[id])?;
            let taken = |address: String| RecipientEnd { address, fate: Fate::Taken, words: String::new() };
            let ends = recipients.into_iter().map(|one| taken(one.address)).collect();
            app::outbox::end(tx, id, &End::Answered(ends), moment)
        });
    }

    fn ends(&mut self) -> bool {
        let (id, actor, way) = (self.conversation(), self.agent(), self.below(6));
        ok(self.house.attempt(move |tx, moment| match way {
            0 => app::complaint::note_asked(tx, &actor, id, moment),
            1 => app::complaint::close(tx, &actor, id, Outcome::Agreed, "She said so.", moment),
            2 => app::complaint::close(tx, &actor, id, Outcome::Silence, "The number is gone.", moment),
            3 => app::complaint::agree(tx, id, "", moment),
            4 => app::complaint::disagree(tx, id, "One boot is missing.", moment),
            _ => app::complaint::reopen(tx, &actor, id, moment),
        }))
    }

    fn steps(&mut self) -> bool {
        let (id, actor, minutes) = (self.conversation(), self.agent(), self.one_of(50));
        let step = CustomerStepId(self.one_of(12));
        let add = self.below(2) == 0;
        ok(self.house.attempt(move |tx, moment| {
            if add {
                app::complaint::add_step(tx, &actor, id, "On hold", minutes, moment).map(|_| ())
            } else {
                app::complaint::remove_step(tx, &actor, step, moment).map(|_| ())
            }
        }))
    }

    fn gives(&mut self) -> bool {
        let (id, actor) = (self.conversation(), self.agent());
        let kind = ["Refund", "Apology", "Gift", "Explanation"][self.below(4)];
        let cents = if matches!(kind, "Refund" | "Gift") { self.one_of(1_500) } else { 0 };
        let key = format!("deed {}", self.dice.roll());
        ok(self.house.give_in(id, &actor, self.house.new_remedy(kind, cents, &key)))
    }

    fn carries_out(&mut self) -> bool {
        let (remedy, lead, way) = (RemedyId(self.one_of(25)), self.house.lea.clone(), self.below(4));
        ok(self.house.attempt(move |tx, moment| match way {
            0 => app::remedy::mark_done(tx, &lead, remedy, moment),
            1 => app::remedy::take_back(tx, &lead, remedy, "It came after all.", moment),
            2 => {
                let failed = Carried::Failed { problem: "The card is gone.".into() };
                app::remedy::report(tx, &Actor::System, remedy, &failed, moment)
            }
            _ => app::remedy::try_again(tx, &lead, remedy, moment),
        }))
    }

    /// What moves conversations: merges, their undoing, splits, and customers who turn out to be one.
    fn moves(&mut self) -> bool {
        let (id, into, actor, lead) =
            (self.conversation(), self.conversation(), self.agent(), self.house.lea.clone());
        match self.below(5) {
            0 | 1 => {
                let by = actor.clone();
                let merged =
                    self.house.attempt(move |tx, moment| app::conversation::merge(tx, &by, id, into, moment));
                let Ok(undo) = merged else { return false };
                if let Some(undo) = undo.filter(|_| self.below(2) == 0) {
                    self.house.write(move |tx, moment| app::undo::undo(tx, &actor, undo, moment));
                }
                true
            }
            2 => ok(self.house.attempt(move |tx, moment| {
                let first = store::message::ids(tx, id, None)?.into_iter().nth(1).unwrap_or(MessageId(0));
                app::conversation::split(tx, &actor, first, &Split::default(), moment)
            })),
            3 => {
                let Some(merge) = self.merges.pop() else { return false };
                ok(self.house.attempt(move |tx, moment| app::customer::undo_merge(tx, &lead, merge, moment)))
            }
            _ => {
                let (kept, merged) = (CustomerId(self.one_of(4)), CustomerId(self.one_of(4)));
                let merge = self
                    .house
                    .attempt(move |tx, moment| app::customer::merge(tx, &lead, kept, merged, moment));
                self.merges.extend(merge.as_ref().ok());
                ok(merge)
            }
        }
    }

    fn tags(&mut self) -> bool {
        let (id, actor, way) = (self.conversation(), self.agent(), self.below(6));
        let tag = ["late", "Refund"][self.below(2)];
        ok(self.house.attempt(move |tx, moment| match way {
            0 => app::conversation::untag(tx, &actor, id, tag, moment),
            1 | 2 => {
                let advice = app::advice::of_conversation(tx, &actor, id)?;
                let first = advice.first().ok_or(app::Error::NotFound("advice"))?;
                app::advice::take(tx, &actor, id, first.tag_id, moment)
            }
            _ => app::conversation::tag(tx, &actor, id, tag, moment),
        }))
    }

    fn deed(&mut self) {
        let longest = if self.below(12) == 0 { 9 * 24 * 60 } else { 600 };
        let minutes = self.one_of(longest);
        self.house.pass(minutes);
        let (name, went) = match self.below(20) {
            0 | 1 => ("letter", self.letter()),
            2 | 3 => ("says", self.says()),
            4 | 5 => ("opens", self.opens()),
            6..=8 => ("replies", self.replies()),
            9 | 10 => ("ends", self.ends()),
            11 => ("steps", self.steps()),
            12 | 13 => ("gives", self.gives()),
            14 => ("carries out", self.carries_out()),
            15 | 16 => ("moves", self.moves()),
            _ => ("tags", self.tags()),
        };
        if went {
            self.done.insert(name);
        }
        while self.house.write(app::complaint::follow) > 0 {}
        while self.house.write(app::advice::follow) > 0 {}
    }
}

fn begin(house: &PowerHouse) {
    house.write(|tx, moment| {
        app::mailbox::ensure(tx, "Support", "support@cape.example", moment)?;
        app::remedy::connect(tx, true)?;
        // Half of the late came back with a refund; one in ten of all did.
        let [late, refund] = [store::tag::ensure(tx, "late")?, store::tag::ensure(tx, "refund")?];
        let followed = NextIssue {
            tag_id: late,
            next_tag_id: refund,
            base: 100,
            followed: 50,
            usual_base: 1_000,
            usual_followed: 100,
        };
        app::advice::keep(tx, &[followed], moment)
    });
    // The consumer of advice begins at the end of the log.
    house.write(app::advice::follow);
}

fn same(house: &PowerHouse) -> (Vec<Case>, app::advice::Figures) {
    let now = house.moment().now;
    let to = now.checked_add(SignedDuration::from_secs(1)).expect("a time");
    let (owner, overseer) = (house.owner.clone(), house.owner.clone());
    let period = (Timestamp::UNIX_EPOCH, to);
    let live = house.read(move |tx| app::complaint::figures(tx, &owner, period, now));
    let events = house.read(|tx| app::events::after(tx, Cursor::default(), EVENTS));
    let replayed = app::complaint::replay(&events, period, now).expect("a log");
    let cases: Vec<Case> = live.made.into_iter().map(|Listed { case, .. }| case).collect();
    for (case, told) in cases.iter().zip(&replayed) {
        assert_eq!(case, told);
    }
    assert_eq!(cases.len(), replayed.len());
    assert_eq!(live.summary, Summary::of(&replayed.iter().collect::<Vec<_>>()));
    let advice = house.read(move |tx| app::advice::figures(tx, &overseer, period));
    assert_eq!(advice, app::advice::replay(&events, period));
    (cases, advice)
}

/// Lets things happen, and compares now and then; what there is to count at the end, and what has worked.
fn tell_twice(house: &PowerHouse, dice: Dice) -> (Vec<Case>, app::advice::Figures, usize) {
    begin(house);
    let mut world = World { house, dice, merges: Vec::new(), conversations: 1, done: BTreeSet::new() };
    for deed in 0..DEEDS {
        world.deed();
        if deed % 100 == 99 {
            same(house);
        }
    }
    let (cases, advice) = same(house);
    (cases, advice, world.done.len())
}

/// With seeds that are known to let everything happen, so that equal figures are no figures of nothing.
#[test]
fn the_log_alone_tells_the_same_figures() {
    for seed in 0..2 {
        let (cases, advice, done) = tell_twice(&PowerHouse::new(), Dice::new(seed));
        let some = |is: fn(&Case) -> bool| cases.iter().any(is) && cases.iter().any(|case| !is(case));
        assert_eq!(done, 10, "every kind of deed has worked");
        assert!(some(|case| case.outcome.is_some()) && some(|case| case.answered_at.is_some()));
        assert!(some(|case| case.given.is_empty()) && some(|case| case.time.step_minutes > 0));
        assert!(advice.not_taken.is_some() && advice.taken.is_some(), "{advice:?}");
    }
}

#[test]
fn the_log_alone_tells_the_same_figures_whatever_happens() {
    let test = "the_log_alone_tells_the_same_figures_whatever_happens";
    tell_twice(&PowerHouse::new(), Dice::for_test(test));
}

#[test]
fn the_log_alone_tells_the_same_figures_on_postgresql() {
    let test = "the_log_alone_tells_the_same_figures_on_postgresql";
    tell_twice(&PowerHouse::on_postgres(), Dice::for_test(test));
}

//! Advice: offered once, taken once, and what became of it.

use super::next_issue::tagged;
use crate::support::{at, new_agent, new_customer, read, write};
use domain::ConversationId;
use domain::conversation::State;
use store::advice::{self, Advice, Outcome};
use store::{Database, Scope, conversation, tag};

pub(crate) fn offered_and_taken(db: &Database) {
    let ([one, other], refund, ben) = write(db, |tx| {
        let (late, refund) = (tag::ensure(tx, "late")?, tag::ensure(tx, "refund")?);
        let (anna, cleo) = (new_customer(tx, "Anna")?, new_customer(tx, "Cleo")?);
        let ids = [tagged(tx, anna, late, 10)?, tagged(tx, cleo, late, 20)?];
        for id in ids {
            assert!(advice::offer(tx, id, refund, at(30))?, "new");
            assert!(!advice::offer(tx, id, refund, at(99))?, "it stays as it is");
        }
        tagged(tx, cleo, refund, 60)?;
        tagged(tx, anna, refund, 200)?;
        Ok((ids, refund, new_agent(tx, "ben")?))
    });
    let mut offered = Advice {
        conversation_id: one,
        next_tag_id: refund,
        agent_id: None,
        offered_at: at(30),
        taken_at: None,
    };
    assert_eq!(read(db, move |tx| advice::of_conversation(tx, one)), [offered]);
    let take = move || write(db, move |tx| advice::take(tx, one, refund, Some(ben), at(40)));
    assert!(take() && !take(), "once");
    (offered.agent_id, offered.taken_at) = (Some(ben), Some(at(40)));
    assert_eq!(read(db, move |tx| advice::of_conversation(tx, one)), [offered]);
    assert_eq!(read(db, move |tx| advice::of_conversation(tx, other)).len(), 1);
    let became = read(db, |tx| advice::outcomes(tx, (at(0), at(100)), 60_000));
    let outcome = |taken, came| Outcome { taken, came, count: 1 };
    assert_eq!(became, [outcome(false, true), outcome(true, false)]);
}

pub(crate) fn without_advice(db: &Database) {
    let ([early, closed, told, waits, other], tags) = write(db, |tx| {
        let (late, lost, refund) =
            (tag::ensure(tx, "late")?, tag::ensure(tx, "lost")?, tag::ensure(tx, "refund")?);
        let anna = new_customer(tx, "Anna")?;
        let mut ids = [ConversationId(0); 5];
        for (number, tag) in [late, late, late, late, refund].into_iter().enumerate() {
            ids[number] = tagged(tx, anna, tag, 10 + number as i64)?;
        }
        tag::put(tx, ids[3], lost)?;
        let mut done = conversation::find(tx, &Scope::All, ids[1])?.expect("it");
        done.state = State::Closed;
        conversation::update(tx, &done)?;
        advice::offer(tx, ids[2], refund, at(30))?;
        Ok((ids, [late, lost]))
    });
    let without = |after, limit| read(db, move |tx| advice::without(tx, &tags, at(after), limit));
    assert_eq!(without(0, 10), [waits, early], "neither {closed} nor {told} nor {other}");
    assert_eq!(without(0, 1), [waits]);
    assert_eq!(without(10, 10), [waits], "begun after it, not with it");
    assert!(read(db, |tx| advice::without(tx, &[], at(0), 10)).is_empty());
}

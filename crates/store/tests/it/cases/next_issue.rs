//! What follows what: the count equals one by hand.

use crate::support::{at, new_customer, read, token, write};
use domain::conversation::State;
use domain::{ConversationId, CustomerId, TagId};
use store::conversation::NewConversation;
use store::next_issue::{self, NextIssue};
use store::{Database, Result, WriteTx, conversation, tag};

/// A conversation with a tag, begun at that second.
pub(crate) fn tagged(
    tx: &WriteTx<'_>,
    customer_id: CustomerId,
    tag: TagId,
    second: i64,
) -> Result<ConversationId> {
    let new = NewConversation {
        token: token(u64::try_from(customer_id.0 * 10_000 + second).expect("a number")),
        customer_id,
        customer_certain: true,
        mailbox_id: None,
        channel: "form",
        subject: "Boots",
        team_id: None,
        state: State::Open,
    };
    let id = conversation::open(tx, &new, at(second))?;
    tag::put(tx, id, tag)?;
    Ok(id)
}

pub(crate) fn counted_and_kept(db: &Database) {
    // Anna and Ben: late, then refund in time. Cleo: late, then refund too late. Dora: refund alone, twice.
    let [late, refund] = write(db, |tx| {
        let [late, refund] = [tag::ensure(tx, "late")?, tag::ensure(tx, "refund")?];
        for (name, steps) in [
            ("Anna", vec![(late, 10), (refund, 40), (refund, 50)]),
            ("Ben", vec![(late, 20), (refund, 70)]),
            ("Cleo", vec![(late, 30), (refund, 91)]),
            ("Dora", vec![(refund, 15), (refund, 35)]),
        ] {
            let customer = new_customer(tx, name)?;
            for (tag, second) in steps {
                tagged(tx, customer, tag, second)?;
            }
        }
        Ok([late, refund])
    });
    // Begun by second 60, followed within 60 seconds: of three late ones two; of seven in all Anna's first two, Ben's
    // first and Dora's first.
    let counted = read(db, |tx| next_issue::count(tx, (at(0), at(60)), 60_000));
    let expected = NextIssue {
        tag_id: late,
        next_tag_id: refund,
        base: 3,
        followed: 2,
        usual_base: 7,
        usual_followed: 4,
    };
    assert_eq!(counted, [expected]);
    let again = counted.clone();
    write(db, move |tx| next_issue::keep(tx, &counted, at(100)));
    write(db, move |tx| next_issue::keep(tx, &again, at(200)));
    assert_eq!(read(db, move |tx| next_issue::of_tags(tx, &[late, refund])), [expected]);
    assert!(read(db, move |tx| next_issue::of_tags(tx, &[refund])).is_empty());
    assert_eq!(read(db, next_issue::all), [expected]);
}

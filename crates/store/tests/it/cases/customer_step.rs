//! Steps of customers: written down, listed, taken back.

use crate::support::{UNUSUAL, at, new_conversation, new_customer, read, write};
use domain::CustomerStepId;
use store::Database;
use store::customer_step::{self, CustomerStep};

pub(crate) fn life(db: &Database) {
    let (ids, steps) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let ids = [new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?];
        let mut steps = Vec::new();
        for (index, &conversation_id) in (0..).zip(&ids) {
            let mut new = CustomerStep {
                id: CustomerStepId(0),
                conversation_id,
                agent_id: None,
                words: UNUSUAL.into(),
                minutes: 12 + index,
                created_at: at(10 + index),
            };
            new.id = customer_step::add(tx, &new)?;
            steps.push(new);
        }
        Ok((ids, steps))
    });
    let first = steps[0].id;
    assert_eq!(read(db, move |tx| customer_step::of_conversations(tx, &ids)), steps);
    assert_eq!(read(db, move |tx| customer_step::find(tx, first)), Some(steps[0].clone()));
    assert!(write(db, move |tx| customer_step::remove(tx, first, at(20))));
    assert!(!write(db, move |tx| customer_step::remove(tx, first, at(30))), "only once");
    assert_eq!(read(db, move |tx| customer_step::find(tx, first)), None);
    assert_eq!(read(db, move |tx| customer_step::of_conversations(tx, &ids)), steps[1..]);
}

//! Purchases, and where customers were let down.

use super::complaint::new as complaint;
use super::order::plain as order;
use crate::support::{at, new_conversation, new_customer, plain_message, read, write};
use domain::Currency;
use store::order::Order;
use store::recovery::{self, Letdown, Purchase};
use store::signal::{self, Signal};
use store::{Database, message};

pub(crate) fn gathered(db: &Database) {
    let (anna, bert, talks) = write(db, |tx| {
        let (anna, bert) = (new_customer(tx, "Anna")?, new_customer(tx, "Bert")?);
        for (customer, external_id, second, currency) in
            [(anna, "b", 9, "EUR"), (anna, "a", 2, "EUR"), (bert, "c", 5, "EUR"), (bert, "d", 6, "SEK")]
        {
            let bought = order(customer, external_id, second);
            store::order::put(tx, &Order { total_minor: 10 * second, currency: currency.into(), ..bought })?;
        }
        let talks =
            [new_conversation(tx, anna, 1)?, new_conversation(tx, anna, 2)?, new_conversation(tx, bert, 3)?];
        complaint(tx, talks[0], 40)?;
        for (talk, level, corrected_level, second) in [
            (talks[0], 3, None, 30),
            (talks[1], 3, Some(0), 20),
            (talks[1], 1, None, 22),
            (talks[2], 2, None, 25),
        ] {
            let message_id = message::add(tx, &plain_message(talk, "Where is it?", second))?;
            let raised = Signal {
                message_id,
                conversation_id: talk,
                level,
                probability: 0,
                tries: 1,
                reasons: "[]".into(),
                wanted: String::new(),
                is_abuse: false,
                is_threat: false,
                corrected_level,
                corrected_by: None,
                corrected_at: None,
                brought_id: None,
                created_at: at(second),
            };
            assert!(signal::add(tx, &raised)?);
            if let Some(level) = corrected_level {
                signal::correct(tx, message_id, level, None, at(50))?;
            }
        }
        Ok((anna, bert, talks))
    });
    let bought = |customer_id, second| Purchase { customer_id, at: at(second), total_minor: 10 * second };
    let euro = Currency::parse("EUR").expect("a currency");
    let all = [bought(bert, 5), bought(anna, 2), bought(anna, 9)];
    assert_eq!(read(db, move |tx| recovery::purchases(tx, euro, 9)), all);
    assert_eq!(read(db, move |tx| recovery::purchases(tx, euro, 2)), all[..2]);
    let let_down =
        |customer_id, conversation_id, second| Letdown { customer_id, conversation_id, at: at(second) };
    let annas = let_down(anna, talks[0], 30);
    let berts = let_down(bert, talks[2], 25);
    assert_eq!(read(db, move |tx| recovery::letdowns(tx, anna, 9)), [annas, berts], "the first of each talk");
    assert_eq!(read(db, move |tx| recovery::letdowns(tx, bert, 9)), [berts]);
    assert_eq!(read(db, move |tx| recovery::letdowns(tx, anna, 1)), [annas]);
}

//! Answers kept for those who ask twice.

use crate::support::{UNUSUAL, at, read, token, write};
use store::idempotency::{self, Given};
use store::{Database, api_token};

pub(crate) fn life(db: &Database) {
    let (shop, carrier) = write(db, |tx| {
        let add = |number| api_token::add(tx, &token(number), "a", "", None, at(0));
        Ok((add(1)?, add(2)?))
    });
    let given = |status| Given { request_hash: [status as u8; 32], status, response: UNUSUAL.into() };
    write(db, move |tx| {
        idempotency::keep(tx, shop, "one", &given(201), at(10))?;
        idempotency::keep(tx, shop, "other", &given(200), at(20))?;
        idempotency::keep(tx, carrier, "one", &given(202), at(20))
    });
    let again = db.write(move |tx| idempotency::keep(tx, shop, "one", &given(201), at(11))).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()));
    let find = |whose, key, since| read(db, move |tx| idempotency::find(tx, whose, key, at(since)));
    assert_eq!(find(shop, "one", 10), Some(given(201)));
    assert_eq!(find(shop, "one", 11), None, "too old");
    assert_eq!(find(carrier, "one", 0), Some(given(202)), "each token has its own keys");
    assert_eq!(find(shop, "ONE", 0), None);
    assert_eq!(write(db, |tx| idempotency::forget(tx, at(20))), 1);
    assert_eq!((find(shop, "one", 0), find(shop, "other", 0)), (None, Some(given(200))));
}

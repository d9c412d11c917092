//! Signed-in browsers.

use crate::support::{UNUSUAL, at, new_agent, read, token, write};
use store::session::{self, Session};
use store::{Database, WriteTx};

pub(crate) fn life(db: &Database) {
    let (anna, bert) = write(db, |tx| Ok((new_agent(tx, "anna")?, new_agent(tx, "bert")?)));
    let start = move |tx: &WriteTx<'_>, number, agent| {
        session::start(tx, &token(number), agent, UNUSUAL, at(1), at(100))
    };
    write(db, move |tx| {
        [(1, anna), (2, anna), (3, bert), (4, bert)].into_iter().try_for_each(|(n, a)| start(tx, n, a))
    });
    let again = db.write(move |tx| start(tx, 1, bert)).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()));
    let find = |number, now| read(db, move |tx| session::find(tx, &token(number), at(now)));
    let expected = Session { agent: anna, seen_at: at(1), expires_at: at(100), device: UNUSUAL.into() };
    assert_eq!(find(1, 99), Some(expected.clone()));
    assert_eq!((find(1, 100), find(9, 1)), (None, None), "expired, unknown");
    write(db, |tx| session::touch(tx, &token(1), at(50), at(150)));
    assert_eq!(find(1, 149), Some(Session { seen_at: at(50), expires_at: at(150), ..expected }));
    write(db, |tx| session::end(tx, &token(3)));
    assert_eq!((find(3, 2), find(4, 2).is_some()), (None, true));
    assert_eq!(write(db, |tx| session::sweep(tx, at(100))), 2);
    assert_eq!(write(db, move |tx| session::end_all(tx, anna)), 1);
    assert_eq!(find(1, 50), None);
}

pub(crate) fn of_an_agent(db: &Database) {
    let (anna, bert) = write(db, |tx| Ok((new_agent(tx, "anna")?, new_agent(tx, "bert")?)));
    write(db, move |tx| {
        [(1, anna, 5), (2, anna, 7), (3, bert, 6), (4, anna, 1)].into_iter().try_for_each(
            |(n, agent, begin)| session::start(tx, &token(n), agent, "", at(begin), at(begin * 10)),
        )
    });
    let hashes = move |now| -> Vec<[u8; 32]> {
        read(db, move |tx| session::of_agent(tx, anna, at(now))).into_iter().map(|(hash, _)| hash).collect()
    };
    assert_eq!(hashes(10), [token(2).hash(), token(1).hash()], "last used first, without the expired one");
    assert_eq!(write(db, move |tx| session::end_others(tx, anna, &token(1))), 2);
    assert_eq!(hashes(2), [token(1).hash()]);
    assert_eq!(read(db, move |tx| session::of_agent(tx, bert, at(2))).len(), 1);
}

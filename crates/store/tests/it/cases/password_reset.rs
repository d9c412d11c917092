//! Links for those who forgot their password.

use crate::support::{at, new_agent, read, token, write};
use store::{Database, password_reset};

pub(crate) fn works_once(db: &Database) {
    let (anna, bert) = write(db, |tx| Ok((new_agent(tx, "anna")?, new_agent(tx, "bert")?)));
    write(db, move |tx| {
        [(1, anna), (2, anna), (3, bert)].into_iter().try_for_each(|(n, agent)| {
            password_reset::add(tx, &token(n), agent, at(n as i64), at(100 + n as i64))
        })
    });
    let find = |number, now| read(db, move |tx| password_reset::find(tx, &token(number), at(now)));
    assert_eq!((find(1, 100), find(1, 101), find(3, 1), find(9, 1)), (Some(anna), None, Some(bert), None));
    assert_eq!(write(db, move |tx| password_reset::end_all(tx, anna)), 2);
    assert_eq!((find(2, 1), find(3, 1)), (None, Some(bert)));
    assert_eq!(write(db, |tx| password_reset::sweep(tx, at(103))), 1);
    assert_eq!(find(3, 1), None);
}

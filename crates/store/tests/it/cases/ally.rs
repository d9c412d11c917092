//! Who knows a customer.

use crate::support::{at, new_agent, new_customer, read, write};
use store::Database;
use store::ally::{self, Ally};

pub(crate) fn life(db: &Database) {
    let (anna, bert, ines, ben) = write(db, |tx| {
        let (anna, bert) = (new_customer(tx, "Anna")?, new_customer(tx, "Bert")?);
        Ok((anna, bert, new_agent(tx, "ines")?, new_agent(tx, "ben")?))
    });
    let first = Ally { customer_id: anna, agent_id: ines, backup_id: None, since: at(1) };
    let other = Ally { customer_id: bert, agent_id: ben, backup_id: Some(ines), since: at(2) };
    write(db, move |tx| ally::put(tx, &first));
    write(db, move |tx| ally::put(tx, &other));
    assert_eq!(read(db, move |tx| ally::of_customer(tx, anna)), Some(first));
    assert_eq!(read(db, move |tx| ally::of_agent(tx, ines)), [first, other], "as ally and as backup");
    assert_eq!(read(db, move |tx| ally::of_agent(tx, ben)), [other]);
    let changed = Ally { agent_id: ben, backup_id: Some(ines), since: at(3), ..first };
    write(db, move |tx| ally::put(tx, &changed));
    assert_eq!(read(db, ally::all), [changed, other], "one each");
    assert!(write(db, move |tx| ally::remove(tx, anna)));
    assert!(!write(db, move |tx| ally::remove(tx, anna)));
    assert_eq!(read(db, move |tx| ally::of_customer(tx, anna)), None);
}

//! What somebody has on their desk.

use crate::support::{at, conversation, new_agent, new_conversation, new_customer, read, write};
use domain::conversation::State;
use store::conversation::Conversation;
use store::workload::{self, Workload};
use store::{Database, conversation as row};

pub(crate) fn counted(db: &Database) {
    let ines = write(db, |tx| {
        let (ines, customer) = (new_agent(tx, "ines")?, new_customer(tx, "Anna")?);
        for number in 1..=5 {
            let id = new_conversation(tx, customer, number)?;
            let before = conversation(tx, id)?;
            let (assignee_id, waiting_since) = (Some(ines), (number < 3).then(|| at(number)));
            let state = if number == 5 { State::Closed } else { State::Open };
            row::update(tx, &Conversation { assignee_id, waiting_since, state, ..before })?;
        }
        Ok(ines)
    });
    assert_eq!(read(db, move |tx| workload::of_agent(tx, ines, 9)), Workload { open: 4, waiting: 2 });
    assert_eq!(read(db, move |tx| workload::of_agent(tx, ines, 3)).open, 3, "counting stops");
}

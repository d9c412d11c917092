//! Who looked at whose figures.

use crate::support::{at, new_agent, read, write};
use store::look::{self, Look};
use store::{Database, Result};

pub(crate) fn latest_first(db: &Database) {
    let (lead, looks) = write(db, |tx| {
        let (lead, anna) = (new_agent(tx, "lead")?, new_agent(tx, "anna")?);
        let look = |page: &str, second| Look {
            viewer_id: lead,
            subject_id: anna,
            page: page.into(),
            created_at: at(second),
        };
        let looks = [look("promises", 1), look("power", 2), look("promises", 2)];
        looks.iter().try_for_each(|one| look::add(tx, one))?;
        Result::Ok((lead, looks))
    });
    let anna = looks[0].subject_id;
    let found = read(db, move |tx| look::of_subject(tx, anna, 2));
    assert_eq!(found, [looks[2].clone(), looks[1].clone()]);
    assert_eq!(read(db, move |tx| look::of_subject(tx, lead, 2)), []);
}

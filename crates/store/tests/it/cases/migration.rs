//! From nothing, again, and from the future.

use crate::raw;
use crate::support::{at, read, write};
use domain::AgentId;
use store::{Database, Error, attachment, setting};

pub(crate) fn twice_is_harmless(db: &Database) {
    write(db, |tx| setting::set(tx, "kept", "1"));
    let again = Database::open(db.location()).expect("the same database");
    assert_eq!(read(&again, |tx| setting::get(tx, "kept")).as_deref(), Some("1"));
    let all = std::thread::scope(|scope| {
        let openers: Vec<_> = (0..4).map(|_| scope.spawn(|| Database::open(db.location()).is_ok())).collect();
        openers.into_iter().all(|opener| opener.join().expect("an answer"))
    });
    assert!(all, "several may open it at once");
}

pub(crate) fn a_newer_database_is_refused(db: &Database) {
    let newer = store::latest_migration() + 1;
    raw::execute(db, &format!("INSERT INTO migration (version, name) VALUES ({newer}, 'from the future')"));
    match Database::open(db.location()) {
        Err(Error::Newer { found, known }) => assert_eq!((found, known), (newer, newer - 1)),
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("opened"),
    }
    raw::execute(db, &format!("DELETE FROM migration WHERE version = {newer}"));
    assert!(Database::open(db.location()).is_ok());
}

/// Events, logs and links still speak of what was deleted.
pub(crate) fn ids_are_never_used_again(db: &Database) {
    let file = attachment::NewAttachment {
        message_id: None,
        agent_id: None::<AgentId>,
        name: "",
        media_type: "",
        size: 0,
        blob_hash: [0; 32],
        part: "",
        inline: false,
        content_id: "",
    };
    let (first, second) = write(db, move |tx| {
        let first = attachment::add(tx, &file, at(0))?;
        attachment::sweep_loose(tx, at(1))?;
        Ok((first, attachment::add(tx, &file, at(0))?))
    });
    assert!(second > first);
}

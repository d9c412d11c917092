//! Another process holds the database: intake waits for it, or says "try again", and nothing is lost or spoilt.

use crate::support::{CAPE, expect_exactly, mail, open, wait_until_read};
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, post_mail};

/// Somebody who holds the database until told to let go.
struct Holder {
    let_go: Sender<()>,
    gone: thread::JoinHandle<()>,
}

impl Holder {
    fn of(house: &CapeFolder) -> Self {
        let (let_go, wait) = channel();
        let (holding, held) = channel();
        let (wait, db): (Arc<Mutex<Receiver<()>>>, _) = (Arc::new(Mutex::new(wait)), open(house));
        let gone = thread::spawn(move || {
            let held = db.write(move |_| {
                let _ = holding.send(());
                let _ = wait.lock().map(|wait| wait.recv());
                Ok::<_, app::Error>(())
            });
            held.wait().expect("the holder's own transaction ends well");
        });
        held.recv().expect("the database is held");
        Self { let_go, gone }
    }

    fn let_go(self) {
        self.let_go.send(()).expect("the holder waits");
        self.gone.join().expect("the holder ends");
    }
}

#[test]
fn a_locked_database_delays_intake_and_spoils_nothing() {
    let folder = TempDir::new().expect("a folder");
    let house = CapeFolder::new(CAPE, folder.path(), "");
    let server = house.serve();
    let post = |number: usize| {
        post_mail(&mut server.connect().expect("a connection"), &mail(number)).expect("an answer")
    };
    assert_eq!(post(1), 202);
    wait_until_read(&server);

    let holder = Holder::of(&house);
    let (posted, piped) = thread::scope(|scope| {
        // Both wait as long as they may, and then ask to be tried again.
        let posted = scope.spawn(|| post(2));
        let piped = scope.spawn(|| house.pipe(&mail(3)).code());
        (posted.join().expect("an answer"), piped.join().expect("an end"))
    });
    assert_eq!((posted, piped), (503, Some(75)), "{}", house.log());
    thread::scope(|scope| {
        let posted = scope.spawn(|| post(2));
        holder.let_go();
        assert_eq!(posted.join().expect("an answer"), 202, "it waited and was taken");
    });
    assert_eq!(house.pipe(&mail(3)).code(), Some(0));
    wait_until_read(&server);
    drop(server);
    expect_exactly(&house, &BTreeSet::from([1, 2, 3]));
}

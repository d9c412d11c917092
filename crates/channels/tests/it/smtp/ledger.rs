//! No attempt is ever forgotten: it is written down before the mail goes, and its end after the answer.

use super::letter;
use crate::support::{Entry, Journal, plain, surroundings, way_out};
use channels::{
    Stopper,
    smtp::{Client, Ledger, Outcome},
};
use std::time::Duration;
use testkit::fake_smtp::{Act, FakeSmtp, Step};
use tokio::time::timeout;

const ANN: &str = "ann@customer.example";
const BEN: &str = "ben@customer.example";

fn client(server: &FakeSmtp) -> Client {
    Client::new(way_out(plain(server.port())), surroundings())
}

#[tokio::test(flavor = "multi_thread")]
async fn begun_after_the_envelope_and_before_the_content() {
    let server = FakeSmtp::start(&[]);
    server.refuse(ANN, "550 no");
    let (_stopper, stop) = Stopper::new();
    let journal = Journal::beside(&server);
    let fates = client(&server).deliver(&letter(&[ANN, BEN]), &journal, &stop).await.unwrap();
    let last_command = format!("RCPT TO:<{BEN}>");
    let begun = Entry::Begun { recipients: vec![BEN.into()], last_command };
    assert_eq!(journal.entries(), [begun, Entry::Settled(fates)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_begins_when_nobody_takes_it() {
    let server = FakeSmtp::start(&[]);
    server.refuse(ANN, "550 no");
    let (_stopper, stop) = Stopper::new();
    let journal = Journal::beside(&server);
    let fates = client(&server).deliver(&letter(&[ANN]), &journal, &stop).await.unwrap();
    assert_eq!(journal.entries(), [Entry::Settled(fates)]);
    assert!(!server.commands().contains(&"DATA".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_written_beginning_nothing_is_sent() {
    let server = FakeSmtp::start(&[]);
    let (_stopper, stop) = Stopper::new();
    let mut client = client(&server);
    let journal = Journal::beside(&server).failing(1, 0);
    client.deliver(&letter(&[ANN]), &journal, &stop).await.unwrap_err();
    assert!(server.received().is_empty() && journal.entries().is_empty());
    // The same client, a moment later.
    let fates = client.deliver(&letter(&[ANN]), &journal, &stop).await.unwrap();
    assert!(matches!(fates[0].outcome, Outcome::Accepted { .. }));
    assert_eq!((server.received().len(), server.connections()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_is_written_down_as_soon_as_it_can_be() {
    let server = FakeSmtp::start(&[]);
    let (_stopper, stop) = Stopper::new();
    let journal = Journal::beside(&server).failing(0, 5);
    let fates = client(&server).deliver(&letter(&[ANN]), &journal, &stop).await.unwrap();
    assert_eq!(journal.entries().last(), Some(&Entry::Settled(fates)));
    assert_eq!(server.received().len(), 1, "sent once, written down at the sixth attempt");
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_while_the_end_cannot_be_written_the_attempt_stays_open() {
    let server = FakeSmtp::start(&[]);
    let (stopper, stop) = Stopper::new();
    stopper.stop();
    let journal = Journal::beside(&server).failing(0, u32::MAX);
    client(&server).deliver(&letter(&[ANN]), &journal, &stop).await.unwrap_err();
    assert!(matches!(&journal.entries()[..], [Entry::Begun { .. }]));
}

/// What a crash looks like to the ledger: begun and never settled, so the next start knows that it may have gone out.
#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_the_answer_is_awaited_leaves_the_beginning() {
    let server = FakeSmtp::start(&[]);
    server.next(Step::Content, Act::Silence);
    let (_stopper, stop) = Stopper::new();
    let journal = Journal::beside(&server);
    let (mut client, letter) = (client(&server), letter(&[ANN]));
    {
        let mut delivery = std::pin::pin!(client.deliver(&letter, &journal, &stop));
        let all_sent = async {
            while server.received().is_empty() {
                assert!(
                    timeout(Duration::from_millis(5), &mut delivery).await.is_err(),
                    "no answer can have come"
                );
            }
        };
        timeout(Duration::from_mins(1), all_sent).await.expect("the mail goes out");
    }
    assert!(matches!(&journal.entries()[..], [Entry::Begun { .. }]));
    assert_eq!(server.received().len(), 1);
    journal.settle(&[]).await.unwrap();
}

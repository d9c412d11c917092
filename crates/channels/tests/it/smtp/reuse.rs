//! One connection for many mails, and a new one when the old one is gone.

use super::letter;
use crate::support::{Journal, plain, surroundings, way_out};
use channels::{
    Stopper,
    smtp::{Client, Outcome},
};
use testkit::fake_smtp::{Act, FakeSmtp, Step};

#[tokio::test(flavor = "multi_thread")]
async fn mails_share_a_connection_also_after_refusals() {
    let server = FakeSmtp::start(&[]);
    server.next(Step::Recipient, Act::Say("450 4.2.1 later".into()));
    server.next(Step::Sender, Act::Say("250 ok".into()));
    server.next(Step::Sender, Act::Say("450 4.1.8 later".into()));
    server.next(Step::Content, Act::Say("250 ok".into()));
    server.next(Step::Content, Act::Say("554 5.6.0 no".into()));
    let (_stopper, stop) = Stopper::new();
    let mut client = Client::new(way_out(plain(server.port())), surroundings());
    let mut accepted = 0;
    for _ in 0..6 {
        let fates =
            client.deliver(&letter(&["ann@customer.example"]), &Journal::default(), &stop).await.unwrap();
        accepted += usize::from(matches!(fates[0].outcome, Outcome::Accepted { .. }));
    }
    assert_eq!((accepted, server.received().len(), server.connections()), (3, 3, 1));
    client.rest().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_cut_meanwhile_is_made_anew() {
    let server = FakeSmtp::start(&[]);
    let (_stopper, stop) = Stopper::new();
    let mut client = Client::new(way_out(plain(server.port())), surroundings());
    for sent in 1..=3 {
        let fates =
            client.deliver(&letter(&["ann@customer.example"]), &Journal::default(), &stop).await.unwrap();
        assert!(matches!(fates[0].outcome, Outcome::Accepted { .. }));
        assert_eq!((server.received().len(), server.connections()), (sent, sent));
        server.cut();
    }
}

//! Servers that drop, fall silent or talk nonsense.

use crate::support::{Inbox, Watching, mail, mailbox, plain};
use channels::{TroubleKind, imap::Extent};
use std::sync::Arc;
use testkit::fake_imap::{FakeImap, ImapAct, ImapStep};

fn with_mails(count: u32) -> FakeImap {
    let server = FakeImap::start();
    for uid in 1..=count {
        server.put(uid, &mail(uid as usize));
    }
    server
}

async fn takes_all(server: &FakeImap, count: usize) -> Arc<Inbox> {
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(server.port()));
    settings.patience_seconds = 1;
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the mails", |taken| taken.is_ok("INBOX") && taken.arrivals.len() >= count).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), (1..=count).map(mail).collect::<Vec<_>>());
    assert!(inbox.look().arrivals.iter().all(|arrival| arrival.extent == Extent::Whole));
    inbox
}

#[tokio::test(flavor = "multi_thread")]
async fn untagged_nonsense_is_passed_over() {
    let server = with_mails(3);
    server.chatter(
        b"* 99 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (UID 2 FLAGS ())\r\n\xff\xfe\x00 nonsense\r\n* OK [ALERT] hello\r\n\
          \r\n* LIST () \"/\" x\r\n* 12\r\n*\r\n* FETCH FETCH\r\nC9999 OK not yours\r\n* ESEARCH (TAG \"x\") {3}\r\n)(\" y\r\n",
    );
    takes_all(&server, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drop_at_any_point_is_survived() {
    let steps = [ImapStep::Greeting, ImapStep::Login, ImapStep::Open, ImapStep::Fetch, ImapStep::Idle];
    for step in steps {
        for last_words in [&b""[..], b"* BYE going down\r\n", b"* 1 FETCH (UID 1 BODY[] {5000}\r\nSubj"] {
            let server = with_mails(2);
            server.next(step, ImapAct::SayAndHangUp(last_words.to_vec()));
            takes_all(&server, 2).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_at_any_point_is_not_waited_for_without_end() {
    for step in [ImapStep::Greeting, ImapStep::Login, ImapStep::Open, ImapStep::Fetch] {
        let server = with_mails(2);
        server.next(step, ImapAct::Silence);
        takes_all(&server, 2).await;
        assert!(server.is_done(step));
    }
}

/// The server is gone without a word, as behind a router that forgot us: the next look finds out.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_died_in_idle_is_found_by_the_next_look() {
    let server = with_mails(1);
    server.next(ImapStep::Idle, ImapAct::Silence);
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(server.port()));
    (settings.poll_seconds, settings.patience_seconds) = (1, 1);
    let watching = Watching::start(&settings, &inbox);
    testkit::server_process::wait_until("the silence", || server.is_done(ImapStep::Idle));
    server.put(2, &mail(2));
    inbox.until("the mail", |taken| taken.arrivals.len() == 2).await;
    watching.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_with_a_reason_are_tried_again() {
    for (step, words, kind) in [
        (ImapStep::Login, "NO [AUTHENTICATIONFAILED] who?", TroubleKind::Login),
        (ImapStep::Login, "NO [UNAVAILABLE] later", TroubleKind::Network),
        (ImapStep::Open, "NO [INUSE] locked", TroubleKind::Folder),
    ] {
        let server = with_mails(1);
        server.next(step, ImapAct::End(words.into()));
        let inbox = takes_all(&server, 1).await;
        assert!(inbox.look().was_told_of(kind), "{words}: {:?}", inbox.look().healths);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn endless_lines_and_absurd_literals_are_cut_off() {
    let endless = [b"* OK ".to_vec(), vec![b'x'; 3_000_000], b"\r\n".to_vec()].concat();
    let absurd = b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\nhello".to_vec();
    for nonsense in [endless, absurd] {
        let server = with_mails(2);
        server.next(ImapStep::Fetch, ImapAct::SayAndHangUp(nonsense));
        takes_all(&server, 2).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn something_else_than_imap_is_told_as_such() {
    let server = with_mails(0);
    server.next(ImapStep::Greeting, ImapAct::SayAndHangUp(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    let inbox = takes_all(&server, 0).await;
    assert!(inbox.look().was_told_of(TroubleKind::Protocol));
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_stops_wherever_it_is() {
    for step in [ImapStep::Greeting, ImapStep::Login, ImapStep::Open, ImapStep::Fetch, ImapStep::Idle] {
        let server = with_mails(1);
        server.next(step, ImapAct::Silence);
        let inbox = Arc::new(Inbox::default());
        let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
        testkit::server_process::wait_until("the silence", || server.is_done(step));
        watching.stop().await;
    }
    // Nobody there at all: it stops while it waits for the next attempt.
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(testkit::server_process::free_port())), &inbox);
    inbox.until("people to hear of it", |taken| taken.was_told_of(TroubleKind::Network)).await;
    watching.stop().await;
}

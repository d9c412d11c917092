//! Where only new mail is wanted: what was there stays there, and nothing that comes is missed, whatever happens to
//! the numbers.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox, plain};
use channels::imap::{Settings, Take};
use std::sync::Arc;
use testkit::{dovecot::Dovecot, fake_imap::FakeImap};

/// Long before the time of these tests, the first of January 1970.
const LONG_AGO: &str = "05-May-1968 10:00:00 +0000";
/// An hour before it, by a clock that may be wrong.
const JUST_BEFORE: &str = "31-Dec-1969 23:00:00 +0000";

fn only_new(port: u16) -> Settings {
    let mut settings = mailbox(plain(port));
    settings.take = Take::New;
    settings
}

/// An application whose folder was connected when it held `count` old mails.
async fn connected(server: &FakeImap, count: u32) -> (Arc<Inbox>, Watching) {
    for number in 1..=count {
        server.put_dated(number, LONG_AGO, &mail(number as usize));
    }
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&only_new(server.port()), &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    (inbox, watching)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_there_stays_there_and_what_comes_is_taken() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    for number in 1..=3 {
        dovecot.deliver(USER, "INBOX", &mail(number));
    }
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&only_new(dovecot.port), &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    dovecot.deliver(USER, "INBOX", &mail(4));
    inbox.until("the new mail", |taken| !taken.arrivals.is_empty()).await;
    watching.stop().await;
    dovecot.deliver(USER, "INBOX", &mail(5));
    let watching = Watching::start(&only_new(dovecot.port), &inbox);
    inbox.until("what came meanwhile", |taken| taken.arrivals.len() >= 2).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), [mail(4), mail(5)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_empty_folder_the_first_mail_is_new() {
    let server = FakeImap::start();
    let (inbox, watching) = connected(&server, 0).await;
    server.put_dated(1, LONG_AGO, &mail(1));
    inbox.until("the mail", |taken| !taken.arrivals.is_empty()).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), [mail(1)], "it was moved there, however old it is");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbered_anew_the_old_mail_is_still_left_and_the_new_is_offered_again() {
    let server = FakeImap::start();
    let (inbox, watching) = connected(&server, 3).await;
    server.put(4, &mail(4));
    inbox.until("the new mail", |taken| taken.arrivals.len() == 1).await;
    server.put_dated(5, JUST_BEFORE, &mail(5));
    inbox.until("one dated by a slow clock", |taken| taken.arrivals.len() == 2).await;
    watching.stop().await;
    // While nobody looked, the folder was restored, and another mail came.
    server.remove(2);
    server.put(6, &mail(6));
    server.renumber();
    let watching = Watching::start(&only_new(server.port()), &inbox);
    inbox.until("all but the old ones", |taken| taken.arrivals.len() >= 5).await;
    server.put_dated(900, LONG_AGO, &mail(7));
    inbox.until("an old one moved there", |taken| taken.arrivals.len() >= 6).await;
    watching.stop().await;
    // What was taken before comes again: its content tells the application that it has it.
    let wanted: Vec<Vec<u8>> = [4, 5, 4, 5, 6, 7].map(mail).into();
    assert_eq!(inbox.look().raw("INBOX"), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_in_the_middle_of_numbering_it_goes_on_where_it_was() {
    let server = FakeImap::start();
    let inbox = Arc::new(Inbox::gated());
    for number in 1..=2 {
        server.put_dated(number, LONG_AGO, &mail(number as usize));
    }
    let watching = Watching::start(&only_new(server.port()), &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    // Restored in another order: an old mail stands behind the new one.
    server.put(3, &mail(3));
    server.remove(2);
    server.put_dated(4, LONG_AGO, &mail(2));
    server.renumber();
    inbox.let_in(1);
    let watching = Watching::start(&only_new(server.port()), &inbox);
    inbox.until("the first after numbering", |taken| taken.arrivals.len() == 1).await;
    server.cut();
    inbox.let_in(10);
    server.put(5, &mail(5));
    inbox.until("the rest", |taken| taken.arrivals.len() >= 2).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), [mail(3), mail(5)], "the old ones are still left after the cut");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_was_taken_whole_before_goes_on_and_is_offered_whole_when_numbered_anew() {
    let server = FakeImap::start();
    for number in 1..=2 {
        server.put_dated(number, LONG_AGO, &mail(number as usize));
    }
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("everything", |taken| taken.arrivals.len() == 2).await;
    watching.stop().await;
    server.put(3, &mail(3));
    let watching = Watching::start(&only_new(server.port()), &inbox);
    inbox.until("what came meanwhile", |taken| taken.arrivals.len() == 3).await;
    server.renumber();
    inbox.until("all of it again", |taken| taken.arrivals.len() >= 6).await;
    watching.stop().await;
    assert!(inbox.look().progress["INBOX"].left.is_none());
}

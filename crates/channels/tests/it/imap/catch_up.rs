//! Nothing is lost and nothing doubled, whatever happened in between.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox, plain};
use channels::imap::Extent;
use std::{collections::BTreeSet, sync::Arc, time::Instant};
use testkit::{
    dovecot::Dovecot,
    fake_imap::{Defect, FakeImap},
};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_downtime_what_came_meanwhile_is_taken_in_order_and_nothing_twice() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let settings = mailbox(plain(dovecot.port));
    let inbox = Arc::new(Inbox::default());
    dovecot.deliver(USER, "INBOX", &mail(1));
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the first mail", |taken| taken.arrivals.len() == 1).await;
    watching.stop().await;
    for number in 2..=5 {
        dovecot.deliver(USER, "INBOX", &mail(number));
    }
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the others", |taken| taken.arrivals.len() >= 5).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), (1..=5).map(mail).collect::<Vec<_>>());
    let uids: Vec<u32> = inbox.look().arrivals.iter().map(|arrival| arrival.source.position.uid).collect();
    assert!(uids.is_sorted(), "{uids:?}");
    assert!(inbox.look().arrivals.iter().all(|arrival| arrival.source.internal_date.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_uid_validity_means_the_whole_folder_again() {
    let mut dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::default());
    for number in 1..=3 {
        dovecot.deliver(USER, "INBOX", &mail(number));
    }
    let watching = Watching::start(&mailbox(plain(dovecot.port)), &inbox);
    inbox.until("the mails", |taken| taken.arrivals.len() == 3).await;
    // While the wire keeps trying to come back.
    dovecot.kill();
    dovecot.renumber(USER, "INBOX");
    dovecot.deliver(USER, "INBOX", &mail(4));
    dovecot.restart();
    inbox.until("all mails again", |taken| taken.arrivals.len() == 7).await;
    watching.stop().await;
    let taken = inbox.look();
    let validities: BTreeSet<u32> =
        taken.arrivals.iter().map(|arrival| arrival.source.position.uid_validity).collect();
    assert_eq!(validities.len(), 2);
    let again: BTreeSet<&[u8]> = taken.raw("INBOX").into_iter().skip(3).collect();
    let wanted: Vec<Vec<u8>> = (1..=4).map(mail).collect();
    assert_eq!(again, wanted.iter().map(Vec::as_slice).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_somebody_read_before_is_taken_and_no_flag_is_changed() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::default());
    dovecot.mark_seen(&dovecot.deliver(USER, "INBOX", &mail(1)));
    dovecot.deliver(USER, "INBOX", &mail(2));
    let watching = Watching::start(&mailbox(plain(dovecot.port)), &inbox);
    inbox.until("both mails", |taken| taken.arrivals.len() == 2).await;
    watching.stop().await;
    let mut flags = dovecot.flags(USER, "INBOX");
    flags.sort();
    assert_eq!(flags, ["", "S"], "seen stays seen, unseen stays unseen");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_killed_and_comes_back() {
    let mut dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(dovecot.port)), &inbox);
    for number in 1..=3 {
        dovecot.deliver(USER, "INBOX", &mail(number));
        inbox.until("the mail", |taken| taken.arrivals.len() == number && taken.is_ok("INBOX")).await;
        dovecot.kill();
        inbox.until("people to hear of it", |taken| !taken.is_ok("INBOX")).await;
        dovecot.restart();
    }
    inbox.until("the return", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), (1..=3).map(mail).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_mails_with_the_server_killed_in_the_middle() {
    let mut dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::gated());
    for number in 0..1000 {
        dovecot.deliver(USER, "INBOX", &mail(number));
    }
    let watching = Watching::start(&mailbox(plain(dovecot.port)), &inbox);
    for part in [130, 620] {
        inbox.let_in(part - inbox.look().arrivals.len());
        inbox.until("a part of the mails", |taken| taken.arrivals.len() == part).await;
        // The wire has a group of mails in hand and wants more than it will get.
        dovecot.restart();
    }
    let start = Instant::now();
    inbox.let_in(1000);
    inbox.until("all mails", |taken| taken.arrivals.len() >= 1000).await;
    inbox.until("the end", |taken| taken.is_ok("INBOX")).await;
    println!("catch-up: the last 380 of 1,000 mails took {} ms", start.elapsed().as_millis());
    watching.stop().await;
    let taken = inbox.look();
    let different: BTreeSet<&[u8]> = taken.raw("INBOX").into_iter().collect();
    assert_eq!((taken.arrivals.len(), different.len()), (1000, 1000), "none twice, none missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_that_leave_the_folder_in_between_are_no_trouble() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::default());
    let files: Vec<_> = (1..=4).map(|number| dovecot.deliver(USER, "INBOX", &mail(number))).collect();
    let settings = mailbox(plain(dovecot.port));
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the mails", |taken| taken.arrivals.len() == 4).await;
    watching.stop().await;
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        for entry in std::fs::read_dir(dovecot.maildir(USER, "INBOX").join("cur")).unwrap().flatten() {
            if entry.file_name().to_str().unwrap().starts_with(&name) {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
    }
    dovecot.deliver(USER, "INBOX", &mail(5));
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the next mail", |taken| taken.arrivals.len() == 5 && taken.is_ok("INBOX")).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX").last().copied(), Some(mail(5).as_slice()));

    // Listed, and gone a moment later.
    let server = FakeImap::start();
    for uid in 1..=3 {
        server.put(uid, &mail(uid as usize));
    }
    server.spoil(2, Defect::Vanishes);
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("the others", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), [mail(1), mail(3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_of_billions_of_numbers_costs_nothing() {
    let server = FakeImap::start();
    let uids = [1, 2, 70_000, 3_000_000_000, u32::MAX - 1, u32::MAX];
    for uid in uids {
        server.put(uid, &mail(uid as usize));
    }
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("the mails", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    assert_eq!(inbox.look().raw("INBOX"), uids.map(|uid| mail(uid as usize)));
    let lists = server.commands().iter().filter(|command| command.contains("RFC822.SIZE")).count();
    assert!(lists < 100, "{lists} lists");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_stored_now_is_fetched_again() {
    let server = FakeImap::start();
    let inbox = Arc::new(Inbox::default());
    inbox.look().failures = 4;
    for uid in 1..=3 {
        server.put(uid, &mail(uid as usize));
    }
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("the mails", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    let taken = inbox.look();
    assert!(taken.was_told_of(channels::TroubleKind::Storage));
    assert_eq!(taken.raw("INBOX"), [mail(1), mail(2), mail(3)]);
    assert!(
        taken.arrivals.iter().all(|arrival| arrival.extent == Extent::Whole),
        "no mail was blamed for it"
    );
}

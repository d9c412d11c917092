//! Several folders of a mailbox, each on its own.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox, plain};
use channels::{TroubleKind, imap::Health};
use std::sync::Arc;
use testkit::dovecot::Dovecot;

#[tokio::test(flavor = "multi_thread")]
async fn several_folders_even_with_umlauts_and_one_that_is_missing() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    dovecot.deliver(USER, "INBOX", &mail(1));
    dovecot.deliver(USER, "Orders & more", &mail(9));
    // As Dovecot writes "Rückfragen" on disk.
    dovecot.deliver(USER, "R&APw-ckfragen", &mail(2));
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(dovecot.port));
    settings.folders = ["INBOX", "Rückfragen", "Not there"].map(ToOwned::to_owned).to_vec();
    let watching = Watching::start(&settings, &inbox);
    inbox
        .until("both folders", |taken| {
            taken.is_ok("INBOX") && taken.is_ok("Rückfragen") && taken.was_told_of(TroubleKind::Folder)
        })
        .await;
    dovecot.deliver(USER, "R&APw-ckfragen", &mail(3));
    inbox.until("news", |taken| taken.arrivals.len() == 3).await;
    // A folder that is made later is found without a restart.
    dovecot.deliver(USER, "Not there", &mail(4));
    inbox.until("the new folder", |taken| taken.is_ok("Not there")).await;
    watching.stop().await;
    let taken = inbox.look();
    assert_eq!(taken.raw("INBOX"), [mail(1)]);
    assert_eq!(taken.raw("Rückfragen"), [mail(2), mail(3)]);
    assert_eq!(taken.raw("Not there"), [mail(4)]);
}

#[tokio::test]
async fn settings_that_cannot_work_are_told_and_nothing_is_tried() {
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(1));
    settings.folders = vec!["IN\r\nBOX".into()];
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the trouble", |taken| taken.was_told_of(TroubleKind::Settings)).await;
    watching.stop().await;
    let health = inbox.look().healths.first().cloned();
    assert!(matches!(health, Some((_, Health::Failing { since, .. })) if since == crate::support::NOW));
}

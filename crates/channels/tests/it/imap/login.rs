//! Every way to prove whose mailbox it is, at a real Dovecot.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox, plain};
use channels::{Credential, SecretSource, TroubleKind};
use std::{fs, sync::Arc};
use testkit::{dovecot::Dovecot, fake_imap::FakeImap};

async fn takes_a_mail(dovecot: &Dovecot, login: Credential) {
    dovecot.deliver(USER, "INBOX", &mail(1));
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(dovecot.port));
    settings.login = login;
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the mail", |taken| taken.is_ok("INBOX")).await;
    assert_eq!(inbox.look().raw("INBOX"), [mail(1)], "{}", dovecot.log());
    watching.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_by_sasl_plain() {
    takes_a_mail(&Dovecot::start(&[(USER, PASSWORD)]), Credential::password(USER, PASSWORD)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_by_the_login_command() {
    // Knows no AUTHENTICATE.
    let server = FakeImap::start();
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("the login", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    let login = r#"LOGIN "support@shop.example" "p\"a\\ss wörd""#.to_owned();
    assert!(server.commands().contains(&login), "{:?}", server.commands());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_by_oauthbearer_and_by_xoauth2() {
    for mechanism in ["oauthbearer", "xoauth2"] {
        let dovecot = Dovecot::start_offering(&[(USER, PASSWORD)], &format!("plain {mechanism}"));
        dovecot.tokens.issue("token-1", USER);
        let token = SecretSource::Command(vec!["printf".into(), "token-%d\\n".into(), "1".into()]);
        takes_a_mail(&dovecot, Credential::bearer(USER, token)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_expires_is_read_anew_from_its_file() {
    for mechanism in ["oauthbearer", "xoauth2"] {
        let mut dovecot = Dovecot::start_offering(&[(USER, PASSWORD)], mechanism);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "old-token\n").unwrap();
        dovecot.tokens.issue("old-token", USER);
        let inbox = Arc::new(Inbox::default());
        let mut settings = mailbox(plain(dovecot.port));
        settings.login = Credential::bearer(USER, SecretSource::File(file.clone()));
        let watching = Watching::start(&settings, &inbox);
        inbox.until("the first login", |taken| taken.is_ok("INBOX")).await;

        dovecot.tokens.withdraw("old-token");
        dovecot.restart();
        inbox.until("the refusal", |taken| taken.was_told_of(TroubleKind::Login)).await;
        dovecot.tokens.issue("new-token", USER);
        dovecot.deliver(USER, "INBOX", &mail(2));
        fs::write(&file, "new-token").unwrap();
        inbox.until("the mail", |taken| taken.arrivals.len() == 1 && taken.is_ok("INBOX")).await;
        watching.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_in_plain_words_and_mended_without_a_restart() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    fs::write(&file, "wrong").unwrap();
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(dovecot.port));
    settings.login = Credential::Password { user: USER.into(), password: SecretSource::File(file.clone()) };
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the refusal", |taken| taken.was_told_of(TroubleKind::Login)).await;
    let told = format!("{:?}", inbox.look().healths);
    assert!(told.contains("Check the user name and the password."), "{told}");
    fs::write(&file, PASSWORD).unwrap();
    inbox.until("the login", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_command_that_fails_is_a_login_trouble() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    for command in
        [vec!["false".to_owned()], vec!["/no/such/program".to_owned()], vec![], vec!["true".to_owned()]]
    {
        let inbox = Arc::new(Inbox::default());
        let mut settings = mailbox(plain(dovecot.port));
        settings.login = Credential::bearer(USER, SecretSource::Command(command));
        let watching = Watching::start(&settings, &inbox);
        inbox.until("the trouble", |taken| taken.was_told_of(TroubleKind::Login)).await;
        watching.stop().await;
    }
}

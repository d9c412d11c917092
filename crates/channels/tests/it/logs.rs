//! Nothing secret and nobody's address gets into the logs, in good times and in bad ones.

use crate::support::{Inbox, Journal, USER, Watching, mail, mailbox, plain, surroundings, way_out};
use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{
    Credential, Secret, SecretSource, Stopper,
    smtp::{Client, Letter},
};
use std::{
    io,
    sync::{Arc, Mutex},
};
use testkit::{
    fake_imap::{Defect, FakeImap, ImapAct, ImapStep},
    fake_smtp::{Act, FakeSmtp, Step},
};
use tracing_subscriber::fmt::MakeWriter;

const PASSWORD: &str = "correct-horse-battery";
const TOKEN: &str = "ya29.secret-token";
const CUSTOMER: &str = "ann@customer.example";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// On one thread, so that the subscriber of this thread sees everything.
#[tokio::test(flavor = "current_thread")]
async fn no_secret_no_address_and_no_mail_is_logged() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(log.clone());
    let guard = tracing::subscriber::set_default(subscriber.finish());
    mail_comes_in().await;
    mail_goes_out().await;
    drop(guard);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for happened in
        ["mailbox connection failed", "mail taken", "mail sent", "mail not sent", "couldn't be taken whole"]
    {
        assert!(log.contains(happened), "the log tells of \"{happened}\":\n{log}");
    }
    let encoded = [PASSWORD, TOKEN, USER].map(|secret| STANDARD.encode(secret));
    let plain = [PASSWORD, TOKEN, USER, CUSTOMER, "parcel", "server words"].map(ToOwned::to_owned);
    for secret in plain.iter().chain(&encoded) {
        assert!(!log.contains(secret.trim_end_matches('=')), "{secret} is in the log:\n{log}");
    }
    let debug = format!("{:?} {:?}", Credential::password(USER, PASSWORD), Secret::new(TOKEN));
    assert!(!debug.contains(PASSWORD) && !debug.contains(TOKEN) && !debug.contains(USER), "{debug}");
}

async fn mail_comes_in() {
    let server = FakeImap::start();
    let refused = format!("NO [AUTHENTICATIONFAILED] server words about {USER} {PASSWORD}");
    server.next(ImapStep::Login, ImapAct::End(refused));
    server.next(ImapStep::Fetch, ImapAct::SayAndHangUp(b"* BYE server words, parcel\r\n".to_vec()));
    for uid in 1..=3 {
        server.put(uid, &mail(uid as usize));
    }
    server.spoil(2, Defect::Refused);
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(server.port()));
    settings.login = Credential::password(USER, PASSWORD);
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the mails", |taken| taken.arrivals.len() == 3 && taken.is_ok("INBOX")).await;
    watching.stop().await;
    let told = format!("{:?}", inbox.look().healths);
    assert!(told.contains("server words"), "people see them, only the log doesn't: {told}");
}

async fn mail_goes_out() {
    let server = FakeSmtp::start(&["AUTH PLAIN XOAUTH2"]);
    server.next(Step::Login, Act::Say(format!("535 server words about {USER}")));
    server.next(Step::Content, Act::SayAndHangUp(format!("nonsense, server words {CUSTOMER}")));
    let (_stopper, stop) = Stopper::new();
    for login in [
        Credential::password(USER, PASSWORD),
        Credential::password(USER, PASSWORD),
        Credential::bearer(USER, SecretSource::Given(Secret::new(TOKEN))),
    ] {
        let mut client = Client::new(way_out(plain(server.port())).with_login(login), surroundings());
        let letter = Letter { sender: Some(USER.into()), recipients: vec![CUSTOMER.into()], raw: mail(1) };
        client.deliver(&letter, &Journal::default(), &stop).await.unwrap();
        client.rest().await;
    }
    assert_eq!(server.received().len(), 2);
}

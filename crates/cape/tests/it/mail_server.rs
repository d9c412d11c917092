//! The whole way with real mail servers: Postfix brings a mail into Dovecot's mailbox, Cape shows it in the open inbox,
//! and the answer goes out through Postfix into the customer's mailbox.

use crate::support::{CAPE, open, wait_until_read};
use app::people::{NewOwner, Password};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, CapeProcess};
use testkit::dovecot::Dovecot;
use testkit::http_connection::HttpConnection;
use testkit::postfix::{HandOver, Postfix};
use testkit::server_process::wait_until;

const PASSWORD: &str = "correct horse battery";
/// How soon a mail must show after it has reached the mailbox. "A second or two", and some for a busy machine.
const SHOWN_WITHIN: Duration = Duration::from_secs(5);

/// Sends a mail over SMTP as any mail program would.
fn send(port: u16, from: &str, to: &str, content: &str) {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("Postfix listens");
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut expect = |code: &str| {
        let mut line = String::new();
        loop {
            line.clear();
            reader.read_line(&mut line).expect("an answer");
            if line.as_bytes().get(3) != Some(&b'-') {
                break;
            }
        }
        assert!(line.starts_with(code), "{line}");
    };
    let say = |line: &str| (&stream).write_all(format!("{line}\r\n").as_bytes()).expect("it listens");
    expect("220");
    say("EHLO customer.example");
    expect("250");
    say(&format!("MAIL FROM:<{from}>"));
    expect("250");
    say(&format!("RCPT TO:<{to}>"));
    expect("250");
    say("DATA");
    expect("354");
    say(&format!("{content}\r\n."));
    expect("250");
}

/// A house with an owner.
fn founded(folder: &TempDir, mailbox: &str) -> CapeFolder {
    let house = CapeFolder::new(CAPE, folder.path(), mailbox);
    let moment = crate::support::a_minute_ago(1);
    let password = Password::new(PASSWORD, &moment).expect("a password");
    let owner = NewOwner { name: "Olive Owner".into(), email: "owner@cape.example".into(), password };
    open(&house).write(move |tx| app::people::found(tx, &owner, &moment)).wait().expect("an owner");
    house
}

struct Browser {
    connection: HttpConnection,
    cookie: String,
    origin: String,
}

impl Browser {
    fn sign_in(house: &CapeFolder, server: &CapeProcess) -> Self {
        let origin = format!("http://127.0.0.1:{}", house.port);
        let connection = server.connect().expect("a connection");
        let mut browser = Self { connection, cookie: String::new(), origin };
        let answer = browser.post("/session", &[("email", "owner@cape.example"), ("password", PASSWORD)]);
        answer.split(';').next().unwrap_or_default().clone_into(&mut browser.cookie);
        browser
    }

    /// Posts a form; the cookie that came back.
    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let headers = [
            ("Origin", self.origin.as_str()),
            ("Cookie", self.cookie.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let answer = self.connection.send("POST", path, &headers, testkit::house::form(fields).as_bytes());
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
        answer.header("set-cookie").to_owned()
    }

    fn get(&mut self, path: &str) -> String {
        let headers = [("Cookie", self.cookie.as_str())];
        let answer = self.connection.send("GET", path, &headers, &[]).expect("an answer");
        assert_eq!(answer.status, 200, "{path}");
        answer.text()
    }
}

const QUESTION: &str = "From: Marta Oyelaran <marta@customer.example>\r\nTo: support@cape.example\r\n\
Subject: Boots not here\r\nMessage-ID: <q1@customer.example>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\r\nWhere are my boots?";

#[test]
fn a_mail_shows_in_the_open_inbox_and_its_answer_reaches_the_customer() {
    let dovecot = Dovecot::start(&[("support", "mailbox password")]);
    let incoming = Postfix::start(HandOver::MaildirAt(dovecot.maildir("support", "INBOX")), None);
    let outgoing = Postfix::start(HandOver::Maildir, None);
    let folder = TempDir::new().expect("a folder");
    let mailbox = format!(
        "[[mailbox]]\nname = \"Support\"\naddress = \"support@cape.example\"\n\
         [mailbox.imap]\nname = \"in\"\nserver = {{ host = \"127.0.0.1\", port = {}, security = \"plain\" }}\n\
         login = {{ password = {{ user = \"support\", password = {{ given = \"mailbox password\" }} }} }}\n\
         [mailbox.smtp]\nname = \"out\"\nhello_name = \"cape.example\"\nserver = {{ host = \"127.0.0.1\", port = {}, security = \"plain\" }}\n",
        dovecot.port, outgoing.port
    );
    let house = founded(&folder, &mailbox);
    let server = house.serve();
    let mut browser = Browser::sign_in(&house, &server);
    let mut live = server.connect().expect("a connection");
    let cookie = browser.cookie.clone();
    assert_eq!(live.stream("/live?topics=inbox", &[("Cookie", &cookie)]).expect("a stream"), 200);
    assert!(!browser.get("/inbox/unassigned").contains("Boots not here"));

    send(incoming.port, "marta@customer.example", "support@cape.example", QUESTION);
    let count = || dovecot.flags("support", "INBOX").len();
    wait_until("the mail to reach the mailbox", || count() == 1);
    let reached = Instant::now();
    while live.line().expect("the stream stays open") != "event: stale" {}
    assert!(browser.get("/inbox/unassigned").contains("Boots not here"));
    let shown = reached.elapsed();
    assert!(shown < SHOWN_WITHIN, "shown after {shown:?}");

    let fields = [
        ("kind", "reply"),
        ("to", "marta@customer.example"),
        ("body", "They come **today**."),
        ("then", "stay"),
    ];
    browser.post("/conversations/1/messages?view=open", &fields);
    wait_until("the answer to reach the customer", || outgoing.mails().len() == 1);
    let answer = outgoing.mails().remove(0);
    for line in [
        "In-Reply-To: <q1@customer.example>",
        "References: <q1@customer.example>",
        "Subject: Re: Boots not here",
    ] {
        assert!(answer.contains(line), "{line} is missing in\n{answer}");
    }
    assert!(answer.contains("Reply-To:") && answer.contains("support+"), "{answer}");
    wait_until("the answer to be recorded as sent", || browser.get("/inbox/open/1").contains("Sent"));
    println!("shown {} ms after the mail reached the mailbox", shown.as_millis());
}

#[test]
fn a_mail_server_pipes_mail_in_and_tries_again_when_asked_to() {
    let folder = TempDir::new().expect("a folder");
    // The pipe runs as another user, as mail servers do it.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("permissions");
    let house = CapeFolder::new(CAPE, folder.path(), "");
    let config = house.config();
    let log = folder.path().join("pipe-log");
    let script = folder.path().join("pipe");
    let text = format!("#!/bin/sh\nexec {CAPE} --config {} intake 2>> {}\n", config.display(), log.display());
    let program = TempDir::new().expect("a folder");
    fs::set_permissions(program.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
    fs::write(&script, text).expect("the script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("permissions");
    let postfix = Postfix::start(HandOver::PipeTo(vec![script.display().to_string()]), None);

    // A mistake in the configuration: the mail waits in Postfix's queue until somebody mends it.
    let good = fs::read_to_string(&config).expect("the configuration");
    fs::write(&config, format!("{good}\nnonsense = true\n")).expect("the configuration");
    send(postfix.port, "marta@customer.example", "support@cape.example", QUESTION);
    wait_until("Postfix to put the mail off", || postfix.log().contains("status=deferred"));
    fs::write(&config, good).expect("the configuration");
    wait_until("Postfix to hand the mail over", || postfix.log().contains("status=sent"));

    let server = house.serve();
    wait_until_read(&server);
    drop(server);
    let found =
        open(&house).read(|tx| Ok::<_, app::Error>(store::reference::find(tx, "q1@customer.example")?));
    assert_eq!(found.wait().expect("the database can be read").len(), 1, "taken once");
}

//! The log of a whole story, with everything it can say: no addresses, no words of mails, no secrets.

use crate::commands::{PASSWORD, found, get, post, sign_in, signal};
use crate::support::{CAPE, hand_in, wait_until_read};
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, INTAKE_SECRET, METRICS_SECRET};
use testkit::fake_smtp::FakeSmtp;
use testkit::server_process::wait_until;

const WORDS: [&str; 3] = ["periwinkle", "marmalade", "quicksilver"];

#[test]
fn the_log_tells_nothing_that_is_somebody_elses() {
    let (folder, smtp) = (TempDir::new().expect("a folder"), FakeSmtp::start(&["8BITMIME"]));
    let mailbox = format!(
        "[[mailbox]]\nname = \"Support\"\naddress = \"support@cape.example\"\n\
         [mailbox.smtp]\nhello_name = \"cape.example\"\nserver = {{ host = \"127.0.0.1\", port = {}, security = \"plain\" }}\n",
        smtp.port()
    );
    let house = CapeFolder::new(CAPE, folder.path(), &mailbox).with("RUST_LOG", "trace");
    found(&house);
    let server = house.serve();
    let cookie = sign_in(&server);
    let [subject, body, answer] = WORDS;
    let raw = format!(
        "From: Anna <anna@customer.example>\r\nTo: support@cape.example\r\nSubject: {subject}\r\n\
         Message-ID: <one@customer.example>\r\n\r\n{body}\r\n"
    );
    hand_in(&server, [raw.into_bytes()]);
    wait_until_read(&server);
    for path in
        ["/", "/inbox/open", "/inbox/open/1", &format!("/search?q={body}"), "/customers/1", "/metrics"]
    {
        get(&server, path, &cookie);
    }
    let form = format!("kind=reply&to=anna%40customer.example&body={answer}&then=stay");
    let written = post(&server, "/conversations/1/messages", &cookie, &form);
    assert_eq!(written.status, 303, "{}", written.text());
    wait_until("the answer to leave", || !smtp.received().is_empty());
    post(&server, "/session", "", "email=olive%40cape.example&password=wrong");
    signal(server.id(), "TERM");
    wait_until("the server to end", || house.log().contains("stopped"));
    drop(server);
    let log = house.log();
    assert!(log.contains("Cape is ready") && log.contains("mail sent"), "the story is in it: {log}");
    let secrets = [
        PASSWORD,
        INTAKE_SECRET.trim_start_matches("Bearer "),
        METRICS_SECRET.trim_start_matches("Bearer "),
        "__Host-cape=",
        "cape=",
    ];
    let people = ["anna@", "olive@", "support@", "customer.example", "cape.example>"];
    for secret in WORDS.iter().chain(&secrets).chain(&people) {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "“{secret}” is in the log");
    }
    assert!(
        !log.contains('@'),
        "an address is in the log: {:?}",
        log.lines().find(|line| line.contains('@'))
    );
}

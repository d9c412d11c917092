//! `cape doctor`: what it finds, and what it says to do.

use crate::commands::{house, run, said};
use crate::support::CAPE;
use serde_json::Value;
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::fake_smtp::FakeSmtp;
use testkit::server_process::free_port;

fn findings(house: &CapeFolder) -> (bool, Value) {
    let output = run(house, &["doctor", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["well"], output.status.success(), "the exit code says the same");
    (output.status.success(), report)
}

fn about<'r>(report: &'r Value, about: &str) -> &'r Value {
    let findings = report["findings"].as_array().expect("a list");
    findings.iter().find(|finding| finding["about"] == about).unwrap_or_else(|| panic!("{about}: {report:#}"))
}

#[test]
fn a_house_that_is_well() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    said(&house, &["migrate"]);
    let words = said(&house, &["doctor"]);
    assert!(words.contains("All is well.") && words.contains("database: sound"), "{words}");
    let (well, report) = findings(&house);
    assert!(well);
    assert_eq!(about(&report, "database")["state"], "good");
}

#[test]
fn wires_that_work_and_wires_that_do_not() {
    let (folder, smtp) = (TempDir::new().expect("a folder"), FakeSmtp::start(&["8BITMIME"]));
    let mailbox = format!(
        "[[mailbox]]\nname = \"Support\"\naddress = \"support@cape.example\"\n\
         [mailbox.imap]\nserver = {{ host = \"127.0.0.1\", port = {}, security = \"plain\" }}\n\
         login = {{ password = {{ user = \"support\", password = {{ given = \"a-secret-word\" }} }} }}\n\
         [mailbox.smtp]\nhello_name = \"cape.example\"\nserver = {{ host = \"127.0.0.1\", port = {}, security = \"plain\" }}\n",
        free_port(),
        smtp.port()
    );
    let house = CapeFolder::new(CAPE, folder.path(), &mailbox);
    let (well, report) = findings(&house);
    assert!(!well);
    assert_eq!(about(&report, "Support, mail out")["state"], "good", "{report:#}");
    let incoming = about(&report, "Support, mail in");
    assert_eq!(incoming["state"], "bad");
    assert!(incoming["todo"].as_str().expect("words").contains("firewall"), "{incoming}");
    assert!(smtp.received().is_empty(), "looking sends nothing");
    assert!(!report.to_string().contains("a-secret-word"));
}

#[test]
fn a_broken_configuration_and_a_broken_database() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    said(&house, &["migrate"]);
    std::fs::write(
        house.data().join("cape.db"),
        b"not a database at all, but long enough to be looked at ".repeat(40),
    )
    .expect("the file");
    let (well, report) = findings(&house);
    assert!(!well);
    assert_eq!(about(&report, "database")["state"], "bad", "{report:#}");
    std::fs::write(house.config(), "listen = 7\n").expect("the file");
    let (well, report) = findings(&house);
    assert!(!well);
    assert_eq!(about(&report, "configuration")["state"], "bad");
}

//! What the tests of single commands share: a house on disk, run to its end and asked what it said.

use crate::support::CAPE;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, CapeProcess};
use testkit::http_connection::HttpAnswer;

/// The mailbox of these houses; its server is never called unless a test says so.
pub(crate) const MAILBOX: &str = "[[mailbox]]\nname = \"Support\"\naddress = \"support@cape.example\"\n";
/// The owner's password in these houses.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A house in a folder of its own.
pub(crate) fn house(folder: &TempDir) -> CapeFolder {
    CapeFolder::new(CAPE, folder.path(), MAILBOX)
}

/// Runs a command to its end.
pub(crate) fn run(house: &CapeFolder, arguments: &[&str]) -> Output {
    house.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("it runs")
}

/// Runs a command that must succeed; what it said.
pub(crate) fn said(house: &CapeFolder, arguments: &[&str]) -> String {
    let output = run(house, arguments);
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {out}{error}");
    out.into_owned()
}

/// Runs a command that must fail; what it said of that.
pub(crate) fn refused(house: &CapeFolder, arguments: &[&str]) -> String {
    let output = run(house, arguments);
    assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Makes the owner.
pub(crate) fn found(house: &CapeFolder) {
    let mut command: Command =
        house.command(&["user", "create-owner", "--name", "Olive", "--email", "olive@cape.example"]);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("it runs");
    writeln!(child.stdin.take().expect("its input"), "{PASSWORD}").expect("the password");
    assert!(child.wait().expect("its end").success());
}

/// Signs the owner in; the cookie.
pub(crate) fn sign_in(server: &CapeProcess) -> String {
    let form = format!("email=olive%40cape.example&password={}", PASSWORD.replace(' ', "+"));
    let answer = post(server, "/session", "", &form);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

/// Posts a form as a browser would.
pub(crate) fn post(server: &CapeProcess, path: &str, cookie: &str, form: &str) -> HttpAnswer {
    let headers = [
        ("Origin", "http://cape.example"),
        ("Cookie", cookie),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    server.connect().expect("a connection").send("POST", path, &headers, form.as_bytes()).expect("an answer")
}

/// Gets a page.
pub(crate) fn get(server: &CapeProcess, path: &str, cookie: &str) -> HttpAnswer {
    server.connect().expect("a connection").send("GET", path, &[("Cookie", cookie)], &[]).expect("an answer")
}

/// Sends a signal.
pub(crate) fn signal(id: u32, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &id.to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "the process can be signalled");
}

//! What these tests share: mails with numbers, and a look at what became of them.

use app::{Database, Location};
use domain::{Actor, MessageId, Moment};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::fmt::Write;
use store::message::Message;
use testkit::cape_process::{CapeFolder, CapeProcess, health, post_mail};
use testkit::dice::Dice;
use testkit::server_process::wait_until;

/// The program under test.
pub(crate) const CAPE: &str = env!("CARGO_BIN_EXE_cape");
/// Each so many mails, one has a file too large to live in the database.
const LARGE_EVERY: usize = 9;
/// Bytes of that file: more than a blob inside the database may have.
const LARGE_BYTES: usize = 160_000;

/// The Message-ID of mail number `number`.
pub(crate) fn message_id(number: usize) -> String {
    format!("mail-{number}@customer.example")
}

/// Mail number `number`, always the same bytes; some carry a large file.
pub(crate) fn mail(number: usize) -> Vec<u8> {
    let id = message_id(number);
    let head = format!(
        "From: Customer {number} <customer-{number}@customer.example>\r\nTo: support@cape.example\r\nSubject: Matter {number}\r\n\
         Message-ID: <{id}>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    );
    let text = format!("This is matter number {number}, told once.\r\n");
    if !number.is_multiple_of(LARGE_EVERY) {
        return format!("{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}").into_bytes();
    }
    // Random letters don't compress below the limit.
    let mut dice = Dice::new(number as u64);
    let mut letters = String::with_capacity(LARGE_BYTES * 2);
    while letters.len() < LARGE_BYTES * 2 {
        for _ in 0..4 {
            let _ = write!(letters, "{:016x}", dice.roll());
        }
        letters.push_str("\r\n");
    }
    format!(
        "{head}Content-Type: multipart/mixed; boundary=frame\r\n\r\n--frame\r\nContent-Type: text/plain\r\n\r\n{text}\
         --frame\r\nContent-Type: text/csv; name=list.csv\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\n{letters}--frame--\r\n"
    )
    .into_bytes()
}

/// The same mail as it comes when its sender tries again: another server has put its line on top.
pub(crate) fn again(raw: &[u8]) -> Vec<u8> {
    let mut again =
        b"Received: from second.example by mx.cape.example; Mon, 2 Mar 2026 08:05:00 +0000\r\n".to_vec();
    again.extend_from_slice(raw);
    again
}

/// Opens the data of a house whose server doesn't run, or runs beside.
pub(crate) fn open(house: &CapeFolder) -> Database {
    Database::open(&Location::Directory(house.data())).expect("the database opens")
}

/// A moment before now, with randomness from `number`. The program itself lives by the real clock, so what is made
/// for it here must lie in its past.
#[expect(clippy::disallowed_methods, reason = "the program under test looks at the same clock")]
pub(crate) fn a_minute_ago(number: u64) -> Moment {
    let mut seed = [9; 32];
    seed[..8].copy_from_slice(&number.to_be_bytes());
    let now = Timestamp::now();
    Moment::new(now.checked_sub(SignedDuration::from_mins(1)).expect("a time"), seed)
}

/// Waits until all mails taken are on a timeline.
pub(crate) fn wait_until_read(server: &CapeProcess) {
    wait_until("the mails to be read", || health(server, "mails_waiting") == Some(0));
}

/// Hands the mails in until each is acknowledged.
pub(crate) fn hand_in(server: &CapeProcess, mails: impl IntoIterator<Item = Vec<u8>>) {
    let mut connection = server.connect().expect("a connection");
    for raw in mails {
        assert_eq!(post_mail(&mut connection, &raw).expect("an answer"), 202);
    }
}

/// Checks that exactly these mails are there, each as one message, whole, on a timeline.
pub(crate) fn expect_exactly(house: &CapeFolder, numbers: &BTreeSet<usize>) {
    expect_exactly_in(&open(house), numbers);
}

/// The same in a database that isn't the house's own.
pub(crate) fn expect_exactly_in(db: &Database, numbers: &BTreeSet<usize>) {
    let expected = numbers.clone();
    // Messages are numbered from one; room for many that should not be there.
    let ids: Vec<MessageId> = (1..=(numbers.len() as i64 * 2 + 1000)).map(MessageId).collect();
    db.read(move |tx| {
        let (waiting, needing_look) = store::inbound::counts(tx, i64::MAX)?;
        assert_eq!((waiting, needing_look), (0, 0), "mails that wait or that nobody understood");
        let messages: Vec<Message> = store::message::find_many(tx, &ids)?;
        assert_eq!(messages.len(), expected.len(), "messages and mails handed in");
        for &number in &expected {
            let found = store::reference::find(tx, &message_id(number))?;
            assert_eq!(found.len(), 1, "messages made of mail {number}");
            let raw = app::conversation::raw_mail(tx, &Actor::System, found[0])?;
            let whole = raw == mail(number) || raw == again(&mail(number));
            assert!(whole, "the raw bytes of mail {number} came back changed");
        }
        Ok::<_, app::Error>(())
    })
    .wait()
    .expect("the database can be read");
}

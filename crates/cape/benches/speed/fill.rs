//! A house with many messages, filled through the application's own import.

use crate::{CAPE, workload};
use app::intake::Archived;
use app::people::{NewOwner, Password};
use app::{Database, Location};
use domain::Moment;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use testkit::cape_process::{CapeFolder, has_caught_up};

/// Mails imported in one transaction.
const BATCH: usize = 500;
/// Seconds between one mail and the next.
const APART_SECONDS: i64 = 30;
/// Of so many mails one is looked at for the words to search for.
const SAMPLED: usize = 10;
/// Who signs in.
pub(crate) const OWNER: &str = "owner@cape.example";
/// With this.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A filled house.
pub(crate) struct Filled {
    /// How many messages it has.
    pub(crate) messages: usize,
    /// Bytes of their raw mails.
    pub(crate) raw_bytes: u64,
    /// Its data; measurements work on copies.
    pub(crate) data: PathBuf,
    /// A word in about ten messages.
    pub(crate) rare: String,
    /// A word in about a tenth of all messages.
    pub(crate) common: String,
}

impl Filled {
    /// A copy of the data in `folder`, laid out for the program.
    pub(crate) fn copy_to(&self, folder: &Path) {
        let copied = Command::new("cp").arg("-a").arg(&self.data).arg(folder.join("data")).status();
        assert!(copied.is_ok_and(|status| status.success()), "the data can be copied");
    }
}

/// Where filled houses are kept.
fn place(messages: usize) -> PathBuf {
    let root = env::var_os("BENCH_DATA").map_or_else(|| env::temp_dir().join("cape-bench"), PathBuf::from);
    root.join(format!("messages-{messages}"))
}

/// The house with that many messages: kept from an earlier run if `BENCH_DATA` says where, else filled now, going on
/// from a smaller one.
pub(crate) fn house(messages: usize, smaller: Option<&Filled>) -> Filled {
    let place = place(messages);
    let data = place.join("data");
    let done = place.join("done");
    if env::var_os("BENCH_DATA").is_none() || !done.exists() {
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).expect("a folder");
        if let Some(smaller) = smaller {
            smaller.copy_to(&place);
        }
        let summary = fill(&data, messages, smaller.map_or(0, |smaller| smaller.messages));
        catch_up(&place);
        fs::write(&done, summary).expect("a note");
    }
    let summary = fs::read_to_string(&done).expect("a note");
    let mut parts = summary.split(' ').map(ToOwned::to_owned);
    let mut next = || parts.next().expect("a whole note");
    let raw_bytes = next().parse().expect("a number");
    Filled { messages, raw_bytes, data, rare: next(), common: next() }
}

fn fill(data: &Path, messages: usize, there: usize) -> String {
    let begun = Instant::now();
    let db = Database::open(&Location::Directory(data.to_owned())).expect("the database opens");
    let now = Timestamp::now();
    if there == 0 {
        found(&db, now);
    }
    let (mut raw_bytes, mut words, mut batch) = (0, HashMap::new(), Vec::new());
    for (number, raw) in workload::mails(messages).enumerate() {
        raw_bytes += raw.len() as u64;
        if number % SAMPLED == 0 {
            count_words(&raw, &mut words);
        }
        if number >= there {
            let age = SignedDuration::from_secs((messages - number) as i64 * APART_SECONDS);
            let mut seed = [3; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            let moment = Moment::new(now.checked_sub(age).expect("a time"), seed);
            batch.push(Archived::new(&raw, None, moment).as_it_comes());
        }
        if batch.len() == BATCH || number + 1 == messages {
            import(&db, std::mem::take(&mut batch));
        }
    }
    let per_second = (messages - there) as f64 / begun.elapsed().as_secs_f64();
    println!("  filled up to {messages} messages at {per_second:.0} a second");
    let wanted = messages / SAMPLED / 10;
    let mut words: Vec<(String, usize)> = words.into_iter().filter(|(word, _)| word.len() > 3).collect();
    words.sort();
    let rare = words.iter().find(|(_, count)| *count == 1).expect("a rare word").0.clone();
    let common = words.iter().min_by_key(|(_, count)| count.abs_diff(wanted)).expect("a word").0.clone();
    format!("{raw_bytes} {rare} {common}")
}

/// Runs the program until its followers of the event log have looked at all that came, as they have in a house that grew
/// day by day; else they would do so while something else is measured. When it has stopped, nobody has the database open.
fn catch_up(place: &Path) {
    let begun = Instant::now();
    let server = CapeFolder::new(CAPE, place, "").serve();
    while !has_caught_up(&server) {
        thread::sleep(Duration::from_millis(100));
    }
    server.stop();
    println!("  its followers caught up in {:.0} s", begun.elapsed().as_secs_f64());
}

/// A new house with an owner and a mailbox.
pub(crate) fn founded(data: &Path) {
    let db = Database::open(&Location::Directory(data.to_owned())).expect("the database opens");
    found(&db, Timestamp::now());
}

fn found(db: &Database, now: Timestamp) {
    let moment = Moment::new(now, [1; 32]);
    let password = Password::new(PASSWORD, &moment).expect("a password");
    let owner = NewOwner { name: "Olive Owner".into(), email: OWNER.into(), password };
    let founded = db.write(move |tx| {
        app::people::found(tx, &owner, &moment)?;
        app::mailbox::ensure(tx, "Support", "support@bench.example", &moment)
    });
    founded.wait().expect("the house is founded");
}

fn import(db: &Database, batch: Vec<Archived>) {
    let imported =
        db.write(move |tx| batch.iter().try_for_each(|mail| app::intake::file(tx, mail).map(|_| ())));
    imported.wait().expect("mails can be imported");
}

/// Counts the messages that have each word.
fn count_words(raw: &[u8], counts: &mut HashMap<String, usize>) {
    let mut words = domain::words::words(&mail::read(raw).body.visible_text());
    words.sort_unstable();
    words.dedup();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
}

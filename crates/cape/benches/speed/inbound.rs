//! Mail coming in through HTTP, with everything on, beside a plain loop that keeps the same rows.

use crate::measure::cpu;
use crate::report::{Goal, Report};
use crate::{CAPE, plain, workload};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, CapeProcess, health, post_mail};

/// Mails handed in.
const MAILS: usize = 10_000;
/// Systems that hand in at the same time, each over one connection: a mail server's usual number of deliveries.
const SENDERS: usize = 20;
/// Cape must do at least this share of what the plain loop does.
const SHARE: f64 = 0.6;
/// How long to wait before looking again whether all is read.
const LOOK: Duration = Duration::from_millis(20);

/// Measures both and compares.
pub(crate) fn measure(report: &mut Report) {
    let mails: Vec<Vec<u8>> = workload::mails(MAILS).collect();
    let folder = TempDir::new().expect("a folder");
    let house = CapeFolder::new(CAPE, folder.path(), "");
    crate::fill::founded(&house.data());
    let server = house.serve();
    let (begun, used) = (Instant::now(), cpu(server.id()));
    hand_in(&server, &mails);
    let acknowledged = begun.elapsed();
    while health(&server, "mails_waiting") != Some(0) {
        thread::sleep(LOOK);
    }
    let (cape_wall, cape_cpu) = (begun.elapsed(), cpu(server.id()).saturating_sub(used));
    drop(server);

    let rows = plain::rows(&house.data(), &mails);
    let (begun, used) = (Instant::now(), cpu(std::process::id()));
    plain::insert(&folder.path().join("plain.db"), &rows);
    let (plain_wall, plain_cpu) = (begun.elapsed(), cpu(std::process::id()).saturating_sub(used));

    let rate = |time: Duration| MAILS as f64 / time.as_secs_f64();
    report.add("inbound: Cape, acknowledged as durable", rate(acknowledged), "/s", None);
    report.add("inbound: Cape, on timelines and searchable", rate(cape_wall), "/s", None);
    report.add("inbound: plain loop", rate(plain_wall), "/s", None);
    report.add("inbound: Cape, mails a second of CPU", rate(cape_cpu), "/s", None);
    report.add("inbound: plain loop, mails a second of CPU", rate(plain_cpu), "/s", None);
    let goal = Some(Goal::AtLeast(SHARE));
    report.add(
        "inbound: wall, Cape to plain loop",
        plain_wall.as_secs_f64() / cape_wall.as_secs_f64(),
        "",
        goal,
    );
    report.add(
        "inbound: CPU, Cape to plain loop",
        plain_cpu.as_secs_f64() / cape_cpu.as_secs_f64(),
        "",
        goal,
    );
}

fn hand_in(server: &CapeProcess, mails: &[Vec<u8>]) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                let mut connection = server.connect().expect("a connection");
                while let Some(raw) = mails.get(next.fetch_add(1, Ordering::Relaxed)) {
                    assert_eq!(post_mail(&mut connection, raw).expect("an answer"), 202);
                }
            });
        }
    });
}

//! Pages in a house with many messages: what each costs the server, and how long somebody waits.

use crate::fill::{Filled, OWNER, PASSWORD};
use crate::measure::{cpu, disk_bytes, memory_mb, percentile_ms};
use crate::report::{Goal, Report};
use crate::{CAPE, FULL_HOUSE};
use app::{Database, Location};
use domain::ConversationId;
use std::path::Path;
use std::time::{Duration, Instant};
use store::Scope;
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::http_connection::{HttpAnswer, HttpConnection};

/// Requests of each kind: enough for a p95 and for CPU time that is counted in steps of 10 ms.
const REQUESTS: usize = 500;
/// Requests before that, so that caches hold what they hold on a working day.
const WARM_UP: usize = 50;
/// Messages of the conversations that are opened.
const LONG: std::ops::RangeInclusive<i64> = 9..=11;
/// Megabytes of memory at rest.
const MEMORY_MB: f64 = 80.0;
/// Milliseconds from the start to the first page.
const START_MS: f64 = 300.0;
/// The data on disk, to the raw mails.
const DISK_SHARE: f64 = 1.5;

/// Somebody signed in, on one connection.
pub(crate) struct Browser {
    connection: HttpConnection,
    /// The session.
    pub(crate) cookie: String,
}

impl Browser {
    /// Signs in.
    pub(crate) fn sign_in(port: u16) -> Self {
        let connection = HttpConnection::open(port).expect("a connection");
        let mut browser = Self { connection, cookie: String::new() };
        let answer = browser.post("/session", &[("email", OWNER), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303);
        answer.header("set-cookie").split(';').next().unwrap_or_default().clone_into(&mut browser.cookie);
        browser
    }

    fn get(&mut self, path: &str) -> HttpAnswer {
        self.connection.send("GET", path, &[("Cookie", &self.cookie)], &[]).expect("an answer")
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> HttpAnswer {
        let headers = [
            ("Origin", "http://cape.example"),
            ("Cookie", self.cookie.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let body = testkit::house::form(fields);
        self.connection.send("POST", path, &headers, body.as_bytes()).expect("an answer")
    }
}

/// The most a request may cost.
struct Limits {
    cpu_ms: f64,
    p95_ms: f64,
}

/// Measures every page in this house.
pub(crate) fn measure(filled: &Filled, report: &mut Report) {
    let folder = TempDir::new().expect("a folder");
    filled.copy_to(folder.path());
    let house = CapeFolder::new(CAPE, folder.path(), "");
    let full = filled.messages == FULL_HOUSE;
    let begun = Instant::now();
    let server = house.start();
    let first = first_page(house.port, begun);
    let name = |what: &str| format!("{} messages: {what}", filled.messages);
    let goal = |goal: Goal| full.then_some(goal);
    report.add(name("start to first page"), first, "ms", goal(Goal::AtMost(START_MS)));
    report.add(name("memory after the start"), memory_mb(server.id()), "MB", goal(Goal::AtMost(MEMORY_MB)));
    let share = disk_bytes(&filled.data) as f64 / filled.raw_bytes as f64;
    report.add(name("disk, to the raw mails"), share, "", goal(Goal::AtMost(DISK_SHARE)));

    let mut browser = Browser::sign_in(house.port);
    let mut pages = Pages { pid: server.id(), browser: &mut browser, report, full };
    let ordinary = || Limits { cpu_ms: 2.0, p95_ms: 4.0 };
    pages.of(&name("inbox page"), &ordinary(), |browser, _| browser.get("/inbox/unassigned"));
    pages.of(&name("inbox page, who waits longest"), &ordinary(), |browser, _| {
        browser.get("/inbox/waiting-longest")
    });
    let long = long_conversations(&house.data());
    pages.of(&name("conversation of ten messages"), &ordinary(), |browser, number| {
        browser.get(&format!("/inbox/unassigned/{}", long[number % long.len()]))
    });
    let rare = format!("/search?q={}", filled.rare);
    pages.of(&name("search, rare word"), &Limits { cpu_ms: 3.0, p95_ms: 3.0 }, |browser, _| {
        browser.get(&rare)
    });
    let common = format!("/search?q={}", filled.common);
    let limits = &Limits { cpu_ms: 15.0, p95_ms: 15.0 };
    pages.of(&name("search, word in 10 % of messages"), limits, |browser, _| browser.get(&common));
    pages.of(&name("posting a reply"), &ordinary(), |browser, number| {
        let fields = [
            ("kind", "reply"),
            ("to", "customer@mail.example"),
            ("body", "Thank you for writing.\n\nYour parcel left this **morning** and arrives tomorrow."),
            ("then", "stay"),
        ];
        browser
            .post(&format!("/conversations/{}/messages?view=unassigned", long[number % long.len()]), &fields)
    });
    report.add(
        name("memory after all these pages"),
        memory_mb(server.id()),
        "MB",
        goal(Goal::AtMost(MEMORY_MB)),
    );
}

struct Pages<'a> {
    pid: u32,
    browser: &'a mut Browser,
    report: &'a mut Report,
    full: bool,
}

impl Pages<'_> {
    fn of(&mut self, what: &str, limits: &Limits, request: impl Fn(&mut Browser, usize) -> HttpAnswer) {
        for number in 0..WARM_UP {
            let answer = request(self.browser, number);
            assert!(
                answer.status == 200 || answer.status == 303,
                "{what}: {} {}",
                answer.status,
                answer.text()
            );
        }
        let used = cpu(self.pid);
        let mut times: Vec<Duration> = Vec::with_capacity(REQUESTS);
        for number in 0..REQUESTS {
            let begun = Instant::now();
            request(self.browser, WARM_UP + number);
            times.push(begun.elapsed());
        }
        let used = cpu(self.pid).saturating_sub(used).as_secs_f64() * 1000.0 / REQUESTS as f64;
        let goal = |most: f64| self.full.then_some(Goal::AtMost(most));
        self.report.add(format!("{what}, CPU"), used, "ms", goal(limits.cpu_ms));
        self.report.add(format!("{what}, p50"), percentile_ms(&mut times, 0.5), "ms", None);
        self.report.add(format!("{what}, p95"), percentile_ms(&mut times, 0.95), "ms", goal(limits.p95_ms));
    }
}

/// Milliseconds until the first page has come.
fn first_page(port: u16, begun: Instant) -> f64 {
    loop {
        let page = HttpConnection::open(port).and_then(|mut to| to.send("GET", "/sign-in", &[], &[]));
        if page.is_ok_and(|page| page.status == 200) {
            return begun.elapsed().as_secs_f64() * 1000.0;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Conversations of about ten messages, open ones.
fn long_conversations(data: &Path) -> Vec<ConversationId> {
    /// Enough different ones that not all is in the cache of the last request.
    const WANTED: usize = 200;
    let db = Database::open(&Location::Directory(data.to_owned())).expect("the database opens");
    let found = db.read(|tx| {
        let mut long = Vec::new();
        for id in (1..).map(ConversationId) {
            let Some(conversation) = store::conversation::find(tx, &Scope::All, id)? else { break };
            if LONG.contains(&conversation.message_count) {
                long.push(id);
            }
            if long.len() == WANTED {
                break;
            }
        }
        Ok::<_, app::Error>(long)
    });
    let long = found.wait().expect("conversations can be read");
    assert!(!long.is_empty(), "these mails make no conversations of ten messages");
    long
}

//! Kill the server while mail comes in, again and again: every acknowledged mail is there once, and nothing is
//! doubled when its sender hands in again what nobody acknowledged.

use crate::support::{CAPE, again, expect_exactly, hand_in, mail, wait_until_read};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::process::Stdio;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, CapeProcess, post_mail};
use testkit::dice::{Dice, let_pass};

/// Kills of the server. Each round is a start, a few dozen mails and a kill.
const SERVER_KILLS: usize = 150;
/// The latest moment of a kill after the server said it was ready: then several groups of mails are under way.
const KILL_WITHIN: Duration = Duration::from_millis(100);
/// Kills of the pipe.
const PIPE_KILLS: usize = 150;
/// Senders at a time: enough that their mails are committed in groups.
const SENDERS: usize = 4;

/// What the senders know.
#[derive(Default)]
struct Post {
    /// Handed in without an answer: to be handed in again.
    unanswered: VecDeque<usize>,
    acknowledged: BTreeSet<usize>,
    begun: usize,
    /// How often each was handed in.
    tries: BTreeMap<usize, usize>,
}

impl Post {
    /// The next mail to hand in; one that comes again may look a little different.
    fn next(&mut self) -> (usize, Vec<u8>) {
        let number = self.unanswered.pop_front().unwrap_or_else(|| {
            self.begun += 1;
            self.begun
        });
        let tries = self.tries.entry(number).or_default();
        *tries += 1;
        let raw = mail(number);
        (number, if tries.is_multiple_of(2) { again(&raw) } else { raw })
    }

    fn all(&self) -> BTreeSet<usize> {
        (1..=self.begun).collect()
    }
}

/// Hands mails in until the server is gone.
fn send_until_killed(server: &CapeProcess, post: &Mutex<Post>) {
    let Ok(mut connection) = server.connect() else { return };
    loop {
        let (number, raw) = post.lock().expect("no sender panicked").next();
        let answer = post_mail(&mut connection, &raw);
        let mut post = post.lock().expect("no sender panicked");
        if let Ok(202) = answer {
            post.acknowledged.insert(number);
        } else {
            post.unanswered.push_back(number);
            assert!(answer.is_err(), "the server refused a good mail: {answer:?}");
            return;
        }
    }
}

#[test]
fn nothing_is_lost_or_doubled_when_the_server_is_killed() {
    let mut dice = Dice::for_test("killing the server during intake");
    let folder = TempDir::new().expect("a folder");
    let house = CapeFolder::new(CAPE, folder.path(), "");
    let post = Mutex::new(Post::default());
    for round in 0..SERVER_KILLS {
        if round % 10 == 9 {
            // While it starts and mends what the last kill left.
            let mut starting = house.start();
            let_pass(dice.within(KILL_WITHIN));
            starting.kill();
            continue;
        }
        let mut server = house.serve();
        let moment = dice.within(KILL_WITHIN);
        let running = &server;
        let id = running.id();
        thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| send_until_killed(running, &post));
            }
            let_pass(moment);
            kill(id);
        });
        server.kill();
    }
    let post = post.into_inner().expect("no sender panicked");
    assert!(post.acknowledged.len() > SERVER_KILLS, "too little happened: {}", post.acknowledged.len());
    assert!(post.unanswered.len() + post.tries.values().filter(|tries| **tries > 1).count() > 0);
    let server = house.serve();
    hand_in(&server, post.unanswered.iter().map(|number| again(&mail(*number))));
    wait_until_read(&server);
    drop(server);
    expect_exactly(&house, &post.all());
    let again = post.tries.values().filter(|tries| **tries > 1).count();
    println!(
        "{SERVER_KILLS} kills, {} mails, {} acknowledged before a kill, {again} handed in more than once",
        post.begun,
        post.acknowledged.len(),
    );
}

/// Kills without waiting: whoever holds the process waits for it.
fn kill(id: u32) {
    let killed = std::process::Command::new("kill").args(["-s", "KILL", &id.to_string()]).status();
    assert!(killed.is_ok_and(|status| status.success()), "the server can be killed");
}

#[test]
fn nothing_is_lost_or_doubled_when_the_pipe_is_killed() {
    let mut dice = Dice::for_test("killing the pipe");
    let folder = TempDir::new().expect("a folder");
    let house = CapeFolder::new(CAPE, folder.path(), "");
    let server = house.serve();
    let mut post = Post::default();
    let usual = {
        let (number, raw) = post.next();
        let begun = std::time::Instant::now();
        assert!(house.pipe(&raw).success());
        post.acknowledged.insert(number);
        begun.elapsed()
    };
    let mut killed = 0;
    while killed < PIPE_KILLS {
        let (number, raw) = post.next();
        let mut pipe = house.command(&["intake"]).stdin(Stdio::piped()).spawn().expect("the pipe starts");
        let mut input = pipe.stdin.take().expect("its input");
        thread::scope(|scope| {
            scope.spawn(move || input.write_all(&raw));
            let_pass(dice.within(usual * 3 / 2));
            let _ = pipe.kill();
        });
        if pipe.wait().expect("its end").success() {
            post.acknowledged.insert(number);
        } else {
            killed += 1;
            post.unanswered.push_back(number);
        }
    }
    for number in &post.unanswered {
        assert!(house.pipe(&again(&mail(*number))).success());
    }
    wait_until_read(&server);
    drop(server);
    expect_exactly(&house, &post.all());
    println!("{killed} kills, {} mails, {} acknowledged", post.begun, post.acknowledged.len());
}

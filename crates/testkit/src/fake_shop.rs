//! A shop that carries out remedies, counts them by their key, and dies when it is told to.

#![expect(clippy::expect_used, reason = "a test whose fake can't start must fail")]

use crate::server_process::wait_until;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What it does with the next requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Carries it out and says so.
    Well,
    /// Hangs up before it read anything.
    DeadBefore,
    /// Carries it out and hangs up before it says so.
    DeadAfter,
    /// Answers with this status and this body.
    Says(u16, &'static str),
    /// Answers without end.
    Endless,
    /// Carries it out and says so only when its mood has changed: to whoever still listens.
    Slow,
    /// Carries it out and says so twice.
    Twice,
}

/// One request as it came.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Its headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Its body.
    pub body: String,
}

#[derive(Debug)]
struct Inside {
    mood: Mood,
    told: Vec<Told>,
    /// How often each key was carried out: the shop itself does it once.
    done: BTreeMap<String, usize>,
}

/// The shop. It listens until the test ends.
#[derive(Clone, Debug)]
pub struct FakeShop {
    address: String,
    inside: Arc<Mutex<Inside>>,
}

impl FakeShop {
    /// Opens one.
    ///
    /// # Panics
    /// When it can't listen.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let inside = Inside { mood: Mood::Well, told: Vec::new(), done: BTreeMap::new() };
        let shop = Self { address, inside: Arc::new(Mutex::new(inside)) };
        let serving = shop.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                // A client that hangs up is a client that hangs up.
                thread::spawn(move || {
                    let _ = serving.serve(stream);
                });
            }
        });
        shop
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}/cape/remedies", self.address)
    }

    /// Changes what it does.
    ///
    /// # Panics
    /// When a test panicked while it used the shop.
    pub fn set_mood(&self, mood: Mood) {
        self.inside.lock().expect("the shop").mood = mood;
    }

    /// All requests that it read.
    ///
    /// # Panics
    /// As [`set_mood`](Self::set_mood).
    pub fn told(&self) -> Vec<Told> {
        self.inside.lock().expect("the shop").told.clone()
    }

    /// How many different things it carried out.
    ///
    /// # Panics
    /// As [`set_mood`](Self::set_mood).
    pub fn done(&self) -> usize {
        self.inside.lock().expect("the shop").done.len()
    }

    fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        if self.inside.lock().expect("the shop").mood == Mood::DeadBefore {
            return Ok(());
        }
        let mut reader = BufReader::new(stream);
        let mut told = Told::default();
        let mut line = String::new();
        reader.read_line(&mut line)?;
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            told.headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = told.headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        told.body = String::from_utf8_lossy(&body).into_owned();
        let key = told.headers.get("idempotency-key").cloned().unwrap_or_default();
        let mood = {
            let mut inside = self.inside.lock().expect("the shop");
            inside.told.push(told);
            if matches!(inside.mood, Mood::Well | Mood::DeadAfter | Mood::Slow | Mood::Twice) {
                *inside.done.entry(key.clone()).or_default() += 1;
            }
            inside.mood
        };
        if mood == Mood::Slow {
            wait_until("another mood", || self.inside.lock().is_ok_and(|inside| inside.mood != Mood::Slow));
        }
        let mut stream = reader.into_inner();
        let (status, body) = match mood {
            Mood::Well | Mood::Slow | Mood::Twice => (201, format!("{{\"external_id\":\"shop-{key}\"}}")),
            Mood::Says(status, body) => (status, body.to_owned()),
            Mood::Endless => (200, "x".repeat(1024 * 1024)),
            Mood::DeadBefore | Mood::DeadAfter => return Ok(()),
        };
        let answer = format!(
            "HTTP/1.1 {status} Words\r\nContent-Length: {}\r\nLocation: /elsewhere\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let times = if mood == Mood::Twice { 2 } else { 1 };
        stream.write_all(answer.repeat(times).as_bytes())
    }
}

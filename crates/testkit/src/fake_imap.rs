//! A fake IMAP server with one folder that misbehaves on request.

use crate::loopback::Loopback;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    io::{BufRead, BufReader, ErrorKind, Write},
    net::{Shutdown, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A point of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImapStep {
    /// A client has connected.
    Greeting,
    /// LOGIN.
    Login,
    /// EXAMINE.
    Open,
    /// UID FETCH of bodies.
    Fetch,
    /// IDLE has begun.
    Idle,
}

/// What the server does there instead of what it should.
#[derive(Clone, Debug)]
pub enum ImapAct {
    /// Sends these bytes first and then goes on as usual.
    Before(Vec<u8>),
    /// Sends these bytes and hangs up.
    SayAndHangUp(Vec<u8>),
    /// Ends the command with these words, such as `NO [SERVERBUG] sorry`.
    End(String),
    /// Says nothing more, and keeps the connection.
    Silence,
}

/// How a mail is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The server refuses to hand it out.
    Refused,
    /// The server hangs up in the middle of it.
    HangsUp,
    /// The list says that it is tiny.
    Understated,
    /// It is listed, but gone when somebody asks for it.
    Vanishes,
}

/// When a mail was received unless a test says otherwise.
const USUAL_DATE: &str = "17-Jul-2024 02:44:25 +0200";

#[derive(Debug)]
struct State {
    uid_validity: u32,
    mails: BTreeMap<u32, Vec<u8>>,
    defects: BTreeMap<u32, Defect>,
    /// When they were received, where it matters.
    dates: BTreeMap<u32, String>,
    idle: bool,
    acts: BTreeMap<ImapStep, VecDeque<ImapAct>>,
    commands: Vec<String>,
    /// Sent before the end of every command.
    chatter: Vec<u8>,
}

/// The server. Its state is shared by all connections and outlives each.
#[derive(Debug)]
pub struct FakeImap {
    state: Arc<Mutex<State>>,
    loopback: Loopback,
}

impl FakeImap {
    /// A server with an empty folder; any user and password will do.
    pub fn start() -> Self {
        let state = Arc::new(Mutex::new(State {
            uid_validity: 7_000,
            mails: BTreeMap::new(),
            defects: BTreeMap::new(),
            dates: BTreeMap::new(),
            idle: true,
            acts: BTreeMap::new(),
            commands: Vec::new(),
            chatter: Vec::new(),
        }));
        let shared = Arc::clone(&state);
        let loopback = Loopback::serve(move |stream| {
            let _ = Dialogue::new(&stream, &shared).run();
            let _ = stream.shutdown(Shutdown::Both);
        });
        Self { state, loopback }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.loopback.port()
    }

    /// Puts a mail into the folder.
    pub fn put(&self, uid: u32, mail: &[u8]) {
        self.state().mails.insert(uid, mail.to_vec());
    }

    /// Puts a mail into the folder that was received at that time, such as `17-Jul-2024 02:44:25 +0200`.
    pub fn put_dated(&self, uid: u32, date: &str, mail: &[u8]) {
        self.put(uid, mail);
        self.state().dates.insert(uid, date.to_owned());
    }

    /// Numbers the mails anew from 1, in their order, as after a restored backup, and cuts all connections.
    pub fn renumber(&self) {
        let mut state = self.state();
        state.uid_validity += 1;
        let (mails, dates) = (std::mem::take(&mut state.mails), std::mem::take(&mut state.dates));
        for (uid, (old, mail)) in (1..).zip(mails) {
            state.mails.insert(uid, mail);
            if let Some(date) = dates.get(&old) {
                state.dates.insert(uid, date.clone());
            }
        }
        drop(state);
        self.cut();
    }

    /// Takes a mail out of the folder.
    pub fn remove(&self, uid: u32) {
        self.state().mails.remove(&uid);
    }

    /// From now on the mail has this defect.
    pub fn spoil(&self, uid: u32, defect: Defect) {
        self.state().defects.insert(uid, defect);
    }

    /// The mail is as good as new.
    pub fn mend(&self, uid: u32) {
        self.state().defects.remove(&uid);
    }

    /// The server doesn't know IDLE.
    pub fn without_idle(&self) {
        self.state().idle = false;
    }

    /// Sends these bytes before the end of every command.
    pub fn chatter(&self, bytes: &[u8]) {
        self.state().chatter = bytes.to_vec();
    }

    /// At `step`, does `act` once, after the acts that were ordered before.
    pub fn next(&self, step: ImapStep, act: ImapAct) {
        self.state().acts.entry(step).or_default().push_back(act);
    }

    /// Whether all acts ordered for `step` were done.
    pub fn is_done(&self, step: ImapStep) -> bool {
        self.state().acts.get(&step).is_none_or(VecDeque::is_empty)
    }

    /// All commands so far without their tags, of all connections.
    pub fn commands(&self) -> Vec<String> {
        self.state().commands.clone()
    }

    /// Cuts all connections.
    pub fn cut(&self) {
        self.loopback.cut();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why a conversation ended; only its being an error matters.
struct Over;

impl From<std::io::Error> for Over {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

struct Dialogue<'a> {
    reader: BufReader<&'a TcpStream>,
    writer: &'a TcpStream,
    state: &'a Mutex<State>,
    /// The mails as this client knows them, by their sequence numbers less one.
    known: Vec<u32>,
}

impl<'a> Dialogue<'a> {
    fn new(stream: &'a TcpStream, state: &'a Mutex<State>) -> Self {
        Self { reader: BufReader::new(stream), writer: stream, state, known: Vec::new() }
    }

    fn run(&mut self) -> Result<(), Over> {
        if self.act(ImapStep::Greeting)?.is_none() {
            self.say(b"* OK fake ready\r\n")?;
        }
        loop {
            let line = self.line()?;
            let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
            self.state().commands.push(command.to_owned());
            let end = self.obey(&command.to_ascii_uppercase())?;
            let chatter = self.state().chatter.clone();
            self.say(&chatter)?;
            self.say(format!("{tag} {end}\r\n").as_bytes())?;
            if command.eq_ignore_ascii_case("LOGOUT") {
                return Ok(());
            }
        }
    }

    fn obey(&mut self, command: &str) -> Result<String, Over> {
        let mut words = command.splitn(3, ' ');
        match (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        ) {
            ("CAPABILITY", ..) => {
                let idle = if self.state().idle { " IDLE" } else { "" };
                self.say(format!("* CAPABILITY IMAP4rev1{idle}\r\n").as_bytes())?;
            }
            ("LOGIN", ..) => return Ok(self.act(ImapStep::Login)?.unwrap_or("OK in".into())),
            ("EXAMINE", ..) => return self.open(),
            ("UID", "FETCH", rest) if rest.contains("BODY.PEEK") => return self.bodies(rest),
            ("UID", "FETCH", rest) => self.list(rest)?,
            ("UID", "SEARCH", rest) => {
                let wanted: u32 = rest.trim_start_matches("UID ").parse().unwrap_or(0);
                let found = if self.state().mails.contains_key(&wanted) {
                    format!(" {wanted}")
                } else {
                    String::new()
                };
                self.say(format!("* SEARCH{found}\r\n").as_bytes())?;
            }
            ("FETCH", number, _) => {
                let at = number.parse::<usize>().unwrap_or(0);
                if let Some(uid) = self.known.get(at.wrapping_sub(1)).copied() {
                    self.say(format!("* {at} FETCH (UID {uid})\r\n").as_bytes())?;
                }
            }
            ("IDLE", ..) => return self.idle(),
            ("LOGOUT", ..) => self.say(b"* BYE\r\n")?,
            _ => return Ok("BAD what?".into()),
        }
        Ok("OK done".into())
    }

    fn open(&mut self) -> Result<String, Over> {
        let end = self.act(ImapStep::Open)?;
        self.known.clear();
        self.announce()?;
        let uid_validity = self.state().uid_validity;
        self.say(format!("* 0 RECENT\r\n* OK [UIDVALIDITY {uid_validity}] fine\r\n").as_bytes())?;
        if self.known.is_empty() {
            self.say(b"* 0 EXISTS\r\n")?;
        }
        Ok(end.unwrap_or("OK [READ-ONLY] open".into()))
    }

    /// Tells of mails that are new to the client.
    fn announce(&mut self) -> Result<(), Over> {
        let now: Vec<u32> = self.state().mails.keys().copied().collect();
        if now.len() > self.known.len() {
            self.say(format!("* {} EXISTS\r\n", now.len()).as_bytes())?;
            self.known = now;
        }
        Ok(())
    }

    fn list(&mut self, rest: &str) -> Result<(), Over> {
        let set = rest.split(' ').next().unwrap_or_default();
        for uid in self.uids(set) {
            let (size, at, date) = {
                let state = self.state();
                let Some(mail) = state.mails.get(&uid) else { continue };
                let understated = state.defects.get(&uid) == Some(&Defect::Understated);
                let date = state.dates.get(&uid).map_or(USUAL_DATE, String::as_str).to_owned();
                (if understated { 1 } else { mail.len() }, self.number(uid), date)
            };
            let size = if rest.contains("SIZE") { format!(" RFC822.SIZE {size}") } else { String::new() };
            self.say(format!("* {at} FETCH (UID {uid}{size} INTERNALDATE \"{date}\")\r\n").as_bytes())?;
        }
        Ok(())
    }

    fn bodies(&mut self, rest: &str) -> Result<String, Over> {
        if let Some(end) = self.act(ImapStep::Fetch)? {
            return Ok(end);
        }
        let set = rest.split(' ').next().unwrap_or_default();
        let limit = rest.split_once("<0.").and_then(|(_, limit)| limit.split('>').next()?.parse().ok());
        for uid in self.uids(set) {
            let (mail, defect) = {
                let state = self.state();
                let Some(mail) = state.mails.get(&uid).cloned() else { continue };
                (mail, state.defects.get(&uid).copied())
            };
            if defect == Some(Defect::Vanishes) {
                self.state().mails.remove(&uid);
                continue;
            }
            if defect == Some(Defect::Refused) {
                return Ok("NO [SERVERBUG] this one is broken".into());
            }
            let part = mail.get(..limit.unwrap_or(mail.len())).unwrap_or(&mail);
            let at = self.number(uid);
            self.say(format!("* {at} FETCH (UID {uid} BODY[] {{{}}}\r\n", part.len()).as_bytes())?;
            if defect == Some(Defect::HangsUp) {
                self.say(part.get(..part.len() / 2).unwrap_or_default())?;
                return Err(Over);
            }
            self.say(part)?;
            self.say(b")\r\n")?;
        }
        Ok("OK done".into())
    }

    fn idle(&mut self) -> Result<String, Over> {
        self.say(b"+ idling\r\n")?;
        if let Some(end) = self.act(ImapStep::Idle)? {
            return Ok(end);
        }
        let _ = self.writer.set_read_timeout(Some(Duration::from_millis(10)));
        let mut line = Vec::new();
        loop {
            self.announce()?;
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => return Err(Over),
                Ok(_) => break,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(_) => return Err(Over),
            }
        }
        let _ = self.writer.set_read_timeout(None);
        Ok("OK idled".into())
    }

    /// The UIDs of a set such as `3,5:9` or `*` that the folder has.
    fn uids(&self, set: &str) -> BTreeSet<u32> {
        let state = self.state();
        let last = state.mails.keys().next_back().copied().unwrap_or(0);
        let number = |word: &str| if word == "*" { last } else { word.parse().unwrap_or(0) };
        let mut uids = BTreeSet::new();
        for part in set.split(',') {
            let (from, to) = part.split_once(':').unwrap_or((part, part));
            let (from, to) = (number(from), number(to));
            uids.extend(state.mails.range(from.min(to)..=from.max(to)).map(|(uid, _)| *uid));
        }
        uids
    }

    fn number(&self, uid: u32) -> usize {
        self.known.iter().position(|known| *known == uid).map_or(1, |at| at + 1)
    }

    /// Does what was ordered for this step; returns the words that end the command, if they were ordered.
    fn act(&mut self, step: ImapStep) -> Result<Option<String>, Over> {
        let act = self.state().acts.get_mut(&step).and_then(VecDeque::pop_front);
        match act {
            None => Ok(None),
            Some(ImapAct::Before(bytes)) => {
                self.say(&bytes)?;
                Ok(None)
            }
            Some(ImapAct::SayAndHangUp(bytes)) => {
                self.say(&bytes)?;
                Err(Over)
            }
            Some(ImapAct::End(words)) => Ok(Some(words)),
            Some(ImapAct::Silence) => loop {
                self.line()?;
            },
        }
    }

    fn say(&mut self, bytes: &[u8]) -> Result<(), Over> {
        Ok(self.writer.write_all(bytes)?)
    }

    fn line(&mut self) -> Result<String, Over> {
        let mut line = Vec::new();
        if self.reader.read_until(b'\n', &mut line)? == 0 {
            return Err(Over);
        }
        Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    fn state(&self) -> MutexGuard<'a, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

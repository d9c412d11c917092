//! A fake SMTP server that keeps what it is sent and misbehaves on request.

use crate::loopback::Loopback;
use std::{
    collections::{BTreeMap, VecDeque},
    io::{BufRead, BufReader, Write},
    net::{Shutdown, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A point of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A client has connected.
    Greeting,
    /// EHLO or HELO.
    Hello,
    /// AUTH.
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// The first line of the content has come.
    MidContent,
    /// The whole content has come.
    Content,
}

/// What the server does there instead of what it should.
#[derive(Clone, Debug)]
pub enum Act {
    /// Says this (one or more lines, without the last line end) and goes on.
    Say(String),
    /// Says this and hangs up.
    SayAndHangUp(String),
    /// Hangs up.
    HangUp,
    /// Says nothing more, and keeps the connection.
    Silence,
}

/// A mail that came to its end, whether or not the client heard so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// MAIL FROM, without the brackets.
    pub sender: String,
    /// The recipients that were not refused.
    pub recipients: Vec<String>,
    /// The content, with its dots undone and CRLF line ends.
    pub content: String,
}

#[derive(Debug, Default)]
struct State {
    offers: Vec<String>,
    acts: BTreeMap<Step, VecDeque<Act>>,
    refused: BTreeMap<String, String>,
    received: Vec<Received>,
    commands: Vec<String>,
    connections: usize,
}

/// The server. Its state is shared by all connections and outlives each.
#[derive(Debug)]
pub struct FakeSmtp {
    state: Arc<Mutex<State>>,
    loopback: Loopback,
}

impl FakeSmtp {
    /// A server that offers these extensions and takes every mail.
    pub fn start(offers: &[&str]) -> Self {
        let offers = offers.iter().map(ToString::to_string).collect();
        let state = Arc::new(Mutex::new(State { offers, ..State::default() }));
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

    /// At `step`, does `act` once, after the acts that were ordered before.
    pub fn next(&self, step: Step, act: Act) {
        self.state().acts.entry(step).or_default().push_back(act);
    }

    /// Refuses this recipient always, in these words.
    pub fn refuse(&self, recipient: &str, reply: &str) {
        self.state().refused.insert(recipient.into(), reply.into());
    }

    /// The mails so far.
    pub fn received(&self) -> Vec<Received> {
        self.state().received.clone()
    }

    /// All commands so far, of all connections.
    pub fn commands(&self) -> Vec<String> {
        self.state().commands.clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.state().connections
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
    sender: String,
    recipients: Vec<String>,
}

impl<'a> Dialogue<'a> {
    fn new(stream: &'a TcpStream, state: &'a Mutex<State>) -> Self {
        let reader = BufReader::new(stream);
        Self { reader, writer: stream, state, sender: String::new(), recipients: Vec::new() }
    }

    fn run(&mut self) -> Result<(), Over> {
        self.state().connections += 1;
        self.at(Step::Greeting, "220 fake.example ESMTP")?;
        loop {
            let command = self.line()?;
            self.state().commands.push(command.clone());
            let verb = command.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => self.hello()?,
                "AUTH" => drop(self.at(Step::Login, "235 2.7.0 welcome")?),
                "MAIL" => {
                    self.sender = path(&command);
                    self.recipients.clear();
                    self.at(Step::Sender, "250 2.1.0 ok")?;
                }
                "RCPT" => self.recipient(&path(&command))?,
                "DATA" => {
                    if self.at(Step::Data, "354 go ahead")?.starts_with('3') {
                        self.content()?;
                    }
                }
                "RSET" => {
                    self.recipients.clear();
                    self.say("250 2.0.0 ok")?;
                }
                "QUIT" => {
                    self.say("221 2.0.0 bye")?;
                    return Ok(());
                }
                _ => self.say("502 5.5.1 what?")?,
            }
        }
    }

    fn hello(&mut self) -> Result<(), Over> {
        let mut lines = vec!["fake.example".to_owned()];
        lines.extend(self.state().offers.clone());
        let last = lines.len() - 1;
        let lines = lines
            .iter()
            .enumerate()
            .map(|(at, line)| format!("250{}{line}", if at == last { ' ' } else { '-' }));
        let reply = lines.collect::<Vec<_>>().join("\r\n");
        self.at(Step::Hello, &reply).map(drop)
    }

    fn recipient(&mut self, recipient: &str) -> Result<(), Over> {
        let refused = self.state().refused.get(recipient).cloned();
        if let Some(reply) = refused {
            return self.say(&reply);
        }
        if self.at(Step::Recipient, "250 2.1.5 ok")?.starts_with('2') {
            self.recipients.push(recipient.to_owned());
        }
        Ok(())
    }

    fn content(&mut self) -> Result<(), Over> {
        let mut content = String::new();
        loop {
            let line = self.line()?;
            if content.is_empty() {
                self.act(Step::MidContent)?;
            }
            if line == "." {
                break;
            }
            content.push_str(line.strip_prefix('.').unwrap_or(&line));
            content.push_str("\r\n");
        }
        let (sender, recipients) = (self.sender.clone(), std::mem::take(&mut self.recipients));
        let received = Received { sender, recipients, content };
        // Kept first: the server took it even if its answer gets lost.
        let refuses = matches!(
            self.state().acts.get(&Step::Content).and_then(VecDeque::front),
            Some(Act::Say(reply) | Act::SayAndHangUp(reply)) if reply.starts_with(['4', '5'])
        );
        if !refuses {
            self.state().received.push(received);
        }
        self.at(Step::Content, "250 2.0.0 queued as FAKE1").map(drop)
    }

    /// Does what was ordered for this step, else says `usual`. Returns what was said.
    fn at(&mut self, step: Step, usual: &str) -> Result<String, Over> {
        if let Some(said) = self.act(step)? {
            return Ok(said);
        }
        self.say(usual)?;
        Ok(usual.to_owned())
    }

    fn act(&mut self, step: Step) -> Result<Option<String>, Over> {
        let act = self.state().acts.get_mut(&step).and_then(VecDeque::pop_front);
        match act {
            None => Ok(None),
            Some(Act::Say(words)) => {
                self.say(&words)?;
                Ok(Some(words))
            }
            Some(Act::SayAndHangUp(words)) => {
                self.say(&words)?;
                Err(Over)
            }
            Some(Act::HangUp) => Err(Over),
            Some(Act::Silence) => loop {
                // Ends when the client gives up.
                self.line()?;
            },
        }
    }

    fn say(&mut self, words: &str) -> Result<(), Over> {
        Ok(self.writer.write_all(format!("{words}\r\n").as_bytes())?)
    }

    fn line(&mut self) -> Result<String, Over> {
        let mut line = Vec::new();
        if self.reader.read_until(b'\n', &mut line)? == 0 {
            return Err(Over);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(line.strip_suffix("\r\n").unwrap_or(&line).to_owned())
    }

    fn state(&self) -> MutexGuard<'a, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What stands in angle brackets.
fn path(command: &str) -> String {
    let inner = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(path, _)| path.to_owned()).unwrap_or_default()
}

//! Where answers are written: always there, grows with the text, never loses a word.
//!
//! One form posts `kind` (`reply` or `note`), `from`, `to`, `cc`, `bcc`, `subject`, `body` (Markdown), `attachment`
//! (an id, repeated), `then` (`stay`, `close`, `next`) and, for later, `send_at` (one of the values offered) or
//! `send_at_time` (a local date and time). The same fields go to the draft URL by PUT while one writes.

mod form;
mod suggestion;
mod tools;

use maud::{Markup, Render};
pub use suggestion::{Suggestion, suggestions};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// An answer to the customer.
    Reply,
    /// A note to colleagues.
    Note,
}

/// One of several things to choose from: what is sent, what is shown, whether it holds now.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value sent.
    pub value: String,
    /// The words shown.
    pub label: String,
    /// Quiet words beside them ("tomorrow 9:00").
    pub note: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl Choice {
    /// A choice that does not hold now.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: String::new(), chosen: false }
    }
}

/// A file that will go out with the answer.
#[derive(Clone, Debug)]
pub struct DraftFile {
    /// What the form sends as `attachment`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size, as written for people.
    pub size: String,
    /// Where it can be looked at.
    pub href: String,
}

/// The composer of one conversation.
#[derive(Clone, Debug)]
#[must_use]
pub struct Composer {
    id: String,
    url: String,
    draft_url: Option<String>,
    upload_url: Option<String>,
    presence_url: Option<String>,
    mode: Mode,
    reply: bool,
    note: bool,
    name: String,
    from: Vec<Choice>,
    to: String,
    cc: String,
    bcc: String,
    subject: Option<String>,
    text: String,
    files: Vec<DraftFile>,
    signature: Option<String>,
    send_later: Vec<Choice>,
    send_and: bool,
    error: Option<String>,
    notice: Option<Markup>,
    saved: Option<String>,
    promises: Option<Markup>,
    extras: Vec<Markup>,
}

impl Composer {
    /// A composer for the conversation `id` that posts to `url`; `name` is whom one answers.
    pub fn new(id: impl ToString, url: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.to_string(),
            url: url.into(),
            draft_url: None,
            upload_url: None,
            presence_url: None,
            mode: Mode::Reply,
            reply: true,
            note: true,
            name: name.into(),
            from: Vec::new(),
            to: String::new(),
            cc: String::new(),
            bcc: String::new(),
            subject: None,
            text: String::new(),
            files: Vec::new(),
            signature: None,
            send_later: Vec::new(),
            send_and: true,
            error: None,
            notice: None,
            saved: None,
            promises: None,
            extras: Vec::new(),
        }
    }

    /// Takes the fields by PUT while one writes.
    pub fn draft_url(self, url: impl Into<String>) -> Self {
        Self { draft_url: Some(url.into()), ..self }
    }

    /// Takes a file by POST (multipart field `file`) and answers JSON:
    /// `{id, name, media_type, size, url, markdown}`.
    pub fn upload_url(self, url: impl Into<String>) -> Self {
        Self { upload_url: Some(url.into()), ..self }
    }

    /// Is told by POST that somebody writes, every three seconds at most.
    pub fn presence_url(self, url: impl Into<String>) -> Self {
        Self { presence_url: Some(url.into()), ..self }
    }

    /// Whether an answer or a note is open.
    pub fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// Only notes may be written.
    pub fn note_only(self) -> Self {
        Self { reply: false, mode: Mode::Note, ..self }
    }

    /// Only answers may be written (a new conversation).
    pub fn reply_only(self) -> Self {
        Self { note: false, mode: Mode::Reply, ..self }
    }

    /// The mailboxes one may answer from; shown from two on.
    pub fn from(self, choices: Vec<Choice>) -> Self {
        Self { from: choices, ..self }
    }

    /// Addresses, comma-separated.
    pub fn to(self, addresses: impl Into<String>) -> Self {
        Self { to: addresses.into(), ..self }
    }

    /// Addresses, comma-separated.
    pub fn cc(self, addresses: impl Into<String>) -> Self {
        Self { cc: addresses.into(), ..self }
    }

    /// Addresses, comma-separated.
    pub fn bcc(self, addresses: impl Into<String>) -> Self {
        Self { bcc: addresses.into(), ..self }
    }

    /// Shows a subject field (a new conversation, a forwarded one).
    pub fn subject(self, subject: impl Into<String>) -> Self {
        Self { subject: Some(subject.into()), ..self }
    }

    /// The draft.
    pub fn text(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// Adds a file of the draft.
    pub fn file(mut self, file: DraftFile) -> Self {
        self.files.push(file);
        self
    }

    /// What will be put under the answer.
    pub fn signature(self, text: impl Into<String>) -> Self {
        Self { signature: Some(text.into()), ..self }
    }

    /// Moments offered for sending later.
    pub fn send_later(self, choices: Vec<Choice>) -> Self {
        Self { send_later: choices, ..self }
    }

    /// Without "send and close" and "send and next".
    pub fn send_only(self) -> Self {
        Self { send_and: false, ..self }
    }

    /// What went wrong with the last attempt; the text is still there.
    pub fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    /// Something to know before one answers ("Mail to this address bounced …").
    pub fn notice(self, notice: impl Render) -> Self {
        Self { notice: Some(notice.render()), ..self }
    }

    /// When the draft was saved ("Draft saved 9:14").
    pub fn saved(self, words: impl Into<String>) -> Self {
        Self { saved: Some(words.into()), ..self }
    }

    /// What the answer promises: [`crate::promise::promise_place`].
    pub fn promises(self, promises: impl Render) -> Self {
        Self { promises: Some(promises.render()), ..self }
    }

    /// Another control at the foot, beside "Attach" and "Canned".
    pub fn tool(mut self, tool: impl Render) -> Self {
        self.extras.push(tool.render());
        self
    }
}

//! Where answers are written: always there, grows with the text, never loses a word.
//!
//! One form posts `kind` (`reply` or `note`), `from`, `to`, `cc`, `bcc`, `subject`, `body` (Markdown), `attachment`
//! (an id, repeated), `then` (`stay`, `close`, `next`) and, for later, `send_at` (one of the values offered) or
//! `send_at_time` (a local date and time). The same fields go to the draft URL by PUT while one writes.

mod suggestion;
mod tools;

use crate::{button::Button, icon::Icon};
use maud::{Markup, Render, html};
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

    /// Another control at the foot, beside "Attach" and "Canned".
    pub fn tool(mut self, tool: impl Render) -> Self {
        self.extras.push(tool.render());
        self
    }

    fn kinds(&self) -> Markup {
        let kind = |value: &str, label: &str, key: &str, on: bool| {
            html! {
                label .composer-kind {
                    input .hidden type="radio" name="kind" value=(value) checked[on] data-key=(key) data-composer-target="kind";
                    span { (label) (crate::kbd::kbd(key)) }
                }
            }
        };
        html! {
            @if self.reply && self.note {
                div .composer-kinds role="radiogroup" aria-label="What to write" {
                    (kind("reply", "Reply", "r", self.mode == Mode::Reply))
                    (kind("note", "Note", "n", self.mode == Mode::Note))
                }
            } @else {
                input type="hidden" name="kind" value=(if self.note { "note" } else { "reply" });
            }
        }
    }

    fn address(&self, name: &str, label: &str, value: &str) -> Markup {
        let id = format!("composer-{}-{name}", self.id);
        html! {
            div .composer-line {
                label for=(id) { (label) }
                input .composer-input type="text" id=(id) name=(name) value=(value) autocomplete="off"
                    spellcheck="false" data-suggest="/suggest/addresses";
            }
        }
    }

    /// One quiet line says whom it goes to; opened, it is the fields.
    fn addresses(&self) -> Markup {
        let open = self.to.is_empty() || self.subject.is_some();
        let copies = match (self.cc.is_empty(), self.bcc.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!(", cc {}", self.cc),
            (true, false) => format!(", bcc {}", self.bcc),
            (false, false) => format!(", cc {}, bcc {}", self.cc, self.bcc),
        };
        html! {
            details .composer-addresses open[open] {
                summary .composer-to title="Change who gets this" {
                    span .composer-to-words { "to " (self.to) (copies) } (Icon::Down)
                }
                div .composer-lines {
                    @if self.from.len() > 1 {
                        div .composer-line {
                            label for={"composer-" (self.id) "-from"} { "From" }
                            select .composer-input name="from" id={"composer-" (self.id) "-from"} {
                                @for choice in &self.from { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
                            }
                        }
                    }
                    (self.address("to", "To", &self.to))
                    (self.address("cc", "Cc", &self.cc))
                    (self.address("bcc", "Bcc", &self.bcc))
                    @if let Some(subject) = &self.subject {
                        div .composer-line {
                            label for={"composer-" (self.id) "-subject"} { "Subject" }
                            input .composer-input type="text" name="subject" id={"composer-" (self.id) "-subject"} value=(subject);
                        }
                    }
                }
            }
            p .composer-aside { "Only colleagues see this. Write @ to ask somebody." }
        }
    }

    fn strip(&self) -> Markup {
        html! {
            ul .composer-files data-composer-target="files" aria-label="Attachments" {
                @for file in &self.files {
                    li .composer-file {
                        (Icon::Attach)
                        a .composer-file-name href=(file.href) target="_blank" rel="noopener" { (file.name) }
                        span .composer-file-size { (file.size) }
                        input type="hidden" name="attachment" value=(file.id);
                        button .composer-file-remove type="button" data-action="composer#removeFile" aria-label={"Remove " (file.name)} { (Icon::Close) }
                    }
                }
            }
        }
    }

    fn text_field(&self) -> Markup {
        let (reply, note) = (format!("Write to {} …", self.name), "Write a note to colleagues …");
        html! {
            textarea .composer-text name="body" rows="3" aria-label="Your text" data-composer-target="text"
                placeholder=(if self.mode == Mode::Note { note.to_owned() } else { reply.clone() }) data-placeholder-note=(note)
                data-placeholder-reply=(reply) { "\n" (self.text) }
            div .composer-suggestions data-composer-target="suggestions" hidden {}
            @if let Some(signature) = &self.signature {
                p .composer-signature title="Your signature is added when this is sent" { (signature) }
            }
        }
    }

    fn foot(&self) -> Markup {
        let send_words = if self.reply { "Send" } else { "Add note" };
        html! {
            footer .composer-foot {
                (tools::toolbar(self.upload_url.is_some()))
                @for extra in &self.extras { (extra) }
                span .composer-state role="status" data-composer-target="state" {
                    @if let Some(saved) = &self.saved { (saved) }
                }
                span .composer-send {
                    @if self.send_and {
                        (Button::new("Send and next").value("then", "next").quiet().hint("Ctrl Shift ↵"))
                    }
                    span .composer-split {
                        button .button .button--primary type="submit" name="then" value="stay" data-composer-target="send" {
                            span .button-label {
                                span .composer-send-reply { (send_words) } span .composer-send-note { "Add note" }
                            }
                            (crate::kbd::kbd("Ctrl ↵"))
                        }
                        (tools::send_menu(self.send_and, &self.send_later))
                    }
                }
            }
        }
    }
}

impl Render for Composer {
    fn render(&self) -> Markup {
        let class = if self.reply { "composer" } else { "composer composer--note" };
        html! {
            form id={"composer-" (self.id)} .(class) method="post" action=(self.url) data-controller="composer"
                data-draft-url=[self.draft_url.as_deref()] data-upload-url=[self.upload_url.as_deref()]
                data-presence-url=[self.presence_url.as_deref()] aria-label="Answer" {
                header .composer-head { (self.kinds()) (self.addresses()) }
                @if let Some(error) = &self.error {
                    p .composer-error role="alert" { (Icon::Alarm) (error) }
                }
                @if let Some(notice) = &self.notice { (notice) }
                (self.text_field())
                (self.strip())
                (self.foot())
            }
        }
    }
}

//! One message of a conversation: from a customer, from us, a note, or an automatic answer.

mod delivery;
mod frame;

use crate::{
    attachment::{Attachment, attachments},
    banner::Banner,
    face::Face,
    icon::Icon,
};
pub use delivery::Delivery;
pub use frame::MailFrame;
use maud::{Markup, Render, html};

/// Who speaks, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From the customer.
    Inbound,
    /// From us to the customer.
    Outbound,
    /// From us to ourselves; the customer never sees it.
    Note,
    /// An automatic answer or a bounce: folded to one quiet line.
    Automatic,
}

/// A message.
#[derive(Clone, Debug)]
#[must_use]
pub struct Message {
    id: String,
    kind: Kind,
    author: String,
    face: Face,
    when: Markup,
    to: Option<String>,
    details: Vec<(String, String)>,
    body: Markup,
    quoted: Option<Markup>,
    files: Vec<Attachment>,
    delivery: Option<Delivery>,
    warnings: Vec<Markup>,
    menu: Option<Markup>,
    marks: Vec<Markup>,
    foot: Option<Markup>,
}

impl Message {
    /// A message by `author`; the article gets the id `message-{id}`.
    pub fn new(id: impl ToString, kind: Kind, author: impl Into<String>) -> Self {
        let author = author.into();
        let face = Face::new(author.clone());
        Self {
            id: id.to_string(),
            kind,
            face: if kind == Kind::Inbound { face } else { face.ours() },
            author,
            when: Markup::default(),
            to: None,
            details: Vec::new(),
            body: Markup::default(),
            quoted: None,
            files: Vec::new(),
            delivery: None,
            warnings: Vec::new(),
            menu: None,
            marks: Vec::new(),
            foot: None,
        }
    }

    /// Another face than the author's initials.
    pub fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// When it came: a [`crate::time::relative_time`] or [`crate::time::time`].
    pub fn when(self, when: impl Render) -> Self {
        Self { when: when.render(), ..self }
    }

    /// Whom it was written to, in short ("to support@example.com, cc 2").
    pub fn to(self, to: impl Into<String>) -> Self {
        Self { to: Some(to.into()), ..self }
    }

    /// A line that is shown when the short "to" is opened ("Cc", "…").
    pub fn detail(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.details.push((label.into(), value.into()));
        self
    }

    /// What was newly written: [`crate::prose::plain`], [`crate::prose::markdown`] or a [`MailFrame`].
    pub fn body(self, body: impl Render) -> Self {
        Self { body: body.render(), ..self }
    }

    /// Quoted history and signature, folded away but never lost.
    pub fn quoted(self, quoted: impl Render) -> Self {
        Self { quoted: Some(quoted.render()), ..self }
    }

    /// Adds a file.
    pub fn file(mut self, file: Attachment) -> Self {
        self.files.push(file);
        self
    }

    /// Where our mail is on its way.
    pub fn delivery(self, delivery: Delivery) -> Self {
        Self { delivery: Some(delivery), ..self }
    }

    /// A warning above the body ("New sender in this conversation …"), with what can be done about it.
    pub fn warning(mut self, words: impl Into<String>, actions: impl Render) -> Self {
        self.warnings.push(Banner::new(words).tone(crate::Tone::Warn).action(actions).inline().render());
        self
    }

    /// A menu at the end of the header.
    pub fn menu(self, menu: impl Render) -> Self {
        Self { menu: Some(menu.render()), ..self }
    }

    /// A mark beside the author.
    pub fn mark(mut self, mark: impl Render) -> Self {
        self.marks.push(mark.render());
        self
    }

    /// A quiet line at its end: a [`crate::signal::SignalLine`].
    pub fn foot(self, foot: impl Render) -> Self {
        Self { foot: Some(foot.render()), ..self }
    }

    fn header(&self) -> Markup {
        html! {
            header .message-head {
                span .message-author { (self.author) }
                @if self.kind == Kind::Note { span .message-kind { (Icon::Note) "note" } }
                @for mark in &self.marks { (mark) }
                @if let Some(to) = &self.to {
                    @if self.details.is_empty() { span .message-to { (to) } }
                    @else {
                        details .message-details {
                            summary .message-to { (to) }
                            dl .message-addresses {
                                @for (label, value) in &self.details { dt { (label) } dd { (value) } }
                            }
                        }
                    }
                }
                span .message-when { (self.when) }
                @if let Some(menu) = &self.menu { span .message-menu { (menu) } }
            }
        }
    }

    fn inside(&self) -> Markup {
        html! {
            @for warning in &self.warnings { (warning) }
            div .message-body {
                (self.body)
                @if let Some(quoted) = &self.quoted {
                    details .message-quoted {
                        summary title="Show or hide quoted history" { span aria-hidden="true" { "•••" } span .hidden { "Quoted history" } }
                        div .message-history { (quoted) }
                    }
                }
            }
            (attachments(&self.files))
            @if let Some(delivery) = &self.delivery { (delivery) }
            @if let Some(foot) = &self.foot { (foot) }
        }
    }
}

impl Render for Message {
    fn render(&self) -> Markup {
        let class = match self.kind {
            Kind::Inbound => "message message--inbound",
            Kind::Outbound => "message message--outbound",
            Kind::Note => "message message--note",
            Kind::Automatic => "message message--automatic",
        };
        if self.kind == Kind::Automatic {
            return html! {
                article id={"message-" (self.id)} .(class) data-message {
                    details .message-automatic {
                        summary {
                            (Icon::Again) span .message-author { (self.author) }
                            @for mark in &self.marks { (mark) }
                            span .message-when { (self.when) }
                        }
                        (self.inside())
                    }
                }
            };
        }
        html! {
            article id={"message-" (self.id)} .(class) data-message tabindex="-1" {
                (self.face)
                (self.header())
                div .message-content { (self.inside()) }
            }
        }
    }
}

//! The head of a conversation, and the head of an ordinary page.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// What a conversation is about, its state, who else is here, and what can be done.
#[derive(Clone, Debug)]
#[must_use]
pub struct ConversationHead {
    subject: String,
    facts: Vec<Markup>,
    back: Option<(String, String)>,
    marks: Vec<Markup>,
    actions: Vec<Markup>,
    presence: Markup,
    customer: Option<Markup>,
    rename: Option<String>,
}

impl ConversationHead {
    /// A conversation about `subject`.
    pub fn new(subject: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            facts: Vec::new(),
            back: None,
            marks: Vec::new(),
            actions: Vec::new(),
            presence: Markup::default(),
            customer: None,
            rename: None,
        }
    }

    /// The subject can be changed in its place: posts `subject` to `url`.
    pub fn rename(self, url: impl Into<String>) -> Self {
        Self { rename: Some(url.into()), ..self }
    }

    /// A fact for the quiet line ("#10428", "open since Tuesday", a menu of teams).
    pub fn fact(mut self, fact: impl Render) -> Self {
        self.facts.push(fact.render());
        self
    }

    /// The list a phone goes back to.
    pub fn back(self, href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { back: Some((href.into(), label.into())), ..self }
    }

    /// A tag or a signal.
    pub fn mark(mut self, mark: impl Render) -> Self {
        self.marks.push(mark.render());
        self
    }

    /// A button, form or menu.
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }

    /// Who else looks or writes: the content of `#presence`, which the live stream also replaces.
    pub fn presence(self, presence: impl Render) -> Self {
        Self { presence: presence.render(), ..self }
    }

    /// The customer's face, on the button that shows the customer where there is no room for a pane.
    pub fn customer(self, face: impl Render) -> Self {
        Self { customer: Some(face.render()), ..self }
    }
}

impl Render for ConversationHead {
    fn render(&self) -> Markup {
        html! {
            header #head .head {
                @if let Some((href, label)) = &self.back {
                    a .button .button--quiet .button--icon .head-back href=(href) title=(label) data-key="u" {
                        (Icon::Back) span .hidden { (label) }
                    }
                }
                div .head-words {
                    div .head-title {
                        h1 .head-subject { (self.subject) }
                        @if let Some(url) = &self.rename { (rename(url, &self.subject)) }
                    }
                    div .head-facts {
                        @for fact in &self.facts { span .head-fact { (fact) } }
                        @for mark in &self.marks { (mark) }
                    }
                }
                div #presence .head-presence aria-live="off" { (self.presence) }
                div .head-actions { @for action in &self.actions { (action) } }
                @if let Some(face) = &self.customer {
                    button .button .button--quiet .button--icon .head-customer type="button" popovertarget="who" title="Customer" {
                        (face) span .hidden { "Customer" }
                    }
                }
            }
        }
    }
}

/// A pen beside the subject; opened, a field in its place. Works without scripts.
fn rename(url: &str, subject: &str) -> Markup {
    html! {
        details .head-rename data-controller="menu" {
            summary title="Change the subject (s)" data-key="s" { (Icon::Pen) span .hidden { "Change the subject" } }
            form .head-rename-form method="post" action=(url) {
                input .input type="text" name="subject" value=(subject) aria-label="Subject" maxlength="500" required;
                button .button .button--small type="submit" { "Save" }
            }
        }
    }
}

/// The head of an ordinary page: where one is, in one line, and what can be done.
#[derive(Clone, Debug)]
#[must_use]
pub struct PageHead {
    title: String,
    note: Option<String>,
    trail: Vec<(String, String)>,
    face: Option<Markup>,
    actions: Vec<Markup>,
}

impl PageHead {
    /// A page called `title`.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), note: None, trail: Vec::new(), face: None, actions: Vec::new() }
    }

    /// One quiet sentence on what the page is for.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// A page above this one.
    pub fn under(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.trail.push((label.into(), href.into()));
        self
    }

    /// A face before the title.
    pub fn face(self, face: impl Render) -> Self {
        Self { face: Some(face.render()), ..self }
    }

    /// A button, form or menu.
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }
}

impl Render for PageHead {
    fn render(&self) -> Markup {
        html! {
            header .page-head {
                @if !self.trail.is_empty() {
                    nav .page-trail aria-label="Above this page" {
                        @for (label, href) in &self.trail { a href=(href) { (label) } }
                    }
                }
                div .page-head-line {
                    @if let Some(face) = &self.face { (face) }
                    div .page-head-words {
                        h1 .page-title { (self.title) }
                        @if let Some(note) = &self.note { p .page-note { (note) } }
                    }
                    @if !self.actions.is_empty() {
                        div .page-actions { @for action in &self.actions { (action) } }
                    }
                }
            }
        }
    }
}

//! One conversation in a list: who, what they want, how long they have waited, and its signals.

use crate::{face::Face, mark::Mark};
use maud::{Markup, Render, html};

/// A row. The whole of it is one link; the checkbox for bulk actions lies over the face.
#[derive(Clone, Debug)]
#[must_use]
pub struct Row {
    id: String,
    href: String,
    name: String,
    face: Face,
    wants: String,
    preview: String,
    when: Markup,
    marks: Vec<Mark>,
    count: Option<u32>,
    unread: bool,
    current: bool,
    selectable: bool,
    assignee: Option<Face>,
    presence: Option<String>,
}

impl Row {
    /// The conversation `id` with `name`; `href` opens it.
    pub fn new(id: impl ToString, href: impl Into<String>, name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: id.to_string(),
            href: href.into(),
            face: Face::new(name.clone()),
            name,
            wants: String::new(),
            preview: String::new(),
            when: Markup::default(),
            marks: Vec::new(),
            count: None,
            unread: false,
            current: false,
            selectable: true,
            assignee: None,
            presence: None,
        }
    }

    /// Another face than the name's initials.
    pub fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// What they want, in one line (the subject, where nothing better is known).
    pub fn wants(self, wants: impl Into<String>) -> Self {
        Self { wants: wants.into(), ..self }
    }

    /// The beginning of the last message.
    pub fn preview(self, preview: impl Into<String>) -> Self {
        Self { preview: preview.into(), ..self }
    }

    /// How long they have waited: a [`crate::time::relative_time`] or plain words.
    pub fn when(self, when: impl Render) -> Self {
        Self { when: when.render(), ..self }
    }

    /// Adds a signal.
    pub fn mark(mut self, mark: Mark) -> Self {
        self.marks.push(mark);
        self
    }

    /// How many messages it has; shown from two on.
    pub fn messages(self, count: u32) -> Self {
        Self { count: Some(count), ..self }
    }

    /// Something in it has not been read.
    pub fn unread(self, unread: bool) -> Self {
        Self { unread, ..self }
    }

    /// The conversation that is open beside the list.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// Whether it takes part in bulk actions (it does by default).
    pub fn selectable(self, selectable: bool) -> Self {
        Self { selectable, ..self }
    }

    /// The colleague it belongs to.
    pub fn assignee(self, face: Face) -> Self {
        Self { assignee: Some(face), ..self }
    }

    /// Who is in it just now ("Noor is writing").
    pub fn presence(self, words: impl Into<String>) -> Self {
        Self { presence: Some(words.into()), ..self }
    }

    fn lines(&self) -> Markup {
        html! {
            span .row-top {
                span .row-name { (self.name) }
                @if let Some(count) = self.count.filter(|count| *count > 1) {
                    span .row-count { span .hidden { "messages: " } (count) }
                }
                span .row-when { (self.when) }
            }
            span .row-wants { (self.wants) }
            @if self.has_marks() {
                @if !self.preview.is_empty() { span .row-preview { (self.preview) } }
                span .row-marks {
                    @for mark in &self.marks { (mark) }
                    @if let Some(words) = &self.presence { span .row-presence { (words) } }
                    (self.owner())
                }
            } @else {
                span .row-last { span .row-preview { (self.preview) } (self.owner()) }
            }
        }
    }

    fn has_marks(&self) -> bool {
        !self.marks.is_empty() || self.presence.is_some()
    }

    fn owner(&self) -> Markup {
        html! { @if let Some(face) = &self.assignee { span .row-assignee { (face) } } }
    }
}

impl Render for Row {
    fn render(&self) -> Markup {
        let label = format!("Select the conversation with {}", self.name);
        html! {
            li id={"row-" (self.id)} .row .row--unread[self.unread] .row--current[self.current] {
                a .row-link href=(self.href) aria-current=[self.current.then_some("true")] data-row {
                    @if self.unread { span .row-new { span .hidden { "New: " } } }
                    (self.face)
                    span .row-lines { (self.lines()) }
                }
                @if self.selectable {
                    label .row-pick {
                        span .hidden { (label) }
                        input type="checkbox" name="id" value=(self.id) form="bulk" data-bulk;
                    }
                }
            }
        }
    }
}

/// The rows under each other. Its bulk form is [`crate::list_bar::BulkBar`].
#[derive(Clone, Debug)]
#[must_use]
pub struct ConversationList {
    rows: Vec<Row>,
    empty: Option<Markup>,
    foot: Option<Markup>,
}

impl ConversationList {
    /// A list of rows in the order given.
    pub fn new(rows: Vec<Row>) -> Self {
        Self { rows, empty: None, foot: None }
    }

    /// What is shown when there is none: a [`crate::empty::Empty`].
    pub fn empty(self, empty: impl Render) -> Self {
        Self { empty: Some(empty.render()), ..self }
    }

    /// What stands below: a [`crate::pagination::Pagination`].
    pub fn foot(self, foot: impl Render) -> Self {
        Self { foot: Some(foot.render()), ..self }
    }
}

impl Render for ConversationList {
    fn render(&self) -> Markup {
        html! {
            div #rows .rows data-keep-scroll {
                @if self.rows.is_empty() {
                    @if let Some(empty) = &self.empty { (empty) }
                } @else {
                    ul .rows-list { @for row in &self.rows { (row) } }
                }
                @if let Some(foot) = &self.foot { (foot) }
            }
        }
    }
}

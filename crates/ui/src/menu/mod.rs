//! A small menu behind a button: links and one-button forms in a `<details>`, which works without scripts.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// One line of a menu.
#[derive(Clone, Debug)]
#[must_use]
pub struct MenuItem {
    label: String,
    target: Target,
    icon: Option<Markup>,
    note: Option<String>,
    key: Option<String>,
    current: bool,
    danger: bool,
}

#[derive(Clone, Debug)]
enum Target {
    Link(String),
    Post(String, Vec<(String, String)>),
    Opens(String),
    Submits(String, String, Option<String>),
}

impl MenuItem {
    fn to(label: impl Into<String>, target: Target) -> Self {
        Self { label: label.into(), target, icon: None, note: None, key: None, current: false, danger: false }
    }

    /// Leads to `href`.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::to(label, Target::Link(href.into()))
    }

    /// Posts to `url`.
    pub fn post(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self::to(label, Target::Post(url.into(), Vec::new()))
    }

    /// Opens the dialog with this id.
    pub fn opens(label: impl Into<String>, dialog_id: impl Into<String>) -> Self {
        Self::to(label, Target::Opens(dialog_id.into()))
    }

    /// Submits the form around the menu (or the form with id `form`) with `name=value`.
    pub fn submits(
        label: impl Into<String>,
        name: impl Into<String>,
        value: impl Into<String>,
        form: Option<&str>,
    ) -> Self {
        Self::to(label, Target::Submits(name.into(), value.into(), form.map(str::to_owned)))
    }

    /// For [`MenuItem::post`]: a value sent along.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Target::Post(_, fields) = &mut self.target {
            fields.push((name.into(), value.into()));
        }
        self
    }

    /// A drawing or a face before the words.
    pub fn icon(self, icon: impl Render) -> Self {
        Self { icon: Some(icon.render()), ..self }
    }

    /// Quiet words at the end of the line ("tomorrow 9:00").
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// A key that does the same.
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// The choice that holds now.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// Takes something away.
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = &self.icon { span .menu-icon { (icon) } }
            span .menu-label { (self.label) }
            @if let Some(note) = &self.note { span .menu-note { (note) } }
            @if self.current { span .menu-check { (Icon::Check) span .hidden { "chosen" } } }
            @if let Some(key) = &self.key { (crate::kbd::kbd(key)) }
        }
    }
}

impl Render for MenuItem {
    fn render(&self) -> Markup {
        let key = self.key.as_deref();
        let current = self.current.then_some("true");
        match &self.target {
            Target::Link(href) => html! {
                a .menu-item .menu-item--danger[self.danger] href=(href) data-key=[key] aria-current=[current] { (self.inside()) }
            },
            Target::Post(url, fields) => html! {
                form .menu-form method="post" action=(url) {
                    @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                    button .menu-item .menu-item--danger[self.danger] type="submit" data-key=[key] aria-current=[current] { (self.inside()) }
                }
            },
            Target::Opens(id) => html! {
                button .menu-item .menu-item--danger[self.danger] type="button" data-opens=(id)
                    command="show-modal" commandfor=(id) data-key=[key] { (self.inside()) }
            },
            Target::Submits(name, value, form) => html! {
                button .menu-item .menu-item--danger[self.danger] type="submit" name=(name) value=(value)
                    form=[form.as_deref()] data-key=[key] aria-current=[current] { (self.inside()) }
            },
        }
    }
}

/// A menu. Add items, headings and lines in the order they should stand.
#[derive(Clone, Debug)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "independent options of a builder, never passed around")]
pub struct Menu {
    label: String,
    face: Option<Markup>,
    icon_only: bool,
    quiet: bool,
    small: bool,
    primary: bool,
    text: bool,
    key: Option<String>,
    upwards: bool,
    start: bool,
    items: Vec<Markup>,
}

impl Menu {
    /// A menu behind a button that reads `label`.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            face: None,
            icon_only: false,
            quiet: false,
            small: false,
            primary: false,
            text: false,
            key: None,
            upwards: false,
            start: false,
            items: Vec::new(),
        }
    }

    /// A drawing before the label.
    pub fn icon(self, icon: Icon) -> Self {
        Self { face: Some(icon.render()), ..self }
    }

    /// Only the drawing is seen.
    pub fn icon_only(self, icon: Icon) -> Self {
        Self { face: Some(icon.render()), icon_only: true, ..self }
    }

    /// Only a face is seen (the person's own menu).
    pub fn face(self, face: impl Render) -> Self {
        Self { face: Some(face.render()), icon_only: true, ..self }
    }

    /// Without border until pointed at.
    pub fn quiet(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// A smaller button.
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// In the accent colour, beside a primary button.
    pub fn primary(self) -> Self {
        Self { primary: true, ..self }
    }

    /// The button looks like plain words with a small chevron, for use inside a line of text.
    pub fn text(self) -> Self {
        Self { text: true, ..self }
    }

    /// Opened by this key.
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// Opens upwards, for buttons at the foot of the page.
    pub fn upwards(self) -> Self {
        Self { upwards: true, ..self }
    }

    /// Lines up with the start of the button instead of its end.
    pub fn at_start(self) -> Self {
        Self { start: true, ..self }
    }

    /// Adds an item, or anything else that should stand in the menu (a small form).
    pub fn item(mut self, item: impl Render) -> Self {
        self.items.push(item.render());
        self
    }

    /// Adds a small heading.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        let heading = heading.into();
        self.items.push(html! { p .menu-heading { (heading) } });
        self
    }

    /// Adds a dividing line.
    pub fn line(mut self) -> Self {
        self.items.push(html! { hr .menu-line; });
        self
    }
}

impl Render for Menu {
    fn render(&self) -> Markup {
        let key = self.key.as_deref();
        let title = match key {
            Some(key) => Some(format!("{} ({})", self.label, crate::kbd::spoken(key))),
            None => self.icon_only.then(|| self.label.clone()),
        };
        html! {
            details .menu .menu--upwards[self.upwards] .menu--start[self.start] data-controller="menu" {
                summary .button .button--quiet[self.quiet] .button--small[self.small] .button--primary[self.primary]
                    .button--icon[self.icon_only] .button--text[self.text] data-key=[key] aria-keyshortcuts=[key] title=[title] {
                    @if let Some(face) = &self.face { (face) }
                    @if self.icon_only { span .hidden { (self.label) } }
                    @else { span .button-label { (self.label) } }
                    @if self.text { (Icon::Down) }
                    @if !self.icon_only { @if let Some(key) = key { (crate::kbd::kbd(key)) } }
                }
                div .menu-body { @for item in &self.items { (item) } }
            }
        }
    }
}

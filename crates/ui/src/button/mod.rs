//! Things to press: a button, a link that looks like one, and a form of one button.

use crate::icon::Icon;
use maud::{Markup, Render, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Primary,
    Quiet,
    Danger,
}

/// A button, or with [`Button::link`] a link that looks like one. Submits the form around it unless told otherwise.
#[derive(Clone, Debug)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "independent options of a builder, never passed around")]
pub struct Button {
    label: String,
    look: Look,
    icon: Option<Icon>,
    icon_only: bool,
    small: bool,
    key: Option<String>,
    hint: Option<String>,
    href: Option<String>,
    name_value: Option<(String, String)>,
    form: Option<String>,
    form_action: Option<String>,
    controls: Controls,
    action: Option<String>,
    title: Option<String>,
    disabled: bool,
    current: bool,
    frame: Option<String>,
}

#[derive(Clone, Debug, Default)]
enum Controls {
    #[default]
    Submits,
    Nothing,
    Opens(String),
    Shows(String),
}

impl Button {
    /// A button that submits the form it stands in.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            look: Look::Plain,
            icon: None,
            icon_only: false,
            small: false,
            key: None,
            hint: None,
            href: None,
            name_value: None,
            form: None,
            form_action: None,
            controls: Controls::Submits,
            action: None,
            title: None,
            disabled: false,
            current: false,
            frame: None,
        }
    }

    /// A link to `href` that looks like a button.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..Self::new(label) }
    }

    /// The one thing to do next; at most one on a page.
    pub fn primary(self) -> Self {
        Self { look: Look::Primary, ..self }
    }

    /// Without border or ground until pointed at.
    pub fn quiet(self) -> Self {
        Self { look: Look::Quiet, ..self }
    }

    /// For what takes something away.
    pub fn danger(self) -> Self {
        Self { look: Look::Danger, ..self }
    }

    /// A smaller one, inside bars and boxes.
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// A drawing before the words.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Only the drawing is seen; the label is read out and shown as a tooltip.
    pub fn icon_only(self, icon: Icon) -> Self {
        Self { icon: Some(icon), icon_only: true, ..self }
    }

    /// Pressed by this key anywhere on the page outside of fields (`"e"`, `"g i"`, `"#"`); shown beside the words.
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// Shows a key without binding it, for keys that a behaviour knows itself (`"Ctrl ↵"`).
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Sends `name=value` with the form.
    pub fn value(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name_value: Some((name.into(), value.into())), ..self }
    }

    /// Submits the form with this id instead of the one around.
    pub fn form(self, id: impl Into<String>) -> Self {
        Self { form: Some(id.into()), ..self }
    }

    /// Sends the form to this URL instead of its own.
    pub fn form_action(self, url: impl Into<String>) -> Self {
        Self { form_action: Some(url.into()), ..self }
    }

    /// Opens the dialog with this id; a link leads to its page instead where no script runs.
    pub fn opens(self, dialog_id: impl Into<String>) -> Self {
        Self { controls: Controls::Opens(dialog_id.into()), ..self }
    }

    /// Shows or hides the popover with this id (a pane on narrow screens, for example). Needs no script.
    pub fn shows(self, popover_id: impl Into<String>) -> Self {
        Self { controls: Controls::Shows(popover_id.into()), ..self }
    }

    /// A `data-action` for a behaviour of ours (`"composer#bold"`); the button then submits nothing.
    pub fn action(self, action: impl Into<String>) -> Self {
        Self { action: Some(action.into()), controls: Controls::Nothing, ..self }
    }

    /// A tooltip.
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// Can't be pressed now.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Marks a link as the one that is shown now.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// For a link: the Turbo frame its answer goes to (`"_top"` for the whole page).
    pub fn frame(self, frame: impl Into<String>) -> Self {
        Self { frame: Some(frame.into()), ..self }
    }

    fn class(&self) -> &'static str {
        match self.look {
            Look::Plain => "button",
            Look::Primary => "button button--primary",
            Look::Quiet => "button button--quiet",
            Look::Danger => "button button--danger",
        }
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icon) }
            @if self.icon_only {
                span .hidden { (self.label) }
            } @else {
                span .button-label { (self.label) }
                @if let Some(hint) = self.hint.as_ref().or(self.key.as_ref()) { (crate::kbd::kbd(hint)) }
            }
        }
    }

    fn tooltip(&self) -> Option<String> {
        if let Some(title) = &self.title {
            return Some(title.clone());
        }
        match (&self.key, self.icon_only) {
            // Also with words, which leave where there is little room.
            (Some(key), _) => Some(format!("{} ({})", self.label, crate::kbd::spoken(key))),
            (None, true) => Some(self.label.clone()),
            _ => None,
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let small = self.small;
        let icon_only = self.icon_only;
        let key = self.key.as_deref();
        let title = self.tooltip();
        if let Some(href) = &self.href {
            let opens = match &self.controls {
                Controls::Opens(id) => Some(id),
                _ => None,
            };
            return html! {
                a .(self.class()) .button--small[small] .button--icon[icon_only] href=(href) data-key=[key]
                    aria-keyshortcuts=[key] title=[title] data-turbo-frame=[self.frame.as_deref()] data-opens=[opens]
                    aria-current=[self.current.then_some("true")] { (self.inside()) }
            };
        }
        let (opens, shows) = match &self.controls {
            Controls::Opens(id) => (Some(id), None),
            Controls::Shows(id) => (None, Some(id)),
            _ => (None, None),
        };
        let kind = if matches!(self.controls, Controls::Submits) { "submit" } else { "button" };
        let (name, value) = self.name_value.clone().unzip();
        html! {
            button .(self.class()) .button--small[small] .button--icon[icon_only] type=(kind)
                name=[name] value=[value] form=[self.form.as_deref()] formaction=[self.form_action.as_deref()]
                data-opens=[opens] command=[opens.map(|_| "show-modal")] commandfor=[opens] popovertarget=[shows] data-action=[self.action.as_deref()] data-key=[key]
                aria-keyshortcuts=[key] title=[title] disabled[self.disabled] { (self.inside()) }
        }
    }
}

/// A form that consists of one button: an action of its own, which works without scripts.
#[derive(Clone, Debug)]
#[must_use]
pub struct Post {
    url: String,
    button: Button,
    fields: Vec<(String, String)>,
}

impl Post {
    /// `POST url` when `button` is pressed.
    pub fn new(url: impl Into<String>, button: Button) -> Self {
        Self { url: url.into(), button, fields: Vec::new() }
    }

    /// A value sent along, unseen.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }
}

impl Render for Post {
    fn render(&self) -> Markup {
        html! {
            form .post method="post" action=(self.url) {
                @for (name, value) in &self.fields { input type="hidden" name=(name) value=(value); }
                (self.button)
            }
        }
    }
}

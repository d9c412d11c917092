//! A question or a small form in front of the page: the browser's own `<dialog>`.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// A dialog, closed until a button with [`crate::button::Button::opens`] shows it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Dialog {
    id: String,
    title: String,
    body: Markup,
    wide: bool,
}

impl Dialog {
    /// A dialog with a heading; a form inside brings its own buttons.
    pub fn new(id: impl Into<String>, title: impl Into<String>, body: impl Render) -> Self {
        Self { id: id.into(), title: title.into(), body: body.render(), wide: false }
    }

    /// More room.
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

impl Render for Dialog {
    fn render(&self) -> Markup {
        html! {
            dialog id=(self.id) .dialog .dialog--wide[self.wide] aria-labelledby={(self.id) "-title"} closedby="any" {
                header .dialog-head {
                    h2 .dialog-title id={(self.id) "-title"} { (self.title) }
                    form method="dialog" {
                        button .button .button--quiet .button--icon type="submit" title="Close (Esc)" { (Icon::Close) span .hidden { "Close" } }
                    }
                }
                div .dialog-body { (self.body) }
            }
        }
    }
}

//! Panes side by side: views, list, talk, who. On a narrow screen one pane at a time; views and who slide in.

use maud::{Markup, Render, html};

/// The pane a phone shows; wider screens show them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list of conversations.
    List,
    /// The conversation.
    Talk,
}

/// The four panes. Views and who are popovers with the ids `views` and `who`, which stand in the page where there
/// is room and are opened by a button ([`crate::button::Button::shows`]) where there is not.
#[derive(Clone, Debug)]
#[must_use]
pub struct Panes {
    showing: Pane,
    views: Markup,
    list_label: String,
    list: Markup,
    talk: Markup,
    who: Option<Markup>,
}

impl Panes {
    /// Views, list and conversation; `list_label` names the list for those who hear the page.
    pub fn new(
        views: impl Render,
        list_label: impl Into<String>,
        list: impl Render,
        talk: impl Render,
    ) -> Self {
        Self {
            showing: Pane::List,
            views: views.render(),
            list_label: list_label.into(),
            list: list.render(),
            talk: talk.render(),
            who: None,
        }
    }

    /// The customer, in a pane of its own.
    pub fn who(self, who: impl Render) -> Self {
        Self { who: Some(who.render()), ..self }
    }

    /// The pane a phone shows.
    pub fn showing(self, showing: Pane) -> Self {
        Self { showing, ..self }
    }
}

impl Render for Panes {
    fn render(&self) -> Markup {
        let class = match self.showing {
            Pane::List => "panes panes--list",
            Pane::Talk => "panes panes--talk",
        };
        html! {
            div .(class) .panes--who[self.who.is_some()] {
                aside #views .pane .pane-views popover aria-label="Views" data-keep-scroll { (self.views) }
                main #main .panes-main tabindex="-1" {
                    section #list .pane .pane-list aria-label=(self.list_label) { (self.list) }
                    section .pane .pane-talk aria-label="Conversation" { (self.talk) }
                }
                @if let Some(who) = &self.who {
                    aside #who .pane .pane-who popover aria-label="Customer" { (who) }
                }
            }
        }
    }
}

/// An ordinary page beside the rail: a head, then the content in one readable column.
#[must_use]
pub fn content(head: impl Render, body: impl Render) -> Markup {
    html! {
        main #main .content tabindex="-1" {
            div .content-column {
                (head)
                (body)
            }
        }
    }
}

/// A conversation in its pane: the head, what was said (which starts at its end), and where one answers.
/// The ids are made from `id`, so that another conversation starts afresh instead of keeping the scroll.
#[must_use]
pub fn talk(id: impl ToString, head: impl Render, flow: impl Render, composer: impl Render) -> Markup {
    let id = id.to_string();
    html! {
        div id={"talk-" (id)} .talk {
            (head)
            div id={"flow-" (id)} .flow tabindex="0" role="region" aria-label="What was said" {
                div .flow-column { (flow) }
            }
            (composer)
        }
    }
}

//! The frame around every page: head, rail, banners, the page itself, toasts, dialogs.

use crate::{command::command_bar, rail::Rail};
use maud::{DOCTYPE, Markup, Render, html};

/// Where the page finds its own files. URLs carry a hash so that they can be cached for good.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// URL of [`crate::stylesheet`].
    pub stylesheet: String,
    /// URL of the bundled behaviours (`web/dist/app.js`); empty for none.
    pub script: String,
    /// URL of the icon shown in the tab; empty for none.
    pub icon: String,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Follow the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme` on the root element, absent for the system's choice.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// A whole HTML document.
#[derive(Clone, Debug)]
#[must_use]
pub struct Page {
    title: String,
    of: String,
    lang: String,
    theme: Theme,
    assets: Assets,
    room: String,
    topics: Vec<String>,
    besides: Vec<String>,
    since: Option<String>,
    rail: Option<Rail>,
    banners: Vec<Markup>,
    toasts: Vec<Markup>,
    extras: Vec<Markup>,
    body: Markup,
}

impl Page {
    /// A page called `title` (the tab reads "title · Cape") that shows `body`, which holds the `<main>`.
    pub fn new(title: impl Into<String>, assets: Assets, body: impl Render) -> Self {
        Self {
            title: title.into(),
            of: "Cape".to_owned(),
            lang: "en".to_owned(),
            theme: Theme::System,
            assets,
            room: String::new(),
            topics: Vec::new(),
            besides: Vec::new(),
            since: None,
            rail: None,
            banners: Vec::new(),
            toasts: Vec::new(),
            extras: Vec::new(),
            body: body.render(),
        }
    }

    /// Whose page it is, where it isn't ours: the tab of a customer's page names the company they know.
    pub fn of(self, company: impl Into<String>) -> Self {
        Self { of: company.into(), ..self }
    }

    /// The language of the page's own words (BCP 47).
    pub fn lang(self, lang: impl Into<String>) -> Self {
        Self { lang: lang.into(), ..self }
    }

    /// The person's choice of theme.
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// Pages of one room (`"inbox"`) are morphed into each other, so that panes keep their scroll and focus.
    pub fn room(self, room: impl Into<String>) -> Self {
        Self { room: room.into(), ..self }
    }

    /// What the page should be told about on the live stream (`"conversation:42"`). None: no stream is opened.
    pub fn topics<T: Into<String>>(self, topics: impl IntoIterator<Item = T>) -> Self {
        Self { topics: topics.into_iter().map(Into::into).collect(), ..self }
    }

    /// What the frame around the page should be told about as well, if the page is told about anything at all: a
    /// page without topics (a form) is never refreshed under somebody's hands.
    pub fn beside(mut self, topic: impl Into<String>) -> Self {
        self.besides.push(topic.into());
        self
    }

    /// The number of the last event the page shows, so that the stream can begin right after it (`/live?since=`).
    pub fn since(self, event: impl ToString) -> Self {
        Self { since: Some(event.to_string()), ..self }
    }

    /// The rail. Without one the page stands alone (sign-in, errors); with one the command bar comes along.
    pub fn rail(self, rail: Rail) -> Self {
        Self { rail: Some(rail), ..self }
    }

    /// Something everybody must know, above all else: a [`crate::banner::Banner`].
    pub fn banner(mut self, banner: impl Render) -> Self {
        self.banners.push(banner.render());
        self
    }

    /// Something that just happened: a [`crate::toast::Toast`].
    pub fn toast(mut self, toast: impl Render) -> Self {
        self.toasts.push(toast.render());
        self
    }

    /// A dialog or sheet that waits to be opened ([`crate::help::help_sheet`], [`crate::dialog::Dialog`]).
    pub fn dialog(mut self, dialog: impl Render) -> Self {
        self.extras.push(dialog.render());
        self
    }

    fn all_topics(&self) -> String {
        self.topics.iter().chain(&self.besides).map(String::as_str).collect::<Vec<_>>().join(",")
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content";
                title { (self.title) " · " (self.of) }
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="same-origin";
                // Refreshes are morphed in place; answers come in milliseconds, so nothing is fetched ahead or
                // shown stale from a cache first.
                meta name="turbo-refresh-method" content="morph";
                meta name="turbo-refresh-scroll" content="preserve";
                meta name="turbo-prefetch" content="false";
                meta name="turbo-cache-control" content="no-preview";
                @if !self.topics.is_empty() { meta name="cape-topics" content=(self.all_topics()); }
                @if let Some(event) = &self.since { meta name="cape-since" content=(event); }
                link rel="stylesheet" href=(self.assets.stylesheet) data-turbo-track="reload";
                @if !self.assets.icon.is_empty() { link rel="icon" href=(self.assets.icon); }
                @if !self.assets.script.is_empty() {
                    script type="module" src=(self.assets.script) data-turbo-track="reload" {}
                }
            }
        }
    }
}

impl Render for Page {
    fn render(&self) -> Markup {
        let framed = self.rail.is_some();
        let notices = (!self.banners.is_empty()).then_some("region");
        html! {
            (DOCTYPE)
            html lang=(self.lang) data-theme=[self.theme.attribute()] {
                (self.head())
                body .page .page--framed[framed] data-room=(self.room) {
                    a .skip href="#main" data-turbo="false" { "Skip to the page" }
                    @if let Some(rail) = &self.rail { (rail) }
                    div .page-column {
                        div #banners .banners role=[notices] aria-label=[notices.map(|_| "Notices")] { @for banner in &self.banners { (banner) } }
                        (self.body)
                    }
                    div #toasts .toasts role="status" aria-live="polite" aria-label="Messages" {
                        @for toast in &self.toasts { (toast) }
                    }
                    div #announcements .hidden role="status" aria-live="polite" {}
                    @if framed { (command_bar()) }
                    @for extra in &self.extras { (extra) }
                }
            }
        }
    }
}

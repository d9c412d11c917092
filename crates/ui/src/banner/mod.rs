//! A line across the page that everybody must see, or inside a page that somebody should.

use crate::{Tone, icon::Icon};
use maud::{Markup, Render, html};

/// A banner.
#[derive(Clone, Debug)]
#[must_use]
pub struct Banner {
    words: String,
    tone: Tone,
    action: Option<Markup>,
    inline: bool,
}

impl Banner {
    /// An alarm; say what happened, what was kept, and what to do.
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), tone: Tone::Bad, action: None, inline: false }
    }

    /// Red by default.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// A link or a button.
    pub fn action(self, action: impl Render) -> Self {
        Self { action: Some(action.render()), ..self }
    }

    /// Stands inside a page instead of across it.
    pub fn inline(self) -> Self {
        Self { inline: true, ..self }
    }
}

impl Render for Banner {
    fn render(&self) -> Markup {
        let icon = match self.tone {
            Tone::Good => Icon::Check,
            Tone::Plain | Tone::Accent => Icon::Bell,
            Tone::Warn | Tone::Bad => Icon::Alarm,
        };
        let role = (self.tone == Tone::Bad).then_some("alert");
        html! {
            div .banner .(self.tone.class()) .banner--inline[self.inline] role=[role] {
                (icon)
                p .banner-words { (self.words) }
                @if let Some(action) = &self.action { div .banner-action { (action) } }
            }
        }
    }
}

//! The few colours that mean something, shared by marks, banners, boxes and toasts.

/// What a coloured surface says. Colour is never the only carrier: the words beside it say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special: quiet grey.
    #[default]
    Plain,
    /// Done, kept, healthy.
    Good,
    /// Due soon, waiting, needs a look.
    Warn,
    /// Broken, failed, angry.
    Bad,
    /// Cape red, for the one thing to do next.
    Accent,
}

impl Tone {
    /// The class that sets the tone's colours on an element.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
            Self::Accent => "tone-accent",
        }
    }
}

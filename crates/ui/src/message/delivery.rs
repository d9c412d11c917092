//! Where our mail is on its way, under the message.

use crate::icon::Icon;
use maud::{Markup, Render, html};

/// The state of a message we sent.
#[derive(Clone, Debug)]
#[must_use]
pub struct Delivery {
    words: String,
    server_words: Option<String>,
    state: State,
    actions: Vec<Markup>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Waiting,
    Sent,
    Failed,
}

impl Delivery {
    fn new(words: impl Into<String>, state: State) -> Self {
        Self { words: words.into(), server_words: None, state, actions: Vec::new() }
    }

    /// Not gone yet ("Goes out tomorrow at 9:00").
    pub fn waiting(words: impl Into<String>) -> Self {
        Self::new(words, State::Waiting)
    }

    /// Taken by the customer's mail server ("Sent 9:16").
    pub fn sent(words: impl Into<String>) -> Self {
        Self::new(words, State::Sent)
    }

    /// Failed or bounced ("Could not be delivered").
    pub fn failed(words: impl Into<String>) -> Self {
        Self::new(words, State::Failed)
    }

    /// What the mail server said, word for word.
    pub fn server_words(self, words: impl Into<String>) -> Self {
        Self { server_words: Some(words.into()), ..self }
    }

    /// What can be done: "Send again", "Undo".
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }
}

impl Render for Delivery {
    fn render(&self) -> Markup {
        let (class, icon) = match self.state {
            State::Waiting => ("delivery delivery--waiting", Icon::Clock),
            State::Sent => ("delivery delivery--sent", Icon::Check),
            State::Failed => ("delivery delivery--failed", Icon::Alarm),
        };
        html! {
            div .(class) {
                (icon)
                span .delivery-words { (self.words) }
                @for action in &self.actions { (action) }
                @if let Some(words) = &self.server_words { q .delivery-server { (words) } }
            }
        }
    }
}

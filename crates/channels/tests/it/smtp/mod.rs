//! SMTP: mail goes out.

mod ledger;
mod outcomes;
mod postfix;
mod reuse;
mod security;

use channels::{
    Stopper,
    smtp::{Client, Fate, Letter, Outcome, Settings},
};

use crate::support::{Journal, mail, surroundings};

/// The usual letter to these recipients.
fn letter(recipients: &[&str]) -> Letter {
    Letter {
        sender: Some("reply+token@shop.example".into()),
        recipients: recipients.iter().map(ToString::to_string).collect(),
        raw: mail(1),
    }
}

/// Sends one letter with a client of its own and returns what became of it.
async fn send(settings: Settings, letter: &Letter) -> Vec<Outcome> {
    let mut client = Client::new(settings, surroundings());
    let (_stopper, stop) = Stopper::new();
    let fates = client.deliver(letter, &Journal::default(), &stop).await.expect("the journal works");
    client.rest().await;
    assert_eq!(
        fates.iter().map(|fate| &fate.recipient).collect::<Vec<_>>(),
        letter.recipients.iter().collect::<Vec<_>>()
    );
    fates.into_iter().map(|Fate { outcome, .. }| outcome).collect()
}

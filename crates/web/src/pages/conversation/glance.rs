//! What everybody must know of a matter before they say a word: who knows the customer, what she asked for and got, how
//! often she had to try, how she felt, and what may be given right now. Beside the conversation and in the brief.

use super::draw::Talk;
use super::level_words;
use crate::format::Clock;
use app::complaint::Account;
use app::conversation::View;
use domain::complaint::Wanted;
use domain::upset::Upset;
use ui::prelude::*;

/// Feelings shown: the latest say most.
const FELT_SHOWN: usize = 3;

/// Each with its label, the most telling first.
pub(super) fn facts(talk: &Talk) -> Vec<(&'static str, Markup)> {
    let mut facts = Vec::new();
    if let Some(asked) = asked_for(talk) {
        facts.push(("Asked for", html! { (asked) }));
    }
    let got = talk.power.got();
    if !got.is_empty() {
        facts.push(("Got", html! { (got.join(", ")) }));
    } else if !facts.is_empty() {
        facts.push(("Got", html! { "nothing yet" }));
    }
    facts.push(("Had to try", html! { (times(tries(&talk.view))) }));
    if let Some(felt) = felt(&talk.view, &talk.clock) {
        facts.push(("Felt lately", felt));
    }
    if let Some(words) = talk.power.may_give() {
        facts.push(("You may give", html! { (words) }));
    }
    facts
}

/// What the customer asked for: as the complaint says, else as was read in their words.
fn asked_for(talk: &Talk) -> Option<String> {
    if let Some(complaint) = &talk.complaint {
        let wanted: Vec<&str> = Account::of(complaint).wanted.iter().map(|wanted| wanted.words()).collect();
        return match (wanted.is_empty(), complaint.wanted_words.is_empty()) {
            (false, _) => Some(wanted.join(", ")),
            (true, false) => Some(complaint.wanted_words.clone()),
            (true, true) => None,
        };
    }
    let signals = talk.view.messages.iter().rev().filter_map(|view| view.signal.as_ref());
    signals.filter_map(|signal| Wanted::parse(&signal.wanted)).map(|wanted| wanted.words().to_owned()).next()
}

/// How often, by the latest message.
fn tries(view: &View) -> usize {
    let tries =
        view.messages.iter().rev().find_map(|view| view.signal.as_ref()).map_or(1, |signal| signal.tries);
    usize::try_from(tries).unwrap_or(1)
}

/// How the customer felt, latest first, in words rather than figures; nothing while all was well.
fn felt(view: &View, clock: &Clock) -> Option<Markup> {
    if !view.felt.iter().any(|signal| signal.counts_as() > 0) {
        return None;
    }
    let shown = view.felt.iter().take(FELT_SHOWN);
    Some(html! {
        @for signal in shown {
            @let (words, tone) = level_words(Upset::of(signal.counts_as()));
            (Mark::new(words).tone(tone).title(clock.words(signal.created_at))) " "
        }
    })
}

/// `once`, `twice`, `3 times`.
pub(super) fn times(count: usize) -> String {
    match count {
        0 => "not yet".into(),
        1 => "once".into(),
        2 => "twice".into(),
        many => format!("{many} times"),
    }
}

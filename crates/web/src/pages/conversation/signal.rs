//! Signals of effort and rage where the messages stand, with their reasons and the way to correct them.

use crate::body::{Form, back_to};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use app::signal::{Reason, Signal};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::MessageId;
use domain::upset::{TRIES_MANY, Upset};
use serde::Deserialize;
use ui::prelude::*;

/// The level in words, and how it is coloured.
pub(crate) fn level_words(level: Upset) -> (&'static str, Tone) {
    match level {
        Upset::Calm => ("calm", Tone::Good),
        Upset::Dissatisfied => ("not content", Tone::Plain),
        Upset::Very => ("very upset", Tone::Warn),
        Upset::Extremely => ("extremely upset", Tone::Bad),
    }
}

/// The line under a message; none while there is nothing to say.
pub(super) fn line(signal: &Signal, directory: &Directory, may_judge: bool) -> Option<SignalLine> {
    let read = Upset::of(signal.level);
    if !read.is_rage() && signal.tries < TRIES_MANY && !signal.is_abuse {
        return None;
    }
    let counts = Upset::of(signal.counts_as());
    let (words, tone) = level_words(counts);
    let reasons = Reason::of(signal);
    let strongest = reasons.iter().filter(|reason| reason.points > 0.0).take(3);
    let short: Vec<String> = strongest
        .map(|reason| if reason.quoted { format!("“{}”", reason.words) } else { reason.words.clone() })
        .collect();
    let mut line = SignalLine::new(words, tone).short(short.join(" · ")).reasons(all(reasons));
    if signal.is_abuse {
        line = line.note("Words that abuse. Nobody has to bear this: hand over, or take a break.");
    }
    if signal.is_threat {
        line = line.note("A threat. Tell a lead.");
    }
    match signal.corrected_by {
        Some(agent) => {
            let name = directory.agent_name(agent);
            let (before, _) = level_words(read);
            line = line.note(if counts == read {
                format!("{name} agrees.")
            } else {
                format!("Cape read “{before}”; {name} corrected it.")
            });
            if may_judge {
                let undo = Button::new("Undo").small().quiet().icon(Icon::Undo);
                line = line.action(Post::new(format!("/messages/{}/signal/undo", signal.message_id), undo));
            }
        }
        None if may_judge && read.is_rage() => {
            line = line.action(judgement(signal.message_id, Upset::Calm, "Not upset")).action(judgement(
                signal.message_id,
                read,
                "That’s right",
            ));
        }
        None => {}
    }
    Some(line)
}

fn all(reasons: Vec<Reason>) -> Vec<SignalReason> {
    let shown = |reason: Reason| SignalReason {
        points: format!("{}{:.1}", if reason.points < 0.0 { "−" } else { "+" }, reason.points.abs()),
        words: reason.words,
        quoted: reason.quoted,
    };
    reasons.into_iter().map(shown).collect()
}

fn judgement(id: MessageId, level: Upset, words: &str) -> Post {
    Post::new(format!("/messages/{id}/signal"), Button::new(words).small().quiet())
        .field("level", level.name())
}

#[derive(Deserialize)]
pub(crate) struct Judged {
    level: String,
}

/// `POST /messages/{message}/signal`.
pub(crate) async fn correct(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
    headers: HeaderMap,
    Form(judged): Form<Judged>,
) -> Result<Response> {
    let level = Upset::parse(&judged.level)
        .ok_or_else(|| app::Error::invalid("level", "Choose calm, dissatisfied, very or extremely."))?;
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::signal::correct(tx, &actor, id, level, &moment)).await?;
    Ok(back_to(&headers, "/"))
}

/// `POST /messages/{message}/signal/undo`: what was read counts again.
pub(crate) async fn undo(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
    headers: HeaderMap,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::signal::undo_correction(tx, &actor, id, &moment)).await?;
    Ok(back_to(&headers, "/"))
}

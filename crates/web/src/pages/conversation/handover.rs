//! Handing over: the page that asks for a reason and a summary, taking up, handing back, and a lead's word.

use super::act::go_offering;
use crate::body::{Form, go};
use crate::failure::Result;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::conversation::Assignment;
use app::handover::{Handed, Need, Verdict, Words};
use app::people::Directory;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::{AgentId, ConversationId, HandoverId, TeamId};
use serde::Deserialize;
use ui::prelude::*;

/// To whom, and with what words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    to: String,
    team: String,
    reason: String,
    summary: String,
}

impl Typed {
    /// To whom; what is no number is nobody.
    fn assignment(&self) -> Assignment {
        Assignment { assignee: self.to.parse().map(AgentId).ok(), team: self.team.parse().map(TeamId).ok() }
    }
}

/// The address of the page for giving a conversation to somebody.
pub(super) fn address(id: ConversationId, to: Assignment) -> String {
    let text = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let (agent, team) = (text(to.assignee.map(|id| id.0)), text(to.team.map(|id| id.0)));
    format!("/conversations/{id}/handover?to={agent}&team={team}")
}

struct Asked {
    subject: String,
    directory: Directory,
    need: Need,
    draft: String,
}

async fn read(house: &House, viewer: &Viewer, id: ConversationId, to: Assignment) -> Result<Asked> {
    let actor = viewer.actor.clone();
    let asked = house.db.read(move |tx| {
        let (conversation, _) = app::conversation::find(tx, &actor, id)?;
        Ok::<_, app::Error>(Asked {
            need: app::handover::need(tx, &actor, id, to)?,
            draft: app::handover::draft_summary(tx, &conversation)?,
            subject: conversation.subject,
            directory: Directory::read(tx)?,
        })
    });
    Ok(asked.await?)
}

/// `GET /conversations/{conversation}/handover?to=&team=`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(typed): Query<Typed>,
) -> Result<Response> {
    page(&house, &viewer, id, typed, None).await
}

async fn page(
    house: &House,
    viewer: &Viewer,
    id: ConversationId,
    mut typed: Typed,
    error: Option<String>,
) -> Result<Response> {
    let to = typed.assignment();
    let asked = read(house, viewer, id, to).await?;
    if typed.summary.trim().is_empty() {
        typed.summary.clone_from(&asked.draft);
    }
    let name = match (to.assignee, to.team) {
        (Some(agent), _) if Some(agent) == viewer.actor.agent_id() => "yourself".to_owned(),
        (Some(agent), _) => asked.directory.agent_name(agent).to_owned(),
        (None, Some(team)) => asked.directory.team_name(team).to_owned(),
        (None, None) => "whoever takes it".to_owned(),
    };
    let head = PageHead::new(format!("Hand over to {name}"))
        .under(format!("#{id} {}", asked.subject), format!("/conversations/{id}"))
        .note("So that the customer never has to explain again.");
    let button = if asked.need.lead { "Ask a lead" } else { "Hand over" };
    let fields = html! {
        input type="hidden" name="to" value=(typed.to);
        input type="hidden" name="team" value=(typed.team);
        (Field::new("reason", "Why does it change hands?").value(&typed.reason).required().autofocus().length_max(300)
            .placeholder("Needs somebody who knows warranties").autocomplete("off"))
        (TextArea::new("summary", "What the next one must know").value(&typed.summary).rows(12)
            .hint("Drafted from the record. Correct it: you know better."))
        (form_actions(html! {
            (Button::new(button).primary())
            (Button::link("Cancel", format!("/conversations/{id}")).quiet())
        }))
    };
    let body = html! {
        @if let Some(error) = &error { (Banner::new(error.as_str()).inline()) }
        @if asked.need.lead { (guard(id, asked.need.felt)) }
        (Card::new(ui::field::Form::new(format!("/conversations/{id}/handover"), fields)))
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = framed(viewer, Room::Inbox, "Hand over", content(head, body));
    Ok((status, Html(page.render().into_string())).into_response())
}

/// One too many: a lead decides, and the customer can be promised a call instead.
fn guard(id: ConversationId, felt: usize) -> Banner {
    let words = format!(
        "This customer has met {felt} handovers in this matter. One more is for a lead to decide; you can promise a call \
         back instead and keep it."
    );
    let promise = Button::link("Promise a call back", format!("/conversations/{id}/promises/new")).small();
    Banner::new(words).tone(Tone::Warn).action(promise).inline()
}

/// `POST /conversations/{conversation}/handover`.
pub(crate) async fn give(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let (actor, moment, to) = (viewer.actor.clone(), house.moment(), typed.assignment());
    let words = Words { reason: typed.reason.clone(), summary: typed.summary.clone() };
    let done = house.db.write(move |tx| {
        let mut handed = Handed::Nothing;
        let undo = app::undo::offer(
            tx,
            &actor,
            &[id],
            |_| "Handed over".to_owned(),
            &moment,
            || {
                handed = app::handover::give(tx, &actor, id, to, &words, &moment)?;
                Ok(())
            },
        )?;
        Ok::<_, app::Error>((handed, undo, app::conversation::exists(tx, &actor, id)?))
    });
    match done.await {
        Ok((_, undo, true)) => Ok(go_offering(&format!("/inbox/open/{id}"), undo)),
        Ok((_, undo, false)) => Ok(go_offering("/inbox/mine", undo)),
        Err(app::Error::Invalid { field: "reason" | "summary", message }) => {
            page(&house, &viewer, id, typed, Some(message)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /handovers/{handover}/acceptance`.
pub(crate) async fn accept(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<HandoverId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let conversation = house.db.write(move |tx| {
        let conversation = app::handover::conversation_of(tx, &actor, id)?;
        app::handover::accept(tx, &actor, id, &moment)?;
        Ok::<_, app::Error>(conversation)
    });
    Ok(go(&format!("/inbox/mine/{}", conversation.await?)))
}

/// `POST /handovers/{handover}/return`.
pub(crate) async fn hand_back(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<HandoverId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::handover::hand_back(tx, &actor, id, &moment)).await?;
    Ok(go("/inbox/mine"))
}

#[derive(Deserialize)]
pub(crate) struct Word {
    verdict: String,
}

/// `POST /handovers/{handover}/decision`: `allow`, `take` or `refuse`.
pub(crate) async fn decide(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<HandoverId>,
    Form(word): Form<Word>,
) -> Result<Response> {
    let verdict = match word.verdict.as_str() {
        "allow" => Verdict::Allow,
        "take" => Verdict::Take,
        "refuse" => Verdict::Refuse,
        _ => return Err(app::Error::invalid("verdict", "Choose to allow, take or refuse it.").into()),
    };
    let (actor, moment) = (viewer.actor, house.moment());
    let conversation = house.db.write(move |tx| {
        app::handover::decide(tx, &actor, id, verdict, &moment)?;
        app::handover::conversation_of(tx, &actor, id)
    });
    Ok(go(&format!("/conversations/{}", conversation.await?)))
}

//! Giving from a conversation: the sheet as a page, the deed, and what is said after it.

use super::form::{Fields, form, room, usual};
use super::words::{named, sentence};
use crate::body::{self, back_with};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::remedy::{Giving, NewRemedy};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::remedy::{ApprovalState, Reason};
use domain::{ConversationId, Currency, Money, OrderId, RemedyId, RemedyKindId};
use ui::prelude::*;

/// `GET /conversations/{conversation}/remedies/new`: the sheet, where no dialog opens.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    sheet(&house, &viewer, id, &Fields::default(), None).await
}

async fn sheet(
    house: &House,
    viewer: &Viewer,
    id: ConversationId,
    fields: &Fields,
    error: Option<&str>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let now = moment.now;
    let allowance = house.db.read(move |tx| app::remedy::allowance(tx, &actor, id, now)).await?;
    let head = PageHead::new("Put it right")
        .under("Conversation", format!("/conversations/{id}"))
        .note(room(&allowance));
    let body = html! {
        (Card::new(usual(id, &allowance, &moment)).title("The usual"))
        (Card::new(form(id, &allowance, fields, error, &moment)))
    };
    let page = framed(viewer, Room::Inbox, "Put it right", content(head, body));
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render().into_string())).into_response())
}

/// The request a form makes. What can't be read is told by its field.
fn request(fields: &Fields) -> app::Result<NewRemedy> {
    let kind = fields.kind.ok_or_else(|| app::Error::invalid("kind", "Choose what to give."))?;
    let amount = fields.amount.trim();
    let cost_minor = if amount.is_empty() {
        0
    } else {
        let currency = Currency::parse(fields.currency.trim())
            .ok_or_else(|| app::Error::invalid("currency", "A currency is three letters, such as EUR."))?;
        let cost = Money::parse(amount, currency);
        cost.map_err(|error| app::Error::invalid("amount", error.to_string()))?.minor()
    };
    Ok(NewRemedy {
        request_key: fields.request_key.clone(),
        kind: RemedyKindId(kind),
        cost_minor,
        currency: fields.currency.trim().to_owned(),
        order: fields.order.trim().parse().ok().map(OrderId),
        for_what: fields.for_what.clone(),
        reason: Reason::parse(&fields.reason).unwrap_or_default(),
        why: fields.why.clone(),
        in_name_of: None,
    })
}

/// `POST /conversations/{conversation}/remedies`: gives or asks, and goes back to where one was.
pub(crate) async fn give(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    headers: HeaderMap,
    body::Form(fields): body::Form<Fields>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let given = match request(&fields) {
        Ok(new) => {
            house
                .db
                .write(move |tx| {
                    let before = app::remedy::latest(tx, &actor, None, 1)?.first().map(|one| one.remedy.id);
                    let giving = app::remedy::give(tx, &actor, id, &new, &moment)?;
                    let is_new = before.is_none_or(|before| giving.remedy() > before);
                    if let Giving::Now { remedy } = giving
                        && is_new
                    {
                        let words = sentence(&app::remedy::find(tx, &actor, remedy)?);
                        app::conversation::add_to_draft(tx, &actor, id, &words, &moment)?;
                    }
                    Ok::<_, app::Error>(giving)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match given {
        Ok(giving) => {
            let told = ("given", giving.remedy().to_string());
            Ok(back_with(&headers, &format!("/conversations/{id}"), Some(told)))
        }
        Err(app::Error::Invalid { message, .. } | app::Error::Conflict(message)) => {
            sheet(&house, &viewer, id, &fields, Some(&message)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What was just given, or who was asked and by when.
pub(crate) async fn toast(house: &House, viewer: &Viewer, id: RemedyId) -> Result<Toast> {
    let actor = viewer.actor.clone();
    let given = house.db.read(move |tx| app::remedy::find(tx, &actor, id)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let waiting = given.approvals.iter().find(|(one, _)| one.state == ApprovalState::Waiting);
    let toast = Toast::new(
        format!("given-{id}"),
        match waiting {
            Some((approval, name)) => {
                format!("{name} is asked, and answers by {}.", clock.words(approval.deadline_at))
            }
            None => format!("{} is given.", named(&given)),
        },
    );
    let look = Button::link("Look", format!("/remedies/{id}")).small();
    Ok(toast.seconds(10).action(look))
}

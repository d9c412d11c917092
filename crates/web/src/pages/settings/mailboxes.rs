//! Our addresses: what people call them, whose they are, and whether they work.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::mailbox::{Change, Mailbox};
use app::people::Directory;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{MailboxId, TeamId};
use jiff::Timestamp;
use serde::Deserialize;
use ui::prelude::*;

/// `GET /settings/mailboxes`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, &said).await
}

async fn page(house: &House, viewer: &Viewer, said: &Said) -> Result<Response> {
    let (mailboxes, directory) = house
        .db
        .read(|tx| Ok::<_, app::Error>((app::mailbox::with_beginnings(tx)?, Directory::read(tx)?)))
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let empty = Empty::new("No mailbox yet")
        .words(
            "Mailboxes are named in the configuration file under [[mailbox]]; restart Cape after adding one.",
        )
        .icon(Icon::Mail);
    let body = html! {
        @if mailboxes.is_empty() { (empty) }
        @for (mailbox, since) in &mailboxes { (one(mailbox, *since, &directory, &clock)) }
    };
    Ok(room(viewer, "Mailboxes", "How to connect to them is in the configuration file.", said, body))
}

fn one(mailbox: &Mailbox, since: Option<Timestamp>, directory: &Directory, clock: &Clock) -> Markup {
    let none = Select::new(format!("team-{}", mailbox.id), "Its mail goes to").option(
        "",
        "No team",
        mailbox.team_id.is_none(),
    );
    let teams = directory.teams.iter().fold(none, |select, team| {
        select.option(team.id.to_string(), &team.name, mailbox.team_id == Some(team.id))
    });
    let id = mailbox.id;
    let fields = html! {
        (health(mailbox, clock))
        (taken(since, clock))
        (Field::new(format!("name-{id}"), "Name").value(&mailbox.name).length_max(100).required().hint("Stands before the address in every answer."))
        (teams)
        (TextArea::new(format!("signature-{id}"), "Signature").value(&mailbox.signature).rows(3).hint("Under answers of those without a signature of their own."))
        (form_actions(Button::new("Save")))
    };
    let form = ui::field::Form::new(format!("/settings/mailboxes/{id}"), fields);
    Card::new(form).title(&mailbox.address).id(format!("mailbox-{id}")).render()
}

fn health(mailbox: &Mailbox, clock: &Clock) -> Markup {
    match (mailbox.failing_since, mailbox.last_ok_at) {
        (Some(since), _) => {
            let words = format!("Doesn’t work since {}: {}", clock.words(since), mailbox.failure);
            Banner::new(words).inline().render()
        }
        (None, Some(at)) => {
            html! { p { (Mark::new("works").tone(Tone::Good).icon(Icon::Check)) " last looked " (clock.time(at)) } }
        }
        (None, None) => html! {
            p { (Mark::new("not fetched")) " Cape hasn’t fetched from it; mail comes by pipe or HTTP, or the first fetch is still to come." }
        },
    }
}

/// Which of its mail is taken: people must know whether old mail is here as well.
fn taken(since: Option<Timestamp>, clock: &Clock) -> Markup {
    html! {
        p .rooms-words {
            @if let Some(since) = since {
                "Takes what came after " (clock.time(since)) "; older mail stays in the mailbox."
            } @else {
                "Takes all mail in its folders, older mail too. To leave older mail there, write "
                code { "take = \"new\"" } " under " code { "[mailbox.imap]" } " before the first connection."
            }
        }
    }
}

/// Fields carry the mailbox's id, because several forms stand on the page and ids of fields are unique.
#[derive(Deserialize)]
pub(crate) struct Fields(std::collections::BTreeMap<String, String>);

/// `POST /settings/mailboxes/{mailbox}`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MailboxId>,
    Form(Fields(mut fields)): Form<Fields>,
) -> Result<Response> {
    let mut take = |name: &str| fields.remove(&format!("{name}-{id}")).unwrap_or_default();
    let to = Change {
        name: take("name"),
        team: take("team").parse::<TeamId>().ok(),
        signature: take("signature").replace("\r\n", "\n"),
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    match house.db.write(move |tx| app::mailbox::change(tx, &actor, id, &to, &moment)).await {
        Ok(()) => Ok(go(&format!("/settings/mailboxes?done=saved#mailbox-{id}"))),
        Err(error) => page(&house, &viewer, &Said::mistake(error)?).await,
    }
}

//! What one wants to hear of, in the page and by mail.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::notification::Choices;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::Permission;
use domain::notification::{MailReply, Notice, Ways};
use serde::Deserialize;
use ui::prelude::*;

/// `GET /settings/notifications`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let choices = house.db.read(move |tx| app::notification::choices(tx, &actor)).await?;
    let body = ui::field::Form::new(
        "/settings/notifications",
        html! {
            (Card::new(table(&choices)).flush())
            (Card::new(answers(&viewer, &choices)).title("When you answer such a mail"))
            (form_actions(Button::new("Save").primary()))
        },
    );
    let note = format!("Mails go to {}.", viewer.agent.email);
    Ok(room(&viewer, "Notifications", &note, &said, body))
}

fn words(notice: Notice) -> &'static str {
    match notice {
        Notice::Assigned => "Somebody gives you a conversation",
        Notice::Mentioned => "A colleague mentions you in a note",
        Notice::CustomerWrote => "The customer writes in a conversation you have or follow",
        Notice::HelpWanted => "A customer is upset, and you are the one who can help",
        Notice::HandoverAsked => "A matter is to change hands once too often, and you decide",
        Notice::HandoverRefused => "A handover you asked for was refused",
        Notice::ReplyFailed => "An answer of yours could not be delivered",
        Notice::PromiseGiven => "A colleague gives you a promise to keep",
        Notice::PromiseDue => "A promise you keep falls due within the hour",
        Notice::PromisePassed => "The time of a promise you keep has passed",
        Notice::ApprovalAsked => "A colleague asks for your yes to a remedy",
        Notice::ApprovalDecided => "A remedy you asked for is decided",
        Notice::ComplaintAnswered => "The customer says whether a complaint you answer for is done",
        Notice::ComplaintWaits => {
            "A complaint you answer for has no real answer after two days, or the customer stays silent"
        }
    }
}

fn table(choices: &Choices) -> Markup {
    let columns = vec![Column::new("When"), Column::new("Under the bell"), Column::new("By mail")];
    let table = choices.ways.iter().fold(Table::new("Notifications", columns), |table, (notice, ways)| {
        let tick = |name: &str, label: &str, on: bool| {
            Cell::new(html! {
                input type="checkbox" name=(name) value=(notice.name()) checked[on] aria-label={(words(*notice)) ": " (label)};
            })
        };
        table.row(vec![
            Cell::new(words(*notice)),
            tick("page", "under the bell", ways.on_page),
            tick("mail", "by mail", ways.by_mail),
        ])
    });
    table.render()
}

fn answers(viewer: &Viewer, choices: &Choices) -> Markup {
    let choice = |value: MailReply, label: &str, hint: &str| {
        Checkbox::radio("mail_reply", value.name(), label).hint(hint).checked(choices.mail_reply == value)
    };
    html! {
        div .form {
            (choice(MailReply::Note, "It becomes a note", "Only colleagues see it."))
            @if viewer.actor.may(Permission::Answer) {
                (choice(MailReply::Customer, "It goes to the customer", "As if you had written it here; quoted text and your mail signature are left out."))
            }
            p .field-hint { "Only mail from your own address is taken, and never an automatic one." }
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    page: Vec<String>,
    #[serde(default)]
    mail: Vec<String>,
    #[serde(default)]
    mail_reply: String,
}

/// `POST /settings/notifications`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let has = |list: &[String], notice: Notice| list.iter().any(|name| name == notice.name());
    let ways = |notice| Ways { on_page: has(&form.page, notice), by_mail: has(&form.mail, notice) };
    let choices = Choices {
        ways: Notice::ALL.into_iter().map(|notice| (notice, ways(notice))).collect(),
        mail_reply: MailReply::parse(&form.mail_reply).unwrap_or_default(),
    };
    house.db.write(move |tx| app::notification::choose(tx, &viewer.actor, &choices)).await?;
    Ok(go("/settings/notifications?done=saved"))
}

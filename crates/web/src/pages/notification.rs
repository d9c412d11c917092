//! What stands under the bell.

use crate::body::go;
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::notification::Line;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use domain::notification::Notice;
use ui::prelude::*;

/// `GET /notifications`.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let actor = viewer.actor.clone();
    let lines = house.db.read(move |tx| app::notification::list(tx, &actor)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let mut head = PageHead::new("Notifications")
        .action(Button::link("Choose what you hear of", "/settings/notifications").quiet());
    if lines.iter().any(|line| line.new) {
        head = head.action(Post::new("/notifications/seen", Button::new("All seen").icon(Icon::Check)));
    }
    let topic = format!("bell-{}", viewer.agent.id);
    let page = framed(&viewer, Room::Notifications, "Notifications", content(head, list(&lines, &clock)));
    Ok(Html(page.topics([topic]).render().into_string()).into_response())
}

fn list(lines: &[Line], clock: &Clock) -> Markup {
    let empty = Empty::new("Nothing yet")
        .words("When somebody gives you a conversation, mentions you, or a customer of yours writes, it stands here.")
        .icon(Icon::Bell);
    let columns = vec![Column::new("What"), Column::new("Conversation"), Column::new("When")];
    let table = lines.iter().fold(Table::new("Notifications", columns), |table, line| {
        let what = html! { @if line.new { (Mark::new("new").tone(Tone::Accent)) " " } (words(line)) };
        let href = match line.kind {
            Notice::ApprovalAsked => "/approvals".to_owned(),
            _ => format!("/conversations/{}", line.conversation),
        };
        let about = html! { a href=(href) { (line.subject) } };
        table.row(vec![Cell::new(what), Cell::new(about), Cell::new(clock.time(line.at))])
    });
    if lines.is_empty() { empty.render() } else { Card::new(table).flush().render() }
}

fn words(line: &Line) -> String {
    let by = line.by.as_deref().unwrap_or("Somebody");
    let customer = if line.customer.is_empty() { "The customer" } else { &line.customer };
    match line.kind {
        Notice::Assigned => format!("{by} gave you this"),
        Notice::Mentioned => format!("{by} mentioned you"),
        Notice::CustomerWrote => format!("{customer} wrote"),
        Notice::HelpWanted => format!("{customer} is upset, and you can help"),
        Notice::HandoverAsked => format!("{by} asks you about one more handover of {customer}"),
        Notice::HandoverRefused => format!("{by} did not take up the handover of {customer}"),
        Notice::ReplyFailed => format!("Your answer to {customer} could not be delivered"),
        Notice::PromiseGiven => format!("{by} gave you a promise to {customer} to keep"),
        Notice::PromiseDue => format!("A promise to {customer} falls due soon"),
        Notice::PromisePassed => format!("The time of a promise to {customer} has passed"),
        Notice::ApprovalAsked => format!("{by} asks for your yes"),
        Notice::ApprovalDecided => format!("{by} decided what you asked for"),
        Notice::ComplaintAnswered => format!("{customer} said whether the complaint is done"),
        Notice::ComplaintWaits => format!("The complaint of {customer} waits: look at how it stands"),
    }
}

/// `POST /notifications/seen`.
pub(crate) async fn see_all(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let moment = house.moment();
    house.db.write(move |tx| app::notification::see_all(tx, &viewer.actor, &moment)).await?;
    Ok(go("/notifications"))
}

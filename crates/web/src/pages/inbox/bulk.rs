//! One thing done to many: the bar over a list once rows are picked, and what it posts to.

use crate::body::Form;
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::conversation::{InView, go_offering, snooze_choices};
use app::conversation::Bulk;
use app::inbox::{Name, Page};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::ConversationId;
use serde::Deserialize;
use ui::prelude::*;

/// The bar. Each choice posts `do`: a word, or a word and what it is about.
pub(super) fn bulk_bar(page: &Page, clock: &Clock) -> BulkBar {
    let choice = |label: &str, what: String| MenuItem::submits(label, "do", what, None);
    let mut hand_over = Menu::new("Hand over").icon(Icon::Person).quiet().small();
    hand_over = hand_over.item(choice("Nobody", "assign".into())).heading("Person");
    for agent in page.directory.assignable() {
        hand_over = hand_over.item(choice(&agent.name, format!("assign {}", agent.id)));
    }
    if !page.directory.teams.is_empty() {
        hand_over = hand_over.heading("Team");
        for team in &page.directory.teams {
            hand_over = hand_over.item(choice(&team.name, format!("team {}", team.id)));
        }
    }
    let mut snooze = Menu::new("Snooze").icon(Icon::Snooze).quiet().small();
    for (label, until) in snooze_choices(clock) {
        snooze = snooze.item(choice(label, format!("snooze {until}")).note(clock.words(until)));
    }
    let tag = html! {
        div .menu-line-form {
            input .input type="text" name="tag" aria-label="Tag" placeholder="late, refund, …" maxlength="60" autocomplete="off";
            (Button::new("Add").value("do", "tag").small())
        }
    };
    let tag = Menu::new("Tag").icon(Icon::Tag).quiet().small().item(tag);
    let turn = match page.name {
        Name::Closed | Name::Waiting | Name::Snoozed => {
            Button::new("Open again").value("do", "reopen").icon(Icon::Undo)
        }
        _ => Button::new("Close").value("do", "close").icon(Icon::Check),
    };
    BulkBar::new(format!("/bulk?view={}", page.name.slug()))
        // Enter in the field for a tag presses the form's first button: that must be the one for tags.
        .control(
            html! { button .hidden type="submit" name="do" value="tag" tabindex="-1" aria-hidden="true" {} },
        )
        .button(turn.quiet().small())
        .control(hand_over)
        .control(snooze)
        .control(tag)
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Picked {
    id: Vec<ConversationId>,
    r#do: String,
    tag: String,
    reason: String,
}

impl Picked {
    fn what(&self) -> app::Result<Bulk> {
        let (word, about) = self.r#do.split_once(' ').unwrap_or((&self.r#do, ""));
        let number = || about.parse::<i64>().map_err(|_| app::Error::invalid("do", "This is no number."));
        Ok(match word {
            "close" => Bulk::Close,
            "reopen" => Bulk::Reopen,
            "assign" if about.is_empty() => Bulk::Assign(None, self.reason.clone()),
            "assign" => Bulk::Assign(Some(domain::AgentId(number()?)), self.reason.clone()),
            "team" => Bulk::Team(domain::TeamId(number()?), self.reason.clone()),
            "tag" => Bulk::Tag(self.tag.clone()),
            "snooze" => Bulk::Snooze(
                about.parse().map_err(|_| app::Error::invalid("do", "Choose a time to snooze until."))?,
            ),
            _ => return Err(app::Error::invalid("do", "Choose what to do with the conversations.")),
        })
    }
}

/// `POST /bulk` with `id` repeated.
pub(crate) async fn bulk(
    State(house): State<House>,
    viewer: Viewer,
    Query(view): Query<InView>,
    Form(picked): Form<Picked>,
) -> Result<Response> {
    let what = picked.what()?;
    if picked.reason.trim().is_empty() {
        let (actor, ids, asked) = (viewer.actor.clone(), picked.id.clone(), what.clone());
        let count =
            house.db.read(move |tx| app::conversation::reason_needed(tx, &actor, &ids, &asked)).await?;
        if count > 0 {
            return Ok(ask_reason(&viewer, &view, &picked, count));
        }
    }
    let (actor, moment) = (viewer.actor, house.moment());
    let undo =
        house.db.write(move |tx| app::conversation::bulk(tx, &actor, &picked.id, &what, &moment)).await?;
    Ok(go_offering(&format!("/inbox/{}", view.name().slug()), undo))
}

/// Some of them were answered by who has them: one reason for all of those.
fn ask_reason(viewer: &Viewer, view: &InView, picked: &Picked, count: usize) -> Response {
    let back = format!("/inbox/{}", view.name().slug());
    let words = match count {
        1 => "One of them was answered by who has it.".to_owned(),
        many => format!("{many} of them were answered by who has them."),
    };
    let head = PageHead::new("Hand over")
        .under("Inbox", &back)
        .note(format!("{words} Each gets this reason and a summary drafted from its record."));
    let fields = html! {
        @for id in &picked.id { input type="hidden" name="id" value=(id); }
        input type="hidden" name="do" value=(picked.r#do);
        (Field::new("reason", "Why do they change hands?").required().autofocus().length_max(300).autocomplete("off"))
        (form_actions(html! { (Button::new("Hand over").primary()) (Button::link("Cancel", &back).quiet()) }))
    };
    let form = ui::field::Form::new(format!("/bulk?view={}", view.name().slug()), fields);
    let page = framed(viewer, Room::Inbox, "Hand over", content(head, Card::new(form)));
    Html(page.render().into_string()).into_response()
}

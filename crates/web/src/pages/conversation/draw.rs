//! The page of a conversation.

use super::{flow, who, write};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed, with_alarms};
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::inbox::{list_pane, title, views_pane};
use app::conversation::View;
use app::inbox::{After, Name, Page as ListPage, Views};
use domain::conversation::{Priority, State};
use domain::{ConversationId, Permission};
use jiff::ToSpan;
use ui::prelude::*;

/// Everything the page shows.
pub(crate) struct Talk {
    pub(crate) view: View,
    pub(crate) list: ListPage,
    pub(crate) views: Views,
    pub(crate) name: Name,
    pub(crate) clock: Clock,
}

impl Talk {
    /// Reads it in one transaction.
    pub(crate) async fn read(
        house: &House,
        viewer: &Viewer,
        name: Name,
        id: ConversationId,
        after: Option<After>,
    ) -> Result<Self> {
        let actor = viewer.actor.clone();
        let (view, list, views) = house
            .db
            .read(move |tx| {
                let view = app::conversation::view(tx, &actor, id, None)?;
                Ok::<_, app::Error>((
                    view,
                    app::inbox::page(tx, &actor, name, after)?,
                    app::inbox::views(tx, &actor)?,
                ))
            })
            .await?;
        let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
        Ok(Self { view, list, views, name, clock })
    }
}

/// The page; with an error, what was typed is kept in the composer.
pub(crate) fn page(
    house: &House,
    viewer: &Viewer,
    talk: &Talk,
    failed: Option<(write::Typed, String)>,
) -> Page {
    let view = &talk.view;
    let id = view.conversation.id;
    let title = title(talk.name, &talk.views);
    let list = list_pane(&talk.list, &title, Some(id), &talk.clock);
    let composer = write::composer(viewer, talk, failed);
    let flow = flow::flow(view, &talk.clock);
    let head = head(house, viewer, talk);
    let body = Panes::new(
        views_pane(&talk.views, talk.name),
        &title,
        list,
        ui::panes::talk(id, head, flow, composer),
    )
    .who(who::panel(viewer, view, &talk.clock))
    .showing(Pane::Talk);
    let topics = [
        format!("conversation-{id}"),
        format!("customer-{}", view.customer.id),
        "inbox".into(),
        "house".into(),
    ];
    with_alarms(framed(viewer, Room::Inbox, &view.conversation.subject, body), viewer, &talk.views)
        .topics(topics)
}

fn head(house: &House, viewer: &Viewer, talk: &Talk) -> ConversationHead {
    let view = &talk.view;
    let conversation = &view.conversation;
    let subject = if conversation.subject.trim().is_empty() { "No subject" } else { &conversation.subject };
    let back = format!("/inbox/{}", talk.name.slug());
    let mut head = ConversationHead::new(subject)
        .back(back, title(talk.name, &talk.views))
        .fact(format!("#{}", conversation.id))
        .presence(crate::presence::words(house, conversation.id, viewer))
        .customer(Face::new(who::name(view)));
    let may_answer = viewer.actor.may(Permission::Answer);
    if may_answer {
        head = head.fact(assign_menu(viewer, view)).fact(priority_menu(view));
    }
    head =
        head.fact(html! { (state_words(conversation.state)) " " (talk.clock.time(conversation.created_at)) });
    for tag in &view.tags {
        let url = format!("/conversations/{}/tags/{}/removal", conversation.id, write::path_part(tag));
        head = head.mark(Mark::new(tag).remove(url, format!("Remove tag {tag}")));
    }
    if !may_answer {
        return head;
    }
    let url = |what: &str| format!("/conversations/{}/{what}?view={}", conversation.id, talk.name.slug());
    head = head.action(snooze_menu(talk, &url("snooze")));
    match conversation.state {
        State::Closed | State::Waiting | State::Snoozed => {
            head =
                head.action(Post::new(url("reopening"), Button::new("Open again").icon(Icon::Undo).key("o")));
        }
        State::Open => {}
    }
    if conversation.state != State::Closed {
        head = head.action(Post::new(url("closure"), Button::new("Close").icon(Icon::Check).key("e")));
    }
    head
}

fn state_words(state: State) -> &'static str {
    match state {
        State::Open => "open since",
        State::Waiting => "answered, began",
        State::Snoozed => "asleep, began",
        State::Closed => "closed, began",
    }
}

fn assign_menu(viewer: &Viewer, view: &View) -> Menu {
    let conversation = &view.conversation;
    let url = format!("/conversations/{}/assignment", conversation.id);
    let label = match (conversation.assignee_id, conversation.team_id) {
        (Some(agent), _) => view.directory.agent_name(agent).to_owned(),
        (None, Some(team)) => view.directory.team_name(team).to_owned(),
        (None, None) => "Nobody has it".to_owned(),
    };
    let item = |label: &str, agent: Option<i64>, team: Option<i64>| {
        let text = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let current =
            (agent, team) == (conversation.assignee_id.map(|id| id.0), conversation.team_id.map(|id| id.0));
        MenuItem::post(label, &url).field("assignee", text(agent)).field("team", text(team)).current(current)
    };
    let team = conversation.team_id.map(|id| id.0);
    let mut menu = Menu::new(label).text().at_start().key("a");
    if let Some(me) = viewer.actor.agent_id() {
        menu = menu.item(item("Take it", Some(me.0), team).icon(Icon::Person));
    }
    menu = menu.item(item("Nobody", None, team)).heading("Person");
    for agent in view.directory.assignable() {
        menu = menu.item(item(&agent.name, Some(agent.id.0), team));
    }
    if !view.directory.teams.is_empty() {
        menu = menu.heading("Team");
        for other in &view.directory.teams {
            menu = menu.item(item(&other.name, None, Some(other.id.0)));
        }
    }
    menu
}

fn priority_menu(view: &View) -> Menu {
    let conversation = &view.conversation;
    let url = format!("/conversations/{}/priority", conversation.id);
    let mut menu = Menu::new(format!("{} priority", conversation.priority.name())).text().at_start();
    for priority in Priority::ALL.into_iter().rev() {
        let item = MenuItem::post(priority.name(), &url).field("priority", priority.name());
        menu = menu.item(item.current(priority == conversation.priority));
    }
    menu
}

fn snooze_menu(talk: &Talk, url: &str) -> Menu {
    let mut menu = Menu::new("Snooze").icon(Icon::Snooze).key("h");
    for (label, until) in snooze_choices(&talk.clock) {
        let item = MenuItem::post(label, url).field("until", until.to_string()).note(talk.clock.words(until));
        menu = menu.item(item);
    }
    menu
}

/// When people want to see something again: later today, tomorrow morning, next Monday, in a month.
fn snooze_choices(clock: &Clock) -> Vec<(&'static str, jiff::Timestamp)> {
    let here = clock.now.to_zoned(clock.zone.clone());
    let morning = |days: i64| {
        let day = here.date().checked_add(days.days()).ok()?;
        Some(day.at(9, 0, 0, 0).to_zoned(clock.zone.clone()).ok()?.timestamp())
    };
    let to_monday = 7 - i64::from(here.weekday().to_monday_zero_offset());
    let later = clock.now.checked_add(3.hours()).ok();
    [
        ("In three hours", later),
        ("Tomorrow", morning(1)),
        ("Monday", morning(to_monday)),
        ("In a month", morning(30)),
    ]
    .into_iter()
    .filter_map(|(label, at)| Some((label, at?)))
    .collect()
}

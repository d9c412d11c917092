//! The head of a conversation: what it is about, who has it, what can be done.

use super::draw::Talk;
use super::{who, write};
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::inbox::title;
use app::conversation::View;
use domain::Permission;
use domain::conversation::{Priority, State};
use jiff::ToSpan;
use ui::prelude::*;

/// The head.
pub(super) fn head(house: &House, viewer: &Viewer, talk: &Talk) -> ConversationHead {
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
        let url = format!("/conversations/{}/subject", conversation.id);
        head = head.rename(url).fact(assign_menu(viewer, view)).fact(priority_menu(view));
    }
    head =
        head.fact(html! { (state_words(conversation.state)) " " (talk.clock.time(conversation.created_at)) });
    if let Some(followers) = followers(view) {
        head = head.fact(followers);
    }
    if let Some(words) = &view.retold {
        head = head.mark(Mark::new("explained again").tone(Tone::Warn).title(words));
    }
    for tag in &view.tags {
        let mark = Mark::new(tag);
        let url = format!("/conversations/{}/tags/{}/removal", conversation.id, write::path_part(tag));
        head = head.mark(if may_answer { mark.remove(url, format!("Remove tag {tag}")) } else { mark });
    }
    if may_answer {
        head = head.mark(tag_menu(view));
        if let Some(menu) = talk.power.policy_menu(conversation.id) {
            head = head.mark(menu);
        }
        for action in turns(talk) {
            head = head.action(action);
        }
    }
    head.action(more_menu(viewer, talk, may_answer))
}

/// What changes whose turn it is.
fn turns(talk: &Talk) -> Vec<Markup> {
    let conversation = &talk.view.conversation;
    let url = |what: &str| format!("/conversations/{}/{what}?view={}", conversation.id, talk.name.slug());
    let mut turns = vec![snooze_menu(talk, &url("snooze")).render()];
    if conversation.state != State::Open {
        let open = Button::new("Open again").icon(Icon::Undo).key("o");
        turns.push(Post::new(url("reopening"), open).render());
    }
    if conversation.state != State::Closed {
        turns.push(Post::new(url("closure"), Button::new("Close").icon(Icon::Check).key("e")).render());
    }
    turns
}

/// Who follows, in words; nothing when nobody does.
fn followers(view: &View) -> Option<String> {
    let names: Vec<&str> = view.followers.iter().map(|agent| view.directory.agent_name(*agent)).collect();
    match names[..] {
        [] => None,
        [one] => Some(format!("{one} follows")),
        [one, other] => Some(format!("{one} and {other} follow")),
        [one, ..] => Some(format!("{one} and {} others follow", names.len() - 1)),
    }
}

/// A tag to be typed, with those that were used before.
fn tag_menu(view: &View) -> Menu {
    let url = format!("/conversations/{}/tags", view.conversation.id);
    let form = html! {
        form .menu-line-form method="post" action=(url) {
            input .input type="text" name="tag" list="known-tags" aria-label="Tag" placeholder="late, refund, …" maxlength="60"
                autocomplete="off" required;
            datalist #known-tags {
                @for tag in view.known_tags.iter().filter(|tag| !view.tags.contains(tag)) { option value=(tag) {} }
            }
            (Button::new("Add").small())
        }
    };
    Menu::new("Tag").icon(Icon::Tag).quiet().small().at_start().key("t").item(form)
}

/// What is done seldom.
fn more_menu(viewer: &Viewer, talk: &Talk, may_answer: bool) -> Menu {
    let view = &talk.view;
    let id = view.conversation.id;
    let url = |what: &str| format!("/conversations/{id}/{what}");
    let follows = viewer.actor.agent_id().is_some_and(|me| view.followers.contains(&me));
    let mut menu = Menu::new("More").icon_only(Icon::More).quiet();
    if viewer.actor.may(Permission::Note) {
        let follow = if follows {
            MenuItem::post("Stop following", url("following/end"))
        } else {
            MenuItem::post("Follow", url("following"))
        };
        menu = menu.item(follow.icon(Icon::Bell).key("f"));
    }
    if may_answer {
        menu = menu.item(MenuItem::link("Merge or link …", url("related")).icon(Icon::Merge).key("m"));
    }
    let menu = menu.item(MenuItem::link("Complaint …", url("complaint")).icon(Icon::Alarm));
    menu.item(MenuItem::link("History", url("history")).icon(Icon::Clock))
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
        // What its holder has answered is handed over with words, on a page of its own.
        if view.words_needed && agent != conversation.assignee_id.map(|id| id.0) {
            let (assignee, team) = (agent.map(domain::AgentId), team.map(domain::TeamId));
            let to = app::conversation::Assignment { assignee, team };
            return MenuItem::link(label, super::handover::address(conversation.id, to));
        }
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
pub(crate) fn snooze_choices(clock: &Clock) -> Vec<(&'static str, jiff::Timestamp)> {
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

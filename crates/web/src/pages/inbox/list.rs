//! The pane with the list.

use super::bulk::bulk_bar;
use crate::format::Clock;
use crate::pages::conversation::level_words;
use app::inbox::{Conversation, Line, Name, Page};
use domain::ConversationId;
use domain::complaint::OVERDUE_HOURS;
use domain::conversation::{Priority, State};
use domain::upset::Upset;
use jiff::Timestamp;
use ui::prelude::*;

/// Tags shown on one line; the others stand in the conversation.
const TAGS_SHOWN: usize = 2;

/// The pane of one view; who may answer may also change many at once.
pub(crate) fn list_pane(
    page: &Page,
    title: &str,
    open: Option<ConversationId>,
    clock: &Clock,
    may_answer: bool,
) -> Markup {
    let rows = page.lines.iter().map(|line| row(line, page, open, clock).selectable(may_answer)).collect();
    let note = match page.name {
        Name::WaitingLongest => "longest first",
        Name::Promised => "first due first",
        _ => "latest first",
    };
    let mut bar = ListBar::new(title).note(note);
    if let Name::Saved(view) = page.name {
        let remove =
            MenuItem::post("Remove this view", format!("/views/{view}/removal")).icon(Icon::Bin).danger();
        bar = bar.control(Menu::new("View").icon_only(Icon::More).quiet().small().item(remove));
    }
    if may_answer {
        let new = Button::link("New conversation", "/conversations/new")
            .icon_only(Icon::Pen)
            .quiet()
            .small()
            .key("c");
        bar = bar.control(new);
        bar = bar.bulk(bulk_bar(page, clock));
    }
    let older = page.next.map(|next| format!("/inbox/{}?after={}", page.name.slug(), next.encode()));
    let list = ConversationList::new(rows).empty(empty(page.name)).foot(Pagination::new().older(older));
    html! {
        (bar)
        (list)
    }
}

fn row(line: &Line, page: &Page, open: Option<ConversationId>, clock: &Clock) -> Row {
    let conversation = &line.conversation;
    let at = match page.name {
        Name::WaitingLongest => conversation.waiting_since.unwrap_or(conversation.active_at),
        _ => conversation.active_at,
    };
    let name = if line.customer_name.is_empty() { "Somebody" } else { &line.customer_name };
    let href = format!("/inbox/{}/{}", page.name.slug(), conversation.id);
    let mut row = Row::new(conversation.id, href, name)
        .wants(&conversation.subject)
        .preview(&conversation.preview)
        .when(clock.age(at))
        .messages(u32::try_from(conversation.message_count).unwrap_or(0))
        .unread(conversation.waiting_since.is_some() && conversation.first_reply_at.is_none())
        .current(open == Some(conversation.id));
    match conversation.priority {
        Priority::Urgent => row = row.mark(Mark::new("urgent").tone(Tone::Bad)),
        Priority::High => row = row.mark(Mark::new("high").tone(Tone::Warn)),
        Priority::Normal | Priority::Low => {}
    }
    if let Some(mark) = upset(conversation) {
        row = row.mark(mark);
    }
    if let Some(mark) = complaint(conversation) {
        row = row.mark(mark);
    }
    if let Some(until) = conversation.snoozed_until {
        row = row.mark(Mark::new(format!("until {}", clock.words(until))).icon(Icon::Snooze));
    }
    if let Some(due) = conversation.promise_due_at {
        row = row.mark(promise_mark(due, clock));
    }
    for tag in page.tags.get(&conversation.id).into_iter().flatten().take(TAGS_SHOWN) {
        row = row.mark(Mark::new(tag));
    }
    match conversation.assignee_id {
        Some(agent) if page.name != Name::Mine => {
            row.assignee(Face::new(page.directory.agent_name(agent)).ours().size(Size::Small))
        }
        _ => row,
    }
}

/// How upset the customer is, or that they had to try often; nothing while all is well.
fn upset(conversation: &Conversation) -> Option<Mark> {
    let words = &conversation.upset_words;
    if words.is_empty() || conversation.state == State::Closed {
        return None;
    }
    let level = Upset::of(conversation.upset);
    let (label, tone) = level_words(level);
    let first = words.split(" · ").next().unwrap_or_default();
    let mark = if level.is_rage() { Mark::new(label).tone(tone) } else { Mark::new(first) };
    Some(mark.title(words))
}

/// That there is a complaint which isn't done, whoever's turn it is: quiet, unless nobody has answered it for too long.
fn complaint(conversation: &Conversation) -> Option<Mark> {
    use domain::complaint::Mark as Standing;
    Some(match Standing::parse(&conversation.complaint)? {
        Standing::Open => Mark::new("complaint").title("A complaint that is ours to put right"),
        Standing::Overdue => Mark::new("complaint overdue")
            .tone(Tone::Warn)
            .title(format!("A complaint without a real answer for {OVERDUE_HOURS} hours and more")),
        Standing::Asked => Mark::new("asked if done").title("A complaint: we asked whether it is done"),
        Standing::Silent => {
            Mark::new("silent").title("A complaint: the customer has not answered whether it is done")
        }
    })
}

/// That we owe something, and until when; quiet until its time has passed.
fn promise_mark(due: Timestamp, clock: &Clock) -> Mark {
    let passed = due < clock.now;
    let words = if passed { "promise passed".to_owned() } else { format!("promised {}", clock.words(due)) };
    Mark::new(words).icon(Icon::Promise).tone(if passed { Tone::Bad } else { Tone::Plain })
}

fn empty(name: Name) -> Empty {
    let (title, words) = match name {
        Name::Mine => (
            "Nothing waits for you",
            "Conversations given to you appear here. Unassigned ones are one view further down.",
        ),
        Name::Promised => (
            "Nothing is promised for today",
            "Conversations with a promise of yours that falls due today, or whose time has passed, appear here.",
        ),
        Name::WaitingLongest => {
            ("Nobody is waiting", "New conversations appear here by themselves, the longest waiting first.")
        }
        Name::Unassigned => ("Everything has somebody", "Conversations that nobody has yet appear here."),
        Name::Open | Name::Team(_) => ("Nothing is open", "Conversations where it is our turn appear here."),
        Name::Following => {
            ("You follow nothing", "Follow a conversation, or be mentioned in one, and it stays here.")
        }
        Name::Saved(_) => ("Nothing fits just now", "What the search of this view finds appears here."),
        Name::Drafts => ("No drafts", "What you begin to write and don’t send stays here."),
        Name::Mentions => {
            ("Nobody called you", "Notes in which a colleague writes @ and your name appear here.")
        }
        Name::Waiting => (
            "We wait for nobody",
            "Conversations we answered appear here until the customer writes or they are closed.",
        ),
        Name::Snoozed => ("Nothing sleeps", "Snoozed conversations rest here until their time comes."),
        Name::Closed => ("Nothing is closed yet", "What is done appears here, and search finds it again."),
    };
    Empty::new(title).words(words).icon(Icon::Check)
}

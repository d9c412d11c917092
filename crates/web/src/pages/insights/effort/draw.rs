//! What the page of effort and rage shows.

use super::super::{Compared, Period, comparison, figure, point};
use super::PATH;
use crate::format::Clock;
use crate::pages::conversation::level_words;
use app::signal::{Cause, Figures, Group, Marked, Within};
use domain::upset::{TRIES_MANY, Upset};
use ui::prelude::*;

/// Lines of the list of the worst on the page; the file has all.
const WORST_SHOWN: usize = 6;

/// All of it.
pub(super) fn all(found: &Figures, period: Period, clock: &Clock) -> Markup {
    cards(
        html! {
            (rage(found, period, clock))
            (groups("By team", "Team", &found.teams, period))
            (groups("By topic", "Topic", &found.topics, period))
        },
        html! { (worst(&found.worst, clock)) (effort(found, period)) (causes(found)) },
    )
}

/// Where the messages behind a figure are listed.
fn list(period: Period, what: &str) -> String {
    format!("{PATH}/messages?days={}&what={what}", period.days())
}

fn rage(found: &Figures, period: Period, clock: &Clock) -> Card {
    let definition = html! {
        "Conversations in which a customer wrote in this period and at least one message was very or extremely upset, of all \
         conversations in which a customer wrote. A person’s correction counts instead of what Cape read. The interval is \
         Wilson’s at 95 %. The words are read in English only; in other languages only what happened counts. This is not the \
         share a survey would find, and must not be compared with one."
    };
    let weeks = (0..).zip(&found.counted.weeks).map(|(week, (at, tallied))| {
        let href = format!("{}&week={week}", list(period, "rage"));
        point(clock.date(*at), tallied.rage(), Some(href))
    });
    let weeks = weeks.collect();
    let show = html! { a href=(list(period, "rage")) { "show them" } };
    let body = html! {
        (figure(found.counted.all.rage(), "conversations").note(show).definition(definition))
        (Trend::new("Share of conversations with rage, by week", weeks))
    };
    Card::new(body).title("Very or extremely upset").note("by week, 95 % interval")
}

fn effort(found: &Figures, period: Period) -> Card {
    let counted = &found.counted;
    let show = |what: &str| html! { a href=(list(period, what)) { "show them" } };
    let tried = html! {
        "Conversations in which a customer had to try " (TRIES_MANY) " times or more: wrote again more than an hour later while \
         still waiting for us, or wrote again after we thought it done (thanks don’t count)."
    };
    let decile = match counted.tries_worst_decile {
        Some(tries) => Figure::new(tries.to_string()).note("tries or more"),
        None => Figure::new("–").note("too few conversations"),
    };
    let precision = html! { "Of the marks “very” and “extremely upset” that somebody judged with one click, those judged right." };
    let helped = html! { "Messages for which an ally, a lead or somebody on duty was brought, by the rule under Settings, Signals." };
    let abuse = html! { "Messages with words that abuse somebody. Whoever has the conversation gets nothing new for a while." };
    let number = |number: i64, what: &str| Figure::new(number.to_string()).note("messages").note(show(what));
    let body = html! {
        (figures(&[
            ("Had to try three times", figure(counted.all.tried(), "conversations").note(show("tried")).definition(tried)),
            ("The worst tenth", decile.definition(html! { "One conversation in ten took the customer at least so many tries." })),
            ("Marks that were right", figure(counted.precision(), "judged").note(show("judged")).definition(precision)),
            ("Somebody was brought", number(counted.helped, "helped").definition(helped)),
            ("Words that abuse", number(counted.abuse, "abuse").definition(abuse)),
        ]))
    };
    Card::new(body).title("Effort")
}

fn groups(title: &str, first: &str, groups: &[Group], period: Period) -> Card {
    let compared = groups.iter().map(|group| Compared {
        name: group.name.clone(),
        href: Some(format!("{}&{}", list(period, "rage"), within(group.within))),
        share: group.tallied.calm(),
    });
    let table = comparison(title, first, "Without rage", compared.collect());
    Card::new(table).title(title).note("worst first; dot: share, bar: 95 % interval").flush()
}

/// A group as a part of the list's address.
fn within(within: Within) -> String {
    match within {
        Within::Everywhere => String::new(),
        Within::Team(team) => format!("team={}", team.map_or(0, |team| team.0)),
        Within::Tag(tag) => format!("tag={tag}"),
    }
}

fn causes(found: &Figures) -> Card {
    let columns = vec![Column::new("What"), Column::number("Messages"), Column::number("Of")];
    let table = found.causes.iter().fold(Table::new("What it was made of", columns), |table, cause| {
        table.row(vec![
            Cell::new(cause_words(cause)),
            Cell::new(html! { b { (cause.signals) } }),
            Cell::new(found.causes_base),
        ])
    });
    let empty =
        Empty::new("Nothing yet").words("What makes customers angry is counted here.").icon(Icon::Check);
    Card::new(table.empty(empty)).title("What it was made of").flush()
}

fn cause_words(cause: &Cause) -> String {
    match cause.kind.as_str() {
        "contacts" => "had to try again".into(),
        "hours_open" => "waited long".into(),
        "broken_promises" | "broken_promise" => "a promise not kept".into(),
        "handovers" => "was handed over".into(),
        "remedy_refused" => "was refused what they asked".into(),
        other => other.replace('_', " "),
    }
}

fn worst(worst: &[Marked], clock: &Clock) -> Card {
    let entries: Vec<Entry> = worst.iter().take(WORST_SHOWN).map(|one| entry(one, clock)).collect();
    let body = if entries.is_empty() {
        Empty::new("Nobody")
            .words("Customers who were very or extremely upset stand here.")
            .icon(Icon::Check)
            .render()
    } else {
        Timeline::new().compact().entries(entries).render()
    };
    Card::new(body).title("Look here first")
}

/// A message as a line that leads to where it stands.
pub(super) fn entry(one: &Marked, clock: &Clock) -> Entry {
    let (words, _) = level_words(Upset::of(one.signal.counts_as()));
    let name = if one.customer.is_empty() { "Somebody" } else { &one.customer };
    let why = one.reasons.first().map(|reason| format!(" · {}", reason.words)).unwrap_or_default();
    Entry::new(EntryKind::Conversation, format!("{name}: {}", one.subject))
        .href(format!("/conversations/{}", one.conversation))
        .when(clock.time(one.signal.created_at))
        .note(format!("{words}{why}"))
}

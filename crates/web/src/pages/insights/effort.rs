//! Effort and rage: how many customers we drive to it, where, why, and whom to look at first.

use super::{Compared, Period, comparison, figure, page, point, sheet};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::conversation::level_words;
use app::signal::{Cause, Figures, Group, Worst};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::upset::{TRIES_MANY, Upset};
use ui::prelude::*;

const PATH: &str = "/insights/effort";
/// Lines of the list of the worst on the page; the file has all.
const WORST_SHOWN: usize = 6;

async fn read(house: &House, viewer: &Viewer, period: Period) -> Result<Figures> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let figures = house.db.read(move |tx| app::signal::figures(tx, &actor, (period.from(now), now))).await?;
    Ok(figures)
}

/// `GET /insights/effort`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let found = read(&house, &viewer, period).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let file = format!("{PATH}/file?days={}", period.days());
    let head = PageHead::new("Effort and rage")
        .note("Whom did we drive to it, and by what?")
        .action(Button::link("CSV", file).icon(Icon::Download).quiet());
    let body = html! {
        (period.choices(PATH))
        (cards(
            html! {
                (rage(&found, &clock))
                (groups("By team", "Team", &found.teams))
                (groups("By topic", "Topic", &found.topics))
            },
            html! { (worst(&found.worst, &clock)) (effort(&found)) (causes(&found)) },
        ))
    };
    Ok(Html(page(&viewer, "Effort and rage", head, body).render().into_string()).into_response())
}

/// `GET /insights/effort/file`.
pub(crate) async fn file(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let found = read(&house, &viewer, period).await?;
    let rows = found.worst.into_iter().map(|worst| {
        let words: Vec<String> = worst.reasons.into_iter().map(|reason| reason.words).collect();
        vec![
            worst.conversation.id.to_string(),
            worst.customer,
            worst.conversation.subject,
            Upset::of(worst.signal.counts_as()).name().to_owned(),
            worst.signal.tries.to_string(),
            worst.signal.created_at.to_string(),
            words.join("; "),
        ]
    });
    let columns = ["Conversation", "Customer", "Subject", "Level", "Tries", "At", "Reasons"];
    Ok(sheet("effort-and-rage", &columns, rows))
}

fn rage(found: &Figures, clock: &Clock) -> Card {
    let definition = html! {
        "Conversations in which a customer wrote in this period and at least one message was very or extremely upset, of all \
         conversations in which a customer wrote. A person’s correction counts instead of what Cape read. The interval is \
         Wilson’s at 95 %. The words are read in English only; in other languages only what happened counts. This is not the \
         share a survey would find, and must not be compared with one."
    };
    let weeks = found.weeks.iter().map(|(at, share)| point(clock.date(*at), *share, None)).collect();
    let body = html! {
        (figure(found.rage, "conversations").definition(definition))
        (Trend::new("Share of conversations with rage, by week", weeks))
    };
    Card::new(body).title("Very or extremely upset").note("by week, 95 % interval")
}

fn effort(found: &Figures) -> Card {
    let tried = html! {
        "Conversations in which a customer had to try " (TRIES_MANY) " times or more: wrote again more than an hour later while \
         still waiting for us, or wrote again after we thought it done (thanks don’t count)."
    };
    let decile = match found.tries_worst_decile {
        Some(tries) => Figure::new(tries.to_string()).note("tries or more"),
        None => Figure::new("–").note("too few conversations"),
    };
    let precision = html! { "Of the marks “very” and “extremely upset” that somebody judged with one click, those judged right." };
    let body = html! {
        (figures(&[
            ("Had to try three times", figure(found.tried, "conversations").definition(tried)),
            ("The worst tenth", decile.definition(html! { "One conversation in ten took the customer at least so many tries." })),
            ("Marks that were right", figure(found.precision, "judged").definition(precision)),
        ]))
    };
    Card::new(body).title("Effort")
}

fn groups(title: &str, first: &str, groups: &[Group]) -> Card {
    let compared =
        groups.iter().map(|group| Compared { name: group.name.clone(), href: None, share: group.calm });
    let table = comparison(title, first, "Without rage", compared.collect());
    Card::new(table).title(title).note("worst first; dot: share, bar: 95 % interval").flush()
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

fn worst(worst: &[Worst], clock: &Clock) -> Card {
    let entries = worst.iter().take(WORST_SHOWN).map(|one| {
        let (words, _) = level_words(Upset::of(one.signal.counts_as()));
        let name = if one.customer.is_empty() { "Somebody" } else { &one.customer };
        let why = one.reasons.first().map(|reason| reason.words.clone()).unwrap_or_default();
        Entry::new(EntryKind::Conversation, format!("{name}: {}", one.conversation.subject))
            .href(format!("/conversations/{}", one.conversation.id))
            .when(clock.time(one.signal.created_at))
            .note(format!("{words} · {why}"))
    });
    let entries: Vec<Entry> = entries.collect();
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

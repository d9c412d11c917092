//! Complaints: asked against given, who got nothing, how long a real answer took, and which are still open.

use super::share::{percent, range};
use super::{Period, figure, page, sheet};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::complaint::{Figures, Listed, Spread};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::complaint::SUBSTANCE_CHARACTERS_MIN;
use ui::prelude::*;

const PATH: &str = "/insights/complaints";
/// Lines of the list of open ones on the page; the file has all that were made in the period.
const OPEN_SHOWN: usize = 12;

async fn read(house: &House, viewer: &Viewer, period: Period) -> Result<Figures> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    // To the end of this second: what was just taken up counts.
    let to = now.checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(now);
    let found =
        house.db.read(move |tx| app::complaint::figures(tx, &actor, (period.from(now), to), now)).await?;
    Ok(found)
}

/// `GET /insights/complaints`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let found = read(&house, &viewer, period).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let file = format!("{PATH}/file?days={}", period.days());
    let (actor, from) = (viewer.actor.clone(), period.from(house.moment().now));
    let now = house.moment().now;
    let advice = house.db.read(move |tx| app::advice::figures(tx, &actor, (from, now))).await?;
    let head = PageHead::new("Complaints")
        .note("What did they ask for, and what did they get?")
        .action(Button::link("CSV", file).icon(Icon::Download).quiet());
    let body = html! {
        (period.choices(PATH))
        @if found.more {
            (Banner::new("There are more complaints than are counted at once: these are the latest 1,000.").tone(Tone::Warn).inline())
        }
        (cards(html! { (ends(&found)) (gaps(&found)) }, html! { (open(&found, &clock)) (times(&found)) (next(&advice)) }))
    };
    Ok(Html(page(&viewer, "Complaints", head, body).render().into_string()).into_response())
}

/// `GET /insights/complaints/file`.
pub(crate) async fn file(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let found = read(&house, &viewer, period).await?;
    let at = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let rows = found.made.into_iter().map(|one| {
        let wanted: Vec<&str> = one.case.wanted.iter().map(|wanted| wanted.name()).collect();
        let complaint = one.complaint;
        vec![
            one.conversation.id.to_string(),
            one.customer,
            complaint.happened,
            wanted.join("; "),
            one.case.given.join("; "),
            complaint.state.name().to_owned(),
            complaint.outcome.map(domain::complaint::Outcome::name).unwrap_or_default().to_owned(),
            one.advocate.unwrap_or_default(),
            complaint.created_at.to_string(),
            at(complaint.answered_at),
            at(complaint.closed_at),
            format!("{:.1}", one.case.time.minutes),
        ]
    });
    let columns = [
        "Conversation",
        "Customer",
        "What happened",
        "Asked for",
        "Given",
        "State",
        "Outcome",
        "Answers for it",
        "Since",
        "First real answer",
        "Closed",
        "Customer’s minutes",
    ];
    Ok(sheet("complaints", &columns, rows))
}

fn ends(found: &Figures) -> Card {
    let nothing = html! {
        "Complaints made in this period and closed, in whose matter no remedy was given or done, not even an apology or an \
         explanation. Those still open are left out: they may still get something. The interval is Wilson’s at 95 %."
    };
    let agreed = html! { "Complaints made in this period and closed whose customers said that it is done; the others stayed silent after we asked." };
    Card::new(figures(&[
        ("Got nothing", figure(found.summary.nothing, "closed complaints").definition(nothing)),
        ("Said it is done", figure(found.summary.agreed, "closed complaints").definition(agreed)),
    ]))
    .title("How it ended")
}

fn gaps(found: &Figures) -> Card {
    let columns = vec![
        Column::new("Asked for"),
        Column::number("Asked"),
        Column::number("Got it"),
        Column::number("Share"),
        Column::number("Interval"),
    ];
    let table = found.summary.gaps.iter().fold(Table::new("Asked for and given", columns), |table, gap| {
        let dash = || "–".to_owned();
        table.row(vec![
            Cell::new(gap.wanted.words()),
            Cell::new(gap.asked),
            Cell::new(gap.given.map_or(0, |given| given.part)),
            Cell::new(gap.given.map_or_else(dash, percent)),
            Cell::new(gap.given.map_or_else(dash, range)),
        ])
    });
    let empty = Empty::new("Nobody asked for anything")
        .words("What customers ask for to make it right stands here, beside what they got.")
        .icon(Icon::Check);
    let definition = "All complaints made in this period, closed or not. One that asked for two things counts in both. Got it: a \
                      remedy of that kind was given or done in the same matter.";
    Card::new(html! { (table.empty(empty)) (counted(definition)) }).title("Asked for and given")
}

fn spread(spread: Option<Spread>, unit: &str, none: &str) -> Figure {
    match spread {
        None => Figure::new("–").note(none),
        Some(all) => Figure::new(format!("{:.1} {unit}", all.median))
            .note(format!("half of {}", all.base))
            .note(format!("nine in ten within {:.1}, the longest {:.1}", all.ninth_decile, all.worst)),
    }
}

fn times(found: &Figures) -> Card {
    let answer = html! {
        "From the complaint to the first reply of a person that left and has more than " (SUBSTANCE_CHARACTERS_MIN)
        " characters, or that left after a remedy was given. Hours of the clock, nights and weekends too. Still without one: "
        (found.summary.unanswered) "."
    };
    let minutes = html! { "The customer’s own time in all complaints of this period, as each complaint shows it line by line." };
    Card::new(figures(&[
        (
            "First real answer",
            spread(found.summary.answer_hours, "h", "none answered yet").definition(answer),
        ),
        (
            "The customer’s time",
            spread(found.summary.customer_minutes, "min", "no complaints yet").definition(minutes),
        ),
    ]))
    .title("How long it took")
}

fn open(found: &Figures, clock: &Clock) -> Card {
    let entry = |one: &Listed| {
        let name = if one.customer.is_empty() { "Somebody" } else { &one.customer };
        let advocate = one.advocate.as_deref().unwrap_or("nobody yet");
        Entry::new(EntryKind::Conversation, format!("{name}: {}", one.conversation.subject))
            .href(format!("/conversations/{}/complaint", one.conversation.id))
            .when(clock.time(one.complaint.created_at))
            .note(format!("{} · {advocate}", one.complaint.state.name()))
    };
    let entries: Vec<Entry> = found.open.iter().take(OPEN_SHOWN).map(entry).collect();
    let body = if entries.is_empty() {
        Empty::new("None is open")
            .words("Complaints stand here until their customers say that it is done.")
            .icon(Icon::Check)
            .render()
    } else {
        Timeline::new().compact().entries(entries).render()
    };
    Card::new(body).title("Still open").note(format!("{}, the oldest first", found.open.len()))
}

fn next(advice: &app::advice::Figures) -> Card {
    let definition = html! {
        "Advice stands beside a conversation as soon as it has a tag that is clearly more often followed by another one than usual. \
         Of the advice offered in this period and at least " (app::advice::WINDOW_DAYS) " days ago: in how many cases did the \
         customer come back with that matter within " (app::advice::WINDOW_DAYS) " days? Not taken shows how often the advice \
         was right, taken how often it came all the same. Colleagues choose whom they tell, so the difference is no proof."
    };
    Card::new(figures(&[
        ("Came next, not told before", figure(advice.not_taken, "offers not taken").definition(definition)),
        ("Came next all the same", figure(advice.taken, "offers taken")),
    ]))
    .title("What usually comes next")
}

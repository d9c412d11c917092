//! How often matters change hands, come back, or stay with who knows the customer: the owner's page.

use super::{Compared, Period, comparison, figure, page, point, sheet};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::continuity::{Figures, Filter, Hands, View};
use app::handover::Asked as Question;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::TeamId;
use serde::Deserialize;
use ui::prelude::*;

/// Where the page is.
const HERE: &str = "/insights/continuity";

/// What the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    team: String,
    tag: String,
}

impl Asked {
    fn filter(&self) -> Filter {
        let tag = Some(self.tag.clone()).filter(|tag| !tag.is_empty());
        Filter { team: self.team.parse().map(TeamId).ok(), tag }
    }
}

async fn read(
    house: &House,
    viewer: &Viewer,
    period: Period,
    asked: &Asked,
) -> Result<(View, Vec<Question>, Clock)> {
    let now = house.moment().now;
    let (actor, filter, from) = (viewer.actor.clone(), asked.filter(), period.from(now));
    let (view, questions) = house
        .db
        .read(move |tx| {
            let view = app::continuity::view(tx, &actor, (from, now), &filter)?;
            Ok::<_, app::Error>((view, app::handover::asked(tx, &actor)?))
        })
        .await?;
    Ok((view, questions, Clock::new(&viewer.agent.time_zone, now)))
}

/// `GET /insights/continuity?days=&team=&tag=`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (view, questions, clock) = read(&house, &viewer, period, &asked).await?;
    let days = period.days();
    let filtered = asked.filter() != Filter::default();
    let mut head = PageHead::new("Continuity")
        .note("Does a customer meet somebody who knows them, and explain it once?")
        .action(
            Button::link(
                "CSV",
                format!("{HERE}/file?days={days}&team={}&tag={}", asked.team, encoded(&asked.tag)),
            )
            .icon(Icon::Download)
            .quiet(),
        );
    if filtered {
        head = head.under("All matters", format!("{HERE}?days={days}"));
    }
    let trend = view.trend.iter().map(|(at, share)| point(day(*at, &clock), *share, None)).collect();
    let body = html! {
        (period.choices(HERE))
        @if !questions.is_empty() { (Card::new(waiting(&questions, &clock)).title("Waits for a lead").flush()) }
        @if view.cut { (Banner::new("There are more matters than fit; these are the latest.").tone(Tone::Warn).inline()) }
        (Card::new(figures(&of_matters(&view.figures))).title(if filtered { "These matters" } else { "All matters" }))
        (Card::new(figures(&of_customers(&view.figures))).title("Their customers"))
        (Card::new(Trend::new("Matters without a handover that the customer felt", trend)).title("Over time"))
        (Card::new(worst(&view.worst)).title("Matters with most hands").note("worst first").flush())
        @if !filtered {
            (Card::new(comparison("By team", "Team", "stayed in hand", teams(&view, days))).title("By team").flush())
            (Card::new(comparison("By topic", "Tag", "stayed in hand", topics(&view, days))).title("By topic").flush())
        }
    };
    let page = page(&viewer, "Continuity", head, body).topics(["inbox".to_owned()]);
    Ok(Html(page.render().into_string()).into_response())
}

/// `GET /insights/continuity/file`.
pub(crate) async fn matters(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (view, ..) = read(&house, &viewer, period, &asked).await?;
    let rows = view.worst.into_iter().map(|matter| {
        let (people, tags) = (matter.people.join(", "), matter.tags.join(", "));
        let retold = if matter.retold { "yes" } else { "no" };
        vec![
            matter.id.to_string(),
            matter.subject,
            tags,
            matter.bounces.to_string(),
            people,
            retold.to_owned(),
        ]
    });
    let columns = ["conversation", "subject", "tags", "felt_handovers", "people", "explained_again"];
    Ok(sheet("matters-with-most-hands", &columns, rows))
}

/// `2 Mar`.
fn day(at: jiff::Timestamp, clock: &Clock) -> String {
    at.to_zoned(clock.zone.clone()).strftime("%-d %b").to_string()
}

fn encoded(tag: &str) -> String {
    crate::pages::conversation::path_part(tag)
}

fn of_matters(found: &Figures) -> Vec<(&'static str, Figure)> {
    let bounces = format!("{} felt handovers in {} matters", found.bounces, found.matters);
    let people: i64 = found.people.values().sum();
    let several = found.people.iter().filter(|(hands, _)| **hands > 2).map(|(_, count)| count).sum();
    vec![
        (
            "Stayed in hand",
            figure(found.unfelt, "matters").note(bounces).definition(
                "Matters in which the customer wrote and felt no handover: nobody else took it up after somebody had \
                 answered.",
            ),
        ),
        (
            "Three people or more",
            figure(app::figure::Share::of(several, people), "answered matters")
                .definition("Matters in which at least three of us answered. Notes don’t count."),
        ),
        (
            "Settled at first contact",
            figure(found.first_contact, "mature matters").definition(
                "Closed after one contact that we answered, with nothing from the same customer on the same topic within \
                 168 hours after; only matters whose last contact is that old. What a customer writes until we answer is \
                 one contact; a last word that was closed without an answer is thanks.",
            ),
        ),
        (
            "Came again",
            figure(found.repeats, "contacts").definition(
                "Contacts of a customer with another on the same topic (first tag) in the 168 hours before.",
            ),
        ),
        (
            "Explained again",
            figure(found.retold, "matters that changed hands")
                .definition("The customer wrote that they explain it once more, after it had changed hands. Read from English words; some are missed."),
        ),
    ]
}

fn of_customers(found: &Figures) -> Vec<(&'static str, Figure)> {
    let mean = |value: Option<f64>| {
        let words = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
        Figure::new(words).note(format!("{} customers with two contacts or more", found.customers))
    };
    vec![
        (
            "Answered by the ally",
            figure(found.by_ally, "contacts of customers with an ally")
                .definition("Answered contacts, since the customer has this ally, that the ally answered first."),
        ),
        ("Usual person", mean(found.usual).definition("UPC (Breslau & Reeb 1975): the share of a customer’s contacts with whom they met most; the mean over customers.")),
        ("Concentration", mean(found.concentrated).definition("COC (Bice & Boxerman 1977): 1 when all contacts are with one, 0 when each is with another.")),
        ("Same as before", mean(found.sequential).definition("SECON (Steinwachs 1979): the share of contacts with whom the customer met the time before.")),
    ]
}

fn waiting(questions: &[Question], clock: &Clock) -> Markup {
    let columns =
        vec![Column::new("Conversation"), Column::new("Customer"), Column::new("Why"), Column::new("Asked")];
    let table = questions.iter().fold(Table::new("Waits for a lead", columns).stacks(), |table, question| {
        let conversation = &question.conversation;
        table.row(vec![
            Cell::new(html! { a href={"/conversations/" (conversation.id)} { "#" (conversation.id) " " (conversation.subject) } }),
            Cell::new(&question.customer),
            Cell::new(&question.handover.reason),
            Cell::new(clock.time(question.handover.created_at)),
        ])
    });
    table.render()
}

fn worst(matters: &[Hands]) -> Markup {
    let columns = vec![
        Column::new("Conversation"),
        Column::new("Topic"),
        Column::number("Felt"),
        Column::new("Who answered"),
        Column::new("Explained again"),
    ];
    let empty = Empty::new("Nothing changed hands")
        .words("Each matter stayed with who began to answer it.")
        .icon(Icon::Check);
    let table = matters.iter().fold(
        Table::new("Matters with most hands", columns).stacks().empty(empty),
        |table, matter| {
            table.row(vec![
                Cell::new(
                    html! { a href={"/conversations/" (matter.id)} { "#" (matter.id) " " (matter.subject) } },
                ),
                Cell::new(matter.tags.join(", ")),
                Cell::new(matter.bounces.to_string()),
                Cell::new(matter.people.join(", ")),
                Cell::new(if matter.retold { "yes" } else { "" }),
            ])
        },
    );
    table.render()
}

fn teams(view: &View, days: i64) -> Vec<Compared> {
    let one = |(id, name, share): &(TeamId, String, _)| Compared {
        name: name.clone(),
        href: Some(format!("{HERE}?days={days}&team={id}")),
        share: *share,
    };
    view.teams.iter().map(one).collect()
}

fn topics(view: &View, days: i64) -> Vec<Compared> {
    let one = |(tag, share): &(String, _)| Compared {
        name: tag.clone(),
        href: Some(format!("{HERE}?days={days}&tag={}", encoded(tag))),
        share: *share,
    };
    view.topics.iter().map(one).collect()
}

//! How the power to act is used, for those who oversee it; for everybody else, their own line.

use super::{Period, figure, page, percent, range, sheet};
use crate::failure::Result;
use crate::format::money;
use crate::guard::Viewer;
use crate::house::House;
use app::remedy::{Person, Report, Stands, Step};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::ledger::Account;
use domain::{Currency, Permission};
use ui::prelude::*;

/// Where this room is.
const HERE: &str = "/insights/power";

/// `GET /insights/power`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let now = house.moment().now;
    let (actor, from) = (viewer.actor.clone(), period.from(now));
    let oversees = viewer.actor.may(Permission::Oversee);
    let (own, whole_house) = if oversees {
        let moment = house.moment();
        house
            .db
            .write(move |tx| {
                let report = app::remedy::usage(tx, &actor, from, now)?;
                // Whoever is shown here can see who looked.
                for person in &report.people {
                    app::look::at(tx, &actor, person.agent, "Power", &moment)?;
                }
                let balances = app::remedy::balances(tx, &actor)?;
                Ok::<_, app::Error>((app::remedy::own(tx, &actor, from, now)?, Some((report, balances))))
            })
            .await?
    } else {
        house.db.read(move |tx| Ok::<_, app::Error>((app::remedy::own(tx, &actor, from, now)?, None))).await?
    };
    let mut head =
        PageHead::new("Power").note("What was given to put things right, and what stood in the way of it.");
    if oversees {
        let file = format!("{HERE}/file?days={}", period.days());
        head = head.action(Button::link("CSV", file).icon(Icon::Download).quiet());
    }
    let body = html! {
        (period.choices(HERE))
        (Card::new(yours(own.as_ref())).title("You"))
        @if let Some((report, balances)) = &whole_house { (whole(report, balances, period.days())) }
    };
    Ok(Html(page(&viewer, "Power", head, body).render().into_string()).into_response())
}

fn yours(own: Option<&Person>) -> Markup {
    html! {
        @match own {
            Some(own) => p { "You gave " b { (own.given) } " times what costs money, and answered in " b { (own.answered) } " conversations." },
            None => p { "You have not given anything in this time." },
        }
        p .panel-note { "What you may give at once stands beside each conversation. Using it is what it is for." }
    }
}

fn whole(report: &Report, balances: &Balances, days: i64) -> Markup {
    let wait = match report.wait {
        Some((middle, most)) => {
            Figure::new(format!("{middle} min")).note(format!("nine of ten within {most} min"))
        }
        None => Figure::new("–").note("nothing decided yet"),
    };
    let wait = wait.definition(
        "Clock minutes from asking to yes or no; questions that were passed on count from their own asking.",
    );
    let shown = [
        ("Given at once", figure(report.at_once, "given").definition(
            "Of what was given and cost money: given inside one's own authority, without asking.")),
        ("Approved", figure(report.approved, "decided").definition(
            "Of questions that got a yes or a no: the yeses. Passed on and withdrawn ones aren't counted.")),
        ("Wait for a decision", wait),
        ("Without a why", figure(report.without_why, "given").definition(
            "Of what was given and cost money: nobody said why, which only a budget allows.")),
    ];
    html! {
        (figures(&shown))
        (Card::new(spent(report, days)).title("Given in all"))
        (Card::new(steps(&report.steps)).title("Steps that could go")
            .note("Nearly always a yes (95 % or more of at least 20), and to amounts of at most three times what agents may give anyway.").flush())
        (Card::new(people(&report.people)).title("How people give")
            .note("Standing out begins a talk, not a penalty: to each side at most one in twenty marks is expected to be chance. Everybody sees who looked.").flush())
        (Card::new(ledger(balances)).title("Where it stands")
            .note("The ledger, in double entry, of all time: what was given, what of it is still to be carried out, what was.").flush())
        (Card::new(html! {
            p { "Whether customers who were let down come back after something was given, and after nothing was." }
            (form_actions(Button::link("Look", "/insights/power/worth")))
        }).title("What it is worth"))
    }
}

fn spent(report: &Report, days: i64) -> Markup {
    html! {
        @if report.money.is_empty() { p { "Nothing that costs money." } }
        @for (currency, minor) in &report.money { p { b { (money(*minor, currency.code())) } } }
        @if !report.money.is_empty() {
            (form_actions(Button::link("Each of them", format!("/insights/power/given?days={days}"))))
        }
    }
}

/// What stands in each account.
type Balances = Vec<(Account, Currency, i64)>;

fn ledger(balances: &Balances) -> Markup {
    let columns = vec![Column::new("Account"), Column::number("Balance")];
    let empty = Empty::new("Nothing was posted yet").icon(Icon::Shield);
    let table = balances.iter().fold(Table::new("Ledger", columns).empty(empty), |table, row| {
        let (account, currency, minor) = row;
        let name = match account {
            Account::Concessions => "Given, and not taken back",
            Account::Owed => "Still to be carried out",
            Account::Paid => "Carried out",
        };
        table.row(vec![Cell::new(name), Cell::new(money(*minor, currency.code()))])
    });
    table.render()
}

fn steps(steps: &[Step]) -> Markup {
    let columns = vec![
        Column::new("What is asked for"),
        Column::number("Approved"),
        Column::number("Share"),
        Column::number("Interval"),
        Column::number("Half are at most"),
        Column::number("Waited, together"),
        Column::hidden("Proposal"),
    ];
    let table = steps.iter().fold(Table::new("Approval steps", columns).stacks(), |table, step| {
        let median =
            step.currency.map_or_else(|| "–".into(), |currency| money(step.median_minor, currency.code()));
        table.row(vec![
            Cell::new(&step.kind),
            Cell::new(format!("{} of {}", step.approved.part, step.approved.base)),
            Cell::new(percent(step.approved)),
            Cell::new(range(step.approved)),
            Cell::new(median),
            Cell::new(format!("{} h {} min", step.waited_minutes / 60, step.waited_minutes % 60)),
            Cell::new(html! { @if step.could_go { (Mark::new("could go").tone(Tone::Good)) } }),
        ])
    });
    let empty = Empty::new("Nothing was asked in this time")
        .words("When somebody asks for more than they may give, the questions stand here.")
        .icon(Icon::Shield);
    table.empty(empty).render()
}

fn people(people: &[Person]) -> Markup {
    let columns = vec![
        Column::new("Who"),
        Column::number("Gave"),
        Column::number("Answered in"),
        Column::number("Of a hundred"),
        Column::hidden("Stands"),
    ];
    let table = people.iter().fold(Table::new("People", columns).stacks(), |table, person| {
        let rate = match person.answered {
            0 => "–".to_owned(),
            answered => format!("{:.1}", person.given as f64 * 100.0 / answered as f64),
        };
        table.row(vec![
            Cell::new(&person.name),
            Cell::new(person.given.to_string()),
            Cell::new(person.answered.to_string()),
            Cell::new(rate),
            Cell::new(stands(person)),
        ])
    });
    table.render()
}

fn stands(person: &Person) -> Markup {
    match person.stands {
        Some(Stands::More) => Mark::new("far more: ask what they see").tone(Tone::Accent).render(),
        Some(Stands::Less) => Mark::new("far less: ask what holds them back").tone(Tone::Accent).render(),
        Some(Stands::Usual) => html! {},
        None => html! { span .panel-note { "too few to compare" } },
    }
}

/// `GET /insights/power/file`.
pub(crate) async fn file(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let now = house.moment().now;
    let (actor, from) = (viewer.actor, period.from(now));
    let report = house.db.read(move |tx| app::remedy::usage(tx, &actor, from, now)).await?;
    let columns = [
        "kind",
        "currency",
        "approved",
        "decided",
        "low",
        "high",
        "median_minor",
        "waited_minutes",
        "could_go",
    ];
    let rows = report.steps.into_iter().map(|step| {
        vec![
            step.kind,
            step.currency.map_or_else(String::new, |currency| currency.code().to_owned()),
            step.approved.part.to_string(),
            step.approved.base.to_string(),
            format!("{:.4}", step.approved.low),
            format!("{:.4}", step.approved.high),
            step.median_minor.to_string(),
            step.waited_minutes.to_string(),
            step.could_go.to_string(),
        ]
    });
    Ok(sheet("approval-steps", &columns, rows))
}

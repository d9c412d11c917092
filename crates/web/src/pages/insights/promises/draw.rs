//! What the page of promises shows.

use super::super::{Compared, Period, comparison, figure, percent, point};
use super::PATH;
use crate::format::Clock;
use crate::pages::promise::{near, outcome_words};
use app::figure::Share;
use app::people::Directory;
use app::promise::{Breaker, Figures, Placed, Tally};
use domain::promise::Outcome;
use ui::prelude::*;

/// What is drawn, and for whom.
pub(super) struct Drawn<'d> {
    pub(super) figures: &'d Figures,
    pub(super) soon: &'d [Placed],
    pub(super) directory: &'d Directory,
    pub(super) clock: &'d Clock,
    pub(super) period: Period,
}

/// How the share is counted, for those who ask.
pub(super) const DEFINITION: &str = "Of all promises due in this time, those that were done by then. Done later, past and not done, and “we can’t” \
    count against us. What the customer let us off, what was taken back before it left, and what is not due yet \
    count for neither side. A promise that was moved in time, with a message to the customer, counts by its new time.";

impl Drawn<'_> {
    fn list(&self, filter: &str) -> String {
        format!("{PATH}/list?days={}&{filter}", self.period.days())
    }

    /// All of it.
    pub(super) fn page(&self, oversees: bool) -> Markup {
        let all = self.figures.all;
        html! {
            (self.period.choices(PATH))
            (Card::new(self.large(all)))
            (Card::new(self.trend()).title("Kept in time, by week"))
            (Card::new(self.soon()).title("About to break: due within two hours"))
            (Card::new(self.kinds()).title("By kind").flush())
            @if oversees {
                (Card::new(self.teams()).title("By team").flush())
                (Card::new(html! {
                    p { "Figures about a person are theirs first. Whoever is shown there sees that you looked." }
                    (form_actions(Button::link("By person", format!("{PATH}/people?days={}", self.period.days()))))
                }).title("By person"))
            }
            (Card::new(self.breakers()).title("What breaks them").flush())
        }
    }

    fn large(&self, all: Tally) -> Markup {
        let link = |outcome: &str, number: i64| {
            let href = self.list(&format!("outcome={outcome}"));
            Figure::new(number.to_string()).note(html! { a href=(href) { "show them" } })
        };
        figures(&[
            ("Kept in time", figure(all.kept_in_time(), "promises").definition(DEFINITION)),
            ("Late", link("late", all.late)),
            ("Passed, not done", link("passed", all.passed)),
            ("Broken", link("broken", all.broken)),
            (
                "Moved in time",
                Figure::new(self.figures.renegotiated.to_string())
                    .note(format!("of {} promises", all.decided() + all.open + all.released)),
            ),
        ])
    }

    fn trend(&self) -> Markup {
        let points = self.figures.weeks.iter().map(|week| {
            let href = self.list(&format!("week={}", week.begins));
            point(week.begins.strftime("%-d %b").to_string(), week.tally.kept_in_time(), Some(href))
        });
        Trend::new("Share of promises kept in time, by the week they were due", points.collect()).render()
    }

    fn soon(&self) -> Markup {
        if self.soon.is_empty() {
            return html! { p { "Nothing falls due within two hours." } };
        }
        html! { @for placed in self.soon { (line(placed, Outcome::Open, self.directory, self.clock)) } }
    }

    fn kinds(&self) -> Markup {
        let compared = self.figures.kinds.iter().map(|(kind, tally)| Compared {
            name: kind.label().to_owned(),
            href: Some(self.list(&format!("kind={}", kind.name()))),
            share: tally.kept_in_time(),
        });
        comparison("Promises by kind", "Kind", "Kept", compared.collect())
    }

    fn teams(&self) -> Markup {
        let compared = self.figures.teams.iter().map(|(team, tally)| Compared {
            name: team.map_or("No team", |team| self.directory.team_name(team)).to_owned(),
            href: Some(self.list(&format!("team={}", team.map_or(0, |team| team.0)))),
            share: tally.kept_in_time(),
        });
        comparison("Promises by team", "Team", "Kept", compared.collect())
    }

    fn breakers(&self) -> Markup {
        let columns = vec![
            Column::new("What"),
            Column::number("Kept with it"),
            Column::number("Kept without"),
            Column::hidden("Difference"),
        ];
        let table =
            self.figures.breakers.iter().fold(Table::new("What breaks promises", columns), |table, one| {
                let (with, without) = (one.with.kept_in_time(), one.without.kept_in_time());
                let href = self.list(&format!("breaker={}", one.name));
                table.row(vec![
                    Cell::new(html! { a href=(href) { (breaker_words(one)) } }),
                    Cell::new(share_words(with)),
                    Cell::new(share_words(without)),
                    Cell::new(difference(with, without)),
                ])
            });
        table.render()
    }
}

fn breaker_words(breaker: &Breaker) -> &'static str {
    match breaker.name {
        "handed_over" => "Somebody else had to keep it than who gave it",
        "owner_away" => "Its owner was away",
        _ => "Promised for outside of opening hours",
    }
}

fn share_words(share: Option<Share>) -> String {
    share.map_or_else(
        || "none".to_owned(),
        |share| format!("{} ({} of {})", percent(share), share.part, share.base),
    )
}

fn difference(with: Option<Share>, without: Option<Share>) -> Markup {
    match (with, without) {
        (Some(with), Some(without)) if with.differs_from(without) && with.value() < without.value() => {
            Mark::new("breaks more").tone(Tone::Warn).render()
        }
        (Some(with), Some(without)) if with.differs_from(without) => {
            Mark::new("breaks less").tone(Tone::Good).render()
        }
        (Some(_), Some(_)) => html! { span .panel-note { "no clear difference" } },
        _ => html! {},
    }
}

/// One promise as a line that leads to its conversation.
pub(super) fn line(placed: &Placed, outcome: Outcome, directory: &Directory, clock: &Clock) -> Markup {
    let promise = &placed.promise;
    let who = if placed.customer_name.is_empty() { "somebody" } else { placed.customer_name.as_str() };
    html! {
        p {
            a href={"/conversations/" (promise.conversation_id)} { (promise.text) }
            " · to " (who) " · by " (near(promise.due_at, clock)) " · "
            (directory.agent_name(promise.owner_id)) " · " (outcome_words(outcome))
        }
    }
}

//! Who knows a customer: the card beside the timeline.

use super::show::page_with_error;
use super::side::{cancel, edit_link, url};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::ally::Known;
use app::customer::View;
use app::people::Directory;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{Actor, AgentId, CustomerId, Moment};
use serde::Deserialize;
use ui::prelude::*;

/// What the card shows besides the customer.
pub(super) struct Allies {
    known: Vec<Known>,
    directory: Directory,
}

impl Allies {
    pub(super) fn read(
        tx: &app::Tx<'_>,
        actor: &Actor,
        id: CustomerId,
        moment: &Moment,
    ) -> app::Result<Self> {
        let known = app::ally::who_knows(tx, actor, id, moment)?;
        Ok(Self { known, directory: Directory::read(tx)? })
    }

    pub(super) fn card(&self, view: &View, may: bool, clock: &Clock, editing: bool) -> Card {
        if editing && may {
            return Card::new(self.form(view)).title("Ally").id("ally");
        }
        let body = if let Some(ally) = &view.ally {
            let backup = ally.backup_id.map_or("nobody", |id| self.directory.agent_name(id));
            Facts::new()
                .fact("Knows them", self.directory.agent_name(ally.agent_id))
                .fact("Since", clock.time(ally.since))
                .fact("Stands in", backup)
                .render()
        } else {
            html! {
                p .field-hint { "Nobody yet. New contacts of a customer go to their ally first." }
                @if let (Some(first), true) = (self.known.first(), may) { (suggestion(view, first)) }
            }
        };
        let card = Card::new(body).title("Ally").id("ally");
        if may { card.action(edit_link(view, "ally", "Change")) } else { card }
    }

    fn form(&self, view: &View) -> Markup {
        let (ally, backup) = view.ally.map_or((None, None), |ally| (Some(ally.agent_id), ally.backup_id));
        let known: Vec<String> =
            self.known.iter().map(|known| format!("{} ({})", known.name, known.answers)).collect();
        let hint = if known.is_empty() {
            "Nobody has answered them lately.".to_owned()
        } else {
            format!("Answered them most within a year: {}.", known.join(", "))
        };
        let fields = html! {
            (self.choice("ally", "Knows them", ally).hint(hint))
            (self.choice("backup", "Stands in", backup))
            (form_actions(html! { (Button::new("Save").primary()) (cancel(view)) }))
        };
        ui::field::Form::new(url(view, "ally"), fields).render()
    }

    fn choice(&self, name: &str, label: &str, now: Option<AgentId>) -> Select {
        let select = Select::new(name, label).option("", "Nobody", now.is_none());
        self.directory.assignable().fold(select, |select, agent| {
            select.option(agent.id.to_string(), &agent.name, now == Some(agent.id))
        })
    }
}

fn suggestion(view: &View, known: &Known) -> Markup {
    let times = if known.answers == 1 { "once".to_owned() } else { format!("{} times", known.answers) };
    html! {
        p .field-hint { (known.name) " answered them " (times) " within a year." }
        (Post::new(url(view, "ally"), Button::new(format!("Make {} the ally", known.name)).small())
            .field("ally", known.agent.to_string()))
    }
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    ally: String,
    #[serde(default)]
    backup: String,
}

/// `POST /customers/{customer}/ally`; empty fields mean nobody.
pub(crate) async fn set(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Form(chosen): Form<Chosen>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let agent = |text: &str| text.parse().map(AgentId).ok();
    let to = app::ally::Allies { ally: agent(&chosen.ally), backup: agent(&chosen.backup) };
    match house.db.write(move |tx| app::ally::set(tx, &actor, id, to, &moment)).await {
        Ok(()) => Ok(go(&format!("/customers/{id}#ally"))),
        Err(app::Error::Invalid { message, .. }) => {
            page_with_error(&house, &viewer, id, "ally", message).await
        }
        Err(error) => Err(error.into()),
    }
}

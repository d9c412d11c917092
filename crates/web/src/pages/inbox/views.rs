//! The pane of views with their counts.

use crate::format::count;
use app::inbox::{Name, SAVED_COUNT_MAX, Views};
use ui::prelude::ViewLink;

/// The pane.
pub(crate) fn views_pane(views: &Views, current: Name) -> ui::prelude::Views {
    let link = |name: Name, number: Option<i64>| {
        let link =
            ViewLink::new(title(name, views), format!("/inbox/{}", name.slug())).current(name == current);
        number.filter(|number| *number > 0).map_or(link.clone(), |number| link.count(count(number)))
    };
    let common = views.common.iter().map(|(name, number)| link(*name, *number)).collect();
    let pane = ui::prelude::Views::new("Inbox").links(common);
    let teams: Vec<ViewLink> =
        views.teams.iter().map(|(name, _, number)| link(*name, Some(*number))).collect();
    let pane = if teams.is_empty() { pane } else { pane.group("Teams", teams) };
    let saved: Vec<ViewLink> = views
        .saved
        .iter()
        .map(|(view, number)| {
            let name = Name::Saved(view.id);
            let link = ViewLink::new(&view.name, format!("/inbox/{}", name.slug())).current(name == current);
            match number {
                None | Some(0) => link,
                Some(many) if *many >= SAVED_COUNT_MAX => link.count(format!("{}+", SAVED_COUNT_MAX - 1)),
                Some(number) => link.count(number),
            }
        })
        .collect();
    if saved.is_empty() { pane } else { pane.group("Views", saved) }
}

/// What a view is called.
pub(crate) fn title(name: Name, views: &Views) -> String {
    match name {
        Name::Mine => "Mine".into(),
        Name::Promised => "Promised today".into(),
        Name::WaitingLongest => "Waiting longest".into(),
        Name::Unassigned => "Unassigned".into(),
        Name::Open => "All open".into(),
        Name::Following => "Following".into(),
        Name::Drafts => "Drafts".into(),
        Name::Mentions => "Mentions".into(),
        Name::Waiting => "Waiting for them".into(),
        Name::Snoozed => "Snoozed".into(),
        Name::Closed => "Closed".into(),
        Name::Saved(id) => views
            .saved
            .iter()
            .find(|(view, _)| view.id == id)
            .map_or_else(|| "View".into(), |(view, _)| view.name.clone()),
        Name::Team(_) => views
            .teams
            .iter()
            .find(|(team, _, _)| *team == name)
            .map_or_else(|| "Team".into(), |(_, title, _)| title.clone()),
    }
}

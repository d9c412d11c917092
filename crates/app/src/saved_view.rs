//! Searches with a name: one's own, or everybody's.

use crate::undo::{self, Step};
use crate::{Error, Result, permit};
use domain::query::{Filter, QUERY_BYTES_MAX, Query};
use domain::{Actor, Event, EventKind, Moment, Permission, SavedViewId, UndoId};
use store::{Tx, WriteTx};

pub use store::saved_view::SavedView;

/// A view to be saved.
#[derive(Clone, Debug, Default)]
pub struct NewSavedView {
    /// Name.
    pub name: String,
    /// What it searches for.
    pub query: String,
    /// For everybody rather than for oneself.
    pub shared: bool,
}

/// Bytes of a view's name: it stands in a narrow pane.
const NAME_BYTES_MAX: usize = 60;
/// Views one person sees; each that is counted costs a search on every page of the inbox.
pub const VIEWS_MAX: usize = 30;

/// Saves a view.
pub fn save(tx: &WriteTx<'_>, actor: &Actor, new: &NewSavedView, moment: &Moment) -> Result<SavedViewId> {
    permit(actor, if new.shared { Permission::Organize } else { Permission::Read })?;
    let agent = actor.agent_id().ok_or(Error::Forbidden)?;
    let (name, query) = (new.name.trim(), new.query.trim());
    if name.is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(char::is_control) {
        return Err(Error::invalid(
            "name",
            format!("A view's name has 1 to {NAME_BYTES_MAX} bytes on one line."),
        ));
    }
    let understood = Query::parse(query);
    if let Some(problem) = understood.problems.first() {
        return Err(Error::invalid("query", problem.clone()));
    }
    if understood.is_empty() || query.len() > QUERY_BYTES_MAX {
        return Err(Error::invalid("query", "Search for something first, then save it as a view."));
    }
    let there = store::saved_view::of_agent(tx, Some(agent))?;
    if there.len() >= VIEWS_MAX {
        return Err(Error::invalid(
            "name",
            format!("There are {VIEWS_MAX} views. Remove one before adding another."),
        ));
    }
    if there.iter().any(|view| view.name.to_lowercase() == name.to_lowercase()) {
        return Err(Error::invalid("name", format!("There is a view {name} already.")));
    }
    let id = store::saved_view::add(tx, name, (!new.shared).then_some(agent), query)?;
    changed(tx, actor, moment)?;
    Ok(id)
}

/// Removes a view.
pub fn remove(tx: &WriteTx<'_>, actor: &Actor, id: SavedViewId, moment: &Moment) -> Result<Option<UndoId>> {
    let view = find(tx, actor, id)?;
    permit(actor, if view.agent_id.is_some() { Permission::Read } else { Permission::Organize })?;
    store::saved_view::remove(tx, id)?;
    changed(tx, actor, moment)?;
    let words = format!("View {} removed", view.name);
    let SavedView { id, name, agent_id: agent, query, position } = view;
    undo::keep(tx, actor, &words, &[Step::SavedView { id, name, agent, query, position }], moment)
}

/// The view with that id, if it is everybody's or the actor's own.
pub(crate) fn find(tx: &Tx<'_>, actor: &Actor, id: SavedViewId) -> Result<SavedView> {
    let found = store::saved_view::find(tx, id)?;
    let visible = found.filter(|view| view.agent_id.is_none() || view.agent_id == actor.agent_id());
    visible.ok_or(Error::NotFound("view"))
}

/// The views the actor sees, everybody's and their own.
pub(crate) fn all(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<SavedView>> {
    Ok(store::saved_view::of_agent(tx, actor.agent_id())?)
}

/// Whether the view's number is shown: only where counting costs what is in progress, not the whole past. That is
/// where it asks for a state other than closed and for no words.
pub(crate) fn is_counted(query: &Query) -> bool {
    let in_progress = |filter: &Filter| matches!(filter, Filter::Is(state) if *state != domain::conversation::State::Closed);
    let on_words = |filter: &Filter| matches!(filter, Filter::From(_) | Filter::To(_) | Filter::Subject(_));
    query.terms.is_empty()
        && query.without.is_empty()
        && query.filters.iter().any(in_progress)
        && !query.filters.iter().any(on_words)
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<()> {
    let event = Event::new(EventKind::SettingChanged { name: "views".into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

//! Searches kept as views of the inbox.

use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::inbox::Name;
use app::saved_view::NewSavedView;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{Permission, SavedViewId};
use serde::Deserialize;
use ui::prelude::*;

/// The small form beside a search's results that keeps it as a view.
pub(crate) fn save_menu(query: &str, viewer: &Viewer) -> Menu {
    let form = html! {
        form .menu-line-form method="post" action="/views" {
            input type="hidden" name="query" value=(query);
            input .input type="text" name="name" aria-label="Name of the view" placeholder="Name" maxlength="60" required;
            @if viewer.actor.may(Permission::Organize) {
                label .menu-choice { input type="checkbox" name="shared" value="true"; " for everybody" }
            }
            (Button::new("Save").small())
        }
    };
    Menu::new("Save as a view").icon(Icon::Plus).item(form)
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    query: String,
    shared: bool,
}

/// `POST /views`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let new = NewSavedView { name: typed.name, query: typed.query, shared: typed.shared };
    let id = house.db.write(move |tx| app::saved_view::save(tx, &actor, &new, &moment)).await?;
    Ok(go(&format!("/inbox/{}", Name::Saved(id).slug())))
}

/// `POST /views/{view}/removal`.
pub(crate) async fn remove(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<SavedViewId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let undo = house.db.write(move |tx| app::saved_view::remove(tx, &actor, id, &moment)).await?;
    Ok(crate::pages::conversation::go_offering("/inbox/open", undo))
}

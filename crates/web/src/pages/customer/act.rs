//! What can be done to a customer: each posts, acts, and goes back to their page.

use super::show::page_with_error;
use crate::body::{Form, go};
use crate::failure::{Failure, Result};
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::customer::{Change, NewCustomer, NewIdentity};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::{Actor, CustomerId, CustomerNoteId, IdentityId, Moment};
use serde::Deserialize;
use std::collections::BTreeMap;
use ui::prelude::*;

/// Runs an action that says whose page to show.
async fn run<T: Send + 'static>(
    house: &House,
    viewer: &Viewer,
    act: impl Fn(&app::WriteTx<'_>, &Actor, &Moment) -> app::Result<T> + Send + 'static,
) -> app::Result<T> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    house.db.write(move |tx| act(tx, &actor, &moment)).await
}

/// Back to the customer's page: fine, or with what was wrong and the form still open.
async fn answer<T>(
    house: &House,
    viewer: &Viewer,
    id: CustomerId,
    edit: &str,
    done: app::Result<T>,
) -> Result<Response> {
    match done {
        Ok(_) => Ok(go(&format!("/customers/{id}"))),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            page_with_error(house, viewer, id, edit, error.to_string()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What somebody types about a customer to be added.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewForm {
    name: String,
    email: String,
    phone: String,
    organization: String,
    language: String,
}

/// `GET /customers/new`.
pub(crate) async fn new(viewer: Viewer) -> Response {
    new_page(&viewer, &NewForm::default(), None)
}

fn new_page(viewer: &Viewer, typed: &NewForm, error: Option<String>) -> Response {
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let fields = html! {
        (Field::new("name", "Name").value(&typed.name).autofocus().autocomplete("off").length_max(200))
        (Field::new("email", "Mail address").kind("email").value(&typed.email).autocomplete("off"))
        (Field::new("phone", "Phone number").kind("tel").value(&typed.phone).autocomplete("off"))
        (Field::new("organization", "Organization").value(&typed.organization).autocomplete("off").length_max(200))
        (Field::new("language", "Language").value(&typed.language).autocomplete("off").length_max(35).hint("Like de, en or pt-BR."))
        (form_actions(html! { (Button::new("Add customer").primary()) (Button::link("Cancel", "/customers").quiet()) }))
    };
    let body = html! {
        @if let Some(error) = error { (Banner::new(error).inline()) }
        (Card::new(ui::prelude::Form::new("/customers", fields)))
    };
    let head = PageHead::new("New customer")
        .under("Customers", "/customers")
        .note("A name or an address is enough; whoever writes from that address is recognised.");
    let page = framed(viewer, Room::Customers, "New customer", content(head, body));
    (status, Html(page.render().into_string())).into_response()
}

/// `POST /customers`.
pub(crate) async fn create(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<NewForm>,
) -> Result<Response> {
    let some =
        |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
    let new = NewCustomer {
        name: form.name.clone(),
        emails: some(&form.email),
        phones: some(&form.phone),
        organization: form.organization.clone(),
        language: form.language.clone(),
        ..NewCustomer::default()
    };
    match run(&house, &viewer, move |tx, actor, moment| app::customer::create(tx, actor, &new, moment)).await
    {
        Ok(id) => Ok(go(&format!("/customers/{id}?done=created"))),
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            Ok(new_page(&viewer, &form, Some(error.to_string())))
        }
        Err(error) => Err(error.into()),
    }
}

/// Who they are, as typed; a field that isn't sent stays as it is.
#[derive(Clone, Deserialize)]
pub(crate) struct About {
    name: Option<String>,
    organization: Option<String>,
    language: Option<String>,
    time_zone: Option<String>,
}

/// `POST /customers/{customer}`.
pub(crate) async fn change(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Form(form): Form<About>,
) -> Result<Response> {
    let change = Change {
        name: form.name,
        organization: form.organization,
        language: form.language,
        time_zone: form.time_zone,
        fields: BTreeMap::new(),
    };
    let done =
        run(&house, &viewer, move |tx, actor, moment| app::customer::change(tx, actor, id, &change, moment))
            .await;
    answer(&house, &viewer, id, "about", done).await
}

#[derive(Clone, Deserialize)]
pub(crate) struct FieldForm {
    name: String,
    #[serde(default)]
    value: String,
}

/// `POST /customers/{customer}/fields`: an empty value takes the field away.
pub(crate) async fn set_field(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Form(form): Form<FieldForm>,
) -> Result<Response> {
    let change = Change { fields: BTreeMap::from([(form.name, form.value)]), ..Change::default() };
    let done =
        run(&house, &viewer, move |tx, actor, moment| app::customer::change(tx, actor, id, &change, moment))
            .await;
    answer(&house, &viewer, id, "field", done).await
}

#[derive(Clone, Deserialize)]
pub(crate) struct IdentityForm {
    kind: String,
    value: String,
}

/// `POST /customers/{customer}/identities`.
pub(crate) async fn add_identity(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Form(form): Form<IdentityForm>,
) -> Result<Response> {
    let new = NewIdentity { kind: form.kind, value: form.value };
    let done = run(&house, &viewer, move |tx, actor, moment| {
        app::customer::add_identity(tx, actor, id, &new, moment)
    })
    .await;
    answer(&house, &viewer, id, "identity", done).await
}

/// `POST /identities/{identity}/removal`.
pub(crate) async fn remove_identity(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<IdentityId>,
) -> Result<Response> {
    let whose =
        run(&house, &viewer, move |tx, actor, moment| app::customer::remove_identity(tx, actor, id, moment))
            .await?;
    Ok(go(&format!("/customers/{whose}?done=identity-removed&what={id}")))
}

/// `POST /identities/{identity}/restoration`.
pub(crate) async fn restore_identity(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<IdentityId>,
) -> Result<Response> {
    let whose =
        run(&house, &viewer, move |tx, actor, moment| app::customer::restore_identity(tx, actor, id, moment))
            .await?;
    Ok(go(&format!("/customers/{whose}")))
}

/// `POST /identities/{identity}/deliverable`.
pub(crate) async fn mark_deliverable(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<IdentityId>,
) -> Result<Response> {
    let whose =
        run(&house, &viewer, move |tx, actor, moment| app::customer::mark_deliverable(tx, actor, id, moment))
            .await?;
    Ok(go(&format!("/customers/{whose}")))
}

#[derive(Clone, Deserialize)]
pub(crate) struct NoteForm {
    text: String,
}

/// `POST /customers/{customer}/notes`.
pub(crate) async fn write_note(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Form(form): Form<NoteForm>,
) -> Result<Response> {
    let done = run(&house, &viewer, move |tx, actor, moment| {
        app::customer::write_note(tx, actor, id, &form.text, moment)
    })
    .await;
    answer(&house, &viewer, id, "", done).await
}

/// `POST /customer-notes/{note}/removal`.
pub(crate) async fn remove_note(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerNoteId>,
) -> Result<Response> {
    let whose =
        run(&house, &viewer, move |tx, actor, moment| app::customer::remove_note(tx, actor, id, moment))
            .await?;
    Ok(go(&format!("/customers/{whose}?done=note-removed&what={id}")))
}

/// `POST /customer-notes/{note}/restoration`.
pub(crate) async fn restore_note(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerNoteId>,
) -> Result<Response> {
    let whose =
        run(&house, &viewer, move |tx, actor, moment| app::customer::restore_note(tx, actor, id, moment))
            .await?;
    Ok(go(&format!("/customers/{whose}")))
}

/// `POST /customers/{customer}/blocking`.
pub(crate) async fn block(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
) -> Result<Response> {
    let id = run(&house, &viewer, move |tx, actor, moment| app::customer::block(tx, actor, id, moment))
        .await
        .map_err(Failure::from)?;
    Ok(go(&format!("/customers/{id}?done=blocked")))
}

/// `POST /customers/{customer}/unblocking`.
pub(crate) async fn unblock(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
) -> Result<Response> {
    let id = run(&house, &viewer, move |tx, actor, moment| app::customer::unblock(tx, actor, id, moment))
        .await
        .map_err(Failure::from)?;
    Ok(go(&format!("/customers/{id}?done=unblocked")))
}

//! One's own room: name, signature, time zone, looks, password, second factor, browsers.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::{Failure, Result};
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::people::{Checked, PASSWORD_CHARACTERS_MIN, Password, Profile, Session};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use ui::prelude::*;

/// What the page shows.
struct View {
    sessions: Vec<Session>,
    second_factor: bool,
}

/// `GET /settings/profile`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    let profile = Profile {
        name: viewer.agent.name.clone(),
        signature: viewer.agent.signature.clone(),
        time_zone: viewer.agent.time_zone.clone(),
    };
    page(&house, &viewer, &profile, &said).await
}

async fn page(house: &House, viewer: &Viewer, profile: &Profile, said: &Said) -> Result<Response> {
    let (actor, token, now) = (viewer.actor.clone(), viewer.token.clone(), house.moment().now);
    let id = viewer.agent.id;
    let view = house
        .db
        .read(move |tx| {
            Ok::<_, app::Error>(View {
                sessions: app::people::sessions(tx, &actor, &token, now)?,
                second_factor: app::people::has_second_factor(tx, id)?,
            })
        })
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let body = html! {
        (Card::new(about(profile)).title("You"))
        (Card::new(looks(viewer)).title("Looks"))
        (Card::new(password()).title("Password").id("password"))
        (Card::new(second_factor(view.second_factor)).title("Second factor").id("second-factor"))
        (Card::new(browsers(&view.sessions, &clock)).title("Where you are signed in").id("sessions"))
    };
    Ok(room(viewer, "Profile", &viewer.agent.email, said, body))
}

fn about(profile: &Profile) -> Markup {
    let zones = html! {
        datalist id="time-zones" { @for name in jiff::tz::db().available() { option value=(name.as_str()) {} } }
    };
    let fields = html! {
        (Field::new("name", "Name").value(&profile.name).autocomplete("name").required().length_max(100)
            .hint("Colleagues and customers see it."))
        (TextArea::new("signature", "Signature").value(&profile.signature).rows(3)
            .hint("Stands under your answers. Without one, the mailbox’s signature does."))
        (Field::new("time_zone", "Time zone").value(&profile.time_zone).required().list("time-zones")
            .hint("In which you read times, such as Europe/Berlin."))
        (form_actions(Button::new("Save").primary()))
        (zones)
    };
    ui::field::Form::new("/settings/profile", fields).render()
}

fn looks(viewer: &Viewer) -> Markup {
    let now = viewer.agent.theme.as_str();
    let choice =
        |value: &str, label: &str| Checkbox::radio("theme", value, label).checked(now == value).autosubmit();
    let fields = html! {
        div .rooms-pick {
            (choice("light", "Light")) (choice("dark", "Dark")) (choice("system", "As the system"))
            noscript { (Button::new("Save").small()) }
        }
    };
    ui::field::Form::new("/theme", fields).render()
}

fn password() -> Markup {
    let fields = html! {
        (Field::new("current", "Password now").kind("password").autocomplete("current-password").required())
        (Field::new("password", "New password").kind("password").autocomplete("new-password").required()
            .hint(format!("At least {PASSWORD_CHARACTERS_MIN} characters; a few words are better than one strange one. Your other browsers are signed out.")))
        (form_actions(Button::new("Change password")))
    };
    ui::field::Form::new("/settings/password", fields).render()
}

fn second_factor(has: bool) -> Markup {
    html! {
        @if has {
            p .rooms-words { "You enter a code from your authenticator app when you sign in." }
            (form_actions(Button::link("Take it away…", "/settings/second-factor/removal")))
        } @else {
            p .rooms-words { "With a code from an app on your telephone, your password alone lets nobody in." }
            (form_actions(Button::link("Set it up", "/settings/second-factor")))
        }
    }
}

fn browsers(sessions: &[Session], clock: &Clock) -> Markup {
    let table = Table::new("Browsers", vec![Column::new("Browser"), Column::new("Last used")]);
    let table = sessions.iter().fold(table, |table, session| {
        let name = html! {
            (browser(&session.device)) @if session.current { " " (Mark::new("this one").tone(Tone::Good)) }
        };
        table.row(vec![Cell::new(name), Cell::new(clock.time(session.seen_at))])
    });
    html! {
        (table)
        @if sessions.len() > 1 {
            (form_actions(Post::new("/settings/sessions/end-others", Button::new("Sign out everywhere else"))))
        }
    }
}

/// What a browser is, out of the long line it sends.
fn browser(device: &str) -> String {
    let has = |word: &str| device.contains(word);
    let name = [
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .into_iter()
    .find(|(word, _)| has(word))
    .map(|(_, name)| name);
    let system = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]
    .into_iter()
    .find(|(word, _)| has(word))
    .map(|(_, name)| name);
    match (name, system) {
        (Some(name), Some(system)) => format!("{name} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) if device.is_empty() => "A browser".to_owned(),
        (None, None) => device.chars().take(60).collect(),
    }
}

#[derive(Deserialize)]
pub(crate) struct AboutForm {
    name: String,
    #[serde(default)]
    signature: String,
    time_zone: String,
}

/// `POST /settings/profile`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<AboutForm>,
) -> Result<Response> {
    let profile = Profile {
        name: form.name,
        signature: form.signature.replace("\r\n", "\n"),
        time_zone: form.time_zone,
    };
    let (actor, typed, moment) = (viewer.actor.clone(), profile.clone(), house.moment());
    match house.db.write(move |tx| app::people::set_profile(tx, &actor, &profile, &moment)).await {
        Ok(()) => Ok(go("/settings/profile?done=saved")),
        Err(error) => page(&house, &viewer, &typed, &Said::mistake(error)?).await,
    }
}

#[derive(Clone, Deserialize)]
pub(crate) struct PasswordForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

/// Checks the viewer's password, outside of transactions because that is slow.
pub(super) async fn check(house: &House, viewer: &Viewer, plain: String) -> Result<app::Result<Checked>> {
    let now = house.moment().now;
    let key = format!("password of {}", viewer.agent.id);
    if let Some(seconds) = house.sign_ins.wait(&key, now) {
        return Err(Failure::TooMany(seconds));
    }
    let email = viewer.agent.email.clone();
    let credentials = house.db.read(move |tx| app::people::identify(tx, &email)).await?;
    let checked = tokio::task::spawn_blocking(move || Checked::new(credentials.as_ref(), &plain)).await;
    let checked = checked.map_err(|_| Failure::BadRequest("Try again.".into()))?;
    match &checked {
        Ok(_) => house.sign_ins.succeeded(&key),
        Err(_) => house.sign_ins.failed(&key, now),
    }
    Ok(checked)
}

/// `POST /settings/password`.
pub(crate) async fn change_password(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<PasswordForm>,
) -> Result<Response> {
    match changed(&house, &viewer, form).await? {
        Ok(()) => Ok(go("/settings/profile?done=password")),
        Err(error) => {
            let said = Said::mistake(error)?;
            show(State(house), viewer, Query(said)).await
        }
    }
}

async fn changed(house: &House, viewer: &Viewer, form: PasswordForm) -> Result<app::Result<()>> {
    let checked = match check(house, viewer, form.current).await? {
        Ok(checked) => checked,
        Err(error) => return Ok(Err(error)),
    };
    let moment = house.moment();
    let hashed = tokio::task::spawn_blocking(move || Password::new(&form.password, &moment)).await;
    let password = match hashed.map_err(|_| Failure::BadRequest("Try again.".into()))? {
        Ok(password) => password,
        Err(error) => return Ok(Err(error)),
    };
    let kept = viewer.token.clone();
    Ok(house.db.write(move |tx| app::people::change_password(tx, &checked, &password, &kept)).await)
}

/// `POST /settings/sessions/end-others`.
pub(crate) async fn end_others(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    house.db.write(move |tx| app::people::end_other_sessions(tx, &viewer.actor, &viewer.token)).await?;
    Ok(go("/settings/profile?done=sessions"))
}

/// `POST /away`.
pub(crate) async fn set_away(
    State(house): State<House>,
    viewer: Viewer,
    headers: axum::http::HeaderMap,
    Form(form): Form<AwayForm>,
) -> Result<Response> {
    let (away, moment) = (form.away == "yes", house.moment());
    house.db.write(move |tx| app::people::set_away(tx, &viewer.actor, away, &moment)).await?;
    Ok(crate::body::back_to(&headers, "/"))
}

#[derive(Deserialize)]
pub(crate) struct AwayForm {
    away: String,
}

/// `POST /duty`: hero on duty until the day ends.
pub(crate) async fn set_duty(
    State(house): State<House>,
    viewer: Viewer,
    headers: axum::http::HeaderMap,
    Form(form): Form<DutyForm>,
) -> Result<Response> {
    let (on, moment) = (form.duty == "yes", house.moment());
    house.db.write(move |tx| app::people::set_on_duty(tx, &viewer.actor, on, &moment)).await?;
    Ok(crate::body::back_to(&headers, "/"))
}

#[derive(Deserialize)]
pub(crate) struct DutyForm {
    duty: String,
}

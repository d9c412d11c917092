//! The guard at every door: who is it, may they, and did the request come from our own pages.

use crate::failure::Failure;
use crate::house::House;
use crate::route::Needs;
use app::people::{Agent, Identified};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::event::Cursor;
use domain::{Actor, Token};
use std::sync::Arc;

/// The cookie that holds a session's token. The prefix keeps subdomains from setting it (RFC 6265bis, 4.1.3.2).
const COOKIE_SECURE: &str = "__Host-cape";
/// The same on plain HTTP, for a first look on one's own machine.
const COOKIE_PLAIN: &str = "cape";

/// Who looks at a page.
#[derive(Clone)]
pub(crate) struct Viewer {
    pub(crate) actor: Actor,
    pub(crate) agent: Arc<Agent>,
    pub(crate) token: Token,
    /// The last event that open pages were told of when this request came: what it draws shows at least that.
    pub(crate) since: Option<Cursor>,
    /// How many notifications they haven't seen.
    pub(crate) unseen: i64,
    /// Whether they are the hero on duty now.
    pub(crate) on_duty: bool,
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // Only a route that needs nobody lacks a viewer; asking for one there is a mistake in the route list.
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignInFirst)
    }
}

/// Lets a request through to its handler, or not.
pub(crate) async fn guard(
    State((house, needs)): State<(House, Needs)>,
    mut request: Request,
    next: Next,
) -> Response {
    match admit(&house, needs, &mut request).await {
        Ok(()) => next.run(request).await,
        Err(Failure::SignInFirst) => sign_in_first(&request),
        Err(failure) => failure.into_response(),
    }
}

async fn admit(house: &House, needs: Needs, request: &mut Request) -> Result<(), Failure> {
    if needs == Needs::Secret {
        return Ok(());
    }
    if !request.method().is_safe() && !is_from_our_pages(request.headers(), &house.settings.public_url) {
        return Err(Failure::ForeignOrigin);
    }
    let Needs::Permission(permission) = needs else { return Ok(()) };
    let token = session_token(request.headers(), house).ok_or(Failure::SignInFirst)?;
    let (now, since) = (house.moment().now, house.live.told());
    let look = token.clone();
    let found = house.db.read(move |tx| app::people::actor(tx, &look, now)).await?;
    let Identified { actor, agent, touch, unseen } = found.ok_or(Failure::SignInFirst)?;
    if touch {
        let touched = token.clone();
        house.db.write(move |tx| app::people::touch_session(tx, &touched, now)).await?;
    }
    if !actor.may(permission) {
        return Err(Failure::App(app::Error::Forbidden));
    }
    let on_duty = agent.on_duty_until.is_some_and(|until| until > house.moment().now);
    request.extensions_mut().insert(Viewer { actor, agent: Arc::new(agent), token, unseen, since, on_duty });
    Ok(())
}

/// A page asks to sign in and comes back after; anything else is told plainly.
fn sign_in_first(request: &Request) -> Response {
    if request.method() == Method::GET {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let back: String = path.bytes().flat_map(escape).map(char::from).collect();
        return Redirect::to(&format!("/sign-in?back={back}")).into_response();
    }
    Failure::SignInFirst.into_response()
}

/// Percent-encoding (RFC 3986, 2.1) of everything but what is unreserved.
fn escape(byte: u8) -> Vec<u8> {
    if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
        vec![byte]
    } else {
        format!("%{byte:02X}").into_bytes()
    }
}

/// Whether a request that changes something was sent by a page of ours. Browsers say so themselves
/// (`Sec-Fetch-Site`); older ones send `Origin`. Together with same-site cookies this stops forged requests.
fn is_from_our_pages(headers: &HeaderMap, public_url: &str) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (value("sec-fetch-site"), value("origin")) {
        (Some(site), _) if site != "same-origin" => false,
        (_, Some(origin)) => {
            let host = value("host").unwrap_or_default();
            origin == public_url || origin.split_once("://").is_some_and(|(_, authority)| authority == host)
        }
        (Some(_), None) => true,
        (None, None) => false,
    }
}

/// The session's token in the request's cookies.
pub(crate) fn session_token(headers: &HeaderMap, house: &House) -> Option<Token> {
    let name = cookie_name(house);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .and_then(|(_, value)| Token::parse(value))
}

/// The `Set-Cookie` that starts a session, or, without a token, ends it.
pub(crate) fn session_cookie(house: &House, token: Option<&Token>) -> String {
    let name = cookie_name(house);
    let secure = if house.settings.is_secure() { "; Secure" } else { "" };
    match token {
        Some(token) => {
            let seconds = app::people::SESSION_DAYS * 24 * 3600;
            format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
        }
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    }
}

fn cookie_name(house: &House) -> &'static str {
    if house.settings.is_secure() { COOKIE_SECURE } else { COOKIE_PLAIN }
}

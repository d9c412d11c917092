//! The guard at every door: whose token is it, is it for this, and does it ask too often.

use crate::house::House;
use crate::problem::Failure;
use crate::rate::Standing;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Actor, ApiScope, Token};

/// What a request must bring to get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the description itself.
    Nobody,
    /// A token with this scope.
    Scope(ApiScope),
}

/// Who asks.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) actor: Actor,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // Only a route that needs nobody lacks a caller; asking for one there is a mistake in the route list.
        parts.extensions.get::<Self>().cloned().ok_or(Failure::NoToken)
    }
}

/// Lets a request through to its handler, or not.
pub(crate) async fn guard(
    State((house, needs)): State<(House, Needs)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Needs::Scope(scope) = needs else { return next.run(request).await };
    let identified = match identify(&house, request.headers()).await {
        Ok(identified) => identified,
        Err(failure) => return failure.into_response(),
    };
    let standing = house.rates.count(identified.id, house.moment().now);
    let mut response = if standing.exceeded {
        Failure::TooMany(standing.reset_seconds).into_response()
    } else if identified.scopes.contains(&scope) {
        request.extensions_mut().insert(Caller { actor: identified.actor });
        next.run(request).await
    } else {
        Failure::WrongScope(scope).into_response()
    };
    Standing::tell(standing, response.headers_mut());
    response
}

async fn identify(house: &House, headers: &HeaderMap) -> Result<app::token::Identified, Failure> {
    let token = bearer(headers).ok_or(Failure::NoToken)?;
    let now = house.moment().now;
    let found = house.db.read(move |tx| app::token::identify(tx, &token, now)).await?;
    let identified = found.ok_or(Failure::NoToken)?;
    if identified.touch {
        let id = identified.id;
        house.db.write(move |tx| app::token::touch(tx, id, now)).await?;
    }
    Ok(identified)
}

/// The token of `Authorization: Bearer …` (RFC 6750, section 2.1); the scheme's name has no case.
fn bearer(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { Token::parse(token.trim()) } else { None }
}

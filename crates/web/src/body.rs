//! Forms in, redirects out.

use crate::failure::Failure;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::de::DeserializeOwned;

/// A posted form, repeated fields included; what can't be read is said in words.
pub(crate) struct Form<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match axum_extra::extract::Form::<T>::from_request(request, state).await {
            Ok(axum_extra::extract::Form(form)) => Ok(Self(form)),
            Err(error) => Err(Failure::BadRequest(error.to_string())),
        }
    }
}

/// Goes on to another page (303: with GET, whatever came before).
pub(crate) fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Goes back to the page the form was on, if it was one of ours.
pub(crate) fn back_to(headers: &HeaderMap, otherwise: &str) -> Response {
    back_with(headers, otherwise, None)
}

/// What a page is told once about what was just done; it must not stick to its address.
const TOLD_ONCE: [&str; 6] = ["undo", "undone", "sent", "given", "shifted", "broken"];

/// The same, telling that page something.
pub(crate) fn back_with(headers: &HeaderMap, otherwise: &str, told: Option<(&str, String)>) -> Response {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let path = referer
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let path = path.filter(|path| is_local(path)).unwrap_or(otherwise);
    go(&telling(path, told.as_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// A path that tells its page this, and nothing that it was told before.
fn telling(path: &str, told: Option<(&str, &str)>) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let stays = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !TOLD_ONCE.contains(&name)
    };
    let mut pairs: Vec<String> = query.split('&').filter(stays).map(str::to_owned).collect();
    pairs.extend(told.map(|(name, value)| format!("{name}={value}")));
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Whether a path stays in this house: `//elsewhere` and `/\elsewhere` don't.
pub(crate) fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::{is_local, telling};

    #[test]
    fn a_page_is_told_once() {
        assert_eq!(
            telling("/inbox/mine/3?after=1.2&undo=7#x", Some(("undo", "9"))),
            "/inbox/mine/3?after=1.2&undo=9"
        );
        assert_eq!(telling("/inbox/mine?undone=0", None), "/inbox/mine");
        assert_eq!(telling("/search?q=a", None), "/search?q=a");
    }

    #[test]
    fn only_paths_of_ours() {
        assert!(is_local("/inbox/mine?sent=3"));
        for path in ["//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb"] {
            assert!(!is_local(path), "{path}");
        }
    }
}

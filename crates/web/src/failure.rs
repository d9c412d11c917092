//! What went wrong, turned into a page in one place.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use ui::prelude::*;

/// Why a request got no ordinary answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody is signed in.
    SignInFirst,
    /// The request came from somebody else's page.
    ForeignOrigin,
    /// Too many tries; seconds to wait.
    TooMany(i64),
    /// The request itself makes no sense.
    BadRequest(String),
    /// An action said no, or the database failed.
    App(app::Error),
}

impl<T: Into<app::Error>> From<T> for Failure {
    fn from(error: T) -> Self {
        Self::App(error.into())
    }
}

impl Failure {
    /// Status, what happened, and what was kept or can be done.
    fn words(&self) -> (StatusCode, String, String) {
        let (status, what, kept) = match self {
            Self::SignInFirst => (
                StatusCode::UNAUTHORIZED,
                "Please sign in first",
                "What you typed is still on the page you came from.",
            ),
            Self::ForeignOrigin => (
                StatusCode::FORBIDDEN,
                "This came from another website",
                "Nothing was changed. If you did this yourself, open Cape in its own tab and try again.",
            ),
            Self::TooMany(seconds) => {
                return (
                    StatusCode::TOO_MANY_REQUESTS,
                    "Too many tries".into(),
                    format!("Wait {} minutes and try again.", seconds / 60 + 1),
                );
            }
            Self::BadRequest(words) => {
                return (StatusCode::BAD_REQUEST, "That could not be read".into(), words.clone());
            }
            Self::App(app::Error::Forbidden) => (
                StatusCode::FORBIDDEN,
                "You may not do this",
                "Ask an admin if you think you should. Nothing was changed.",
            ),
            Self::App(app::Error::NotFound(what)) => {
                return (
                    StatusCode::NOT_FOUND,
                    format!("There is no such {what}"),
                    "It may have been merged or moved, or you may not see it.".into(),
                );
            }
            Self::App(app::Error::Invalid { message, .. }) => {
                return (
                    StatusCode::UNPROCESSABLE_ENTITY,
                    message.clone(),
                    "What you typed is kept on the page you came from.".into(),
                );
            }
            Self::App(app::Error::Conflict(words)) => {
                return (StatusCode::CONFLICT, words.clone(), "Go back and look at it again.".into());
            }
            Self::App(app::Error::Store(error)) if error.is_disk_full() => (
                StatusCode::INSUFFICIENT_STORAGE,
                "The disk is full",
                "Nothing was saved. Keep this page open, make room on the server, then try again.",
            ),
            Self::App(app::Error::Store(_)) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong on our side",
                "Nothing was saved by this step; everything before it is. Try again in a moment.",
            ),
        };
        (status, what.to_owned(), kept.to_owned())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::App(app::Error::Store(error)) = &self {
            tracing::error!(%error, "a request failed");
        }
        let (status, what, kept) = self.words();
        let problem =
            Problem::new(what.clone()).kept(kept).next(Button::link("Go to the inbox", "/").primary());
        let page = Page::new(what, crate::assets::assets(), problem);
        (status, Html(page.render().into_string())).into_response()
    }
}

/// What handlers return.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

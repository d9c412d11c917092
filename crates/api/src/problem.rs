//! What went wrong, as `application/problem+json` (RFC 9457), in one place.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ApiScope;
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// The kind of problem: a name that stays the same, such as `/api/v1/problems/not-found`.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What exactly, and what would be right.
    detail: String,
    /// Each thing that is wrong with the request, where more than one can be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// The field, such as `subject` or `items[3].title`.
    pub(crate) field: String,
    /// What is wrong with it, and what would be right.
    pub(crate) detail: String,
}

/// Why a request got no ordinary answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No token, or one that opens nothing.
    NoToken,
    /// The token isn't for this.
    WrongScope(ApiScope),
    /// No such address.
    NoSuchPath,
    /// Nothing to be done there that way.
    WrongMethod,
    /// Too many requests; seconds to wait.
    TooMany(i64),
    /// The body is larger than allowed.
    TooLarge,
    /// The body isn't said to be JSON.
    NotJson,
    /// The request can't be read: broken JSON, a query that makes no sense.
    Malformed(String),
    /// The request was read, but these fields can't be used.
    Unusable(Vec<FieldProblem>),
    /// An action said no, or the database failed.
    App(app::Error),
}

impl<T: Into<app::Error>> From<T> for Failure {
    fn from(error: T) -> Self {
        Self::App(error.into())
    }
}

impl Failure {
    /// One field that can't be used.
    pub(crate) fn unusable(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Unusable(vec![FieldProblem { field: field.into(), detail: detail.into() }])
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoToken => StatusCode::UNAUTHORIZED,
            Self::WrongScope(_) | Self::App(app::Error::Forbidden) => StatusCode::FORBIDDEN,
            Self::NoSuchPath | Self::App(app::Error::NotFound(_)) => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unusable(_) | Self::App(app::Error::Invalid { .. }) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::App(app::Error::Conflict(_)) => StatusCode::CONFLICT,
            Self::App(app::Error::Store(error)) if error.is_disk_full() => StatusCode::INSUFFICIENT_STORAGE,
            Self::App(app::Error::Store(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::NoToken => "Send a token that is good as “Authorization: Bearer …”. An admin makes one at /settings/tokens.".into(),
            Self::WrongScope(scope) => format!("This needs a token with the scope {}.", scope.name()),
            Self::NoSuchPath => "There is nothing at this address. /api/v1/openapi.json lists what there is.".into(),
            Self::WrongMethod => "The header Allow names what can be done here.".into(),
            Self::TooMany(seconds) => format!("Wait {seconds} seconds and go on."),
            Self::TooLarge => "Send less at once; the description says how much each address takes.".into(),
            Self::NotJson => "Send JSON, with “Content-Type: application/json”.".into(),
            Self::Malformed(what) => what.clone(),
            Self::Unusable(errors) => match errors.as_slice() {
                [only] => format!("{}: {}", only.field, only.detail),
                several => format!("{} fields can’t be used. Nothing was changed.", several.len()),
            },
            Self::App(app::Error::Forbidden) => "The token may not do this.".into(),
            Self::App(app::Error::NotFound(what)) => format!("There is no such {what}."),
            Self::App(app::Error::Invalid { field, message }) => format!("{field}: {message}"),
            Self::App(app::Error::Conflict(words)) => words.clone(),
            Self::App(app::Error::Store(error)) if error.is_disk_full() => {
                "The disk is full. Nothing was saved; try again later.".into()
            }
            Self::App(app::Error::Store(_)) => "Nothing was saved by this request. Try again in a moment.".into(),
        }
    }

    fn errors(&self) -> Vec<FieldProblem> {
        match self {
            Self::Unusable(errors) => errors.clone(),
            Self::App(app::Error::Invalid { field, message }) => {
                vec![FieldProblem { field: (*field).to_owned(), detail: message.clone() }]
            }
            _ => Vec::new(),
        }
    }
}

/// The name and the title of each status a problem can have.
pub(crate) const KINDS: [(u16, &str, &str); 12] = [
    (400, "malformed", "The request can’t be read"),
    (401, "no-token", "A token is needed"),
    (403, "forbidden", "The token may not do this"),
    (404, "not-found", "Not found"),
    (405, "wrong-method", "This can’t be done here"),
    (409, "conflict", "Things have changed meanwhile"),
    (413, "too-large", "The request is too large"),
    (415, "not-json", "The body isn’t JSON"),
    (422, "unusable", "The request can’t be used"),
    (429, "too-many-requests", "Too many requests"),
    (500, "our-fault", "Something went wrong on our side"),
    (507, "disk-full", "The disk is full"),
];

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::App(app::Error::Store(error)) = &self {
            tracing::error!(%error, "a request of the API failed");
        }
        let status = self.status();
        let known = KINDS.iter().find(|(number, ..)| *number == status.as_u16());
        let (name, title) =
            known.map_or(("other", "Something went wrong"), |&(_, name, title)| (name, title));
        let problem = Problem {
            kind: format!("/api/v1/problems/{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: self.detail(),
            errors: self.errors(),
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match self {
            Self::NoToken => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"Cape\""));
            }
            Self::TooMany(seconds) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            _ => {}
        }
        response
    }
}

/// What handlers return.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

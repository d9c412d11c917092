//! Requests in: path, query and JSON, each with a problem of our own when it can't be read.

use crate::problem::Failure;
use app::idempotency::{KEY_BYTES_MAX, Key};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The id in the path; what isn't a number is the id of nothing.
pub(crate) struct Id<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(id)| Self(id)).map_err(|_| Failure::NoSuchPath)
    }
}

/// The query.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Failure::Malformed("The query contains a NUL character.".into()));
        }
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(error) => Err(Failure::Malformed(error.body_text())),
        }
    }
}

/// A JSON body that changes something that is there.
pub(crate) struct Change<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Change<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Ok(Self(json(&bytes(request, state).await?)?))
    }
}

/// A JSON body that makes something new, with the key that says whether it was asked for before.
pub(crate) struct Create<T> {
    pub(crate) value: T,
    pub(crate) key: Option<Key>,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Create<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let asked = format!("{} {}\n", request.method(), request.uri().path());
        let key = key(request.headers())?;
        let bytes = bytes(request, state).await?;
        let hash = || Sha256::new().chain_update(&asked).chain_update(&bytes).finalize().into();
        let key = key.map(|key| Key { key, request_hash: hash() });
        Ok(Self { value: json(&bytes)?, key })
    }
}

/// A file as it is, with what says whether it was sent before.
pub(crate) struct Upload {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: String,
    pub(crate) key: Option<Key>,
}

/// Bytes of a media type: a type and a subtype of 127 each (RFC 6838, section 4.2).
const MEDIA_TYPE_BYTES_MAX: usize = 255;

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let key = key(request.headers())?;
        let asked = format!("{} {}\n", request.method(), request.uri());
        let declared = essence(request.headers()).to_ascii_lowercase();
        let token = |part: &str| {
            !part.is_empty() && part.bytes().all(|c| c.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&c))
        };
        let named = declared.len() <= MEDIA_TYPE_BYTES_MAX
            && declared.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype));
        let bytes = read(request, state).await?;
        let hash =
            || Sha256::new().chain_update(&asked).chain_update(&declared).chain_update(&bytes).finalize();
        let key = key.map(|key| Key { key, request_hash: hash().into() });
        let media_type = if named { declared } else { "application/octet-stream".to_owned() };
        Ok(Self { bytes, media_type, key })
    }
}

/// The `Idempotency-Key`, if there is one.
fn key(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let plain = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let text = value.to_str().ok().filter(plain).filter(|text| text.len() <= KEY_BYTES_MAX);
    let wrong = || {
        Failure::unusable(
            "Idempotency-Key",
            format!("A key has 1 to {KEY_BYTES_MAX} letters, digits and signs of ASCII, without spaces."),
        )
    };
    text.map(|text| Some(text.to_owned())).ok_or_else(wrong)
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Failure> {
    if !essence(request.headers()).eq_ignore_ascii_case("application/json") {
        return Err(Failure::NotJson);
    }
    read(request, state).await
}

/// The media type without its parameters.
fn essence(headers: &HeaderMap) -> &str {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim()
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Failure> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Failure::TooLarge
        } else {
            Failure::Malformed("The body ended early.".into())
        }
    })
}

/// Reads JSON in two steps: broken JSON can't be read at all, JSON of another shape can't be used.
fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Failure::Malformed(format!("This isn’t JSON: {error}.")))?;
    if has_nul(&value) {
        return Err(Failure::unusable("body", "Text can’t contain NUL characters (\\u0000)."));
    }
    object(value).map_err(|error: serde_json::Error| Failure::unusable("body", format!("{error}.")))
}

/// Reads an object as one: left to itself, serde takes a list of the fields' values as well, which nobody promised.
pub(crate) fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    match Value::deserialize(deserializer)? {
        value @ Value::Object(_) => serde_json::from_value(value).map_err(D::Error::custom),
        _ => Err(D::Error::custom("expected an object")),
    }
}

/// Reads a list of objects as objects.
pub(crate) fn objects<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let values: Vec<Value> = Vec::deserialize(deserializer)?;
    values.into_iter().map(|value| object(value).map_err(D::Error::custom)).collect()
}

/// Reads a list of objects, or null.
pub(crate) fn objects_or_null<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        value => objects(value).map(Some).map_err(D::Error::custom),
    }
}

/// Reads an object, or null.
pub(crate) fn object_or_null<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        value => object(value).map(Some).map_err(D::Error::custom),
    }
}

/// NUL can't be stored by every database; nobody means it.
fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// Tells a field that is null (`Some(None)`) from one that isn't there (`None`).
pub(crate) fn given<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

//! `/intake`: raw mail from another system, with a secret.

use crate::house::House;
use app::intake::{Received, Source};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// `POST /intake` with the raw mail as the body and `Authorization: Bearer SECRET`.
///
/// 202 when it is safe on the disk (also when these very bytes were here before), 401 for a wrong secret,
/// 413 above the limit, 507 when the disk is full: then keep the mail and try again.
pub(crate) async fn receive(State(house): State<House>, headers: HeaderMap, raw: Bytes) -> Response {
    if !is_allowed(&house, &headers) {
        return (StatusCode::UNAUTHORIZED, "the secret is missing or wrong\n").into_response();
    }
    if raw.is_empty() {
        return (StatusCode::BAD_REQUEST, "the body is empty; send the raw mail as the body\n")
            .into_response();
    }
    let moment = house.moment();
    let Ok(blob) = tokio::task::spawn_blocking(move || app::blob(&raw)).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let received =
        house.db.write(move |tx| app::intake::receive(tx, &blob, Source::Http, None, &moment)).await;
    match received {
        Ok(Received::Taken(_)) => (StatusCode::ACCEPTED, "taken\n").into_response(),
        Ok(Received::Known) => (StatusCode::ACCEPTED, "known already\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "a mail could not be taken");
            let full = matches!(&error, app::Error::Store(store) if store.is_disk_full());
            let status =
                if full { StatusCode::INSUFFICIENT_STORAGE } else { StatusCode::SERVICE_UNAVAILABLE };
            (status, "not taken; keep the mail and try again\n").into_response()
        }
    }
}

/// Compares hashes, so that the time it takes tells nothing about the secret.
fn is_allowed(house: &House, headers: &HeaderMap) -> bool {
    let Some(secret) = &house.settings.intake_secret else { return false };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    Sha256::digest(given) == Sha256::digest(secret)
}

//! Making something new, once for each `Idempotency-Key`.

use crate::body::Create;
use crate::guard::Caller;
use crate::house::House;
use crate::problem::Result;
use app::WriteTx;
use app::idempotency::{Answer, once};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Actor, Moment};
use serde::Serialize;

/// Runs an action in a transaction and answers with what it made, or with the answer given to the same key before.
pub(crate) async fn create<T, R, F>(
    house: &House,
    caller: Caller,
    asked: Create<T>,
    run: F,
) -> Result<Response>
where
    T: Send + 'static,
    R: Serialize,
    F: Fn(&WriteTx<'_>, &Actor, &T, &Moment) -> app::Result<(StatusCode, R)> + Send + 'static,
{
    let (moment, actor) = (house.moment(), caller.actor);
    let Create { value, key } = asked;
    let answer = house.db.write(move |tx| {
        once(tx, &actor, key.as_ref(), &moment, || {
            let (status, made) = run(tx, &actor, &value, &moment)?;
            let body = serde_json::to_string(&made).unwrap_or_else(|_| "null".to_owned());
            Ok(Answer { status: status.as_u16(), body, replayed: false })
        })
    });
    let answer = answer.await?;
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], answer.body).into_response();
    if answer.replayed {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    Ok(response)
}

//! `/healthz`: for load balancers and monitors; and for people who wonder.

use crate::house::House;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// `GET /healthz`: 200 when all is well or somebody is told already, 503 when the database doesn't answer or a
/// mailbox doesn't work. No addresses: anybody can read this.
pub(crate) async fn check(State(house): State<House>) -> (StatusCode, Json<Value>) {
    match house.db.read(app::health::read).await {
        Ok(health) => {
            let well = health.mailboxes_failing == 0;
            let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
            let body = json!({
                "status": if well { "ok" } else { "failing" },
                "mailboxes_failing": health.mailboxes_failing,
                "mails_waiting": health.mails_waiting,
                "mails_needing_look": health.mails_needing_look,
                "answers_failed": health.answers_failed,
                "jobs_given_up": health.jobs_given_up,
            });
            (status, Json(body))
        }
        Err(error) => {
            tracing::error!(%error, "the health check failed");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                Json(json!({ "status": "failing", "database": "does not answer" })),
            )
        }
    }
}

//! `/metrics`: figures for Prometheus, for those who may see them.

use crate::house::House;
use crate::metrics::Exposition;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;

/// `GET /metrics`: with `metrics_token` set, to whoever brings it (`Authorization: Bearer TOKEN`); without, to
/// programs on this machine that come directly and not through a proxy.
pub(crate) async fn show(State(house): State<House>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    if !is_allowed(&house, request.headers(), peer) {
        let words = "set metrics_token in the configuration and send it as a bearer token\n";
        return (StatusCode::UNAUTHORIZED, words).into_response();
    }
    let now = house.moment().now;
    let read = house
        .db
        .read(move |tx| Ok::<_, app::Error>((app::health::read(tx)?, app::health::flow(tx, now)?)))
        .await;
    let mut page = Exposition::default();
    page.gauge("cape_database_up", "Whether the database answers", f64::from(u8::from(read.is_ok())));
    match read {
        Ok((health, flow)) => database(&mut page, &health, &flow, now),
        Err(app::Error::Store(error)) => tracing::error!(%error, "the figures of the database can't be read"),
        Err(_) => {}
    }
    groups(&mut page, house.db.groups());
    page.gauge("cape_live_streams", "Pages that follow changes", house.live.streams() as f64);
    if let Some(bytes) = resident_bytes() {
        page.gauge("process_resident_memory_bytes", "Memory in use", bytes);
    }
    house.metrics.write(&mut page);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], page.into_text()).into_response()
}

fn is_allowed(house: &House, headers: &HeaderMap, peer: Option<SocketAddr>) -> bool {
    let Some(token) = &house.settings.metrics_token else {
        // Behind a proxy everybody seems to come from this machine.
        let proxied = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
        return peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback())
            && !proxied.iter().any(|name| headers.contains_key(*name))
            && is_addressed_to_this_machine(headers);
    };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    // Hashes are compared, so that the time it takes tells nothing about the token.
    Sha256::digest(given) == Sha256::digest(token)
}

/// A proxy that adds no header of its own still passes on the name by which people call us.
fn is_addressed_to_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

fn database(
    page: &mut Exposition,
    health: &app::health::Health,
    flow: &app::health::Flow,
    now: jiff::Timestamp,
) {
    let age = |since: Option<jiff::Timestamp>| {
        since.map_or(0.0, |since| now.duration_since(since).as_secs_f64().max(0.0))
    };
    page.counter("cape_mails_taken_total", "Mails ever taken", flow.mails_taken as f64);
    page.gauge("cape_mails_waiting", "Mails safe but not yet on a timeline", health.mails_waiting as f64);
    page.gauge("cape_mails_waiting_oldest_seconds", "Age of the oldest of these", age(flow.oldest_mail));
    page.gauge("cape_mails_to_look_at", "Mails people must look at", health.mails_needing_look as f64);
    page.gauge("cape_answers_due_oldest_seconds", "How late the latest answer is", age(flow.oldest_answer));
    page.gauge("cape_answers_given_up", "Answers that did not leave", health.answers_failed as f64);
    page.gauge("cape_jobs_given_up", "Other work given up", health.jobs_given_up as f64);
    page.gauge("cape_mailboxes_failing", "Mailboxes that don't work", health.mailboxes_failing as f64);
    page.head("cape_events_behind", "gauge", "Events that a follower of the log has still to look at");
    for (follower, events) in &flow.events_behind {
        page.sample("cape_events_behind", &format!("follower=\"{follower}\""), *events as f64);
    }
}

fn groups(page: &mut Exposition, groups: &app::Groups) {
    const NAME: &str = "cape_database_group_size";
    page.head(NAME, "histogram", "Transactions that shared one flush to disk");
    let counts = groups.counts();
    let buckets = app::GROUP_SIZES.iter().map(|most| *most as f64).zip(counts);
    page.histogram(NAME, "", buckets, counts.iter().sum(), groups.transactions() as f64);
}

/// The memory this process occupies, where the system tells (Linux).
fn resident_bytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}

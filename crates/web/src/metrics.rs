//! What is counted while Cape runs, for Prometheus.
//!
//! Counters start from zero with the process, as Prometheus expects; what the database knows is asked of it when
//! somebody looks.

use domain::EventKind;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Seconds that are told apart: pages should take a few milliseconds, a password takes a hundred.
const SECONDS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2.0, 10.0];

/// All that is counted; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Metrics(Arc<Counts>);

#[derive(Default)]
struct Counts {
    /// By method and path of the route: there are as many as routes, whatever people ask for.
    routes: Mutex<BTreeMap<(&'static str, &'static str), Requests>>,
    mails_recorded: AtomicU64,
    mails_needing_look: AtomicU64,
    answers_sent: AtomicU64,
    answers_failed: AtomicU64,
}

#[derive(Default)]
struct Requests {
    by_status: BTreeMap<u16, u64>,
    buckets: [u64; SECONDS.len()],
    seconds: f64,
}

impl Metrics {
    /// Notes one request that was answered.
    pub(crate) fn request(&self, route: (&'static str, &'static str), status: u16, took: Duration) {
        let seconds = took.as_secs_f64();
        let mut routes = self.0.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = routes.entry(route).or_default();
        *requests.by_status.entry(status).or_default() += 1;
        requests.seconds += seconds;
        let bucket = SECONDS.iter().position(|most| seconds <= *most);
        if let Some(count) = bucket.and_then(|bucket| requests.buckets.get_mut(bucket)) {
            *count += 1;
        }
    }

    /// Notes what the event log tells.
    pub(crate) fn event(&self, kind: &EventKind) {
        let counter = match kind {
            EventKind::MessageReceived { .. } => &self.0.mails_recorded,
            EventKind::InboundNeedsLook => &self.0.mails_needing_look,
            EventKind::ReplySent => &self.0.answers_sent,
            EventKind::ReplyFailed => &self.0.answers_failed,
            _ => return,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Writes what was counted.
    pub(crate) fn write(&self, page: &mut Exposition) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed) as f64;
        let counts = &self.0;
        page.counter("cape_mails_recorded_total", "Mails put on a timeline", count(&counts.mails_recorded));
        let needing_look = count(&counts.mails_needing_look);
        page.counter("cape_mails_needing_look_total", "Mails nobody understood", needing_look);
        page.counter("cape_answers_sent_total", "Answers that left", count(&counts.answers_sent));
        page.counter("cape_answers_failed_total", "Answers given up", count(&counts.answers_failed));
        self.write_requests(page);
    }

    fn write_requests(&self, page: &mut Exposition) {
        let routes = self.0.routes.lock().unwrap_or_else(PoisonError::into_inner);
        page.head("cape_requests_total", "counter", "Requests answered, by route and status");
        for ((method, path), requests) in routes.iter() {
            for (status, count) in &requests.by_status {
                let labels = format!("method=\"{method}\",route=\"{path}\",status=\"{status}\"");
                page.sample("cape_requests_total", &labels, *count as f64);
            }
        }
        page.head("cape_request_seconds", "histogram", "Time from a request to the head of its answer");
        for ((method, path), requests) in routes.iter() {
            let labels = format!("method=\"{method}\",route=\"{path}\"");
            let total = requests.by_status.values().sum();
            let buckets = SECONDS.iter().copied().zip(requests.buckets);
            page.histogram("cape_request_seconds", &labels, buckets, total, requests.seconds);
        }
    }
}

/// A page in Prometheus' text format, version 0.0.4.
#[derive(Default)]
pub(crate) struct Exposition(String);

impl Exposition {
    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// Something that only grows.
    pub(crate) fn counter(&mut self, name: &str, help: &str, value: f64) {
        self.head(name, "counter", help);
        self.sample(name, "", value);
    }

    /// Something that goes up and down.
    pub(crate) fn gauge(&mut self, name: &str, help: &str, value: f64) {
        self.head(name, "gauge", help);
        self.sample(name, "", value);
    }

    pub(crate) fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}.\n# TYPE {name} {kind}");
    }

    pub(crate) fn sample(&mut self, name: &str, labels: &str, value: f64) {
        let _ = match labels {
            "" => writeln!(self.0, "{name} {value}"),
            labels => writeln!(self.0, "{name}{{{labels}}} {value}"),
        };
    }

    /// A histogram from the counts of each bucket alone; `total` counts also what is above the last.
    pub(crate) fn histogram(
        &mut self,
        name: &str,
        labels: &str,
        buckets: impl Iterator<Item = (f64, u64)>,
        total: u64,
        sum: f64,
    ) {
        let comma = if labels.is_empty() { "" } else { "," };
        let mut so_far = 0;
        for (most, count) in buckets {
            so_far += count;
            self.sample(&format!("{name}_bucket"), &format!("{labels}{comma}le=\"{most}\""), so_far as f64);
        }
        self.sample(&format!("{name}_bucket"), &format!("{labels}{comma}le=\"+Inf\""), total as f64);
        self.sample(&format!("{name}_sum"), labels, sum);
        self.sample(&format!("{name}_count"), labels, total as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_status_and_buckets_add_up() {
        let metrics = Metrics::default();
        for (status, millis) in [(200, 1), (200, 4), (500, 60_000)] {
            metrics.request(("GET", "/inbox/{view}"), status, Duration::from_millis(millis));
        }
        metrics.event(&EventKind::ReplySent);
        let mut page = Exposition::default();
        metrics.write(&mut page);
        let text = page.into_text();
        for line in [
            "cape_requests_total{method=\"GET\",route=\"/inbox/{view}\",status=\"200\"} 2",
            "cape_requests_total{method=\"GET\",route=\"/inbox/{view}\",status=\"500\"} 1",
            "cape_request_seconds_bucket{method=\"GET\",route=\"/inbox/{view}\",le=\"0.001\"} 1",
            "cape_request_seconds_bucket{method=\"GET\",route=\"/inbox/{view}\",le=\"0.005\"} 2",
            "cape_request_seconds_bucket{method=\"GET\",route=\"/inbox/{view}\",le=\"10\"} 2",
            "cape_request_seconds_bucket{method=\"GET\",route=\"/inbox/{view}\",le=\"+Inf\"} 3",
            "cape_request_seconds_count{method=\"GET\",route=\"/inbox/{view}\"} 3",
            "cape_answers_sent_total 1",
            "cape_answers_failed_total 0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\nis not in\n{text}");
        }
    }
}

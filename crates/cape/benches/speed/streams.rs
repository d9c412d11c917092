//! Many open pages: each keeps one live stream.

use crate::CAPE;
use crate::fill::Filled;
use crate::measure::memory_mb;
use crate::pages::Browser;
use crate::report::{Goal, Report};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, post_mail};
use testkit::http_connection::HttpConnection;

/// Streams opened.
const STREAMS: usize = 2_000;
/// Megabytes they may cost together.
const MEMORY_MB: f64 = 100.0;

/// Measures what the streams cost, and how long until all of them know of a new mail.
pub(crate) fn measure(filled: &Filled, report: &mut Report) {
    let folder = TempDir::new().expect("a folder");
    filled.copy_to(folder.path());
    let house = CapeFolder::new(CAPE, folder.path(), "");
    let server = house.serve();
    let browser = Browser::sign_in(house.port);
    let before = memory_mb(server.id());
    let mut streams: Vec<HttpConnection> = (0..STREAMS)
        .map(|_| {
            let mut stream = server.connect().expect("a connection");
            let status = stream.stream("/live?topics=inbox", &[("Cookie", &browser.cookie)]);
            assert_eq!(status.expect("a stream"), 200);
            stream
        })
        .collect();
    let cost = memory_mb(server.id()) - before;
    report.add(format!("{STREAMS} live streams, memory"), cost, "MB", Some(Goal::AtMost(MEMORY_MB)));
    let begun = Instant::now();
    let raw = b"From: New <new@mail.example>\r\nTo: support@bench.example\r\nSubject: New\r\nMessage-ID: <new@mail.example>\r\n\r\nNew.\r\n";
    assert_eq!(post_mail(&mut server.connect().expect("a connection"), raw).expect("an answer"), 202);
    for stream in &mut streams {
        while stream.line().expect("the stream stays open") != "event: stale" {}
    }
    let told: Duration = begun.elapsed();
    report.add(
        format!("{STREAMS} live streams, new mail known to all"),
        told.as_secs_f64() * 1000.0,
        "ms",
        None,
    );
    let busy = memory_mb(server.id()) - before;
    report.add(
        format!("{STREAMS} live streams, memory after that"),
        busy,
        "MB",
        Some(Goal::AtMost(MEMORY_MB)),
    );
}

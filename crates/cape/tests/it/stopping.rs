//! Told to stop, the server stops within seconds, whoever is still connected.

use crate::commands::{found, get, house, sign_in, signal};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::server_process::wait_until;

/// With open streams alone, there is nothing to wait for.
const AT_ONCE: Duration = Duration::from_secs(5);
/// With somebody who sends half a request, the server's own patience; managers of services have more.
const PATIENT: Duration = Duration::from_secs(20);

#[test]
fn open_streams_end_and_the_server_stops() {
    let folder = TempDir::new().expect("a folder");
    let house: CapeFolder = house(&folder);
    found(&house);
    let mut server = house.serve();
    let cookie = sign_in(&server);
    let mut streams = Vec::new();
    for _ in 0..5 {
        let mut stream = server.connect().expect("a connection");
        let headers = [("Cookie", cookie.as_str())];
        assert_eq!(stream.stream("/live?topics=inbox", &headers).expect("a stream"), 200);
        streams.push(stream);
    }
    assert_eq!(get(&server, "/healthz", "").status, 200);
    let begun = Instant::now();
    signal(server.id(), "TERM");
    for stream in &mut streams {
        while stream.line().is_ok() {}
    }
    wait_until("the server to end", || server.has_ended());
    assert!(begun.elapsed() < AT_ONCE, "stopping took {:?}", begun.elapsed());
    assert!(house.log().contains("stopped"), "{}", house.log());
}

#[test]
fn half_a_request_keeps_nobody_up() {
    let folder = TempDir::new().expect("a folder");
    let house: CapeFolder = house(&folder);
    let mut server = house.serve();
    let mut stuck = TcpStream::connect(("127.0.0.1", house.port)).expect("a connection");
    stuck
        .write_all(b"POST /session HTTP/1.1\r\nHost: cape.example\r\nContent-Length: 10\r\n\r\nhalf")
        .expect("bytes");
    assert_eq!(get(&server, "/healthz", "").status, 200);
    let begun = Instant::now();
    signal(server.id(), "TERM");
    wait_until("the server to end", || server.has_ended());
    assert!(begun.elapsed() < PATIENT, "stopping took {:?}", begun.elapsed());
}

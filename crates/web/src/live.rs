//! The live stream: it tells a page that it is stale, and the page fetches itself again.
//!
//! Nothing but topics travels here: what a page shows is decided where pages are made, with the viewer's
//! permissions. A stream that falls behind, or comes back after a gap, simply says stale.

use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use axum::response::Response;
use axum::response::sse::{Event as Sse, KeepAlive, Sse as Stream};
use domain::ConversationId;
use domain::event::Cursor;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::{MissedTickBehavior, interval, sleep};

/// Signals kept for a stream that is slow; one that misses more refreshes.
const BACKLOG: usize = 256;
/// Events read at once.
const EVENTS_MAX: i64 = 500;
/// How often to look even when nobody woke us.
const PATIENCE: Duration = Duration::from_secs(2);
/// A page is told at most this often that it is stale.
const COALESCE: Duration = Duration::from_millis(250);
/// Topics of one page: itself and a few things on it.
const TOPICS_MAX: usize = 16;

/// What happened, as topics.
#[derive(Clone, Debug)]
pub(crate) enum Signal {
    /// Pages about these are stale.
    Stale(Arc<[String]>),
    /// Who looks at a conversation has changed.
    Presence(ConversationId),
}

/// The sending end, and how far the streams have been told.
#[derive(Clone)]
pub(crate) struct Live {
    signals: broadcast::Sender<Signal>,
    told: Arc<Mutex<Option<Cursor>>>,
    /// Whether the house is about to stop. A stream that opens after that must see it as well.
    closed: Arc<watch::Sender<bool>>,
}

impl Live {
    pub(crate) fn new() -> Self {
        Self {
            signals: broadcast::channel(BACKLOG).0,
            told: Arc::default(),
            closed: Arc::new(watch::Sender::new(false)),
        }
    }

    /// The last event that open streams were told of. A page drawn now shows at least that, so its own stream
    /// begins there and nothing falls between page and stream. None before anybody follows the log.
    pub(crate) fn told(&self) -> Option<Cursor> {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_told(&self, cursor: Cursor) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(cursor);
    }

    /// Tells all streams. Nobody listening is fine.
    pub(crate) fn send(&self, signal: Signal) {
        let _ = self.signals.send(signal);
    }

    /// Ends all streams, and those that open from now on.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
    }

    /// How many streams are open.
    pub(crate) fn streams(&self) -> usize {
        self.signals.receiver_count()
    }
}

/// Follows the event log and tells the streams, until the database closes.
pub async fn follow_events(house: House) {
    let mut changes = house.db.changes();
    let mut tick = interval(PATIENCE);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut cursor = house.db.read(store_end).await.unwrap_or_default();
    house.live.has_told(cursor);
    loop {
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            _ = tick.tick() => {}
        }
        match news(&house, cursor).await {
            Ok((topics, to)) => {
                cursor = to;
                if !topics.is_empty() {
                    house.live.send(Signal::Stale(topics.into()));
                }
                house.live.has_told(cursor);
            }
            Err(error) => tracing::warn!(%error, "reading events for the live stream failed; trying again"),
        }
    }
}

fn store_end(tx: &app::Tx<'_>) -> app::Result<Cursor> {
    app::events::end(tx)
}

/// The topics of everything that happened since the cursor.
async fn news(house: &House, cursor: Cursor) -> app::Result<(Vec<String>, Cursor)> {
    let events = house.db.read(move |tx| app::events::after(tx, cursor, EVENTS_MAX)).await?;
    for recorded in &events {
        house.metrics.event(&recorded.event.kind);
    }
    let to = events.last().map_or(cursor, |last| last.cursor);
    let mut topics: Vec<String> =
        events.iter().flat_map(|recorded| app::events::topics(&recorded.event)).collect();
    topics.sort_unstable();
    topics.dedup();
    Ok((topics, to))
}

#[derive(Deserialize)]
pub(crate) struct Topics {
    #[serde(default)]
    topics: String,
    /// The last event that the page shows, as [`Cursor::encode`] writes it.
    #[serde(default)]
    since: String,
}

/// `GET /live?topics=inbox,conversation-42&since=0.17`.
pub(crate) async fn stream(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Topics>,
) -> Result<Response> {
    let topics = allowed(&house, &viewer, &asked.topics).await?;
    // Subscribed before looking back, so that an event is seen at least once.
    let signals = house.live.signals.subscribe();
    let mut closed = house.live.closed.subscribe();
    let behind = match Cursor::parse(&asked.since) {
        Some(since) => is_behind(&house.db, since, &topics).await?,
        None => false,
    };
    let events = async_stream::stream! {
        let mut signals = signals;
        if behind {
            yield Ok(Sse::default().event("stale").data("1"));
        }
        loop {
            let signal = tokio::select! {
                signal = signals.recv() => signal,
                _ = closed.wait_for(|closed| *closed) => break,
            };
            let stale = match &signal {
                Ok(Signal::Stale(about)) => about.iter().any(|topic| topics.contains(topic)),
                Ok(Signal::Presence(conversation)) => {
                    if topics.contains(&format!("conversation-{conversation}")) {
                        yield Ok::<_, Infallible>(Sse::default().event("presence").data(crate::presence::fragment(&house, *conversation, &viewer)));
                    }
                    false
                }
                Err(broadcast::error::RecvError::Lagged(_)) => true,
                Err(broadcast::error::RecvError::Closed) => break,
            };
            if stale {
                yield Ok(Sse::default().event("stale").data("1"));
                sleep(COALESCE).await;
            }
        }
    };
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(25));
    let mut response = Stream::new(events).keep_alive(keep_alive).into_response();
    // Reverse proxies must not collect the stream before passing it on.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

/// Whether something about these topics happened since the page was drawn; after a long gap, rather yes.
async fn is_behind(db: &app::Database, since: Cursor, topics: &[String]) -> Result<bool> {
    let events = db.read(move |tx| app::events::after(tx, since, EVENTS_MAX)).await?;
    let about = |recorded: &app::events::Recorded| {
        app::events::topics(&recorded.event).iter().any(|topic| topics.contains(topic))
    };
    Ok(events.len() as i64 >= EVENTS_MAX || events.iter().any(about))
}

/// The topics the viewer may follow: of a conversation out of reach not even its changes are told.
async fn allowed(house: &House, viewer: &Viewer, asked: &str) -> Result<Vec<String>> {
    let mut topics = Vec::new();
    for topic in asked.split(',').map(str::trim).filter(|topic| !topic.is_empty()).take(TOPICS_MAX) {
        if let Some(id) = topic.strip_prefix("conversation-").and_then(|id| id.parse::<ConversationId>().ok())
        {
            let actor = viewer.actor.clone();
            let seen = house.db.read(move |tx| app::conversation::exists(tx, &actor, id)).await?;
            if !seen {
                continue;
            }
        }
        // Nobody listens at somebody else's bell.
        if topic.strip_prefix("bell-").is_some_and(|id| id != viewer.agent.id.to_string()) {
            continue;
        }
        topics.push(topic.to_owned());
    }
    Ok(topics)
}

//! `cape serve`: everything together, until told to stop.

use super::{Done, say};
use crate::clock::moment;
use crate::config::Config;
use crate::worker;
use app::Database;
use channels::Stopper;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{Instant, timeout_at};
use web::House;

pub(super) fn run(config: Config) -> Done {
    start_log(&config);
    let db = Database::open(&config.location())?;
    runtime()?.block_on(serve(config, db, |_| {}))
}

/// The threads of the server: one for each core, because a request waits for the database and little else.
pub(super) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// Starts the log on standard error; `RUST_LOG` says how much.
pub(super) fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Only the first call of a process counts; a second one has nothing to add.
    let _ = if config.log_json { log.json().try_init() } else { log.try_init() };
}

/// Runs pages and workers until a signal to stop, then lets what is under way finish.
pub(crate) async fn serve(config: Config, db: Database, ready: impl FnOnce(&str)) -> Done {
    let (stopper, stop) = Stopper::new();
    let house = House::new(db.clone(), config.web(), moment);
    let workers = worker::start(&config, &db, &stop).await?;
    let live = tokio::spawn(web::follow_events(house.clone()));
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("can't listen on {}: {error}. Is Cape running already?", config.listen))?;
    tracing::info!(listen = %config.listen, "Cape is ready");
    say(&format!("Cape is ready at {}", config.public_url));
    ready(&config.public_url);
    let stopping = stopper;
    let api = api::House::new(db.clone(), config.public_url.as_str(), moment);
    let router = web::router(&house).merge(api::router(&api));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (begun, begins) = tokio::sync::oneshot::channel();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            told_to_stop().await;
            tracing::info!("stopping");
            stopping.stop();
            house.close();
            // Nobody waits any more if serving failed before.
            let _ = begun.send(());
        })
        .into_future();
    // Whoever sends half a request and then nothing must not keep us.
    tokio::select! {
        served = serving => served?,
        () = patience_ends(begins) => tracing::warn!("connections were still open and are cut"),
    }
    live.abort();
    let deadline = Instant::now() + PATIENCE;
    for worker in workers {
        // One that panicked has said so in the log already. One that waits for a slow server is left: what it was
        // doing is recorded as begun, and looked at when Cape starts again.
        if timeout_at(deadline, worker).await.is_err() {
            tracing::warn!("a worker was still waiting for a server and is left");
        }
    }
    tracing::info!("stopped");
    Ok(())
}

/// How long requests and workers may go on after the signal to stop; service managers kill after 30 to 90 seconds.
const PATIENCE: Duration = Duration::from_secs(8);

/// Returns a while after stopping began, and never if it doesn't.
async fn patience_ends(begins: tokio::sync::oneshot::Receiver<()>) {
    if begins.await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(PATIENCE).await;
}

pub(super) async fn told_to_stop() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

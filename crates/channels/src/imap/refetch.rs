//! Another attempt at one mail that couldn't be taken whole: what the "process again" button calls.

use super::{
    connection::{Connection, Halt},
    fetch::{Difficulty, fetch_alone},
    folder::Listed,
    intake::{Arrival, Source},
    login::log_in,
    settings::Settings,
};
use crate::wire::{Stop, Trouble};

/// Fetches the mail at `source` once more, up to `mail_max_bytes`. `None` when it isn't in the folder any more, or the
/// folder was renumbered, or we were told to stop.
pub async fn refetch(settings: &Settings, source: &Source, stop: &Stop) -> Result<Option<Arrival>, Trouble> {
    match fetch(settings, source, stop).await {
        Ok(arrival) => Ok(arrival),
        Err(Halt::Stopped) => Ok(None),
        Err(Halt::Trouble(trouble)) => Err(trouble),
    }
}

async fn fetch(settings: &Settings, source: &Source, stop: &Stop) -> Result<Option<Arrival>, Halt> {
    settings.check()?;
    let mut connection = Connection::open(&settings.server, settings.patience(), stop).await?;
    log_in(&mut connection, &settings.server, &settings.login).await?;
    if connection.examine(&source.folder).await? != source.position.uid_validity {
        return Ok(None);
    }
    let uid = source.position.uid;
    let (listed, _) = connection.list(uid..=uid).await?;
    let fallback = Listed { size_bytes: 0, internal_date: source.internal_date };
    let listed = listed.get(&uid).unwrap_or(&fallback);
    let arrival = fetch_alone(
        &mut connection,
        source.clone(),
        listed,
        settings.mail_max_bytes,
        &mut Difficulty::default(),
    )
    .await;
    connection.close().await;
    arrival
}

//! Trying the settings out, for whoever sets a mailbox up and for `doctor`.

use super::{
    connection::{Connection, Halt},
    login::log_in,
    settings::Settings,
};
use crate::wire::{Stop, Trouble};

/// Connects, logs in and opens every folder once, without taking anything. Told to stop, it finds nothing wrong.
pub async fn check(settings: &Settings, stop: &Stop) -> Result<(), Trouble> {
    match try_out(settings, stop).await {
        Ok(()) | Err(Halt::Stopped) => Ok(()),
        Err(Halt::Trouble(trouble)) => Err(trouble),
    }
}

async fn try_out(settings: &Settings, stop: &Stop) -> Result<(), Halt> {
    settings.check()?;
    let mut connection = Connection::open(&settings.server, settings.patience(), stop).await?;
    log_in(&mut connection, &settings.server, &settings.login).await?;
    for folder in &settings.folders {
        connection.examine(folder).await?;
    }
    connection.close().await;
    Ok(())
}

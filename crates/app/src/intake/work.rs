//! The worker's round: what waits is read, understood and recorded, a batch at a time.

use super::{Recorded, Understood, give_up, pending, record};
use crate::{Database, Result};
use domain::Moment;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use store::inbound::Inbound;

/// Mails recorded in one transaction: enough that the flush to disk no longer counts, few enough that a reply
/// written meanwhile doesn't wait.
const BATCH: i64 = 64;

/// Works off one batch of waiting mails; returns how many. Blocks: call it on a thread that may.
///
/// A mail that can't be recorded is put aside for people; the others go on.
pub fn work(db: &Database, moment: &Moment) -> Result<usize> {
    let batch = db.read(|tx| pending(tx, BATCH)).wait()?;
    let count = batch.len();
    let mut understood = Vec::with_capacity(count);
    for pending in batch {
        let inbound = pending.inbound.clone();
        match catch_unwind(AssertUnwindSafe(|| Understood::new(pending))) {
            Ok(mail) => understood.push(mail),
            Err(_) => put_aside(db, &inbound, "Reading this mail failed.", moment)?,
        }
    }
    if understood.is_empty() {
        return Ok(count);
    }
    let all = Arc::new(understood);
    let together = {
        let (all, moment) = (Arc::clone(&all), moment.clone());
        db.write(move |tx| {
            all.iter().map(|mail| record(tx, mail, &moment)).collect::<Result<Vec<Recorded>>>()
        })
        .wait()
    };
    if let Err(error) = together {
        tracing::warn!(%error, mails = count, "recording mails together failed; recording them one by one");
        for index in 0..all.len() {
            record_alone(db, &all, index, moment)?;
        }
    }
    Ok(count)
}

fn record_alone(db: &Database, all: &Arc<Vec<Understood>>, index: usize, moment: &Moment) -> Result<()> {
    let recorded = {
        let (all, moment) = (Arc::clone(all), moment.clone());
        db.write(move |tx| all.get(index).map_or(Ok(Recorded::Gone), |mail| record(tx, mail, &moment))).wait()
    };
    match (recorded, all.get(index)) {
        (Err(error), Some(mail)) => {
            // A full disk or a locked database is no fault of the mail: it goes on waiting.
            if matches!(&error, crate::Error::Store(store) if store.is_of_the_surroundings()) {
                return Err(error);
            }
            tracing::error!(%error, inbound = mail.inbound.id.0, "a mail could not be recorded");
            put_aside(db, &mail.inbound, "Putting this mail on a timeline failed.", moment)
        }
        _ => Ok(()),
    }
}

fn put_aside(db: &Database, inbound: &Inbound, problem: &'static str, moment: &Moment) -> Result<()> {
    let (id, moment) = (inbound.id, moment.clone());
    db.write(move |tx| give_up(tx, id, problem, &moment).map(|_| ())).wait()
}

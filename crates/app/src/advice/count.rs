//! The nightly count. Apart from the timers' transaction, because it reads much: it reads in one transaction, where it
//! stops nobody, and writes the few rows it found in another.

use super::WINDOW_DAYS;
use super::offer::{offer_beside, worth};
use crate::{Result, opening_hours};
use domain::{Moment, TagId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use store::next_issue::NextIssue;
use store::{Tx, WriteTx};

/// The name of the setting that holds the day of the last count.
const COUNTED_ON: &str = "advice.counted_on";
/// The hour from which a night's count is due: deep in the night, and after clocks have changed.
const HOUR: i8 = 3;
/// Days looked back: two years say more about now than ten.
const DAYS_BACK: i64 = 730;

/// Conversations that get advice in one night: what a transaction does without anybody waiting for it. The next night
/// goes on with the others.
const CAUGHT_UP_MAX: i64 = 500;

/// Whether the count of this day, by the house's clock, is due. The first one is at once.
pub fn is_due(tx: &Tx<'_>, now: Timestamp) -> Result<bool> {
    let Some(last) = store::setting::get(tx, COUNTED_ON)? else { return Ok(true) };
    let here = now.to_zoned(zone(tx)?);
    Ok(here.hour() >= HOUR && last != here.date().to_string())
}

/// Counts what followed what: conversations old enough for all of the window to be over.
pub fn count(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<NextIssue>> {
    let before = |days: i64| now.checked_sub((days * 24).hours()).unwrap_or(Timestamp::MIN);
    let period = (before(DAYS_BACK), before(WINDOW_DAYS));
    Ok(store::next_issue::count(tx, period, super::WINDOW)?)
}

/// Keeps the count instead of the last one, and offers what it says beside conversations that are at hand: a tag that was
/// put on before there was anything to say, or before Cape counted at all, has its advice from now on.
pub fn keep(tx: &WriteTx<'_>, counted: &[NextIssue], moment: &Moment) -> Result<()> {
    store::next_issue::keep(tx, counted, moment.now)?;
    catch_up(tx, moment)?;
    let today = moment.now.to_zoned(zone(tx)?).date().to_string();
    Ok(store::setting::set(tx, COUNTED_ON, &today)?)
}

/// Offers beside conversations not closed and begun within the window: later the next matter would have come by itself.
fn catch_up(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    let worthy = store::next_issue::all(tx)?.into_iter().filter(|issue| worth(issue).is_some());
    let mut tags: Vec<TagId> = worthy.map(|issue| issue.tag_id).collect();
    tags.dedup();
    if tags.is_empty() {
        return Ok(());
    }
    let since = moment.now.checked_sub((WINDOW_DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
    for id in store::advice::without(tx, &tags, since, CAUGHT_UP_MAX)? {
        offer_beside(tx, id, moment)?;
    }
    Ok(())
}

fn zone(tx: &Tx<'_>) -> Result<TimeZone> {
    let hours = opening_hours::read(tx)?;
    Ok(TimeZone::get(&hours.time_zone).unwrap_or(TimeZone::UTC))
}

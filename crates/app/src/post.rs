//! Mail from Cape itself to colleagues: invitations, new passwords, notifications.
//!
//! [`enqueue`] writes a job in the transaction of what happened; a worker asks [`next`], sends what [`letter`] makes
//! through the first mailbox that can send, and tells [`sent`] or [`not_sent`]. Every such mail says that a
//! machine wrote it and carries our loop mark, so that no honest robot answers it.

use crate::intake::reply_address;
use crate::{Error, Result, permit};
use domain::message::retry_after_seconds;
use domain::{Actor, JobId, Moment, Permission, Token};
use jiff::{SignedDuration, Timestamp, ToSpan};
use mail::Letter;
use serde::{Deserialize, Serialize};
pub use store::job::Job;
use store::{Tx, WriteTx};

/// The kind of our jobs.
const KIND: &str = "system_mail";
/// Minutes a worker has for one mail; no server takes that long.
const LEASE_MINUTES: i64 = 15;
/// Attempts before giving up: with the usual waits that is about a day, and then nobody waits for the mail any more.
const ATTEMPTS_MAX: u32 = 30;
/// The value of our loop mark.
const LOOP_MARK: &str = "1";
/// Jobs given up that a page shows.
const SHOWN: i64 = 100;

/// A mail to a colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemMail {
    /// To whom.
    pub to: String,
    /// Subject on one line.
    pub subject: String,
    /// What it says, in Markdown.
    pub markdown: String,
    /// Where an answer goes; without one, nobody reads answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_token: Option<String>,
}

/// A job's body: the mail and the id that all attempts share, so that a mail sent twice is shown once.
#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(flatten)]
    mail: SystemMail,
    id: String,
    at: Timestamp,
}

/// Has the mail sent after commit.
pub fn enqueue(tx: &WriteTx<'_>, mail: SystemMail, moment: &Moment) -> Result<JobId> {
    let purpose = format!("system mail {} {}", mail.to, mail.markdown);
    let body = Body { mail, id: moment.token(&purpose).to_string(), at: moment.now };
    let json = serde_json::to_string(&body).unwrap_or_default();
    Ok(store::job::enqueue(tx, KIND, &json, moment.now, moment.now)?)
}

/// Whether some work may be due; asked first, because reading disturbs nobody.
pub fn is_due(tx: &Tx<'_>, now: Timestamp) -> Result<bool> {
    Ok(store::job::next_due(tx)?.is_some_and(|at| at <= now))
}

/// Takes the next mail that is due; nobody else gets it for some minutes.
pub fn next(tx: &WriteTx<'_>, moment: &Moment) -> Result<Option<Job>> {
    let lease = moment.now.checked_add(LEASE_MINUTES.minutes()).unwrap_or(Timestamp::MAX);
    Ok(store::job::claim(tx, KIND, moment.now, lease)?)
}

/// Lets nothing wait longer than it can, counted from `now`; `skew` is what clocks may differ by. Returns how many did.
pub(crate) fn shorten_waits(tx: &WriteTx<'_>, skew: SignedDuration, now: Timestamp) -> Result<u64> {
    let after = |span: SignedDuration| now.checked_add(span).unwrap_or(Timestamp::MAX);
    let longest = store::job::Longest {
        new: after(skew),
        tried: after(SignedDuration::from_secs(retry_after_seconds(ATTEMPTS_MAX).unwrap_or_default()) + skew),
        running: after(SignedDuration::from_mins(LEASE_MINUTES) + skew),
    };
    Ok(store::job::hasten(tx, longest, now)?)
}

/// To whom and what to send, from the mailbox with this address; `None` when the job makes no sense.
pub fn letter(tx: &Tx<'_>, job: &Job, mailbox_address: &str) -> Result<Option<(String, Vec<u8>)>> {
    let Ok(Body { mail, id, at }) = serde_json::from_str::<Body>(&job.body) else { return Ok(None) };
    let name =
        store::mailbox::find_by_address(tx, &mailbox_address.to_lowercase())?.map(|mailbox| mailbox.name);
    let name =
        name.filter(|name| !name.is_empty()).map_or("Cape".to_owned(), |name| format!("Cape ({name})"));
    let domain = mailbox_address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let reply_to = mail.reply_token.as_deref().and_then(Token::parse).map(|token| mail::Address {
        name: Some(name.clone()),
        address: reply_address(mailbox_address, &token),
    });
    let letter = Letter {
        message_id: format!("{id}@{domain}"),
        date: at,
        from: mail::Address { name: Some(name), address: mailbox_address.to_owned() },
        reply_to: reply_to.into_iter().collect(),
        to: vec![mail::Address { name: None, address: mail.to.clone() }],
        subject: mail.subject,
        markdown: mail.markdown,
        auto_submitted: true,
        loop_mark: Some(LOOP_MARK.to_owned()),
        cc: Vec::new(),
        in_reply_to: None,
        references: Vec::new(),
        signature: None,
        quoted: None,
        files: Vec::new(),
    };
    Ok(Some((mail.to, mail::compose(&letter).raw)))
}

/// The server took it.
pub fn sent(tx: &WriteTx<'_>, job: &Job) -> Result<()> {
    store::job::finish(tx, job)?;
    Ok(())
}

/// It couldn't be sent now, or, `for_good`, never.
pub fn not_sent(tx: &WriteTx<'_>, job: &Job, why: &str, for_good: bool, moment: &Moment) -> Result<()> {
    let wait = retry_after_seconds(job.attempts).filter(|_| !for_good && job.attempts < ATTEMPTS_MAX);
    match wait {
        Some(seconds) => {
            let at = moment.now.checked_add(seconds.seconds()).unwrap_or(Timestamp::MAX);
            store::job::retry(tx, job, at, why)?;
        }
        None => {
            store::job::give_up(tx, job, why)?;
        }
    }
    Ok(())
}

/// A piece of work that was given up, for the page that shows it.
#[derive(Clone, Debug)]
pub struct GivenUp {
    /// Its id.
    pub id: JobId,
    /// What it was, in words.
    pub what: String,
    /// Why it failed.
    pub problem: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// Work given up, latest first.
pub fn given_up(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<GivenUp>> {
    permit(actor, Permission::Administer)?;
    let told = |job: Job| GivenUp {
        what: match serde_json::from_str::<Body>(&job.body) {
            Ok(body) if job.kind == KIND => format!("Mail to {}: {}", body.mail.to, body.mail.subject),
            _ => job.kind.replace('_', " "),
        },
        id: job.id,
        problem: job.problem,
        attempts: job.attempts,
        created_at: job.created_at,
    };
    Ok(store::job::given_up(tx, SHOWN)?.into_iter().map(told).collect())
}

/// Lets work that was given up be tried again.
pub fn try_again(tx: &WriteTx<'_>, actor: &Actor, id: JobId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if store::job::revive(tx, id, moment.now)? { Ok(()) } else { Err(Error::NotFound("work")) }
}

/// Forgets work that was given up.
pub fn forget(tx: &WriteTx<'_>, actor: &Actor, id: JobId) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if store::job::forget(tx, id)? { Ok(()) } else { Err(Error::NotFound("work")) }
}

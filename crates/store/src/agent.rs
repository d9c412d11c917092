//! People who work here.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::notification::MailReply;
use domain::{AgentId, EmailAddress, Reach, Role, TeamId};
use jiff::Timestamp;

/// An agent as others see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Id.
    pub id: AgentId,
    /// Name.
    pub name: String,
    /// Address, for signing in and notifications.
    pub email: String,
    /// What for.
    pub role: Role,
    /// How much they see.
    pub reach: Reach,
    /// What stands under their answers.
    pub signature: String,
    /// IANA time zone in which they read times.
    pub time_zone: String,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// What their answers to notification mails become.
    pub mail_reply: MailReply,
    /// Not at work now.
    pub away: bool,
    /// No longer here, since.
    pub deactivated_at: Option<Timestamp>,
    /// Takes what burns, until.
    pub on_duty_until: Option<Timestamp>,
    /// Rests after abuse, until.
    pub cool_down_until: Option<Timestamp>,
    /// Open conversations at once that are sent to them; 0 is no limit.
    pub load_max: i64,
}

/// What signing in needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Whose.
    pub id: AgentId,
    /// PHC string of the password, empty when none is set.
    pub password_hash: String,
    /// Base32 secret of the second factor, empty when there is none.
    pub totp_secret: String,
    /// The last time step used, so that a code works once.
    pub totp_last_step: i64,
}

const COLUMNS: &str =
    "id, name, email, role, reach, signature, time_zone, theme, mail_reply, away, deactivated_at, on_duty_until,
    cool_down_until, load_max";

fn agent(columns: &mut Columns<'_>) -> Result<Agent> {
    Ok(Agent {
        id: columns.next()?,
        name: columns.next()?,
        email: columns.next()?,
        role: columns.next()?,
        reach: columns.next()?,
        signature: columns.next()?,
        time_zone: columns.next()?,
        theme: columns.next()?,
        mail_reply: columns.next()?,
        away: columns.next()?,
        deactivated_at: columns.next()?,
        on_duty_until: columns.next()?,
        cool_down_until: columns.next()?,
        load_max: columns.next()?,
    })
}

/// Adds an agent without a password.
pub fn add(
    tx: &WriteTx<'_>,
    name: &str,
    email: &EmailAddress,
    role: Role,
    reach: Reach,
    now: Timestamp,
) -> Result<AgentId> {
    tx.insert(
        "INSERT INTO agent (name, email, email_key, role, reach, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[&name, &email.as_str(), &email.key(), &role, &reach, &now],
    )
}

/// Saves everything others see of an agent.
pub fn update(tx: &WriteTx<'_>, agent: &Agent) -> Result<()> {
    tx.execute(
        "UPDATE agent SET name = $2, email = $3, email_key = $4, role = $5, reach = $6, signature = $7,
         time_zone = $8, theme = $9, away = $10, deactivated_at = $11, mail_reply = $12,
         on_duty_until = $13, cool_down_until = $14, load_max = $15 WHERE id = $1",
        &[
            &agent.id,
            &agent.name,
            &agent.email,
            &agent.email.to_lowercase(),
            &agent.role,
            &agent.reach,
            &agent.signature,
            &agent.time_zone,
            &agent.theme,
            &agent.away,
            &agent.deactivated_at,
            &agent.mail_reply,
            &agent.on_duty_until,
            &agent.cool_down_until,
            &agent.load_max,
        ],
    )?;
    Ok(())
}

/// Sets the hash of the password.
pub fn set_password(tx: &WriteTx<'_>, id: AgentId, hash: &str) -> Result<()> {
    tx.execute("UPDATE agent SET password_hash = $2 WHERE id = $1", &[&id, &hash])?;
    Ok(())
}

/// Sets the secret of the second factor; empty takes it away.
pub fn set_totp_secret(tx: &WriteTx<'_>, id: AgentId, secret: &str) -> Result<()> {
    tx.execute("UPDATE agent SET totp_secret = $2, totp_last_step = 0 WHERE id = $1", &[&id, &secret])?;
    Ok(())
}

/// Uses up a time step of the second factor; false when it was used before.
pub fn use_totp_step(tx: &WriteTx<'_>, id: AgentId, step: i64) -> Result<bool> {
    let used = tx.execute(
        "UPDATE agent SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2",
        &[&id, &step],
    )?;
    Ok(used == 1)
}

/// The agent with that id.
pub fn find(tx: &Tx<'_>, id: AgentId) -> Result<Option<Agent>> {
    tx.first(&format!("SELECT {COLUMNS} FROM agent WHERE id = $1"), &[&id], agent)
}

/// The agent with that address.
pub fn find_by_email(tx: &Tx<'_>, email: &EmailAddress) -> Result<Option<Agent>> {
    tx.first(&format!("SELECT {COLUMNS} FROM agent WHERE email_key = $1"), &[&email.key()], agent)
}

/// What signing in needs.
pub fn credentials(tx: &Tx<'_>, id: AgentId) -> Result<Option<Credentials>> {
    tx.first(
        "SELECT id, password_hash, totp_secret, totp_last_step FROM agent WHERE id = $1",
        &[&id],
        |columns| {
            Ok(Credentials {
                id: columns.next()?,
                password_hash: columns.next()?,
                totp_secret: columns.next()?,
                totp_last_step: columns.next()?,
            })
        },
    )
}

/// Everybody, those who left too, by name.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Agent>> {
    tx.query(&format!("SELECT {COLUMNS} FROM agent ORDER BY name, id"), &[], agent)
}

/// Whether anybody is here yet.
pub fn any(tx: &Tx<'_>) -> Result<bool> {
    tx.exists("SELECT 1 FROM agent LIMIT 1", &[])
}

/// The teams an agent is in.
pub fn teams(tx: &Tx<'_>, id: AgentId) -> Result<Vec<TeamId>> {
    tx.query("SELECT team_id FROM team_member WHERE agent_id = $1 ORDER BY team_id", &[&id], only)
}

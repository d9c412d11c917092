//! Complaints as the owner sees them: what was asked and given, who got nothing, how long a real answer took, what it
//! cost the customer, and which are still open.

use super::customer_time::ledger;
use super::summary::{Case, Summary};
use super::{Account, Complaint};
use crate::people::Directory;
use crate::{Result, lookup, permit};
use domain::complaint::State;
use domain::{Actor, Permission};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::Tx;
use store::conversation::Conversation;

/// Complaints that are counted at once, the latest; a page says so when there are more.
const COUNTED_MAX: i64 = 1_000;
/// Open complaints listed.
const OPEN_MAX: i64 = 200;

/// A complaint in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The complaint.
    pub complaint: Complaint,
    /// Where it stands now.
    pub conversation: Conversation,
    /// The customer's name.
    pub customer: String,
    /// Who answers for it.
    pub advocate: Option<String>,
    /// What the figures count of it.
    pub case: Case,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Complaints of the period, the latest first.
    pub made: Vec<Listed>,
    /// Whether there were more than are counted.
    pub more: bool,
    /// What they come to.
    pub summary: Summary,
    /// Those not closed, whenever they were made, the oldest first.
    pub open: Vec<Listed>,
}

/// Reads the figures of a period, for those who oversee.
pub fn figures(
    tx: &Tx<'_>,
    actor: &Actor,
    period: (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Figures> {
    permit(actor, Permission::Oversee)?;
    let directory = Directory::read(tx)?;
    let mut rows = store::complaint::made(tx, period, COUNTED_MAX + 1)?;
    let more = rows.len() as i64 > COUNTED_MAX;
    rows.truncate(COUNTED_MAX as usize);
    let list = |rows: Vec<Complaint>| -> Result<Vec<Listed>> {
        rows.into_iter().map(|row| listed(tx, row, &directory, now)).collect()
    };
    let made = list(rows)?;
    let cases: Vec<&Case> = made.iter().map(|one| &one.case).collect();
    Ok(Figures {
        more,
        summary: Summary::of(&cases),
        open: list(store::complaint::open(tx, OPEN_MAX)?)?,
        made,
    })
}

fn listed(tx: &Tx<'_>, complaint: Complaint, directory: &Directory, now: Timestamp) -> Result<Listed> {
    let conversation = lookup::conversation(tx, &Actor::System, complaint.conversation_id)?;
    let conversation = lookup::merged(tx, conversation)?;
    let family = store::conversation::with_merged(tx, conversation.id)?;
    let given: BTreeSet<String> = store::complaint::given(tx, &family)?.into_iter().collect();
    let case = Case {
        complaint: complaint.id,
        wanted: Account::of(&complaint).wanted,
        given: given.into_iter().collect(),
        outcome: complaint.outcome.filter(|_| complaint.state == State::Closed),
        created_at: complaint.created_at,
        answered_at: complaint.answered_at,
        time: ledger(tx, &family, &complaint, now)?,
    };
    Ok(Listed {
        customer: lookup::customer(tx, conversation.customer_id)?.name,
        advocate: complaint.advocate_id.map(|id| directory.agent_name(id).to_owned()),
        case,
        conversation,
        complaint,
    })
}

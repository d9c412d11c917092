//! What was given and asked in a stretch of time, as figures see it, wherever it was read from: from the tables here, or
//! from the event log alone ([`Replay`](super::Replay)).

use crate::Result;
use domain::remedy::ApprovalState;
use domain::{AgentId, ApprovalId, Money, RemedyId, RemedyKindId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::Tx;
use store::remedy::Remedy;

/// Something given, and not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gift {
    /// Which.
    pub remedy: RemedyId,
    /// What kind.
    pub kind: RemedyKindId,
    /// What it costs us; none for words.
    pub cost: Option<Money>,
    /// Whose it was to give.
    pub agent: AgentId,
    /// Whether nobody had to be asked.
    pub at_once: bool,
    /// Whether somebody said why.
    pub explained: bool,
    /// When.
    pub at: Timestamp,
}

/// A question to one approver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which.
    pub approval: ApprovalId,
    /// What kind would be given.
    pub kind: RemedyKindId,
    /// What that would cost.
    pub cost: Option<Money>,
    /// When it was asked.
    pub at: Timestamp,
    /// Whether the answer was a yes, and when it came; none for what was passed on, withdrawn or still waits.
    pub answer: Option<(bool, Timestamp)>,
}

impl Question {
    /// Whole minutes until the answer.
    pub fn minutes(&self) -> i64 {
        let answered = self.answer.map_or(self.at, |(_, at)| at);
        (answered.as_second() - self.at.as_second()) / 60
    }
}

/// A stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// What was given in it, by id.
    pub gifts: Vec<Gift>,
    /// What was asked in it, by id.
    pub questions: Vec<Question>,
    /// In how many conversations each answered.
    pub answered: BTreeMap<AgentId, i64>,
}

/// The log as the tables have it.
pub fn log(tx: &Tx<'_>, from: Timestamp, until: Timestamp) -> Result<Log> {
    let mut gifts: Vec<Gift> = Vec::new();
    for remedy in store::remedy::given_between(tx, from, until)? {
        let Some(at) = remedy.given_at else { continue };
        gifts.push(Gift {
            remedy: remedy.id,
            kind: remedy.kind_id,
            cost: remedy.cost,
            agent: remedy.agent_id,
            at_once: remedy.yes_needed == 0,
            explained: !remedy.why.is_empty(),
            at,
        });
    }
    gifts.sort_unstable_by_key(|gift| gift.remedy);
    let mut questions: Vec<Question> = Vec::new();
    let approvals = store::approval::made_between(tx, from, until)?;
    let about: Vec<RemedyId> = approvals.iter().map(|approval| approval.remedy_id).collect();
    let about: BTreeMap<RemedyId, Remedy> =
        store::remedy::find_all(tx, &about)?.into_iter().map(|remedy| (remedy.id, remedy)).collect();
    for approval in approvals {
        let Some(remedy) = about.get(&approval.remedy_id) else { continue };
        let yes = approval.state == ApprovalState::Approved;
        let decided = yes || approval.state == ApprovalState::Declined;
        questions.push(Question {
            approval: approval.id,
            kind: remedy.kind_id,
            cost: remedy.cost,
            at: approval.created_at,
            answer: approval.ended_at.filter(|_| decided).map(|at| (yes, at)),
        });
    }
    questions.sort_unstable_by_key(|question| question.approval);
    let answered = store::message::answered_by_agents(tx, from, until)?.into_iter().collect();
    Ok(Log { gifts, questions, answered })
}

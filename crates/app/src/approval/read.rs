//! What waits for an approver, as their page shows it.

use crate::remedy::{Given, seen};
use crate::{Error, Result, lookup, permit};
use domain::remedy::ApprovalState;
use domain::{Actor, ApprovalId, Permission, Role};
use store::Tx;
use store::approval::Approval;
use store::conversation::Conversation;
use store::customer::Customer;

/// Questions shown; nobody has more at once.
const SHOWN: i64 = 50;

/// A question to somebody.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub approval: Approval,
    /// What would be given, by whom.
    pub given: Given,
    /// Where.
    pub conversation: Conversation,
    /// To whom.
    pub customer: Customer,
    /// The yeses it has.
    pub yeses: i64,
}

/// How many questions wait for the actor.
pub fn count(tx: &Tx<'_>, actor: &Actor) -> Result<i64> {
    match actor.agent_id() {
        Some(agent) if actor.may(Permission::Oversee) => {
            Ok(store::approval::count_waiting(tx, agent, SHOWN)?)
        }
        _ => Ok(0),
    }
}

/// What waits for the actor, the nearest deadline first.
pub fn waiting(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Question>> {
    permit(actor, Permission::Oversee)?;
    let agent = actor.agent_id().ok_or(Error::Forbidden)?;
    let mut questions = Vec::new();
    for approval in store::approval::waiting(tx, agent, SHOWN)? {
        questions.push(question(tx, approval)?);
    }
    Ok(questions)
}

/// One question, for who was asked and for owners.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: ApprovalId) -> Result<Question> {
    permit(actor, Permission::Oversee)?;
    let approval = store::approval::find(tx, id)?.ok_or(Error::NotFound("question"))?;
    let owns = matches!(actor, Actor::Agent { role: Role::Owner, .. });
    if actor.agent_id() != Some(approval.approver_id) && !owns {
        return Err(Error::NotFound("question"));
    }
    question(tx, approval)
}

fn question(tx: &Tx<'_>, approval: Approval) -> Result<Question> {
    let remedy = store::remedy::find(tx, approval.remedy_id)?.ok_or(Error::NotFound("remedy"))?;
    let origin = lookup::conversation(tx, &Actor::System, remedy.conversation_id)?;
    let conversation = lookup::merged(tx, origin)?;
    let customer = lookup::customer(tx, conversation.customer_id)?;
    let given = seen(tx, vec![remedy])?.pop().ok_or(Error::NotFound("remedy"))?;
    let yeses = given.approvals.iter().filter(|(one, _)| one.state == ApprovalState::Approved).count() as i64;
    Ok(Question { approval, given, conversation, customer, yeses })
}

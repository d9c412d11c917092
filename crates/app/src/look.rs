//! Figures about a person are seen by that person first; who else looked is kept, and they can see it.

use crate::people::Directory;
use crate::{Error, Result, permit};
use domain::{Actor, AgentId, Moment, Permission};
use jiff::Timestamp;
use store::{Tx, WriteTx};

/// Looks that are shown.
const SHOWN: i64 = 100;

/// Somebody looked at one's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Their name.
    pub viewer: String,
    /// The page.
    pub page: String,
    /// When.
    pub at: Timestamp,
}

/// Asks to see figures about `subject` on `page`: one's own, always; another's, for those who oversee, and it is noted.
///
/// # Errors
/// [`Error::Forbidden`] for everybody else, [`Error::NotFound`] for nobody.
pub fn at(tx: &WriteTx<'_>, actor: &Actor, subject: AgentId, page: &str, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Read)?;
    if actor.agent_id() == Some(subject) {
        return Ok(());
    }
    permit(actor, Permission::Oversee)?;
    store::agent::find(tx, subject)?.ok_or(Error::NotFound("agent"))?;
    let Some(viewer_id) = actor.agent_id() else { return Ok(()) };
    let look =
        store::look::Look { viewer_id, subject_id: subject, page: page.to_owned(), created_at: moment.now };
    Ok(store::look::add(tx, &look)?)
}

/// Who looked at one's own figures, latest first.
pub fn at_me(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Look>> {
    permit(actor, Permission::Read)?;
    let Some(me) = actor.agent_id() else { return Ok(Vec::new()) };
    let directory = Directory::read(tx)?;
    let looks = store::look::of_subject(tx, me, SHOWN)?;
    let named = |look: store::look::Look| Look {
        viewer: directory.agent_name(look.viewer_id).to_owned(),
        page: look.page,
        at: look.created_at,
    };
    Ok(looks.into_iter().map(named).collect())
}

//! Permission and reach: the first question of every action.

use crate::{Error, Result};
use domain::{Actor, Permission, Reach, Role};
use store::Scope;

/// Goes on only if the actor has the permission.
pub fn permit(actor: &Actor, permission: Permission) -> Result<()> {
    if actor.may(permission) { Ok(()) } else { Err(Error::Forbidden) }
}

/// What the actor may see. Leads and above see everything, whatever their reach says: they answer for it.
pub fn scope(actor: &Actor) -> Scope {
    match actor {
        Actor::Agent { id, role, reach, teams } if *role < Role::Lead => match reach {
            Reach::All => Scope::All,
            Reach::Team => Scope::Teams(*id, teams.clone()),
            Reach::Own => Scope::Own(*id),
        },
        Actor::Agent { .. } | Actor::Token { .. } | Actor::System => Scope::All,
    }
}

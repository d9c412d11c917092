//! The people who work here: how they come in, who they are to each other.

mod add;
mod directory;
mod forgotten;
mod found;
mod invite;
mod manage;
mod password;
mod profile;
mod second_factor;
mod session;
mod totp;

pub use store::agent::Agent;

pub use add::{NewAgent, add};
pub use directory::{Colleague, Directory, colleagues};
pub use forgotten::{forgetful, forgot_password, renew_password};
pub use found::{NewOwner, found, is_founded};
pub use invite::{
    INVITATION_DAYS, Invitation, NewInvitation, accept, invitation, invitations, invite, invite_again,
    withdraw,
};
pub use manage::{Heir, Standing, change, deactivate, reactivate};
pub use password::{
    Checked, PASSWORD_CHARACTERS_MIN, Password, change_password, reset_password, set_password,
};
pub(crate) use profile::set_mail_reply;
pub use profile::{Profile, set_away, set_load_max, set_on_duty, set_presentation, set_profile, set_theme};
pub use second_factor::{
    has_second_factor, remove_second_factor, remove_second_factor_of, set_second_factor,
};
pub use session::{
    Identified, SESSION_DAYS, Session, SignIn, actor, actor_of, end_other_sessions, end_session, identify,
    sessions, sign_in, touch_session,
};
pub use totp::{TotpSecret, code_at, totp_step};

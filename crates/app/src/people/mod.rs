//! The people who work here: how they come in, who they are to each other.

mod add;
mod directory;
mod found;
mod password;
mod profile;
mod session;
mod totp;

pub use store::agent::Agent;

pub use add::{NewAgent, add};
pub use directory::Directory;
pub use found::{NewOwner, found, is_founded};
pub use password::{PASSWORD_CHARACTERS_MIN, Password, reset_password, set_password};
pub use profile::{set_presentation, set_theme};
pub use session::{
    Identified, SESSION_DAYS, SignIn, actor, actor_of, end_session, identify, sign_in, touch_session,
};
pub use totp::{TotpSecret, code_at, totp_step};

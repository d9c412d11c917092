//! The people who work here: how they come in, who they are to each other.

mod directory;
mod found;
mod password;
mod session;
mod totp;

pub use directory::Directory;
pub use found::{NewOwner, found};
pub use password::{PASSWORD_CHARACTERS_MIN, Password, set_password};
pub use session::{
    Identified, SESSION_DAYS, SignIn, actor, actor_of, end_session, identify, sign_in, touch_session,
};
pub use totp::{TotpSecret, code_at, totp_step};

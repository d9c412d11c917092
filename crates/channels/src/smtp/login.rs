//! Logging in (AUTH, RFC 4954).

use super::session::Session;
use crate::wire::{
    Credential, Endpoint, Secret, Trouble, TroubleKind, sasl_oauthbearer, sasl_plain, sasl_xoauth2,
};
use base64::{Engine, engine::general_purpose::STANDARD};

/// Logs in, reading the password or token anew.
pub(super) async fn log_in(
    session: &mut Session,
    endpoint: &Endpoint,
    login: &Credential,
) -> Result<(), Trouble> {
    let secret = login.secret().await?;
    let Some((first, mut further)) = messages(session, endpoint, login, &secret) else {
        let what = if login.is_bearer() {
            "The mail server doesn't take OAuth2 tokens. Use a password."
        } else {
            "The mail server takes no password on this connection. Check port and protection."
        };
        return Err(Trouble::new(TroubleKind::Login, what));
    };
    let mut reply = session.command(&first).await?;
    // At most two messages follow; a further challenge states a refusal and wants any answer at all.
    for _ in 0..4 {
        if reply.code != 334 {
            break;
        }
        let message = if further.is_empty() { String::new() } else { further.remove(0) };
        reply = session.command(&message).await?;
    }
    match reply.code {
        235 => Ok(()),
        421 | 454 => {
            Err(reply.trouble(TroubleKind::Network, "The mail server can't check logins at the moment."))
        }
        _ if login.is_bearer() => {
            let what = "The mail server refused the login. The access token may have expired or lack the right for mail.";
            Err(reply.trouble(TroubleKind::Login, what))
        }
        _ => {
            let what = "The mail server refused the login. Check the user name and the password.";
            Err(reply.trouble(TroubleKind::Login, what))
        }
    }
}

/// The AUTH command and the messages after it, for the best mechanism that both sides know.
fn messages(
    session: &Session,
    endpoint: &Endpoint,
    login: &Credential,
    secret: &Secret,
) -> Option<(String, Vec<String>)> {
    let user = login.user();
    let has = |name| session.offers.has_mechanism(name);
    if login.is_bearer() {
        if has("OAUTHBEARER") {
            let message = sasl_oauthbearer(user, &endpoint.host, endpoint.port, secret);
            Some((format!("AUTH OAUTHBEARER {message}"), vec!["AQ==".into()]))
        } else {
            has("XOAUTH2").then(|| (format!("AUTH XOAUTH2 {}", sasl_xoauth2(user, secret)), Vec::new()))
        }
    } else if has("PLAIN") {
        Some((format!("AUTH PLAIN {}", sasl_plain(user, secret)), Vec::new()))
    } else {
        has("LOGIN")
            .then(|| ("AUTH LOGIN".into(), vec![STANDARD.encode(user), STANDARD.encode(secret.reveal())]))
    }
}

//! Logging in: the strongest way that the server offers and the credential allows.

use super::{
    connection::{Connection, Done, Halt},
    limits::LINE_MAX_BYTES,
    response::{Response, Status},
    utf7::quoted,
};
use crate::wire::{Credential, Endpoint, Trouble, TroubleKind, sasl_oauthbearer, sasl_plain, sasl_xoauth2};

/// Logs in, reading the password or token anew.
pub(super) async fn log_in(
    connection: &mut Connection,
    endpoint: &Endpoint,
    credential: &Credential,
) -> Result<(), Halt> {
    if connection.preauthenticated {
        return Ok(());
    }
    let secret = credential.secret().await?;
    let user = credential.user();
    let done = if credential.is_bearer() {
        if connection.offers("AUTH=OAUTHBEARER").await? {
            let message = sasl_oauthbearer(user, &endpoint.host, endpoint.port, &secret);
            // RFC 7628 section 3.2.3: a refusal comes as a challenge, answered with a lone ^A.
            authenticate(connection, "OAUTHBEARER", &message, "AQ==").await?
        } else if connection.offers("AUTH=XOAUTH2").await? {
            authenticate(connection, "XOAUTH2", &sasl_xoauth2(user, &secret), "").await?
        } else {
            return Err(login_trouble("The mail server doesn't take OAuth2 tokens. Use a password.").into());
        }
    } else if connection.offers("AUTH=PLAIN").await? {
        authenticate(connection, "PLAIN", &sasl_plain(user, &secret), "*").await?
    } else if connection.offers("LOGINDISABLED").await? {
        return Err(login_trouble("The mail server takes no password on this connection. Use TLS.").into());
    } else {
        if [user, secret.reveal()].iter().any(|words| words.chars().any(char::is_control)) {
            return Err(login_trouble("The user name or password holds control characters.").into());
        }
        connection.command(&format!("LOGIN {} {}", quoted(user), quoted(secret.reveal())), |_| ()).await?
    };
    accepted(&done, credential)?;
    if !connection.preauthenticated {
        connection.forget_capabilities();
    }
    Ok(())
}

/// AUTHENTICATE with the first message at once where the server takes it so (RFC 4959), else after its `+`.
/// A further challenge means a refusal whose details we don't need; `resigned` answers it.
async fn authenticate(
    connection: &mut Connection,
    mechanism: &str,
    message: &str,
    resigned: &str,
) -> Result<Done, Halt> {
    let at_once = connection.offers("SASL-IR").await?;
    let first = if at_once {
        format!("AUTHENTICATE {mechanism} {message}")
    } else {
        format!("AUTHENTICATE {mechanism}")
    };
    let tag = connection.send(&first).await?;
    let mut pending = (!at_once).then_some(message);
    loop {
        match connection.response(LINE_MAX_BYTES as u64, connection.patience()).await? {
            Response::Continue => connection.send_line(pending.take().unwrap_or(resigned)).await?,
            Response::Done { tag: answered, status, words } if answered == tag => {
                return Ok(Done { status, words });
            }
            _ => {}
        }
    }
}

fn accepted(done: &Done, credential: &Credential) -> Result<(), Trouble> {
    if done.status == Status::Ok {
        return Ok(());
    }
    // RFC 5530: the server has a problem of its own, which the person can't mend with another password.
    let upper = done.words.to_ascii_uppercase();
    if upper.starts_with(b"[UNAVAILABLE]")
        || upper.starts_with(b"[INUSE]")
        || upper.starts_with(b"[SERVERBUG]")
    {
        let what = "The mail server can't check logins at the moment.";
        return Err(Trouble::new(TroubleKind::Network, what).said(&done.words));
    }
    let what = if credential.is_bearer() {
        "The mail server refused the login. The access token may have expired or lack the right for mail."
    } else {
        "The mail server refused the login. Check the user name and the password."
    };
    Err(login_trouble(what).said(&done.words))
}

fn login_trouble(what: &str) -> Trouble {
    Trouble::new(TroubleKind::Login, what)
}

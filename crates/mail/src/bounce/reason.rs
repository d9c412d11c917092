//! Why a delivery failed, told from the words of the other server, then from its codes.

use std::sync::LazyLock;

use super::command::{self, Command};

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// Why a delivery failed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Reason {
            $($(#[$doc])* $variant,)+
        }

        impl Reason {
            /// The word used in JSON and in the database.
            pub(super) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The reason of this word.
            fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

reasons! {
    AuthFailure = "auth_failure",
    BadReputation = "bad_reputation",
    Blocked = "blocked",
    ContentError = "content_error",
    Delivered = "delivered",
    ExceedLimit = "exceed_limit",
    Expired = "expired",
    Filtered = "filtered",
    HasMoved = "has_moved",
    HostUnknown = "host_unknown",
    MailboxFull = "mailbox_full",
    MailerError = "mailer_error",
    MessageTooBig = "mesg_too_big",
    NetworkError = "network_error",
    NoRelaying = "no_relaying",
    NotAccept = "not_accept",
    NotCompliantRfc = "not_compliant_rfc",
    PolicyViolation = "policy_violation",
    Rejected = "rejected",
    RequirePtr = "require_ptr",
    SecurityError = "security_error",
    SpamDetected = "spam_detected",
    Speeding = "speeding",
    Suspend = "suspend",
    SyntaxError = "syntax_error",
    SystemError = "system_error",
    SystemFull = "system_full",
    TooManyConnections = "too_many_conn",
    Undefined = "undefined",
    UserUnknown = "user_unknown",
    VirusDetected = "virus_detected",
}

impl Reason {
    /// True if the address is dead: nobody by that name, no such host, or it takes no mail at all.
    pub(super) fn is_permanent(self) -> bool {
        matches!(self, Self::UserUnknown | Self::HostUnknown | Self::HasMoved | Self::NotAccept)
    }

    /// True if the words for it stand in many texts about something else: a sure code says more.
    fn is_vague(self) -> bool {
        matches!(
            self,
            Self::SyntaxError | Self::ContentError | Self::SystemError | Self::NetworkError | Self::Expired
        )
    }
}

/// Tells the reason from what was said about this recipient, else from the codes, else from the whole report.
pub(super) fn of(
    said: &str,
    told: &str,
    status: Option<&str>,
    reply_code: Option<u16>,
    action: Option<&str>,
) -> Reason {
    if matches!(action, Some("delivered" | "relayed" | "expanded")) {
        return Reason::Delivered;
    }
    let told = told[..told.floor_char_boundary(TOLD_BYTES_MAX)].to_lowercase();
    let said = said.to_lowercase();
    let words = in_words(&said);
    let sure = status.and_then(sure_status);
    let reason = match (words, sure) {
        (Some(Reason::UserUnknown), Some(code @ (Reason::UserUnknown | Reason::HasMoved))) => Some(code),
        (words, Some(code)) if words.is_none_or(Reason::is_vague) => Some(code),
        (Some(Reason::UserUnknown), _) => Some(unknown_user(&said, &told, status)),
        (Some(Reason::HostUnknown), _) if command::refused(&said, "") == Some(Command::Sender) => {
            Some(Reason::Rejected)
        }
        (words, _) => words,
    };
    reason
        .or_else(|| status.and_then(general_status))
        .or_else(|| in_words(&told).filter(|reason| *reason != Reason::UserUnknown))
        .unwrap_or_else(|| by_reply(reply_code, action))
}

/// "User unknown" without the code for it. Who took the recipient and then refuses the text with these words
/// filters, and so does who adds a code for something else; an address is given up only on what is sure.
fn unknown_user(said: &str, told: &str, status: Option<&str>) -> Reason {
    let other_code = status.is_some_and(is_filter_status);
    let sure = match command::refused(said, told) {
        Some(Command::Recipient) => true,
        Some(Command::Sender) => return Reason::Rejected,
        // The sending system's own verdict on the refusal.
        Some(Command::Data) => told.contains("5.1.1 <") && !other_code,
        Some(Command::Connection) | None => !other_code && DIRECTORY.iter().any(|words| said.contains(words)),
    };
    if sure { Reason::UserUnknown } else { Reason::Filtered }
}

/// Words of systems that looked the recipient up in their own directory; no server says them after the text.
const DIRECTORY: [&str; 9] = [
    "not listed in",
    "name is not recognized",
    "invalid user address",
    "bad-mailbox",
    "requested action not taken",
    "recipient not found by",
    "recipnotfound",
    "recipient address rejected: access denied",
    "couldn't be found",
];

/// How much of a report is searched for words.
const TOLD_BYTES_MAX: usize = 6_000;

/// Codes about a mailbox that is there (RFC 3463, 3.3): "user unknown" beside them is a pretext.
fn is_filter_status(status: &str) -> bool {
    matches!(status, "5.2.0" | "5.2.1" | "5.1.4") || status.starts_with("5.7.")
}

/// Words of servers and the reason they tell, in the order in which they are tried.
static WORDS: LazyLock<Vec<(Reason, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("reason.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (name, words) = line.split_once(':')?;
            let words = words.split('|').map(|word| word.trim().replace('_', " ")).collect();
            Some((Reason::named(name)?, words))
        })
        .collect()
});

fn in_words(lower: &str) -> Option<Reason> {
    WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|word| lower.contains(word.as_str())))
        .map(|(reason, _)| *reason)
}

/// Codes that mean one thing (RFC 3463, 3 and the IANA registry).
fn sure_status(status: &str) -> Option<Reason> {
    let (_, code) = status.split_once('.')?;
    Some(match code {
        "1.1" | "1.3" | "1.9" => Reason::UserUnknown,
        "1.2" | "4.4" => Reason::HostUnknown,
        "1.6" => Reason::HasMoved,
        "1.7" | "1.8" => Reason::Rejected,
        "1.10" | "3.2" => Reason::NotAccept,
        "2.2" => Reason::MailboxFull,
        "2.3" => Reason::ExceedLimit,
        "3.1" => Reason::SystemFull,
        "3.4" => Reason::MessageTooBig,
        "4.6" => Reason::NetworkError,
        "4.7" => Reason::Expired,
        "5.3" => Reason::TooManyConnections,
        "7.20" | "7.21" | "7.22" | "7.23" | "7.24" | "7.26" | "7.509" => Reason::AuthFailure,
        "7.25" => Reason::RequirePtr,
        _ => return None,
    })
}

/// Codes that name a field only.
fn general_status(status: &str) -> Option<Reason> {
    let (class, code) = status.split_once('.')?;
    Some(match code {
        "1.0" => Reason::UserUnknown,
        "1.4" | "2.0" | "2.1" | "2.4" => Reason::Filtered,
        "3.0" | "3.3" | "3.5" | "4.3" | "5.4" | "5.5" => Reason::SystemError,
        "4.0" | "4.2" | "4.8" => Reason::NetworkError,
        "4.1" => Reason::Expired,
        code if code == "5.6" || code.starts_with("6.") => Reason::ContentError,
        code if code.starts_with("7.") => Reason::SecurityError,
        code if code.starts_with("5.") => Reason::SyntaxError,
        _ if class == "4" && code != "0.0" => Reason::Expired,
        _ => return None,
    })
}

/// What the reply code alone tells.
fn by_reply(code: Option<u16>, action: Option<&str>) -> Reason {
    match code {
        Some(452 | 552) => Reason::MailboxFull,
        Some(500..=504) => Reason::SyntaxError,
        Some(521 | 556) => Reason::NotAccept,
        Some(421 | 450 | 451) => Reason::Expired,
        _ if action == Some("delayed") => Reason::Expired,
        _ => Reason::Undefined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_words_counts() {
        let lines = include_str!("reason.txt").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(WORDS.len(), lines);
        assert!(
            WORDS
                .iter()
                .all(|(_, words)| words.iter().all(|word| word.len() > 2 && *word == word.to_lowercase()))
        );
    }
}

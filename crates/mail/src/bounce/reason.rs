//! Why a delivery failed, told from the words of the other server, then from its codes.

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
        }
    };
}

reasons! {
    /// See its name.
    AuthFailure = "auth_failure",
    /// See its name.
    BadReputation = "bad_reputation",
    /// See its name.
    Blocked = "blocked",
    /// See its name.
    ContentError = "content_error",
    /// See its name.
    Delivered = "delivered",
    /// See its name.
    ExceedLimit = "exceed_limit",
    /// See its name.
    Expired = "expired",
    /// See its name.
    Filtered = "filtered",
    /// See its name.
    HasMoved = "has_moved",
    /// See its name.
    HostUnknown = "host_unknown",
    /// See its name.
    MailboxFull = "mailbox_full",
    /// See its name.
    MailerError = "mailer_error",
    /// See its name.
    MessageTooBig = "mesg_too_big",
    /// See its name.
    NetworkError = "network_error",
    /// See its name.
    NoRelaying = "no_relaying",
    /// See its name.
    NotAccept = "not_accept",
    /// See its name.
    NotCompliantRfc = "not_compliant_rfc",
    /// See its name.
    PolicyViolation = "policy_violation",
    /// See its name.
    Rejected = "rejected",
    /// See its name.
    RequirePtr = "require_ptr",
    /// See its name.
    SecurityError = "security_error",
    /// See its name.
    SpamDetected = "spam_detected",
    /// See its name.
    Speeding = "speeding",
    /// See its name.
    Suspend = "suspend",
    /// See its name.
    SyntaxError = "syntax_error",
    /// See its name.
    SystemError = "system_error",
    /// See its name.
    SystemFull = "system_full",
    /// See its name.
    TooManyConnections = "too_many_conn",
    /// See its name.
    Undefined = "undefined",
    /// See its name.
    UserUnknown = "user_unknown",
    /// See its name.
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
        (Some(words), Some(code)) if words.is_vague() => Some(code),
        (Some(Reason::UserUnknown), Some(Reason::UserUnknown)) => Some(Reason::UserUnknown),
        (Some(Reason::UserUnknown), _) => Some(unknown_user(&said, &told, status)),
        (Some(Reason::HostUnknown), _) if command::refused(&said, "") == Some(Command::Sender) => {
            Some(Reason::Rejected)
        }
        (Some(words), _) => Some(words),
        (None, Some(code)) => Some(code),
        (None, None) => None,
    };
    reason
        .or_else(|| status.and_then(general_status))
        .or_else(|| in_words(&told).filter(|reason| *reason != Reason::UserUnknown))
        .unwrap_or_else(|| by_reply(reply_code, action))
}

/// "User unknown" without the code for it. Who took the recipient and then refuses the text with these words
/// filters, and so does who adds a code for something else; an address is given up only on what is sure.
fn unknown_user(said: &str, told: &str, status: Option<&str>) -> Reason {
    match command::refused(said, told) {
        Some(Command::Recipient) => Reason::UserUnknown,
        // The sending system's own verdict on the refusal.
        Some(Command::Data) if told.contains("5.1.1 <") && !status.is_some_and(is_filter_status) => {
            Reason::UserUnknown
        }
        Some(Command::Data) => Reason::Filtered,
        Some(Command::Sender) => Reason::Rejected,
        Some(Command::Connection) | None if status.is_some_and(is_filter_status) => Reason::Filtered,
        Some(Command::Connection) | None if DIRECTORY.iter().any(|words| said.contains(words)) => {
            Reason::UserUnknown
        }
        Some(Command::Connection) | None => Reason::Filtered,
    }
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

/// Words of servers, in the order in which they are tried: the first that is found tells.
const WORDS: &[(Reason, &[&str])] = &[
    // First what would be mistaken for something below.
    (Reason::MailerError, &["procmail:", "x-unix;", "pipe to |", "command exited"]),
    (Reason::SecurityError, &["authrequired"]),
    (Reason::SpamDetected, &["content rejected", "mail rejete", "mail rejected.", "spamsignature"]),
    (Reason::PolicyViolation, &["header error", "denied by policy", "its content presents a potential"]),
    (Reason::ContentError, &["duplicate header"]),
    (Reason::NotCompliantRfc, &["addresses in from: header"]),
    (Reason::TooManyConnections, &["connection rate limit", "connection frequency"]),
    (Reason::Speeding, &["too many recipients this hour"]),
    (Reason::Blocked, &["refused to talk to me", "not accepting connections", "service refuse"]),
    (Reason::SystemError, &["contact ldap", "could not load", "service currently unavailable"]),
    (
        Reason::MailboxFull,
        &[
            "mailbox full",
            "mailbox is full",
            "mailboxfull",
            "quota exceed",
            "exceeded quota",
            "over quota",
            "overquota",
            "exceeds quota",
            "exceeded storage",
            "exceeded its storage",
            "mailbox exceed",
            "mailbox size limit",
            "storage quota",
            "disk quota",
            "user is over",
            "out of storage space",
            "account is full",
            "inbox is full",
            "user mailbox exceeds",
            "quota violation",
            "mailfolder is full",
            "over the maximum",
            "mailbox over",
            "exceeded the maximum inbound",
            "maildir over quota",
            "account is over",
            "has exceeded",
            "reached disk quota",
            "insufficient disk space",
            "is over disk",
            "quota full",
            "full mailbox",
            "exceed mailbox quota",
            "boite pleine",
            "lotus notes: quota",
        ],
    ),
    (Reason::ExceedLimit, &["message length exceeds administrative", "exceeds administrative limit"]),
    (
        Reason::MessageTooBig,
        &[
            "message too big",
            "message size exceed",
            "message too large",
            "message is too large",
            "exceeds maximum size",
            "maximum message size",
            "message file too big",
            "exceeds size limit",
            "size limit exceeded",
            "message size limit",
            "larger than the current",
            "too large message",
        ],
    ),
    (
        Reason::HasMoved,
        &[
            "mailbox has moved",
            "has moved",
            "has been replaced by",
            "no longer at this",
            "address has changed",
        ],
    ),
    (
        Reason::RequirePtr,
        &[
            "reverse dns",
            "ptr record",
            "rdns",
            "fcrdns",
            "no reverse",
            "reverse name",
            "reverse lookup",
            "cannot find your hostname",
            "cannot find your reverse",
            "unresolvable relay host",
            "ptr rr",
            "not resolve to",
            "unverifyable sending",
        ],
    ),
    (
        Reason::AuthFailure,
        &[
            "dmarc",
            "spf check",
            "(spf)",
            "spf fail",
            "spf record",
            "dkim",
            "sender policy framework",
            "fails to pass authentication",
            "unauthenticated email",
            "by spf",
        ],
    ),
    (
        Reason::NotCompliantRfc,
        &["rfc 5322", "rfc 5321", "rfc5322", "rfc 2822", "not rfc", "rfc compliant", "not compliant"],
    ),
    (Reason::BadReputation, &["reputation", "senderscore"]),
    (
        Reason::SpamDetected,
        &[
            "spam detected",
            "looks like spam",
            "as spam",
            "is spam",
            "- spam",
            "spam message",
            "spam content",
            "spam score",
            "detected as spam",
            "unsolicited",
            "considered spam",
            "bulk mail",
            "spam email",
            "likely spam",
            "contains a url",
            "junk mail",
            "suspected spam",
            "spam rejected",
            "rejected by spam",
            "classified as spam",
        ],
    ),
    (Reason::VirusDetected, &["virus", "infected", "malware", "trojan"]),
    (
        Reason::Speeding,
        &[
            "rate limit",
            "too fast",
            "throttl",
            "message rate",
            "rate that",
            "sending too many",
            "too many messages",
            "unexpected volume",
            "limit on the number of messages",
            "too much mail",
            "unusual rate",
        ],
    ),
    (
        Reason::TooManyConnections,
        &[
            "too many connection",
            "too many concurrent",
            "too many smtp sessions",
            "too many sessions",
            "exceeded the maximum number of connections",
            "concurrent connection",
            "maximum connections",
            "connection rate",
            "too many recipients",
        ],
    ),
    (
        Reason::NoRelaying,
        &[
            "relaying denied",
            "relay access denied",
            "unable to relay",
            "relay not permitted",
            "not permitted to relay",
            "relaying not permitted",
            "relay denied",
            "allowed rcpthosts",
            "relaying mail",
            "insecure mail relay",
            "relay operation",
            "to relay mail",
            "relaying prohibited",
        ],
    ),
    (
        Reason::Suspend,
        &[
            "is disabled",
            "been disabled",
            "suspended",
            "is inactive",
            "inactive user",
            "account inactive",
            "deactivated",
            "temporarily disabled",
            "account is locked",
            "mailbox is frozen",
            "not active",
            "mailbox disabled",
            "account disabled",
            "boite du destinataire archivee",
            "account that you tried to reach is disabled",
            "account expired",
            "user is disabled",
            "mailbox locked",
            "disabled or discontinued",
        ],
    ),
    (
        Reason::Filtered,
        &[
            "only accepting mail from",
            "not in whitelist",
            "protected by",
            "blocked by the recipient",
            "due to extended inactivity",
            "refused by recipient",
            "bounced address",
            "user refused",
            "user reject",
            "recipient rejected your",
            "because of the recipient's",
            "closed mailing list",
            "resolver.rst",
            "not authenticated",
            "is not allowed to send",
            "recipient preferences",
            "not member",
            "not a member",
        ],
    ),
    (
        Reason::Rejected,
        &[
            "may not exist, or you may not have permission",
            "groups.google.com/support",
            "sender rejected",
            "sender address rejected",
            "sender was rejected",
            "sender verify",
            "sender denied",
            "invalid sender",
            "sender domain",
            "domain of sender",
            "from: domain",
            "mail from not allowed",
            "sender is not",
            "rejected sender",
            "unable to verify sender",
            "sender not",
            "address of sender",
            "please use the smtp server of your isp",
            "backscatter",
            "bad sender",
            "from domain",
            "sender ok",
            "<> invalid",
            "envelope from",
        ],
    ),
    (
        Reason::NotAccept,
        &[
            "no mx record",
            "no mx found",
            "find a mail exchanger",
            "does not accept mail",
            "not accepting network messages",
            "not accept any",
            "mail receiving disabled",
            "null mx",
            "nullmx",
            "no longer accepts",
            "does not accept email",
            "host/domain does not accept",
            "not accept mail",
        ],
    ),
    (Reason::NetworkError, &["host not found, try again", "dns error:", "temporary dns"]),
    (
        Reason::HostUnknown,
        &[
            "host unknown",
            "unknown host",
            "host not found",
            "domain does not exist",
            "domain not found",
            "couldn't find any host",
            "name service error",
            "no such domain",
            "domain name not found",
            "unrouteable",
            "nxdomain",
            "dns lookup failure",
            "no such host",
            "domain is not reachable",
            "recipient domain must exist",
            "name or service not known",
            "domain must resolve",
            "host or domain name not found",
            "non-existent hosts",
            "unresolvable domain",
            "domain isn't found",
            "no dns",
            "name server: host",
            "account or domain may not exist",
        ],
    ),
    (
        Reason::UserUnknown,
        &[
            "user unknown",
            "unknown user",
            "no such user",
            "unknown recipient",
            "no mailbox here",
            "mailbox not found",
            "mailbox unavailable",
            "mailbox does not exist",
            "invalid recipient",
            "invalid mailbox",
            "not listed in",
            "recipient not found",
            "recipnotfound",
            "couldn't be found",
            "could not be found",
            "name is not recognized",
            "unknown address",
            "unknown account",
            "no account",
            "no such recipient",
            "no such mailbox",
            "no such address",
            "invalid address",
            "invalid user",
            "user not found",
            "not a known user",
            "not a valid user",
            "illegal user",
            "illegal alias",
            "unknown or illegal",
            "doesn't have a",
            "does not have a",
            "not our customer",
            "user doesn't exist",
            "user does not exist",
            "account does not exist",
            "address does not exist",
            "recipient does not exist",
            "account that you tried to reach does not exist",
            "unknown local",
            "address unknown",
            "unknown mailbox",
            "recipient unknown",
            "no such person",
            "not known at",
            "undeliverable address",
            "not found in",
            "no valid recipients",
            "address error",
            "unknown virtual",
            "no such account",
            "unable to find",
            "user (",
            "unknown in",
            "not exist here",
            "adresse inconnue",
            "adresse d au moins un destinataire invalide",
            "access denied to recipient",
            "this user doesn't",
            "recipient rejected",
            "recipient address rejected: access denied",
            "invalid rcpt",
            "destinataire inconnu",
            "not recognized",
            "bad-mailbox",
            "unknown e-mail",
            "unknown email",
            "bad destination mailbox address\"",
        ],
    ),
    (
        Reason::Blocked,
        &[
            "blacklist",
            "black list",
            "blocklist",
            "block list",
            "spamhaus",
            "dnsbl",
            "rbl",
            "listed in",
            "banned",
            "blocked",
            "access denied",
            "client host",
            "bad ip",
            "refused to accept",
            "denied by",
            "too many spam",
            "cbl.abuseat",
            "sending ip",
            "connection refused by",
            "ip address is",
            "abuse",
            "bl.",
            "not accept messages from",
            "unacceptable ip",
        ],
    ),
    (Reason::PolicyViolation, &["policy", "prohibit", "attachment", "administratively"]),
    (
        Reason::SecurityError,
        &[
            "security",
            "authentication required",
            "authentication failed",
            "must issue a starttls",
            "encryption",
            "not authorized",
            "tls is required",
            "permission denied",
            "authentication turned on",
        ],
    ),
    (Reason::SystemFull, &["insufficient system storage", "mail system full", "no space left"]),
    (
        Reason::Expired,
        &["connection timed out", "did not accept our requests to connect", "socket error", "not reachable"],
    ),
    (
        Reason::NetworkError,
        &[
            "connection refused",
            "could not connect",
            "no route",
            "lost connection",
            "establish an smtp connection",
            "no smtp connection",
            "network unreachable",
            "network is unreachable",
            "unreachable",
            "connection reset",
            "too many hops",
            "loop",
            "hop count",
            "unable to connect",
            "conversation with",
            "bad file descriptor",
            "remote protocol error",
            "timed out while",
        ],
    ),
    (
        Reason::Expired,
        &[
            "expired",
            "retry timeout",
            "for the last",
            "giving up",
            "in the queue too long",
            "delivery time",
            "multiple retries",
            "cannot send message for",
            "failed 20 attempts",
            "delivery failed 20",
            "has been delayed",
            "not yet been delivered",
            "timeout exceeded",
            "retries",
            "too long",
            "timed out",
            "deferred",
            "temporarily unavailable",
        ],
    ),
    (Reason::ContentError, &["8-bit", "message header", "malformed", "not acceptable content", "mime"]),
    (
        Reason::SyntaxError,
        &["syntax error", "address syntax", "unrecognized command", "command not", "bad sequence"],
    ),
    (
        Reason::MailerError,
        &[
            "mailer error",
            "command failed",
            "pipe to",
            "x-unix",
            "procmail",
            "exit ",
            "command exited",
            "local delivery failed",
            "terminated by signal",
        ],
    ),
    (
        Reason::SystemError,
        &[
            "system error",
            "local error",
            "configuration",
            "temporary local problem",
            "config error",
            "internal error",
            "local problem",
            "server error",
            "can't create",
            "unable to open",
            "software error",
            "interrupted system call",
        ],
    ),
    // What is left when nothing above says why.
    (Reason::UserUnknown, &["recipient address rejected", "invalid recipient"]),
    (Reason::HostUnknown, &[" does not exist"]),
];

fn in_words(lower: &str) -> Option<Reason> {
    WORDS.iter().find(|(_, words)| words.iter().any(|word| lower.contains(word))).map(|(reason, _)| *reason)
}

/// Codes that mean one thing (RFC 3463, 3 and the IANA registry).
fn sure_status(status: &str) -> Option<Reason> {
    let (_, code) = status.split_once('.')?;
    Some(match code {
        "1.1" | "1.9" => Reason::UserUnknown,
        "1.2" => Reason::HostUnknown,
        "1.3" => Reason::UserUnknown,
        "1.6" => Reason::HasMoved,
        "1.7" | "1.8" => Reason::Rejected,
        "1.10" => Reason::NotAccept,
        "2.2" => Reason::MailboxFull,
        "2.3" => Reason::ExceedLimit,
        "3.1" => Reason::SystemFull,
        "3.2" => Reason::NotAccept,
        "3.4" => Reason::MessageTooBig,
        "4.4" => Reason::HostUnknown,
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
        "6.0" | "5.6" => Reason::ContentError,
        code if code.starts_with("6.") => Reason::ContentError,
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

//! Which SMTP command the other server refused: what it said means different things after different commands.

/// The command that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`, or the text after it.
    Data,
    /// Greeting and connection.
    Connection,
}

const SIGNS: [(Command, &[&str]); 4] = [
    (
        Command::Data,
        &[
            "end of data",
            "final data",
            "data command",
            "reply to data",
            "smtp:data",
            "text command",
            "after i sent the message",
            "[data]",
            "data response",
        ],
    ),
    (
        Command::Recipient,
        &[
            "rcpt to",
            "rcpt command",
            "rcpt_to",
            "smtp:rcpt",
            "reply to rcpt",
            "does not like recipient",
            "like our rcpt",
            ">>> rcpt",
        ],
    ),
    (Command::Sender, &["mail from", "mail command", "mail_from", "sender was rejected", "like our mail"]),
    (Command::Connection, &["initial connection", "ehlo", "helo"]),
];

/// The command refused, told from what was said about the recipient, else from the dialogue in the report. Both
/// are in lower case.
pub(super) fn refused(said: &str, told: &str) -> Option<Command> {
    in_text(said).or_else(|| in_dialogue(told)).or_else(|| in_text(told))
}

fn in_text(text: &str) -> Option<Command> {
    SIGNS.iter().find(|(_, signs)| signs.iter().any(|sign| text.contains(sign))).map(|(command, _)| *command)
}

/// The command before the first refusal in a dialogue of `>>>` and `<<<` lines.
fn in_dialogue(told: &str) -> Option<Command> {
    let mut last = None;
    for line in told.lines().map(str::trim_start) {
        let ours = line.strip_prefix(">>> ").or_else(|| line.strip_prefix("sent <<< "));
        if let Some(ours) = ours {
            last = match ours.get(..4) {
                Some("mail") => Some(Command::Sender),
                Some("rcpt") => Some(Command::Recipient),
                Some("data" | ".") => Some(Command::Data),
                Some("ehlo" | "helo") => Some(Command::Connection),
                _ => None,
            };
            continue;
        }
        let theirs = line.strip_prefix("<<< ").or_else(|| line.strip_prefix("received >>> "));
        if theirs.is_some_and(|theirs| theirs.starts_with(['4', '5'])) {
            return last;
        }
    }
    None
}

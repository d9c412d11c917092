//! Bounces in words: where the returned mail starts, which recipients are named and what is said about each.

use super::{Failure, delivery_status, scan, sender};
use crate::{Mail, limits};

/// Parts the report from the mail that it returns below.
pub(super) fn split(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && starts_returned(line, &text[at + line.len()..]) {
            return text.split_at(at);
        }
        at += line.len();
    }
    (text, "")
}

/// What programs write above the returned mail, in lower case.
const ANNOUNCE: [&str; 18] = [
    "original message",
    "copy of the message",
    "header of the original message",
    "message headers follow",
    "original message headers",
    "unsent message follows",
    "returned message",
    "original message follows",
    "copy of the original message",
    "enclosed is a copy",
    "included is a copy",
    "text of the original message",
    "original message text",
    "returned content",
    "undelivered message",
    "message header follows",
    "message details",
    "original mail info",
];

/// True if this line announces the returned mail. Lines that are part of a server's words don't.
fn starts_returned(line: &str, rest: &str) -> bool {
    let ruled = line.trim_start().starts_with(['-', '*', '=', '_']);
    let line = line.trim().trim_matches(['-', '*', '=', '_', ' ', ':', '.']).to_lowercase();
    if line.len() > 100 {
        return false;
    }
    let announces = ANNOUNCE.iter().any(|words| {
        // Within a sentence the words mean something else: `delete your text from the attached returned message`.
        line.starts_with(words) || (line.ends_with(words) && (ruled || line.contains("copy of")))
    }) || (ruled && line.contains("copy of the message"));
    if announces {
        // `The original message was received at …` is the start of a report, not its end.
        return !line.contains("was received") && !line.contains("identifier");
    }
    // No announcement: the header of the returned mail simply follows an empty line.
    line.is_empty() && ["received:", "return-path:"].iter().any(|field| starts_with_field(rest, field))
}

fn starts_with_field(text: &str, field: &str) -> bool {
    text.get(..field.len()).is_some_and(|start| start.eq_ignore_ascii_case(field))
}

/// The recipients named in the words, each with what is said about it.
pub(super) fn failures(told: &str, mail: &Mail) -> Vec<Failure> {
    let coded = delivery_status::failures_in(told);
    if !coded.is_empty() {
        return coded;
    }
    let lines: Vec<&str> = told.lines().collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    for strictness in [heads, mentions] {
        for (index, line) in lines.iter().enumerate() {
            if found.len() >= limits::BOUNCES_MAX {
                break;
            }
            for address in strictness(line) {
                if !is_own(address, line, mail)
                    && !found.iter().any(|(_, known)| known.eq_ignore_ascii_case(address))
                {
                    found.push((index, address.to_owned()));
                }
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    let action = delay(told);
    (0..found.len())
        .filter_map(|position| {
            let (start, recipient) = found.get(position)?;
            let end = found.get(position + 1).map_or(lines.len(), |(next, _)| *next).max(start + 1);
            let said = scan::one_line(&lines.get(*start..end)?.join("\n"));
            // Some name all recipients first and explain below, some explain first.
            let bare = said.len() <= recipient.len() + 6;
            let explained_before = found.len() == 1 && !has_code(&said) && has_code(told);
            let said = if bare || explained_before { scan::one_line(told) } else { said };
            Some(Failure {
                recipient: Some(recipient.clone()),
                said,
                action: action.clone(),
                ..Failure::default()
            })
        })
        .collect()
}

fn has_code(text: &str) -> bool {
    scan::status(text).is_some() || scan::reply_code(text).is_some()
}

/// Adds to coded failures what only the words say: some programs write the server's answer only there.
pub(super) fn complete(failures: &mut [Failure], told: &str) {
    let lines: Vec<&str> = told.lines().collect();
    for failure in failures.iter_mut().filter(|failure| failure.said.len() < 12) {
        let Some(recipient) = failure.recipient.as_deref() else { continue };
        let recipient = recipient.to_lowercase();
        let Some(start) = lines.iter().rposition(|line| line.to_lowercase().contains(&recipient)) else {
            continue;
        };
        let Some(rest) = lines.get(start..(start + 8).min(lines.len())) else { continue };
        let said = scan::one_line(&rest.join("\n"));
        failure.said = scan::one_line(&format!("{} {said}", failure.said));
    }
}

/// `delayed` if the report says that delivery goes on.
fn delay(told: &str) -> Option<String> {
    let told = told.to_lowercase();
    [
        "has not yet been delivered",
        "has been delayed",
        "message will be retried",
        "warning message only",
        "delivery attempts will continue",
        "will keep trying",
    ]
    .iter()
    .any(|words| told.contains(words))
    .then(|| "delayed".to_owned())
}

/// Addresses that open a line, as a report's paragraph about a recipient does.
fn heads(line: &str) -> Vec<&str> {
    let start = line.trim_start_matches(|letter: char| letter.is_whitespace() || "*>-<\"'".contains(letter));
    // Dialogue with a server is no paragraph.
    if line.trim_start().starts_with(">>>") || line.trim_start().starts_with("<<<") {
        return Vec::new();
    }
    // A transcript puts the reply code first: `550 <ada@customer.example>... User unknown`.
    let coded = start.get(3..).filter(|rest| rest.starts_with(" <") && start.starts_with(['4', '5']));
    let start = coded.map_or(start, |rest| rest.trim_start_matches([' ', '<']));
    let word = start.split(|letter: char| letter.is_whitespace() || "<>,;\"'[(".contains(letter)).next();
    let word = word.unwrap_or_default().trim_end_matches([':', '.', '*']);
    if scan::is_address(word) { vec![word] } else { Vec::new() }
}

/// All addresses of a line.
fn mentions(line: &str) -> Vec<&str> {
    scan::addresses(line).collect()
}

/// True for addresses that are not the failed one: the reporting system, the sender, whom to ask for help.
fn is_own(address: &str, line: &str, mail: &Mail) -> bool {
    let line = line.to_lowercase();
    let is_sender = mail.to.iter().any(|to| to.address.eq_ignore_ascii_case(address));
    let named = crate::Address { name: None, address: address.to_owned() };
    sender::is_machine(&named)
        || line.trim_start().starts_with("from")
        || ["contact", "mail from", "from:", "hello ", "message-id", "please e-mail"]
            .iter()
            .any(|words| line.contains(words))
        || (is_sender && !line.contains("rcpt") && !line.trim_start().starts_with(['<', '"']))
}

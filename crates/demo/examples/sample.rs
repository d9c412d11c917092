//! Prints conversations of the demo to read through:
//! `cargo run -p demo --example sample -- [how many] [seed] [tag of a matter, or language, or "open"]`.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use std::collections::BTreeMap;

use demo::{ConversationKey, Entry, Happening, Mail, MailKind, Plan, story};
use jiff::Timestamp;
use mail_parser::{MessageParser, MimeHeaders};

/// What is known of a conversation while it is collected.
#[derive(Default)]
struct Collected {
    lines: Vec<String>,
    labels: Vec<&'static str>,
    open: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, default: u64| {
        arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let until: Timestamp = "2026-02-12T15:40:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let plan = Plan { seed: number(1, 1961), ..Plan::standard(until) };
    let mut conversations: BTreeMap<ConversationKey, Collected> = BTreeMap::new();
    for entry in story(&plan) {
        collect(&mut conversations, entry);
    }
    let wanted = |collected: &Collected| match arguments.get(2).map(String::as_str) {
        None => true,
        Some("open") => collected.open,
        Some(label) => collected.labels.contains(&label),
    };
    let chosen: Vec<_> = conversations.iter().filter(|(_, collected)| wanted(collected)).collect();
    let many = number(0, 60) as usize;
    println!("{} of {} conversations", chosen.len(), conversations.len());
    for (key, collected) in chosen.iter().step_by((chosen.len() / many.max(1)).max(1)).take(many) {
        println!("================ {}\n{}\n", key.0, collected.lines.join("\n\n"));
    }
}

fn collect(conversations: &mut BTreeMap<ConversationKey, Collected>, entry: Entry) {
    let at = entry.at.strftime("%a %d %b %H:%M");
    let mut open = None;
    let mut labels = Vec::new();
    let (key, line) = match entry.what {
        Happening::Mail(mail) => {
            open = Some(mail.kind == MailKind::Message);
            labels.extend(mail.truth.matter.map(demo::Matter::tag));
            labels.push(mail.truth.language);
            (
                mail.conversation,
                format!(
                    "{at} MAIL {:?} {:?} {}\n{}",
                    mail.kind,
                    mail.truth.mood,
                    mail.truth.contact,
                    readable(&mail)
                ),
            )
        }
        Happening::Reply(reply) => {
            open = Some(reply.then == demo::Then::StayOpen);
            let (promise, remedy) = (
                reply.promise.map(|promise| (promise.due, promise.kept)),
                reply.remedy.map(|remedy| remedy.kind),
            );
            let line = format!(
                "{at} REPLY {} {:?} {promise:?} {remedy:?}\n{}",
                reply.agent, reply.then, reply.markdown
            );
            (reply.conversation, line)
        }
        Happening::Note { conversation, agent, markdown, .. } => {
            (conversation, format!("{at} note {agent}: {markdown}"))
        }
        Happening::Assigned { conversation, team, agent, .. } => {
            (conversation, format!("{at} assigned {team} {agent:?}"))
        }
        Happening::Handover { conversation, from, team, to, reason, summary } => {
            (conversation, format!("{at} handover {from} -> {team} {to:?}: {reason}. {summary}"))
        }
        Happening::Snoozed { conversation, agent, until } => {
            (conversation, format!("{at} snoozed by {agent} until {until}"))
        }
        Happening::Closed { conversation, agent } => {
            open = Some(false);
            (conversation, format!("{at} closed by {agent}"))
        }
        Happening::Merged { conversation, into, .. } => {
            open = Some(false);
            (conversation, format!("{at} merged into {}", into.0))
        }
        Happening::Tagged { conversation, tags, .. } => (conversation, format!("{at} tagged {tags:?}")),
        _ => return,
    };
    let collected = conversations.entry(key).or_default();
    collected.lines.push(line);
    collected.labels.extend(labels);
    collected.open = open.unwrap_or(collected.open);
}

/// Subject, text and file names.
fn readable(mail: &Mail) -> String {
    let Some(parsed) = MessageParser::new().parse(&mail.raw) else { return "not readable".to_owned() };
    let from = parsed.from().and_then(|from| from.first()).map(|from| (from.name(), from.address()));
    let files: Vec<_> = parsed.attachments().filter_map(|part| part.attachment_name()).collect();
    format!(
        "{from:?} to {}\nSubject: {}\n\n{}\n{files:?}",
        mail.mailbox,
        parsed.subject().unwrap_or(""),
        parsed.body_text(0).unwrap_or_default()
    )
}

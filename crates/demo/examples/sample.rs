//! Prints conversations of the demo to read through: `cargo run -p demo --example sample -- [how many] [seed] [matter]`.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use std::collections::BTreeMap;

use demo::{ConversationKey, Happening, MailKind, Plan, story};
use jiff::Timestamp;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, default: u64| arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(default);
    let until: Timestamp = "2026-02-12T15:40:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let plan = Plan { seed: number(1, 1961), ..Plan::standard(until) };
    let mut conversations: BTreeMap<ConversationKey, Vec<String>> = BTreeMap::new();
    let mut matters: BTreeMap<ConversationKey, &str> = BTreeMap::new();
    for entry in story(&plan) {
        let at = entry.at.strftime("%a %d %b %H:%M");
        let (key, line) = match entry.what {
            Happening::Mail(mail) => {
                if let Some(matter) = mail.truth.matter {
                    matters.insert(mail.conversation, matter.tag());
                }
                let text = String::from_utf8_lossy(&mail.raw).replace('\r', "");
                let body = if mail.kind == MailKind::Message { text } else { format!("{:?}\n{text}", mail.kind) };
                (mail.conversation, format!("{at} --- MAIL {:?}\n{body}", mail.truth))
            }
            Happening::Reply(reply) => {
                let line = format!("{at} --- REPLY {} {:?} {:?} {:?}\n{}", reply.agent, reply.then, reply.promise, reply.remedy, reply.markdown);
                (reply.conversation, line)
            }
            Happening::Note { conversation, agent, markdown, .. } => (conversation, format!("{at} note {agent}: {markdown}")),
            Happening::Assigned { conversation, team, agent, .. } => (conversation, format!("{at} assigned {team} {agent:?}")),
            Happening::Handover { conversation, from, team, to, reason, summary } => {
                (conversation, format!("{at} handover {from} -> {team} {to:?}: {reason}. {summary}"))
            }
            Happening::Snoozed { conversation, agent, until } => (conversation, format!("{at} snoozed by {agent} until {until}")),
            Happening::Closed { conversation, agent } => (conversation, format!("{at} closed by {agent}")),
            Happening::Merged { conversation, into, .. } => (conversation, format!("{at} merged into {into:?}")),
            Happening::Tagged { conversation, tags, .. } => (conversation, format!("{at} tagged {tags:?}")),
            _ => continue,
        };
        conversations.entry(key).or_default().push(line);
    }
    let wanted = arguments.get(2);
    let chosen: Vec<_> =
        conversations.iter().filter(|(key, _)| wanted.is_none_or(|wanted| matters.get(key) == Some(&wanted.as_str()))).collect();
    let many = number(0, 60) as usize;
    for (key, lines) in chosen.iter().step_by((chosen.len() / many.max(1)).max(1)).take(many) {
        println!("================ {key:?}\n{}\n", lines.join("\n\n"));
    }
}

//! How long a story takes, and how much of it waits in memory: `cargo run -p demo --example speed -- [customers] [days]`.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use demo::{Happening, MailKind, Plan, story};
use jiff::Timestamp;

fn main() {
    let number = |index: usize, default: u64| {
        std::env::args().nth(index).and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let until: Timestamp = "2026-02-12T15:40:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let plan =
        Plan { customers: number(1, 900) as usize, days: number(2, 365) as u32, ..Plan::standard(until) };
    let begun = std::time::Instant::now();
    let (mut entries, mut messages, mut bytes) = (0u64, 0u64, 0u64);
    for entry in story(&plan) {
        entries += 1;
        match entry.what {
            Happening::Mail(mail) => {
                messages += u64::from(mail.kind == MailKind::Message);
                bytes += mail.raw.len() as u64;
            }
            Happening::Reply(_) => messages += 1,
            _ => {}
        }
    }
    println!("{entries} entries, {messages} messages, {} kB of mail in {:?}", bytes / 1024, begun.elapsed());
    println!(
        "{}",
        std::fs::read_to_string("/proc/self/status")
            .unwrap_or_default()
            .lines()
            .filter(|line| line.starts_with("VmHWM"))
            .collect::<String>()
    );
    let begun = std::time::Instant::now();
    let mails: usize = demo::mails(1, 10_000).take(2_000).map(|raw| raw.len()).sum();
    println!("2000 load-test mails, {} kB in {:?}", mails / 1024, begun.elapsed());
}

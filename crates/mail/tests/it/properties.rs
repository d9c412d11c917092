//! What holds for any bytes whatsoever.

use std::{fs, path::Path};

use mail::{Address, Letter};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::corpora::check_sound;

/// Our own mails, to be damaged.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("mails").filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a mail")).collect()
}

fn check(raw: &[u8]) {
    check_sound(raw, &mail::read(raw));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_read(raw in vec(any::<u8>(), 0..2_000)) {
        check(&raw);
    }

    #[test]
    fn any_text_is_read(raw in "(From|To|Subject|Content-Type|X)?:? ?[ -~\r\n=?;\"<>@äß]{0,400}") {
        check(raw.as_bytes());
    }

    #[test]
    fn damaged_mails_are_read(
        which in any::<Index>(),
        changes in vec((any::<Index>(), any::<u8>(), 0..4_u8), 1..20),
    ) {
        let seeds = seeds();
        let mut raw = which.get(&seeds).clone();
        for (at, byte, change) in changes {
            if raw.is_empty() {
                break;
            }
            let at = at.index(raw.len());
            match change {
                0 => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 => { raw.remove(at); }
                _ => raw.truncate(at),
            }
        }
        check(&raw);
    }

    #[test]
    fn letters_are_read_back(subject in "\\PC{0,120}", name in "\\PC{1,60}", markdown in "\\PC{0,300}") {
        let letter = Letter {
            message_id: "a@shop.example".into(),
            from: Address { name: Some(name.clone()), address: "help@shop.example".into() },
            to: vec![Address { name: None, address: "ada@customer.example".into() }],
            subject: subject.clone(),
            markdown,
            ..Letter::default()
        };
        let raw = mail::compose(&letter).raw;
        let mail = mail::read(&raw);
        check_sound(&raw, &mail);
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(folded(&mail.subject), folded(&subject));
        let from = mail.from.expect("an author");
        prop_assert_eq!(from.address, "help@shop.example");
        prop_assert_eq!(folded(&from.name.unwrap_or_default()), folded(&name));
    }
}

#[test]
fn deep_and_wide_mails_stay_within_limits() {
    let mut deep = String::new();
    for level in 0..5_000 {
        deep.push_str("Content-Type: multipart/mixed; boundary=b");
        deep.push_str(&level.to_string());
        deep.push_str("\n\n--b");
        deep.push_str(&level.to_string());
        deep.push('\n');
    }
    check(deep.as_bytes());
    check("Content-Type: message/rfc822\n\n".repeat(5_000).as_bytes());
    let mut wide = String::from("Content-Type: multipart/mixed; boundary=b\n\n");
    wide.push_str(&"--b\nContent-Type: image/png\n\nx\n".repeat(20_000));
    let mail = mail::read(wide.as_bytes());
    assert!(mail.attachments.len() <= mail::limits::PARTS_MAX);
    assert!(mail.problems.contains(&mail::Problem::TooManyParts));
    check(format!("To: {}\n\nx", "a@b.example, ".repeat(100_000)).as_bytes());
    check(format!("Subject: {}\n\nx", "=?utf-8?Q?x?= ".repeat(100_000)).as_bytes());
    check(format!("Subject: {}\n\nx", "=?".repeat(100_000)).as_bytes());
    check(format!("Subject: {}\n\nx", "=?utf-8?q?x".repeat(20_000)).as_bytes());
    let bounce = "From: mailer-daemon@mx.example\nSubject: failure notice\n\n";
    let many: Vec<String> = (0..50_000).map(|number| format!("<{number}@customer.example>: no")).collect();
    let mail = mail::read(format!("{bounce}{}", many.join("\n")).as_bytes());
    assert_eq!(mail.bounce.len(), mail::limits::BOUNCES_MAX);
}

//! Every mail is a real mail, and refers to what was really written before.

use std::collections::{BTreeMap, BTreeSet};

use demo::{EntryKey, Happening, Mail, MailKind};
use mail_parser::{MessageParser, MimeHeaders};

use super::told;

fn mails() -> impl Iterator<Item = &'static Mail> {
    told().iter().filter_map(|entry| match &entry.what {
        Happening::Mail(mail) => Some(mail),
        _ => None,
    })
}

#[test]
fn every_mail_can_be_read() {
    for mail in mails() {
        let parsed = MessageParser::new().parse(&mail.raw).unwrap_or_else(|| panic!("{}", mail.message_id));
        assert_eq!(parsed.message_id(), Some(mail.message_id.as_str()));
        assert!(parsed.subject().is_some_and(|subject| !subject.is_empty()), "{}", mail.message_id);
        assert!(parsed.from().is_some_and(|from| from.first().is_some_and(|from| from.address().is_some())));
        assert!(parsed.date().is_some(), "{}", mail.message_id);
        let text = parsed.body_text(0).unwrap_or_default();
        assert!(text.trim().len() > 2, "{}: {text:?}", mail.message_id);
        assert!(!text.contains('\u{fffd}'), "{}: {text}", mail.message_id);
        assert!(
            !text.contains(['{', '}', '[', ']']),
            "{}: an open slot or choice in {text}",
            mail.message_id
        );
    }
}

#[test]
fn lines_end_and_are_short_as_the_standard_asks() {
    for mail in mails() {
        let text = String::from_utf8_lossy(&mail.raw);
        assert!(text.replace("\r\n", "").find(['\n', '\r']).is_none(), "{}", mail.message_id);
        // RFC 5322, 2.1.1.
        assert!(text.split("\r\n").all(|line| line.len() <= 998), "{}", mail.message_id);
    }
}

#[test]
fn answers_name_what_they_answer() {
    let mut ids: BTreeMap<EntryKey, String> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut linked = 0;
    for entry in told() {
        match &entry.what {
            Happening::Reply(reply) => {
                assert!(ids.contains_key(&reply.answers), "{:?} answers what wasn't written", entry.key);
                assert!(seen.insert(reply.message_id.clone()), "twice: {}", reply.message_id);
                ids.insert(entry.key, reply.message_id.clone());
            }
            Happening::Mail(mail) => {
                assert!(seen.insert(mail.message_id.clone()), "twice: {}", mail.message_id);
                ids.insert(entry.key, mail.message_id.clone());
                let Some(answers) = mail.answers else { continue };
                let answered = &ids[&answers];
                let parsed = MessageParser::new().parse(&mail.raw).unwrap();
                if mail.kind == MailKind::Bounce {
                    assert!(String::from_utf8_lossy(&mail.raw).contains(answered.as_str()));
                } else {
                    assert_eq!(parsed.in_reply_to().as_text(), Some(answered.as_str()));
                    linked += 1;
                }
            }
            _ => {}
        }
    }
    assert!(linked > 1_500, "{linked}");
}

#[test]
fn ids_can_be_replaced_without_touching_the_rest() {
    let mail = mails().find(|mail| mail.answers.is_some() && mail.kind == MailKind::Message).unwrap();
    let renamed =
        mail.relinked(|id| id.ends_with("carrickandlark.example").then(|| "other@desk.example".to_owned()));
    let parsed = MessageParser::new().parse(&renamed).unwrap();
    let before = MessageParser::new().parse(&mail.raw).unwrap();
    assert_eq!(parsed.message_id(), before.message_id());
    assert!(String::from_utf8_lossy(&renamed).contains("<other@desk.example>"));
    assert_eq!(parsed.body_text(0), before.body_text(0));
    assert_eq!(mail.relinked(|_| None), mail.raw);
}

#[test]
fn there_are_photos_papers_quotes_notes_from_machines() {
    let (mut photos, mut papers, mut quotes, mut html_only) = (0, 0, 0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for mail in mails() {
        *kinds.entry(format!("{:?}", mail.kind)).or_default() += 1;
        let parsed = MessageParser::new().parse(&mail.raw).unwrap();
        for file in parsed.attachments() {
            match file.attachment_name() {
                Some(name) if name.starts_with("IMG_") => {
                    assert!(file.contents().starts_with(b"\x89PNG"));
                    photos += 1;
                }
                Some("receipt.pdf") => {
                    assert!(file.contents().starts_with(b"%PDF-1.4"));
                    papers += 1;
                }
                _ => {}
            }
        }
        let text = parsed.body_text(0).unwrap_or_default();
        quotes += usize::from(text.lines().any(|line| line.starts_with("> ")));
        html_only += usize::from(mail.kind == MailKind::Message && parsed.text_body_count() == 0);
        html_only += usize::from(
            mail.kind == MailKind::Message && !String::from_utf8_lossy(&mail.raw).contains("text/plain"),
        );
    }
    println!("{photos} photos, {papers} papers, {quotes} quotes, {html_only} only HTML, {kinds:?}");
    assert!(photos > 150 && papers > 10 && quotes > 500 && html_only > 100);
    assert!(kinds["AutoReply"] > 15 && kinds["Bounce"] >= 5 && kinds["Bulk"] > 60);
}

#[test]
fn the_stream_for_load_tests_holds_distinct_real_mails() {
    let mut ids = BTreeSet::new();
    let mut senders = BTreeSet::new();
    for raw in demo::mails(3, 40).take(500) {
        let parsed = MessageParser::new().parse(&raw).unwrap();
        assert!(ids.insert(parsed.message_id().unwrap().to_owned()));
        senders.insert(parsed.from().unwrap().first().unwrap().address().unwrap().to_owned());
        assert!(parsed.body_text(0).is_some_and(|text| text.len() > 20));
    }
    assert!((30..=40).contains(&senders.len()), "{}", senders.len());
}

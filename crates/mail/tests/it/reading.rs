//! Our own mails, one for each kind of trouble, and what must come out.

use std::{fs, path::Path};

use mail::{FoldKind, Kind, Mail, Problem};

use crate::corpora::check_sound;

fn raw(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails").join(format!("{name}.eml"));
    fs::read(path).expect("a mail")
}

fn read(name: &str) -> Mail {
    let raw = raw(name);
    let mail = mail::read(&raw);
    check_sound(&raw, &mail);
    mail
}

fn names(mail: &Mail) -> Vec<&str> {
    mail.attachments.iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn a_plain_mail() {
    let mail = read("plain");
    let from = mail.from.expect("an author");
    assert_eq!((from.name.as_deref(), from.address.as_str()), (Some("Ada Example"), "ada@customer.example"));
    assert_eq!(mail.cc[0].name.as_deref(), Some("Lind, Bo"));
    assert_eq!(mail.cc[1].address, "cy@customer.example");
    assert_eq!(mail.subject, "Where is my parcel?");
    assert_eq!(mail.message_id.as_deref(), Some("one@customer.example"));
    assert_eq!(mail.in_reply_to, ["answer-7@shop.example"]);
    assert_eq!(mail.references, ["first@customer.example", "answer-7@shop.example"]);
    assert_eq!(mail.date.map(|date| date.to_string()).as_deref(), Some("2026-03-03T08:15:00Z"));
    assert_eq!(mail.origin.delivered_to, ["help@shop.example"]);
    assert_eq!(mail.kind, Kind::Message);
    assert_eq!(mail.body.text, "Hello, it should have been here yesterday.\n");
    assert_eq!(mail.problems, []);
}

#[test]
fn encoded_words_in_names_and_subjects() {
    let mail = read("encoded_words");
    assert_eq!(mail.from.and_then(|from| from.name).as_deref(), Some("Jörg Beispiel"));
    assert_eq!((mail.to[0].name.as_deref(), mail.to.len()), (Some("Léa, Example"), 1));
    assert_eq!(mail.subject, "Grüße ä (café au lait)");
}

#[test]
fn charsets_that_are_wrong_unknown_or_mixed() {
    let mail = read("raw_header_bytes");
    assert_eq!(mail.from.and_then(|from| from.name).as_deref(), Some("Jörg Beispiel"));
    assert_eq!(mail.subject, "Grüße aus Köln, schöne Grüße");
    for (name, text, problem) in [
        ("wrong_charset", "Schöne Grüße", Problem::WrongCharset),
        ("unknown_charset", "Schöne Grüße", Problem::UnknownCharset),
        ("mixed_charsets", "Schöne Antwort\n> gestern: schöne Grüße", Problem::MixedCharsets),
        ("japanese_mislabelled", "こんにちは、荷物はどこですか。", Problem::WrongCharset),
    ] {
        let mail = read(name);
        assert_eq!(mail.body.text.trim_end(), text, "{name}");
        assert!(mail.problems.contains(&problem), "{name}: {:?}", mail.problems);
    }
}

#[test]
fn nul_bytes_do_not_cut() {
    let mail = read("nul_bytes");
    assert_eq!(mail.subject, "beforeafter");
    assert_eq!(mail.body.text, "One two\n");
}

#[test]
fn file_names_of_all_kinds() {
    let raw = raw("file_names");
    let mail = read("file_names");
    assert_eq!(names(&mail), ["Rätsel.pdf", "Pläne.docx", "attachment.png", "Straße.csv"]);
    assert_eq!(mail.attachments[1].media_type.split('.').next_back(), Some("document"));
    assert_eq!(mail::part(&raw, &mail.attachments[3].part).as_deref(), Some("Straße".as_bytes()));
    assert_eq!(mail::part(&raw, "1.9"), None);
    assert_eq!(mail::part(&raw, "nonsense"), None);
}

#[test]
fn an_image_in_the_text_needs_no_listing() {
    let mail = read("inline_image");
    assert_eq!(mail.body.text.trim(), "It looks like this: [image]");
    assert_eq!(mail.attachments.len(), 1);
    assert_eq!(mail.attachments[0].content_id.as_deref(), Some("shot@customer.example"));
    assert!(mail.attachments[0].inline);
    let html = mail.body.html.expect("HTML");
    assert!(html.contains("part:1.2") && !html.contains("cid:"), "{html}");
}

#[test]
fn broken_boundaries_and_headers() {
    for name in ["unclosed_boundary", "wrong_boundary"] {
        let mail = read(name);
        assert_eq!(mail.body.text.trim(), "The text.", "{name}");
        assert_eq!(names(&mail), ["a.pdf"], "{name}");
    }
    let mail = read("broken_header");
    assert_eq!(mail.subject, "a long subject that was folded without indentation");
    assert_eq!(mail.to[0].address, "help@shop.example");
    let mail = read("mbox");
    assert_eq!((mail.subject.as_str(), mail.body.text.as_str()), ("out of an mbox", "Text.\n"));
    assert_eq!(mail.problems[0], Problem::MboxLine);
    let mail = read("no_header");
    assert!(mail.body.text.starts_with("Just a text without any header"));
}

#[test]
fn an_attached_mail_is_a_file_and_a_forward() {
    let raw = raw("attached_mail");
    let mail = read("attached_mail");
    assert_eq!(names(&mail), ["Broken cup.eml"]);
    assert_eq!(
        mail.origin.forwarded_from.as_ref().map(|from| from.address.as_str()),
        Some("ada@customer.example")
    );
    let inner = mail.forwarded.expect("a forwarded mail");
    assert_eq!(inner.message_id.as_deref(), Some("cup@customer.example"));
    assert_eq!(inner.attachments[0].name, "cup.jpg");
    assert_eq!(mail::part(&raw, &inner.attachments[0].part), Some(vec![0xff, 0xd8, 0xff]));
}

#[test]
fn an_inline_forward_is_told_from_an_answer() {
    let mail = read("forwarded_inline");
    let inner = mail.forwarded.expect("a forwarded mail");
    assert_eq!(inner.from.map(|from| from.address).as_deref(), Some("ada@customer.example"));
    assert_eq!(inner.subject, "Tasse kaputt");
    assert_eq!(inner.body.text.trim(), "Sie ist zerbrochen.");
    let mail = read("answer_with_block");
    assert_eq!(mail.forwarded, None);
    assert_eq!(mail.body.visible_text(), "Thank you!");
    assert!(mail.body.folds.iter().any(|fold| fold.kind == FoldKind::Quote));
}

#[test]
fn calendars_and_uuencoded_files_are_files() {
    let mail = read("calendar");
    assert_eq!(mail.body.text.trim(), "Let us meet.");
    assert_eq!(mail.attachments[0].media_type, "text/calendar");
    let raw = raw("uuencoded");
    let mail = read("uuencoded");
    assert_eq!(names(&mail), ["note.txt"]);
    assert_eq!(mail::part(&raw, &mail.attachments[0].part).as_deref(), Some(b"Cat".as_slice()));
    assert!(mail.body.text.contains("Bye.") && !mail.body.text.contains("begin 644"));
}

#[test]
fn winmail_dat_is_unpacked() {
    let raw = raw("winmail");
    let mail = read("winmail");
    assert_eq!(mail.body.text.trim(), "Read the plan.");
    let plan = &mail.attachments[0];
    assert_eq!(plan.name, "Großer Plan.txt");
    assert_eq!(mail::part(&raw, &plan.part).as_deref(), Some(b"the plan".as_slice()));
    assert!(mail.attachments[1..].iter().all(|file| file.inline), "the formatted body is no file to list");
}

#[test]
fn bounces_say_who_and_why() {
    let mail = read("bounce_standard");
    assert_eq!(mail.kind, Kind::Bounce);
    let bounce = &mail.bounce[0];
    assert_eq!(bounce.recipient.as_deref(), Some("gone@customer.example"));
    assert_eq!((bounce.status.as_deref(), bounce.reply_code), (Some("5.1.1"), Some(550)));
    assert_eq!((bounce.reason.as_str(), bounce.permanent), ("user_unknown", true));
    assert_eq!(bounce.original_message_id.as_deref(), Some("answer-8@shop.example"));
    assert_eq!(mail.forwarded, None, "what comes back is no forward");

    let mail = read("bounce_in_words");
    assert_eq!((mail.kind, mail.bounce.len()), (Kind::Bounce, 1));
    let bounce = &mail.bounce[0];
    assert_eq!((bounce.reason.as_str(), bounce.permanent), ("mailbox_full", false));
    assert_eq!(bounce.original_message_id.as_deref(), Some("answer-9@shop.example"));

    let mail = read("bounce_delayed");
    assert_eq!(mail.kind, Kind::Bounce);
    assert_eq!((mail.bounce[0].permanent, mail.bounce[0].status.as_deref()), (false, Some("4.0.0")));
}

#[test]
fn automatic_mail_is_told_apart() {
    assert_eq!(read("feedback_report").kind, Kind::FeedbackReport);
    assert_eq!(read("vacation").kind, Kind::AutoReply);
    let news = read("newsletter");
    assert_eq!((news.kind, news.origin.list_id.as_deref()), (Kind::Bulk, Some("news.letters.example")));
}

#[test]
fn the_person_behind_a_list_is_told() {
    let mail = read("list_rewritten");
    assert_eq!(mail.origin.original_from.map(|from| from.address).as_deref(), Some("ada@customer.example"));
    assert_eq!(mail.origin.loop_mark.as_deref(), Some("7f3a"));
    assert_eq!(mail.kind, Kind::Message);
}

#[test]
fn inspection_has_the_documented_fields() {
    let shown = mail::inspect(&read("attached_mail"));
    let keys: Vec<&String> = shown.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "attachments",
            "bounce",
            "cc",
            "date",
            "forwarded",
            "from",
            "html",
            "in_reply_to",
            "kind",
            "message_id",
            "problems",
            "references",
            "reply_to",
            "subject",
            "text",
            "to",
            "visible_text"
        ]
    );
    assert_eq!(shown["forwarded"]["subject"], "Broken cup");
    assert_eq!(shown["kind"], "message");
}

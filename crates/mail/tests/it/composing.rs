//! Letters made into mails, and read back.

use mail::{Address, Letter, LetterFile, Quoted};

use crate::corpora::check_sound;

fn letter() -> Letter {
    let address = |name: &str, address: &str| Address { name: Some(name.into()), address: address.into() };
    Letter {
        message_id: "answer-1.4c1d9e@shop.example".into(),
        date: "2026-03-03T08:15:00Z".parse().expect("a time"),
        from: address("Zoë from \"Shop\"", "help@shop.example"),
        reply_to: vec![Address { name: None, address: "help+4c1d9e@shop.example".into() }],
        to: vec![
            address("Ada Example, Ltd.", "ada@customer.example"),
            address("Žofie Nováková-Beispielhausen aus Köln am Rhein", "zofie@customer.example"),
        ],
        cc: vec![Address { name: None, address: "bo@customer.example".into() }],
        subject: "Größe 42 kommt am Dienstag, versprochen: ein langer Betreff, der gefaltet werden muss"
            .into(),
        in_reply_to: Some("one@customer.example".into()),
        references: vec!["zero@customer.example".into(), "one@customer.example".into()],
        markdown: "Hello **Ada**,\nit comes on *Tuesday*.\n\n![shot](cid:shot-1@shop.example)\n".into(),
        signature: Some("Zoë\nShop".into()),
        quoted: Some(Quoted {
            attribution: "On 2 March 2026, Ada wrote:".into(),
            text: "Where is it?\n> old".into(),
        }),
        files: vec![
            LetterFile {
                name: "Rätsel \"1\".pdf".into(),
                media_type: "application/pdf".into(),
                bytes: vec![0, 1, 2, 255],
                content_id: None,
            },
            LetterFile {
                name: "notes.txt".into(),
                media_type: "text/plain".into(),
                bytes: b"a\nb\r\n".to_vec(),
                content_id: None,
            },
            LetterFile {
                name: "shot.png".into(),
                media_type: "image/png".into(),
                bytes: vec![9; 4_000],
                content_id: Some("shot-1@shop.example".into()),
            },
        ],
        auto_submitted: false,
        loop_mark: Some("7f3a".into()),
    }
}

#[test]
fn a_letter_comes_back_as_it_was() {
    let letter = letter();
    let raw = mail::compose(&letter).raw;
    let mail = mail::read(&raw);
    check_sound(&raw, &mail);
    assert_eq!(mail.message_id.as_deref(), Some(letter.message_id.as_str()));
    assert_eq!(mail.from.as_ref(), Some(&letter.from));
    assert_eq!((&mail.reply_to, &mail.to, &mail.cc), (&letter.reply_to, &letter.to, &letter.cc));
    assert_eq!((&mail.subject, mail.date), (&letter.subject, Some(letter.date)));
    assert_eq!(mail.in_reply_to, ["one@customer.example"]);
    assert_eq!(mail.references, letter.references);
    assert_eq!(mail.origin.loop_mark.as_deref(), Some("7f3a"));
    for (file, sent) in
        mail.attachments.iter().map(|file| (file, letter.files.iter().find(|sent| sent.name == file.name)))
    {
        let wanted = sent
            .map(|sent| sent.bytes.clone())
            .or_else(|| letter.files.first().map(|file| file.bytes.clone()));
        assert_eq!(mail::part(&raw, &file.part), wanted, "{}", file.name);
    }
    assert_eq!(mail.attachments.len(), 3);
    assert_eq!(mail.problems, []);
    let html = mail.body.html.as_deref().unwrap_or_default();
    assert!(html.contains("<strong>Ada</strong>"), "{html}");
    assert!(mail.body.text.contains("> Where is it?"), "{}", mail.body.text);
    assert!(raw.split(|byte| *byte == b'\n').all(|line| line.len() <= 998), "RFC 5322, 2.1.1");
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(mail::compose(&letter()).raw, mail::compose(&letter()).raw);
}

#[test]
fn no_value_can_add_a_header() {
    let evil = "x\r\nBcc: evil@attacker.example\n\n<script>";
    let letter = Letter {
        message_id: evil.into(),
        from: Address { name: Some(evil.into()), address: evil.into() },
        to: vec![Address { name: Some(format!("ü{evil}")), address: evil.into() }],
        subject: evil.into(),
        in_reply_to: Some(evil.into()),
        references: vec![evil.into()],
        loop_mark: Some(evil.into()),
        files: vec![LetterFile {
            name: evil.into(),
            media_type: evil.into(),
            content_id: Some(evil.into()),
            ..LetterFile::default()
        }],
        ..letter()
    };
    let raw = String::from_utf8(mail::compose(&letter).raw).expect("ASCII");
    assert!(raw.is_ascii());
    assert!(!raw.to_ascii_lowercase().contains("\nbcc:"), "{raw}");
    let header = raw.split("\r\n\r\n").next().unwrap_or_default();
    assert!(!header.contains("script>") || !header.contains("\n<script"), "{header}");
}

#[test]
fn nothing_in_the_html_can_run() {
    let markdown = "<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) \
                    [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) ![d](https://tracker.example/x.png) [e](https://shop.example)";
    let letter =
        Letter { markdown: markdown.into(), signature: None, quoted: None, files: vec![], ..letter() };
    let raw = mail::compose(&letter).raw;
    let text = String::from_utf8_lossy(&raw).replace("=\r\n", "");
    let html = text.split("text/html").nth(1).expect("an HTML part").to_ascii_lowercase();
    for trap in ["<script", "<img", "javascript:", "href=3d\"data:", "href=\"data:"] {
        assert!(!html.contains(trap), "{trap} in {html}");
    }
    assert!(html.contains("shop.example"));
}

#[test]
fn long_threads_keep_the_first_and_the_newest() {
    let references: Vec<String> = (0..200).map(|number| format!("{number}@customer.example")).collect();
    let mail = mail::read(&mail::compose(&Letter { references, ..letter() }).raw);
    assert_eq!(mail.references.first().map(String::as_str), Some("0@customer.example"));
    assert_eq!(mail.references.last().map(String::as_str), Some("199@customer.example"));
    assert_eq!(mail.references.len(), 20);
}

//! The dialects, and that reading can go on at every offset it names.

use super::*;
use proptest::prelude::*;
use std::io::Cursor;

const FIRST: &str = "From anna@example.com Mon Mar  2 08:00:00 2026\n";

fn all(archive: &[u8]) -> Vec<String> {
    let mut mbox = Mbox::open(Cursor::new(archive), 0).expect("an mbox");
    let mut mails = Vec::new();
    while let Some(piece) = mbox.next().expect("a mail") {
        let Content::Whole(mail) = piece.content else { panic!("too large") };
        mails.push(String::from_utf8_lossy(&mail).into_owned());
        // A stopped import goes on from here.
        let rest = Mbox::open(Cursor::new(archive), piece.next).expect("the rest");
        assert_eq!(rest.line, mbox.line);
    }
    mails
}

#[test]
fn quoted_lines_come_back_and_sentences_stay() {
    let archive = format!(
        "{FIRST}Subject: one\n\n>From here\n>>From there\n> From nowhere\n\nFrom Monday on we are closed.\n\n\
         From - Tue Mar 03 09:00:00 2026\nSubject: two\n\nEnd\n"
    );
    assert_eq!(
        all(archive.as_bytes()),
        [
            "Subject: one\n\nFrom here\n>From there\n> From nowhere\n\nFrom Monday on we are closed.\n",
            "Subject: two\n\nEnd\n"
        ]
    );
}

#[test]
fn a_length_that_fits_is_believed_and_another_is_not() {
    let body = "Look:\n\nFrom bob@example.com Tue Mar  3 09:00:00 2026\nSubject: inside\n\nend\n";
    let fitting = format!("{FIRST}Content-Length: {}\n\n{body}\n{FIRST}Subject: two\n\nEnd\n", body.len());
    let mails = all(fitting.as_bytes());
    assert_eq!(mails.len(), 2, "{mails:?}");
    assert!(mails[0].ends_with(body));
    for wrong in [3, body.len() + 5, 999_999] {
        let lying = format!("{FIRST}Content-Length: {wrong}\n\nBody\n\n{FIRST}Subject: two\n\nEnd\n");
        assert_eq!(all(lying.as_bytes()).len(), 2, "length {wrong}");
    }
    let quoted = ">From here\n";
    let classic =
        format!("{FIRST}Content-Length: {}\n\n{quoted}\n{FIRST}Subject: two\n\nEnd\n", quoted.len());
    assert!(all(classic.as_bytes())[0].ends_with("\n\nFrom here\n"));
}

#[test]
fn what_is_no_mbox_is_said_and_an_empty_one_is_empty() {
    assert!(Mbox::open(Cursor::new(b"Subject: a mail\n\nHello\n"), 0).is_err());
    assert!(all(b"").is_empty());
    assert!(all(b"\n\n").is_empty());
    assert_eq!(all(FIRST.as_bytes()), [""]);
}

#[test]
fn a_mail_that_is_too_large_is_kept_in_part() {
    let mut archive = format!("{FIRST}Subject: big\n\n").into_bytes();
    archive.resize(MAIL_BYTES_MAX + 1000, b'x');
    archive.extend_from_slice(format!("\n\n{FIRST}Subject: two\n\nEnd\n").as_bytes());
    let mut mbox = Mbox::open(Cursor::new(&archive), 0).expect("an mbox");
    let big = mbox.next().expect("a mail").expect("a mail");
    assert!(matches!(big.content, Content::Beginning(beginning) if beginning.starts_with(b"Subject: big")));
    let two = mbox.next().expect("a mail").expect("a mail");
    assert_eq!(two.content, Content::Whole(b"Subject: two\n\nEnd\n".to_vec()));
}

proptest! {
    #[test]
    fn what_is_written_as_mboxrd_is_read_back(
        bodies in proptest::collection::vec("((>{0,2}From )?[a-z ]{0,9}\n){0,6}", 1..6)
    ) {
        let mut archive = String::new();
        let mut expected = Vec::new();
        for body in &bodies {
            archive.push_str(FIRST);
            archive.push_str("Subject: x\n\n");
            for line in body.split_inclusive('\n') {
                let quoted = line.trim_start_matches('>').starts_with("From ");
                archive.push_str(if quoted { ">" } else { "" });
                archive.push_str(line);
            }
            archive += "\n";
            expected.push(format!("Subject: x\n\n{body}"));
        }
        let read = all(archive.as_bytes());
        // The last mail's blank line can't be told from its own.
        let read: Vec<&str> = read.iter().map(|mail| mail.trim_end_matches('\n')).collect();
        let expected: Vec<&str> = expected.iter().map(|mail| mail.trim_end_matches('\n')).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut archive = FIRST.as_bytes().to_vec();
        archive.extend_from_slice(&bytes);
        all(&archive);
    }
}

//! The way through a real Postfix: unchanged mails, its refusals, its absence, and its handing over to a program.

use super::{letter, send};
use crate::support::{mail, plain, way_out};
use channels::smtp::{Letter, Outcome, Stage};
use std::{fs, os::unix::fs::PermissionsExt};
use testkit::{
    postfix::{HandOver, Postfix},
    server_process::wait_until,
};

const ANN: &str = "ann@customer.example";

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_as_it_was_written() {
    let postfix = Postfix::start(HandOver::Maildir, None);
    let outcomes = send(way_out(plain(postfix.port)), &letter(&[ANN])).await;
    assert!(
        matches!(&outcomes[0], Outcome::Accepted { words } if words.contains("queued as")),
        "{outcomes:?}"
    );
    wait_until("the mail", || postfix.mails().len() == 1);
    let arrived = postfix.mails().remove(0).replace('\n', "\r\n");
    let sent = String::from_utf8(mail(1)).unwrap();
    assert!(arrived.ends_with(&sent), "Postfix only adds headers on top:\n{arrived}");
}

#[tokio::test(flavor = "multi_thread")]
async fn its_refusals_are_told_exactly() {
    let postfix = Postfix::start(HandOver::Maildir, None);
    let outcomes = send(way_out(plain(postfix.port)), &letter(&["nobody@example.com", ANN])).await;
    let Outcome::Refused(refused) = &outcomes[0] else { panic!("{outcomes:?}") };
    assert_eq!((refused.stage, refused.code, refused.permanent), (Stage::Recipient, Some(554), true));
    assert_eq!(refused.enhanced.map(|code| code.to_string()), Some("5.7.1".into()));
    assert!(refused.words.contains("Access denied"), "{}", refused.words);
    assert!(matches!(outcomes[1], Outcome::Accepted { .. }));

    let big = Letter { raw: b"0123456789\r\n".repeat(100_000), ..letter(&[ANN]) };
    let outcomes = send(way_out(plain(postfix.port)), &big).await;
    assert!(
        matches!(&outcomes[0], Outcome::Refused(refused) if refused.stage == Stage::Content),
        "{outcomes:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn down_and_back() {
    let mut postfix = Postfix::start(HandOver::Maildir, None);
    postfix.kill();
    let outcomes = send(way_out(plain(postfix.port)), &letter(&[ANN])).await;
    assert!(matches!(outcomes[0], Outcome::Unreachable(_)), "{outcomes:?}");
    postfix.restart();
    let outcomes = send(way_out(plain(postfix.port)), &letter(&[ANN])).await;
    assert!(matches!(outcomes[0], Outcome::Accepted { .. }), "{outcomes:?}");
    wait_until("the mail", || postfix.mails().len() == 1);
}

/// What `cape intake` relies on: exit code 75 makes Postfix keep the mail and try again.
#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_cannot_take_the_mail_now_gets_it_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let script = folder.path().join("take");
    let here = folder.path().display();
    let words = format!(
        "#!/bin/sh\nif [ -e {here}/tried ]; then cat > {here}/taken.part && mv {here}/taken.part {here}/taken; exit 0; fi\n\
         echo 'not now' >&2; touch {here}/tried; exit 75\n"
    );
    fs::write(&script, words).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let postfix = Postfix::start(HandOver::PipeTo(vec![script.display().to_string()]), None);
    let outcomes = send(way_out(plain(postfix.port)), &letter(&[ANN])).await;
    assert!(matches!(outcomes[0], Outcome::Accepted { .. }), "{outcomes:?}");
    wait_until("the second attempt", || folder.path().join("taken").exists());
    assert!(postfix.log().contains("not now"), "{}", postfix.log());
    let taken = fs::read_to_string(folder.path().join("taken")).unwrap();
    assert!(taken.contains("Where is parcel 1?"), "{taken}");
}

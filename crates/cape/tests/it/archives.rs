//! Archives: everything arrives once, also when the run is stopped and begun again.

use crate::commands::{house, refused, run, said, signal, text};
use crate::support::{expect_exactly, mail, open};
use domain::message::{Delivery, Direction};
use domain::{Actor, ConversationId};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::dice::{Dice, let_pass};

/// Writes mails as an mbox.
fn mbox(folder: &TempDir, name: &str, mails: &[Vec<u8>]) -> PathBuf {
    let path = folder.path().join(name);
    let mut archive = Vec::new();
    for raw in mails {
        archive.extend_from_slice(b"From customer@customer.example Mon Mar  2 08:00:00 2026\n");
        archive.extend_from_slice(raw);
        archive.extend_from_slice(b"\n");
    }
    fs::write(&path, archive).expect("the archive");
    path
}

fn numbered(count: usize) -> Vec<Vec<u8>> {
    (1..=count).map(mail).collect()
}

#[test]
fn an_archive_arrives_once() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let archive = mbox(&folder, "inbox.mbox", &numbered(20));
    let first = said(&house, &["import", "mbox", text(&archive)]);
    assert!(first.contains("20 messages of customers."), "{first}");
    assert!(said(&house, &["import", "mbox", text(&archive)]).contains("imported before"));
    // The same mails and one more, from elsewhere.
    let more = mbox(&folder, "more.mbox", &numbered(21));
    let second = said(&house, &["import", "mbox", text(&more)]);
    assert!(second.contains("1 messages of customers, 20 here already."), "{second}");
    let maildir = folder.path().join("Maildir/cur");
    fs::create_dir_all(&maildir).expect("a folder");
    for (number, raw) in numbered(22).iter().enumerate() {
        fs::write(maildir.join(format!("{}.host:2,S", 1_700_000_000 + number)), raw).expect("a mail");
    }
    let third = said(&house, &["import", "maildir", text(&folder.path().join("Maildir"))]);
    assert!(third.contains("1 messages of customers, 21 here already."), "{third}");
    expect_exactly(&house, &(1..=22).collect());
}

#[test]
fn a_stopped_run_goes_on_where_it_was() {
    const MAILS: usize = 1500;
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let archive = mbox(&folder, "inbox.mbox", &numbered(MAILS));
    let arguments = ["import", "mbox", text(&archive)];
    let mut dice = Dice::for_test("stopping an import");
    let (mut stopped, mut killed) = (0, 0);
    for name in ["INT", "KILL", "TERM", "KILL", "INT", "KILL"] {
        let child = house.command(&arguments).stdout(Stdio::piped()).spawn().expect("it runs");
        let_pass(dice.within(std::time::Duration::from_millis(900)));
        signal(child.id(), name);
        let output = child.wait_with_output().expect("its end");
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        match output.status.code() {
            Some(130) => {
                assert!(words.contains("goes on from here"), "{words}");
                stopped += 1;
            }
            None => killed += 1,
            Some(_) => {}
        }
    }
    assert!(stopped + killed > 0, "no run was stopped: make the archive larger");
    run(&house, &arguments);
    expect_exactly(&house, &(1..=MAILS).collect::<BTreeSet<_>>());
    println!("{stopped} stopped, {killed} killed");
}

#[test]
fn our_own_answers_are_history_and_never_leave() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let question = b"From: Anna <anna@customer.example>\nTo: support@cape.example\nSubject: Boots\nMessage-ID: <q@customer.example>\n\
        Date: Mon, 4 Mar 2024 08:00:00 +0000\n\nWhere are they?\n";
    let answer = b"From: Support <support@cape.example>\nTo: anna@customer.example\nSubject: Re: Boots\nMessage-ID: <a@cape.example>\n\
        In-Reply-To: <q@customer.example>\nDate: Mon, 4 Mar 2024 09:00:00 +0000\n\nOn their way.\n";
    let forged = b"From: Support <support@cape.example>\nTo: other@customer.example\nSubject: Re: Boots\nMessage-ID: <f@evil.example>\n\
        In-Reply-To: <q@customer.example>\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\nPay here.\n";
    let archive =
        mbox(&folder, "all.mbox", &[question.to_vec(), answer.to_vec(), forged.to_vec(), Vec::new()]);
    let words = said(&house, &["import", "mbox", text(&archive)]);
    assert!(words.contains("1 messages of customers, 2 answers of ours."), "{words}");
    open(&house)
        .read(|tx| {
            let messages = store::message::of_conversation(tx, ConversationId(1), None, 9)?;
            let texts: Vec<_> = messages.iter().map(|one| (one.direction, one.text.trim())).collect();
            assert_eq!(
                texts,
                [(Direction::Inbound, "Where are they?"), (Direction::Outbound, "On their way.")]
            );
            let ids: Vec<_> = messages.iter().map(|one| one.id).collect();
            let states: Vec<_> =
                store::delivery::of_messages(tx, &ids)?.iter().map(|one| one.state).collect();
            assert_eq!(states, [Delivery::Sent]);
            assert_eq!(store::delivery::next_due(tx)?, None, "nothing may leave");
            let view = store::conversation::find(tx, &app::scope(&Actor::System), ConversationId(1))?;
            let conversation = view.expect("a conversation");
            assert_eq!(conversation.state, domain::conversation::State::Closed, "nobody waits since 2024");
            assert_eq!(conversation.created_at.to_string(), "2024-03-04T08:00:00Z");
            Ok::<_, app::Error>(())
        })
        .wait()
        .expect("the database can be read");
}

#[test]
fn since_a_day_and_what_is_no_archive() {
    let folder = TempDir::new().expect("a folder");
    let house: CapeFolder = house(&folder);
    let old = b"From: a@customer.example\nTo: support@cape.example\nSubject: Old\nDate: Mon, 4 Mar 2019 08:00:00 +0000\n\nx\n";
    let archive = mbox(&folder, "old.mbox", &[old.to_vec(), mail(1)]);
    let words = said(&house, &["import", "mbox", text(&archive), "--since", "2020-01-01"]);
    assert!(words.contains("1 messages of customers, 1 too old."), "{words}");
    let none = folder.path().join("letter.txt");
    fs::write(&none, "Dear all,\n").expect("a file");
    assert!(refused(&house, &["import", "mbox", text(&none)]).contains("no mbox"));
    assert!(refused(&house, &["import", "maildir", text(folder.path())]).contains("no Maildir"));
    let nowhere = folder.path().join("nowhere");
    assert!(refused(&house, &["import", "mbox", text(&nowhere)]).contains("nowhere"));
    expect_exactly(&house, &BTreeSet::from([1]));
}

//! Kill the server while answers go out: none is lost, and one that arrives twice is recorded as such, under the
//! same Message-ID and with the same bytes.

use crate::support::{CAPE, a_minute_ago, hand_in, mail, open, wait_until_read};
use app::addresses::Party;
use app::conversation::NewReply;
use domain::message::{Delivery, Direction};
use domain::{Actor, ConversationId, EventKind, MessageId};
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::dice::{Dice, let_pass};
use testkit::fake_smtp::{Act, FakeSmtp, Step};
use testkit::server_process::wait_until;

/// Kills of the server.
const KILLS: usize = 150;
/// Answers queued before each start.
const ANSWERS: usize = 3;
/// The latest moment of a kill after the server is ready: about what three answers take.
const KILL_WITHIN: Duration = Duration::from_millis(60);
/// Rounds after the last kill in which everything must have left.
const LAST_ROUNDS: usize = 20;

fn house_with(smtp: &FakeSmtp, folder: &TempDir) -> CapeFolder {
    let mailbox = format!(
        "[[mailbox]]\nname = \"Support\"\naddress = \"support@cape.example\"\n[mailbox.smtp]\nname = \"out\"\nhello_name = \"cape.example\"\n\
         server = {{ host = \"127.0.0.1\", port = {}, security = \"plain\" }}\n",
        smtp.port()
    );
    CapeFolder::new(CAPE, folder.path(), &mailbox)
}

/// Queues answers that may leave at once.
fn queue(house: &CapeFolder, round: usize) -> Vec<MessageId> {
    let moment = a_minute_ago(round as u64);
    let queued = open(house).write(move |tx| {
        (0..ANSWERS)
            .map(|number| {
                let to = Party { name: String::new(), address: "customer-1@customer.example".into() };
                let markdown = format!("Answer {number} of round {round}.");
                let new = NewReply { to: vec![to], markdown, ..NewReply::default() };
                app::conversation::reply(tx, &Actor::System, ConversationId(1), &new, &moment)
            })
            .collect::<app::Result<Vec<_>>>()
    });
    queued.wait().expect("answers can be queued")
}

/// Lets everything that waits for another attempt leave at the next start; true when all has been sent.
fn hurry(house: &CapeFolder, answers: &[MessageId]) -> bool {
    let (answers, past) = (answers.to_vec(), a_minute_ago(0).now);
    let hurried = open(house).write(move |tx| {
        let mut sent = true;
        for delivery in store::delivery::of_messages(tx, &answers)? {
            sent &= delivery.state == Delivery::Sent;
            if delivery.state == Delivery::Queued {
                store::delivery::record(
                    tx,
                    delivery.message_id,
                    Delivery::Queued,
                    past,
                    &delivery.words,
                    past,
                )?;
            }
        }
        Ok::<_, app::Error>(sent)
    });
    hurried.wait().expect("the database can be written")
}

/// How often each Message-ID arrived; copies must be the same to the byte.
fn arrivals(smtp: &FakeSmtp) -> BTreeMap<String, usize> {
    let mut contents: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for mail in smtp.received() {
        let line = mail.content.lines().find_map(|line| line.strip_prefix("Message-ID: "));
        let id = line.expect("a Message-ID").trim_matches(['<', '>']).to_owned();
        let (content, count) = contents.entry(id).or_insert_with(|| (mail.content.clone(), 0));
        assert_eq!(*content, mail.content, "a second attempt sends the same bytes");
        *count += 1;
    }
    contents.into_iter().map(|(id, (_, count))| (id, count)).collect()
}

/// Per answer its Message-ID and how many attempts were recorded as uncertain.
fn uncertain(house: &CapeFolder, answers: &[MessageId]) -> BTreeMap<String, usize> {
    let answers = answers.to_vec();
    let read = open(house).read(move |tx| {
        let mut uncertain = BTreeMap::new();
        for message in store::message::find_many(tx, &answers)? {
            assert_eq!(message.direction, Direction::Outbound);
            uncertain.insert(message.id, (message.mail_message_id, 0));
        }
        for recorded in store::event::of_conversation(tx, ConversationId(1))? {
            if recorded.event.kind == EventKind::ReplyUncertain
                && let Some((_, count)) = recorded.event.message.and_then(|id| uncertain.get_mut(&id))
            {
                *count += 1;
            }
        }
        Ok::<_, app::Error>(uncertain.into_values().collect())
    });
    read.wait().expect("the database can be read")
}

#[test]
fn no_answer_is_lost_and_none_is_doubled_silently() {
    let mut dice = Dice::for_test("killing the server while it sends");
    let (folder, smtp) = (TempDir::new().expect("a folder"), FakeSmtp::start(&["8BITMIME", "SIZE 50000000"]));
    let house = house_with(&smtp, &folder);
    let server = house.serve();
    hand_in(&server, [mail(1)]);
    wait_until_read(&server);
    drop(server);
    let mut answers = Vec::new();
    for round in 0..KILLS {
        answers.extend(queue(&house, round));
        // Now and then the server takes the mail and its answer never comes.
        let swallowed = dice.below(4) == 0;
        let before = smtp.received().len();
        if swallowed {
            smtp.next(Step::Content, Act::Silence);
        }
        let mut server = house.serve();
        if swallowed {
            wait_until("a mail to be taken", || smtp.received().len() > before);
        }
        let_pass(dice.within(KILL_WITHIN));
        server.kill();
        hurry(&house, &answers);
    }
    for round in 0.. {
        assert!(round < LAST_ROUNDS, "some answers never leave");
        let server = house.serve();
        wait_until("the queue to be empty", || {
            let left = open(&house).read(|tx| app::outbox::next(tx, a_minute_ago(1).now)).wait();
            left.expect("the database can be read").is_none()
        });
        drop(server);
        if hurry(&house, &answers) {
            break;
        }
    }
    expect_each_once_or_recorded(&house, &smtp, &answers);
}

fn expect_each_once_or_recorded(house: &CapeFolder, smtp: &FakeSmtp, answers: &[MessageId]) {
    let (arrived, uncertain) = (arrivals(smtp), uncertain(house, answers));
    assert_eq!(uncertain.len(), answers.len(), "each answer has a Message-ID of its own");
    for (id, attempts) in &uncertain {
        let count = arrived.get(id).copied().unwrap_or_default();
        assert!(count >= 1, "{id} was recorded as sent and never arrived");
        assert!(
            count <= 1 + attempts,
            "{id} arrived {count} times, with {attempts} attempts recorded as uncertain"
        );
    }
    assert_eq!(arrived.len(), answers.len(), "nothing arrived that nobody wrote");
    let doubled = arrived.values().filter(|count| **count > 1).count();
    assert!(doubled > 0, "no kill fell between the server's taking a mail and our writing it down");
    let recorded: usize = uncertain.values().sum();
    println!(
        "{KILLS} kills, {} answers, {recorded} uncertain attempts recorded, {doubled} arrived more than once",
        answers.len()
    );
}

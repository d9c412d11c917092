//! What became of it: told exactly, whatever the server does.

use super::{letter, send};
use crate::support::{mail, plain, way_out};
use channels::{
    TroubleKind,
    smtp::{Letter, Outcome, Refusal, Settings, Stage},
};
use testkit::{
    fake_smtp::{Act, FakeSmtp, Step},
    server_process::free_port,
};

const ANN: &str = "ann@customer.example";
const BEN: &str = "ben@customer.example";

fn impatient(server: &FakeSmtp) -> Settings {
    let mut settings = way_out(plain(server.port()));
    settings.timeouts.command_seconds = 1;
    settings.timeouts.answer_seconds = 1;
    settings
}

fn refusal(outcome: &Outcome) -> &Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("refused, not {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_with_the_servers_words_and_the_mail_unchanged() {
    let server = FakeSmtp::start(&["8BITMIME"]);
    let outcomes = send(impatient(&server), &letter(&[ANN, BEN])).await;
    let accepted = Outcome::Accepted { words: "2.0.0 queued as FAKE1".into() };
    assert_eq!(outcomes, [accepted.clone(), accepted]);
    let received = server.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].sender, "reply+token@shop.example");
    assert_eq!(received[0].recipients, [ANN, BEN]);
    assert_eq!(received[0].content.as_bytes(), mail(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_recipient_refused_and_the_other_accepted() {
    let server = FakeSmtp::start(&[]);
    server.refuse(ANN, "550-5.1.1 no such user\r\n550 5.1.1 try\x1b another");
    let outcomes = send(impatient(&server), &letter(&[ANN, BEN])).await;
    let refused = refusal(&outcomes[0]);
    assert_eq!((refused.stage, refused.code, refused.permanent), (Stage::Recipient, Some(550), true));
    assert_eq!(refused.enhanced.map(|code| code.to_string()), Some("5.1.1".into()));
    assert_eq!(refused.words, "5.1.1 no such user 5.1.1 try another");
    assert!(matches!(outcomes[1], Outcome::Accepted { .. }));
    assert_eq!(server.received()[0].recipients, [BEN]);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_for_now_and_accepted_the_next_time() {
    for step in [Step::Sender, Step::Recipient, Step::Data, Step::Content] {
        let server = FakeSmtp::start(&[]);
        server.next(step, Act::Say("451 4.3.0 greylisted".into()));
        let outcomes = send(impatient(&server), &letter(&[ANN])).await;
        let refused = refusal(&outcomes[0]);
        let stage = match step {
            Step::Sender => Stage::Sender,
            Step::Recipient => Stage::Recipient,
            _ => Stage::Content,
        };
        assert_eq!((refused.stage, refused.code, refused.permanent), (stage, Some(451), false), "{step:?}");
        assert!(server.received().is_empty());
        let outcomes = send(impatient(&server), &letter(&[ANN])).await;
        assert!(matches!(outcomes[0], Outcome::Accepted { .. }), "{step:?}: {outcomes:?}");
    }
}

/// The one difference that decides whether a mail may be sent again.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_before_the_end_is_unreachable_and_after_it_unknown() {
    let lost = [Act::HangUp, Act::Silence, Act::SayAndHangUp("nonsense".into())];
    for act in lost {
        for step in [Step::Greeting, Step::Hello, Step::Sender, Step::Recipient, Step::Data] {
            let server = FakeSmtp::start(&[]);
            server.next(step, act.clone());
            let outcomes = send(impatient(&server), &letter(&[ANN, BEN])).await;
            assert!(
                matches!(&outcomes[..], [Outcome::Unreachable(_), Outcome::Unreachable(_)]),
                "{step:?} {outcomes:?}"
            );
            assert!(server.received().is_empty(), "{step:?}");
        }
        let server = FakeSmtp::start(&[]);
        server.next(Step::Content, act.clone());
        let outcomes = send(impatient(&server), &letter(&[ANN, BEN])).await;
        assert!(matches!(&outcomes[..], [Outcome::Unknown(_), Outcome::Unknown(_)]), "{act:?} {outcomes:?}");
        assert_eq!(server.received().len(), 1, "it was delivered, and we were right not to say it wasn't");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_in_the_middle_of_a_big_mail() {
    let big = Letter { raw: b"0123456789\r\n".repeat(2_000_000), ..letter(&[ANN]) };
    let server = FakeSmtp::start(&[]);
    server.next(Step::MidContent, Act::HangUp);
    let outcomes = send(impatient(&server), &big).await;
    assert!(matches!(outcomes[0], Outcome::Unreachable(_)), "{outcomes:?}");
    assert!(server.received().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_closing_is_nobodys_refusal() {
    for step in [Step::Greeting, Step::Sender, Step::Recipient, Step::Data] {
        let server = FakeSmtp::start(&[]);
        server.next(step, Act::SayAndHangUp("421 4.3.2 shutting down".into()));
        let outcomes = send(impatient(&server), &letter(&[ANN])).await;
        let Outcome::Unreachable(trouble) = &outcomes[0] else { panic!("{step:?} {outcomes:?}") };
        assert_eq!(trouble.server_words.as_deref(), Some("421 4.3.2 shutting down"));
    }
    let server = FakeSmtp::start(&[]);
    server.next(Step::Content, Act::SayAndHangUp("421 4.3.2 shutting down".into()));
    let outcomes = send(impatient(&server), &letter(&[ANN])).await;
    assert!(!refusal(&outcomes[0]).permanent, "the answer to the mail: not taken, for now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_wants_a_login_blames_no_address() {
    let server = FakeSmtp::start(&[]);
    server.next(Step::Sender, Act::Say("530 5.7.0 Authentication required".into()));
    let outcomes = send(impatient(&server), &letter(&[ANN])).await;
    assert!(matches!(&outcomes[0], Outcome::Unreachable(trouble) if trouble.kind == TroubleKind::Login));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_lines_garbage_and_odd_bytes_do_not_hide_the_answer() {
    let server = FakeSmtp::start(&[]);
    server.next(Step::Recipient, Act::Say(format!("garbage\r\n\r\n550 {}", "words ".repeat(100_000))));
    server.next(Step::Recipient, Act::Say(format!("banner\r\n250-{}\r\n250 fine", "x".repeat(50_000))));
    let outcomes = send(impatient(&server), &letter(&[ANN, BEN])).await;
    let refused = refusal(&outcomes[0]);
    assert_eq!((refused.code, refused.words.len() <= 600), (Some(550), true));
    assert!(matches!(outcomes[1], Outcome::Accepted { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_cannot_carry_is_refused_before_it_is_asked() {
    let server = FakeSmtp::start(&["SIZE 1000"]);
    let ours = |outcome: &Outcome, stage: Stage| {
        let refused = refusal(outcome);
        assert_eq!((refused.code, refused.stage, refused.permanent), (None, stage, true), "{refused:?}");
    };
    let big = Letter { raw: vec![b'x'; 1001], ..letter(&[ANN]) };
    ours(&send(impatient(&server), &big).await[0], Stage::Content);
    let eight_bit = Letter { raw: "Subject: ä\r\n\r\n".into(), ..letter(&[ANN]) };
    ours(&send(impatient(&server), &eight_bit).await[0], Stage::Content);
    let outcomes =
        send(impatient(&server), &letter(&["zoë@customer.example", ANN, "no address", "a@b\r\nDATA"])).await;
    for at in [0, 2, 3] {
        ours(&outcomes[at], Stage::Recipient);
    }
    assert!(matches!(outcomes[1], Outcome::Accepted { .. }));
    let sender = Letter { sender: Some("x>\r\nRCPT TO:<y@z.example".into()), ..letter(&[ANN]) };
    ours(&send(impatient(&server), &sender).await[0], Stage::Sender);
    assert_eq!(server.received().len(), 1);
    assert!(
        server.commands().iter().all(|command| !command.contains("b\r") && !command.contains("z.example"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn extensions_are_used_where_offered() {
    let server = FakeSmtp::start(&["SIZE", "8BITMIME", "SMTPUTF8"]);
    let letter =
        Letter { raw: "Subject: ä\r\n\r\n".into(), sender: None, ..letter(&["zoë@customer.example"]) };
    assert!(matches!(send(impatient(&server), &letter).await[0], Outcome::Accepted { .. }));
    let mail = server.commands().into_iter().find(|command| command.starts_with("MAIL")).unwrap();
    assert_eq!(mail, "MAIL FROM:<> SIZE=15 BODY=8BITMIME SMTPUTF8");
}

#[tokio::test]
async fn nobody_there() {
    let outcomes = send(way_out(plain(free_port())), &letter(&[ANN])).await;
    assert!(matches!(&outcomes[0], Outcome::Unreachable(trouble) if trouble.kind == TroubleKind::Network));
}

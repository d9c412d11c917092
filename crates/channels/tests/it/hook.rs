//! The hook against a shop that works, one that dies, and one that misbehaves.

use channels::Secret;
use channels::hook::{Answer, Hook, Settings, sign};
use jiff::Timestamp;
use testkit::fake_shop::{FakeShop, Mood};

fn hook(url: String, allow_private: bool) -> Hook {
    let settings = Settings { url, secret: Secret::new("secret"), allow_private, root_certificates: None };
    Hook::new(settings).expect("settings that can work")
}

fn now() -> Timestamp {
    Timestamp::from_second(1_772_442_000).expect("a time")
}

const BODY: &str = r#"{"remedy":7}"#;

#[tokio::test]
async fn a_signed_request_is_carried_out_once_however_often_it_is_sent() {
    let shop = FakeShop::open();
    let hook = hook(shop.url(), true);
    shop.set_mood(Mood::DeadBefore);
    assert!(matches!(hook.tell("key-1", BODY, now()).await, Answer::NotNow { .. }));
    shop.set_mood(Mood::DeadAfter);
    assert!(matches!(hook.tell("key-1", BODY, now()).await, Answer::NotNow { .. }), "it may have arrived");
    shop.set_mood(Mood::Well);
    let answer = hook.tell("key-1", BODY, now()).await;
    assert_eq!(answer, Answer::Done { external_id: "shop-key-1".into() });
    assert_eq!((shop.done(), shop.told().len()), (1, 2), "done once, told twice");
    let told = &shop.told()[1];
    assert_eq!(told.body, BODY);
    assert_eq!(told.headers["cape-signature"], sign(&Secret::new("secret"), now(), BODY.as_bytes()));
    assert_eq!(told.headers["content-type"], "application/json");
}

#[tokio::test]
async fn answers_that_are_none() {
    let shop = FakeShop::open();
    let hook = hook(shop.url(), true);
    for (mood, refused) in [
        (Mood::Says(302, ""), false),
        (Mood::Says(500, "no"), false),
        (Mood::Endless, false),
        (Mood::Says(422, r#"{"problem":"No such order."}"#), true),
    ] {
        shop.set_mood(mood);
        let answer = hook.tell("key", BODY, now()).await;
        assert_eq!(matches!(answer, Answer::Refused { .. }), refused, "{mood:?}: {answer:?}");
        assert!(matches!(answer, Answer::Refused { .. } | Answer::NotNow { .. }), "{mood:?}: {answer:?}");
    }
    assert_eq!(shop.told().len(), 4, "no redirect was followed");
    shop.set_mood(Mood::Says(202, ""));
    assert_eq!(hook.tell("key", BODY, now()).await, Answer::Taken);
}

#[tokio::test]
async fn private_addresses_are_refused_unless_allowed() {
    let shop = FakeShop::open();
    let port =
        shop.url().rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port").to_owned();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
        let answer = hook(format!("https://{host}:{port}/"), false).tell("key", BODY, now()).await;
        let Answer::NotNow { words } = answer else { panic!("{host}: {answer:?}") };
        assert!(words.contains("private network"), "{host}: {words}");
    }
    assert!(shop.told().is_empty());
}

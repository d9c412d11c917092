//! What somebody may not see does not exist: every page, asked for a conversation out of reach.

use super::people::add;
use axum::http::StatusCode;
use domain::{Actor, ConversationId, Reach, Role};
use testkit::{Browser, TestHouse};

/// Words of the conversation out of reach: subject, text, file name, note. None may ever appear.
const WORDS: [&str; 4] = ["Zanzibarquest", "xylophonist", "quokkaphoto", "vexillology"];

const MAIL: &str = "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Zanzibarquest\r\n\
Message-ID: <1@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n\
My xylophonist friend asks.\r\n--b\r\nContent-Type: text/plain; name=quokkaphoto.txt\r\n\
Content-Disposition: attachment; filename=quokkaphoto.txt\r\n\r\nhello\r\n--b--\r\n";

/// A second conversation of the same customer, which everybody in these tests may see.
const SEEN: &str = "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Visible matter\r\n\
Message-ID: <2@customer.example>\r\n\r\nThis one is for all to see.\r\n";

/// What stands in the holes of a path.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a closed hole");
        filled.push_str(before);
        filled.push_str(match name {
            "view" => "open",
            "name" => "quokkaphoto.txt",
            _ => "1",
        });
        rest = after;
    }
    filled + rest
}

/// Two conversations of Marta: one of the returns team and Rita, one of Ben, who sees only his own.
async fn house(reach: Reach) -> TestHouse {
    let house = TestHouse::founded();
    add(&house, "ben", Role::Agent, reach);
    add(&house, "rita", Role::Agent, Reach::All);
    house.mail(MAIL);
    house.mail(SEEN);
    let owner = house.sign_in("owner@cape.example").await;
    let team = owner.post("/settings/teams", &[("name", "Returns")]).await;
    let team = team.location().rsplit('/').next().unwrap_or_default().to_owned();
    let (ben, rita) =
        (house.agent("ben@cape.example").to_string(), house.agent("rita@cape.example").to_string());
    owner.post("/conversations/1/assignment", &[("assignee", &rita), ("team", &team)]).await;
    owner.post("/conversations/2/assignment", &[("assignee", &ben)]).await;
    owner.post("/conversations/1/messages", &[("kind", "note"), ("body", "About vexillology, @rita.")]).await;
    house.work();
    house
}

/// Every page with the conversation out of reach in its holes, and the questions that could find it.
fn paths() -> Vec<String> {
    let mut paths: Vec<String> = web::route::routes()
        .iter()
        .filter(|route| route.method == "GET" && matches!(route.needs, web::Needs::Permission(_)))
        .filter(|route| route.path != "/live")
        .map(|route| filled(route.path))
        .collect();
    for view in
        ["mine", "waiting-longest", "unassigned", "following", "waiting", "snoozed", "closed", "team-1"]
    {
        paths.push(format!("/inbox/{view}"));
        paths.push(format!("/inbox/{view}/1"));
    }
    for word in WORDS {
        paths.push(format!("/search?q={word}"));
        paths.push(format!("/command?q={word}"));
    }
    paths.push("/search?q=from%3Amarta".to_owned());
    paths
}

/// Whether the path names the conversation itself, or something that belongs to it.
fn names_it(path: &str) -> bool {
    let about_it = ["/conversations/1", "/messages/1/", "/attachments/1"];
    about_it.iter().any(|begin| path.starts_with(begin))
        || (path.starts_with("/inbox/") && path.ends_with("/1"))
}

async fn expect_nothing(browser: &Browser<'_>) {
    for path in paths() {
        let answer = browser.get(&path).await;
        if names_it(&path) {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        for word in WORDS {
            // A search says what was asked for; nothing else may.
            let asked = path.contains(word);
            let told = answer.text.matches(word).count();
            let echoes = if asked { answer_to_nonsense(browser, &path, word).await } else { 0 };
            assert_eq!(told, echoes, "{path} says {word}: {}", answer.text);
        }
    }
}

/// How often a page that finds nothing repeats what was asked.
async fn answer_to_nonsense(browser: &Browser<'_>, path: &str, word: &str) -> usize {
    let nonsense = "nonsenseword";
    browser.get(&path.replace(word, nonsense)).await.text.matches(nonsense).count()
}

#[tokio::test]
async fn what_is_out_of_reach_is_not_there() {
    for reach in [Reach::Own, Reach::Team] {
        let house = house(reach).await;
        let ben = house.sign_in("ben@cape.example").await;
        expect_nothing(&ben).await;
        let list = ben.get("/inbox/open").await;
        assert!(list.text.contains("Visible matter"), "but their own is: {}", list.text);
        let topics = ben.get("/customers/1").await;
        assert!(topics.text.contains("Visible matter"), "{}", topics.text);
    }
}

#[tokio::test]
async fn the_walk_would_find_it() {
    let house = house(Reach::Own).await;
    let rita = house.sign_in("rita@cape.example").await;
    let mut found: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for path in paths() {
        let answer = rita.get(&path).await;
        if names_it(&path) {
            assert_ne!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        found.extend(WORDS.into_iter().filter(|word| !path.contains(word) && answer.text.contains(word)));
    }
    assert_eq!(found.len(), WORDS.len(), "{found:?}");
}

#[tokio::test]
async fn nothing_can_be_done_to_it_either() {
    let house = house(Reach::Own).await;
    let ben = house.sign_in("ben@cape.example").await;
    let state = || {
        let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
        (view.conversation, view.messages.len())
    };
    let before = state();
    let fields: [(&str, &str); 9] = [
        ("body", "x"),
        ("kind", "note"),
        ("to", "marta@customer.example"),
        ("then", "stay"),
        ("priority", "high"),
        ("tag", "x"),
        ("assignee", "1"),
        ("until", "tomorrow"),
        ("subject", "x"),
    ];
    for route in web::route::routes() {
        let about_it = ["/conversations/{", "/messages/{"].iter().any(|begin| route.path.starts_with(begin));
        if route.method == "GET" || !about_it {
            continue;
        }
        let path = filled(route.path);
        let answer = ben.send(route.method, &path, testkit::house::form(&fields)).await;
        assert!(!answer.status.is_success(), "{} {path}: {}", route.method, answer.status);
        assert!(WORDS.iter().all(|word| !answer.text.contains(word)), "{} {path}", route.method);
    }
    assert_eq!(state(), before);
}

#[tokio::test]
async fn counts_count_what_one_may_see() {
    let house = house(Reach::Own).await;
    let now = house.moment().now;
    let views = house.read(move |tx| {
        let ben = app::people::Directory::read(tx)?.agents_named("ben").remove(0);
        app::inbox::views(tx, &app::people::actor_of(tx, ben)?, now)
    });
    let open =
        views.common.iter().find(|(name, _)| *name == app::inbox::Name::Open).and_then(|(_, count)| *count);
    assert_eq!((open, views.teams.iter().map(|(_, _, count)| count).sum::<i64>()), (Some(1), 0));
}

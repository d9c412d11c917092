//! Search: both engines find what reading everything would find.

mod reader;

use crate::support::{
    Dice, at, conversation as existing, new_agent, new_conversation, new_customer, plain_message, read, write,
};
use domain::conversation::State;
use domain::query::Query;
use domain::{AgentId, ConversationId, CustomerId, MessageId, TeamId};
use reader::Mail;
use store::attachment::{self, NewAttachment};
use store::conversation::Conversation;
use store::search::{self, Hit, INDEX_BYTES_MAX, MessageWords, Resolved, Search};
use store::{Database, Scope, WriteTx, message, tag, team};

/// Adds a message with its words.
fn add(tx: &WriteTx<'_>, place: ConversationId, mail: &Mail, second: i64) -> store::Result<MessageId> {
    let id = message::add(tx, &plain_message(place, &mail.body, second))?;
    let words = MessageWords {
        subject: &mail.subject,
        body: &mail.body,
        sender: &mail.sender,
        recipients: &mail.recipients,
        files: &mail.files,
    };
    search::index_message(tx, id, &words)?;
    Ok(id)
}

/// A conversation for each list of mails.
fn fill(db: &Database, mails: Vec<Vec<Mail>>) -> Vec<Vec<Hit>> {
    write(db, move |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let mut second = 0;
        let mut conversation = |(number, mails): (i64, &Vec<Mail>)| {
            let place = new_conversation(tx, customer, number)?;
            let hit = |mail: &Mail| {
                second += 1;
                Ok(Hit { conversation_id: place, message_id: Some(add(tx, place, mail, second)?) })
            };
            mails.iter().map(hit).collect::<store::Result<Vec<Hit>>>()
        };
        (0..).zip(&mails).map(&mut conversation).collect()
    })
}

fn bodies(texts: &[&str]) -> Vec<Vec<Mail>> {
    texts.iter().map(|text| vec![Mail { body: (*text).to_owned(), ..Mail::default() }]).collect()
}

fn find_with(db: &Database, typed: &str, filters: &[Resolved], scope: &Scope) -> Vec<Hit> {
    let (query, filters, scope) = (Query::parse(typed), filters.to_vec(), scope.clone());
    read(db, move |tx| {
        let search = Search { query: &query, filters: filters.clone(), skip: 0, before: None, limit: 1_000 };
        search::conversations(tx, &scope, &search)
    })
}

fn find(db: &Database, typed: &str) -> Vec<Hit> {
    find_with(db, typed, &[], &Scope::All)
}

/// Which of the conversations are found, counted from zero, in the order found.
fn places(ids: &[Vec<Hit>], found: &[Hit]) -> Vec<usize> {
    let place = |hit: &Hit| ids.iter().position(|mails| mails[0].conversation_id == hit.conversation_id);
    found.iter().map(|hit| place(hit).expect("one of these")).collect()
}

pub(crate) fn same_as_reading_everything(db: &Database) {
    let mut dice = Dice(7);
    let mails: Vec<Vec<Mail>> =
        (0..60).map(|_| (0..=dice.below(3)).map(|_| reader::random_mail(&mut dice)).collect()).collect();
    let ids = fill(db, mails.clone());
    let mut found_something = 0;
    for number in 0..400 {
        let typed = reader::random_query(&mut dice);
        let expected = reader::newest_first(&mails, &ids, &Query::parse(&typed));
        assert_eq!(find(db, &typed), expected, "query {number}: {typed}");
        found_something += usize::from(!expected.is_empty());
    }
    assert!(found_something > 100, "only {found_something} queries found anything");
}

pub(crate) fn words_of_all_kinds(db: &Database) {
    let texts = [
        "Müller's Käse, CAFÉ",
        "東京都へ行きます",
        "Straße ΟΔΟΣ",
        "order A-17 anna@example.com",
        "don't \"quote\" me",
        "ﬁne ² ① Ⅷ",
        "𞤀𞤣𞤤𞤢𞤥 𐐷𐐷 ꬲx",
        "नमस्ते สวัสดี",
        "a_b under_score C++ 50%",
        "AND OR NOT NEAR",
    ];
    let ids = fill(db, bodies(&texts));
    let found = |typed: &str| places(&ids, &find(db, typed));
    for (typed, expected) in [
        ("muller", 0),
        ("KÄSE", 0),
        ("cafe", 0),
        ("caf*", 0),
        ("東京", 1),
        ("京都", 1),
        ("\"東京都\"", 1),
        ("行き", 1),
        ("straße", 2),
        ("οδοσ", 2),
        ("a-17", 3),
        ("anna@example.com", 3),
        ("example.*", 3),
        ("don't", 4),
        ("quote", 4),
        ("fine", 5),
        ("2", 5),
        ("𞤀𞤣𞤤𞤢𞤥", 6),
        ("𐐷𐐷", 6),
        ("ꬲx", 6),
        ("สวัสดี", 7),
        ("नमस्ते", 7),
        ("a_b", 8),
        ("under*", 8),
        ("c++", 8),
        ("50%", 8),
        ("AND", 9),
        ("near", 9),
        ("\"or not\"", 9),
    ] {
        assert_eq!(found(typed), [expected], "{typed}");
    }
    for typed in ["mull", "京東", "a18", "tokyo", "東", "\"not or\""] {
        assert_eq!(found(typed), Vec::<usize>::new(), "{typed}");
    }
}

pub(crate) fn phrases_stay_in_their_column(db: &Database) {
    let mail = Mail {
        subject: "late parcel".into(),
        body: "boots for winter".into(),
        sender: "Anna Berg".into(),
        recipients: "Help Desk".into(),
        files: "size chart.pdf".into(),
    };
    let ids = fill(db, vec![vec![mail]]);
    for typed in [
        "\"late parcel\"",
        "\"boots for winter\"",
        "\"anna berg\"",
        "\"help desk\"",
        "\"chart pdf\"",
        "parcel boots",
    ] {
        assert_eq!(places(&ids, &find(db, typed)), [0], "{typed}");
    }
    for typed in [
        "\"parcel boots\"",
        "\"parcel anna\"",
        "\"winter anna\"",
        "\"berg help\"",
        "\"desk size\"",
        "\"pdf boots\"",
        "\"pdf late\"",
    ] {
        assert_eq!(find(db, typed), [], "{typed}");
    }
}

/// Ten conversations that differ in what can be filtered by.
struct Desk {
    ids: Vec<Vec<Hit>>,
    agent: AgentId,
    team: TeamId,
}

fn desk(db: &Database) -> Desk {
    let mail = |number: usize| Mail {
        body: "boots".into(),
        sender: if number < 3 { "Anna Berg anna@example.com".into() } else { "Bert bert@example.com".into() },
        recipients: if number.is_multiple_of(2) {
            "help@cape.example".into()
        } else {
            "orders@cape.example".into()
        },
        subject: if number == 9 { "Winter boots".into() } else { "Summer".into() },
        ..Mail::default()
    };
    let ids = fill(db, (0..10).map(|number| vec![mail(number)]).collect());
    let places: Vec<Hit> = ids.iter().map(|mails| mails[0]).collect();
    let (agent, team) = write(db, move |tx| {
        let (agent, team) = (new_agent(tx, "anna")?, team::add(tx, "Returns", at(0))?);
        let late = tag::ensure(tx, "late")?;
        for (number, hit) in places.iter().enumerate() {
            let changed = Conversation {
                assignee_id: (number % 3 == 0).then_some(agent),
                team_id: (number >= 5).then_some(team),
                state: State::ALL[number % 4],
                active_at: at(100 + number as i64),
                ..existing(tx, hit.conversation_id)?
            };
            store::conversation::update(tx, &changed)?;
            if number == 4 || number == 6 {
                tag::put(tx, hit.conversation_id, late)?;
            }
            if number == 1 || number == 7 {
                let file = NewAttachment {
                    message_id: hit.message_id,
                    agent_id: None,
                    name: "boots.png",
                    media_type: "image/png",
                    size: 1,
                    blob_hash: [0; 32],
                    part: "",
                    inline: false,
                    content_id: "",
                };
                attachment::add(tx, &file, at(0))?;
            }
        }
        Ok((agent, team))
    });
    Desk { ids, agent, team }
}

pub(crate) fn filters(db: &Database) {
    let desk = desk(db);
    for (typed, expected) in [
        ("from:anna", &[2, 1, 0][..]),
        ("from:anna@example.com boots", &[2, 1, 0]),
        ("from:berg is:open", &[2, 1, 0]),
        ("boots from:bert to:orders", &[9, 7, 5, 3]),
        ("subject:winter", &[9]),
        ("subject:\"winter boots\"", &[9]),
        ("from:help", &[]),
        ("boots -winter from:bert to:help", &[8, 6, 4]),
        ("boots from:\"…\"", &[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
    ] {
        assert_eq!(places(&desk.ids, &find(db, typed)), expected, "{typed}");
    }
    let many = format!("from:\"{}\"", "anna ".repeat(190));
    assert_eq!(places(&desk.ids, &find(db, &many)), [2, 1, 0]);
    check_resolved(db, &desk, "boots");
}

/// The filters on ids and times, together with `typed`, which all ten match.
fn check_resolved(db: &Database, desk: &Desk, typed: &str) {
    let late = read(db, |tx| tag::find(tx, "late"));
    let cases: Vec<(Vec<Resolved>, &[usize])> = vec![
        (vec![Resolved::AssignedTo(vec![desk.agent, AgentId(1)])], &[9, 6, 3, 0]),
        (vec![Resolved::AssignedTo(vec![])], &[]),
        (vec![Resolved::Unassigned], &[8, 7, 5, 4, 2, 1]),
        (vec![Resolved::InTeam(Some(desk.team))], &[9, 8, 7, 6, 5]),
        (vec![Resolved::InTeam(None)], &[]),
        (vec![Resolved::Tagged(late)], &[6, 4]),
        (vec![Resolved::Tagged(None)], &[]),
        (vec![Resolved::InState(State::Waiting)], &[9, 5, 1]),
        (vec![Resolved::HasAttachment], &[7, 1]),
        (vec![Resolved::Unassigned, Resolved::InTeam(Some(desk.team)), Resolved::HasAttachment], &[7]),
    ];
    for (filters, expected) in cases {
        let found = find_with(db, typed, &filters, &Scope::All);
        assert_eq!(places(&desk.ids, &found), expected, "{typed:?} with {filters:?}");
    }
    // The messages are a second apart, the first at one; without words the conversations count, active from 100 on.
    let (before, since) = if typed.is_empty() { (3, 107) } else { (4, 8) };
    let found = |filter| places(&desk.ids, &find_with(db, typed, &[filter], &Scope::All));
    assert_eq!(found(Resolved::Before(at(before))), [2, 1, 0]);
    assert_eq!(found(Resolved::Since(at(since))), [9, 8, 7]);
}

pub(crate) fn only_filters(db: &Database) {
    let desk = desk(db);
    check_resolved(db, &desk, "");
    let all = find(db, "");
    assert_eq!(places(&desk.ids, &all), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    assert!(all.iter().all(|hit| hit.message_id.is_none()));
    assert_eq!(places(&desk.ids, &find(db, "-anna -winter")), [8, 7, 6, 5, 4, 3]);
    assert_eq!(places(&desk.ids, &find(db, "-\"winter boots\" -berg")), [8, 7, 6, 5, 4, 3]);
    let page = read(db, |tx| {
        let search = Search { query: &Query::default(), filters: vec![], skip: 3, before: None, limit: 2 };
        search::conversations(tx, &Scope::All, &search)
    });
    assert_eq!(places(&desk.ids, &page), [6, 5]);
}

pub(crate) fn pages_newest_first(db: &Database) {
    let mut dice = Dice(3);
    let mail = || Mail { body: "boots".into(), ..Mail::default() };
    let ids = fill(db, (0..500).map(|_| (0..=dice.below(2)).map(|_| mail()).collect()).collect());
    // Old conversations that go on: they must not come back on a later page with their older message.
    let old = [3, 40, 200].map(|place: usize| ids[place][0].conversation_id);
    write(db, move |tx| {
        old.iter().zip(5_000..).try_for_each(|(id, second)| {
            add(tx, *id, &Mail { body: "boots".into(), ..Mail::default() }, second).map(drop)
        })
    });
    for size in [7, 150, 450] {
        let mut pieces: Vec<Hit> = Vec::new();
        loop {
            let before = pieces.last().and_then(|hit| hit.message_id);
            let page = read(db, move |tx| {
                let query = Query::parse("boots");
                let search = Search { query: &query, filters: vec![], skip: 0, before, limit: size };
                search::conversations(tx, &Scope::All, &search)
            });
            if page.is_empty() {
                break;
            }
            pieces.extend(page);
        }
        assert_eq!(pieces, find(db, "boots"), "in pages of {size}");
        assert_eq!(pieces.len(), 500);
    }
    let nothing = read(db, |tx| {
        let query = Query::parse("boots");
        let search = Search { query: &query, filters: vec![], skip: 0, before: None, limit: 0 };
        search::conversations(tx, &Scope::All, &search)
    });
    assert_eq!(nothing, []);
}

pub(crate) fn best_first(db: &Database) {
    let long = format!("{} boots", "weather and other things ".repeat(50));
    let ids = fill(db, bodies(&[&long, "boots boots boots", "nothing", "boots and the weather of today"]));
    let page = |skip, limit| {
        let found = read(db, move |tx| {
            let query = Query::parse("boots order:best");
            let search = Search { query: &query, filters: vec![], skip, before: None, limit };
            search::conversations(tx, &Scope::All, &search)
        });
        places(&ids, &found)
    };
    assert_eq!(page(0, 9), [1, 3, 0]);
    assert_eq!([page(0, 2), page(2, 2), page(4, 2)], [vec![1, 3], vec![0], vec![]]);
}

pub(crate) fn scopes(db: &Database) {
    let desk = desk(db);
    for typed in ["boots", ""] {
        let seen = |scope| places(&desk.ids, &find_with(db, typed, &[], &scope));
        assert_eq!(seen(Scope::Own(desk.agent)), [9, 6, 3, 0]);
        assert_eq!(seen(Scope::Own(AgentId(1))), Vec::<usize>::new());
        assert_eq!(seen(Scope::Teams(AgentId(1), vec![])), [4, 3, 2, 1, 0]);
        assert_eq!(seen(Scope::Teams(AgentId(1), vec![desk.team])).len(), 10);
    }
}

pub(crate) fn merged_are_hidden(db: &Database) {
    let ids = fill(db, bodies(&["boots", "boots"]));
    let (kept, merged) = (ids[0][0].conversation_id, ids[1][0].conversation_id);
    write(db, move |tx| {
        let gone = Conversation { merged_into: Some(kept), ..existing(tx, merged)? };
        store::conversation::update(tx, &gone)
    });
    assert_eq!((places(&ids, &find(db, "boots")), places(&ids, &find(db, ""))), (vec![0], vec![0]));
}

pub(crate) fn indexed_again(db: &Database) {
    let ids = fill(db, bodies(&["boots", "shoes"]));
    let id = ids[0][0].message_id.expect("a message");
    write(db, move |tx| {
        search::index_message(tx, id, &MessageWords { body: "shoes", ..MessageWords::default() })
    });
    assert_eq!((find(db, "boots"), find(db, "shoes").len()), (vec![], 2));
}

/// The longest texts with the most different words fit, and what is cut is cut between words.
pub(crate) fn limits(db: &Database) {
    let words: Vec<String> = (0..100_000_u32).map(|number| format!("{number:x}")).collect();
    let different = words.join(" ");
    let pairs: String = ('\u{4E00}'..'\u{9FFF}').cycle().take(400_000).collect();
    let endless = "x".repeat(1_000_000);
    // As long as words get: cut before the character that goes beyond 64 bytes, or after one that begins below.
    let long: Vec<String> = (0..4_000_u32).map(|number| format!("{number:062}\u{10437}")).collect();
    let long = format!(" {}", long.join(" "));
    // Words that are different in each column make the largest index.
    let marked = |text: &str, mark: char| text.replace(' ', &format!(" {mark}"));
    let everywhere = |text: &String| Mail {
        subject: marked(text, 's'),
        body: text.clone(),
        sender: marked(text, 'f'),
        recipients: marked(text, 't'),
        files: marked(text, 'n'),
    };
    let cut = format!("{} ", "boots".repeat(10)).repeat(INDEX_BYTES_MAX / 51 + 1);
    let in_body = Mail { body: cut.clone(), ..Mail::default() };
    let mails = [&different, &pairs, &endless, &long].map(|text| vec![everywhere(text)]);
    let ids = fill(db, mails.into_iter().chain([vec![in_body]]).collect());
    let last_word = words
        .iter()
        .scan(0, |length, word| {
            *length += word.len() + 1;
            Some((*length, word))
        })
        .take_while(|(length, _)| *length <= INDEX_BYTES_MAX)
        .last()
        .map(|(_, word)| word);
    assert_eq!(places(&ids, &find(db, last_word.expect("a word"))), [0]);
    assert_eq!(places(&ids, &find(db, &"boots".repeat(10))), [4]);
    let piece = cut[..INDEX_BYTES_MAX].rsplit(' ').next().expect("the last piece");
    assert!(!piece.is_empty() && find(db, piece).is_empty(), "half a word was indexed: {piece}");
}

pub(crate) fn customers(db: &Database) {
    let ids = write(db, |tx| {
        let mut ids = Vec::new();
        for (name, identities, notes) in [
            ("Anna Berg", "anna@example.com +49 30 1234", "likes boots"),
            ("Annabel Stone", "stone@example.com", ""),
            ("Bert Müller", "bert@example.com", "friend of Anna"),
        ] {
            let id = new_customer(tx, name)?;
            search::index_customer(tx, id, name, identities, notes)?;
            ids.push(id);
        }
        Ok(ids)
    });
    let found = |typed: &'static str| -> Vec<usize> {
        let mut found: Vec<usize> = read(db, move |tx| search::customers(tx, typed, 9))
            .iter()
            .map(|id: &CustomerId| ids.iter().position(|known| known == id).expect("one of these"))
            .collect();
        found.sort_unstable();
        found
    };
    assert_eq!((found("ann"), found("anna b"), found("MULL")), (vec![0, 1, 2], vec![0, 2], vec![2]));
    assert_eq!(
        (found("1234"), found("boots"), found("berg@"), found("…"), found("")),
        (vec![0], vec![0], vec![0], vec![], vec![])
    );
    assert_eq!(read(db, |tx| search::customers(tx, "ann", 2)).len(), 2);
    let anna = read(db, |tx| search::customers(tx, "boots", 9))[0];
    write(db, move |tx| search::forget_customer(tx, anna));
    assert_eq!(found("boots"), Vec::<usize>::new());
    write(db, move |tx| search::index_customer(tx, anna, "Anna Berg", "", "hates boots"));
    assert_eq!((found("hates"), found("likes")), (vec![0], vec![]));
}

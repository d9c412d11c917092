//! What the tests of people and their conversations share: colleagues, mails, answers.

use app::addresses::Party;
use app::conversation::NewReply;
use domain::{Actor, AgentId, ConversationId, EmailAddress, MessageId, Reach, Role};
use testkit::TestHouse;

/// A colleague of that name.
pub(crate) fn agent(house: &TestHouse, name: &'static str, role: Role) -> Actor {
    let moment = house.moment();
    let id = house.write(move |tx| {
        let address = format!("{}@cape.example", name.to_lowercase());
        let email = EmailAddress::parse(&address).expect("an address");
        Ok(store::agent::add(tx, name, &email, role, Reach::All, moment.now)?)
    });
    Actor::Agent { id, role, reach: Reach::All, teams: Vec::new() }
}

/// Who that is.
pub(crate) fn id(actor: &Actor) -> AgentId {
    actor.agent_id().expect("an agent")
}

/// Changes what stands about a colleague.
pub(crate) fn set(
    house: &TestHouse,
    who: &Actor,
    change: impl Fn(&mut store::agent::Agent) + Send + 'static,
) {
    let id = id(who);
    house.write(move |tx| {
        let mut agent = store::agent::find(tx, id)?.expect("the agent");
        change(&mut agent);
        Ok(store::agent::update(tx, &agent)?)
    });
}

/// Takes in a mail from somebody at `customer.example`; the conversation it opens or goes on is known by its subject.
pub(crate) fn mail(house: &TestHouse, from: &str, subject: &str, text: &str) {
    let number = house.moment().token("mail").to_string();
    house.mail(format!(
        "From: {from} <{from}@customer.example>\r\nTo: support@cape.example\r\nSubject: {subject}\r\n\
         Message-ID: <{number}@customer.example>\r\n\r\n{text}\r\n"
    ));
}

/// Answers in a conversation.
pub(crate) fn answer(house: &TestHouse, who: &Actor, number: i64) -> MessageId {
    let (who, moment) = (who.clone(), house.moment());
    house.write(move |tx| {
        let to = vec![Party { name: String::new(), address: "anna@customer.example".into() }];
        let new = NewReply { to, markdown: "We look into it.".into(), ..NewReply::default() };
        app::conversation::reply(tx, &who, ConversationId(number), &new, &moment)
    })
}

/// A conversation as it is now.
pub(crate) fn conversation(house: &TestHouse, number: i64) -> app::conversation::Conversation {
    let id = ConversationId(number);
    house.read(move |tx| app::conversation::find(tx, &Actor::System, id)).0
}

/// What happened in a conversation, by the names of the events.
pub(crate) fn happened(house: &TestHouse, number: i64) -> Vec<String> {
    let id = ConversationId(number);
    let history = house.read(move |tx| app::conversation::history(tx, &Actor::System, id));
    history.events.iter().map(|event| event.event.kind.name()).collect()
}

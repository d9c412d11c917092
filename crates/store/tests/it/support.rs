//! What the cases share: a clock, shorthands for transactions, and somebody to serve.

use domain::conversation::State;
use domain::message::Direction;
use domain::{AgentId, ConversationId, CustomerId, EmailAddress, IdentityId, MessageId, Reach, Role, Token};
use jiff::Timestamp;
use std::time::{Duration, Instant};
use store::conversation::{Conversation, NewConversation};
use store::message::Message;
use store::{Database, Result, Scope, Tx, WriteTx};

/// Text that finds weak spots: several scripts, quotes of SQL, a character outside of the basic plane.
pub(crate) const UNUSUAL: &str = "Ünïcödé 東京 עברית 🧦 'quoted' \"twice\" \\ % _ $1 ; -- \r\n\ttab";

/// Longer than any test takes that isn't broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// A time, in seconds after the tests' own beginning of time.
pub(crate) fn at(second: i64) -> Timestamp {
    domain::timestamp(1_800_000_000_000 + second * 1000)
}

/// Writes, and it must work.
pub(crate) fn write<T: Send + 'static>(
    db: &Database,
    run: impl Fn(&WriteTx<'_>) -> Result<T> + Send + 'static,
) -> T {
    db.write(run).wait().expect("a transaction that writes")
}

/// Reads, and it must work.
pub(crate) fn read<T: Send + 'static>(
    db: &Database,
    run: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static,
) -> T {
    db.read(run).wait().expect("a transaction that reads")
}

/// Waits until `done` says so, asking again and again.
pub(crate) fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < end, "waited in vain for {what}");
        std::thread::yield_now();
    }
}

/// The address in a text that has one.
pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an address")
}

/// A token that isn't like others.
pub(crate) fn token(number: u64) -> Token {
    let mut bytes = [7; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Token::from_bytes(bytes)
}

/// A new agent.
pub(crate) fn new_agent(tx: &WriteTx<'_>, name: &str) -> Result<AgentId> {
    store::agent::add(tx, name, &email(&format!("{name}@cape.example")), Role::Agent, Reach::All, at(0))
}

/// A new customer.
pub(crate) fn new_customer(tx: &WriteTx<'_>, name: &str) -> Result<CustomerId> {
    store::customer::add(tx, name, at(0))
}

/// A customer with an address.
pub(crate) fn new_identity(tx: &WriteTx<'_>, customer: CustomerId, address: &str) -> Result<IdentityId> {
    store::identity::add(tx, customer, store::identity::EMAIL, address, email(address).key(), at(0))
}

/// A new open conversation; `number` makes its token and its time.
pub(crate) fn new_conversation(
    tx: &WriteTx<'_>,
    customer: CustomerId,
    number: i64,
) -> Result<ConversationId> {
    let new = NewConversation {
        token: token(number as u64),
        customer_id: customer,
        customer_certain: true,
        mailbox_id: None,
        channel: "mail",
        subject: "Boots",
        team_id: None,
        state: State::Open,
    };
    store::conversation::open(tx, &new, at(number))
}

/// A message to add: from the customer, with nothing special about it.
pub(crate) fn plain_message(conversation: ConversationId, text: &str, second: i64) -> Message {
    Message {
        id: MessageId(0),
        conversation_id: conversation,
        direction: Direction::Inbound,
        nature: "message".into(),
        channel: "mail".into(),
        agent_id: None,
        identity_id: None,
        addresses: "{}".into(),
        subject: "Boots".into(),
        text: text.into(),
        folds: "[]".into(),
        html: String::new(),
        remote_count: 0,
        own_colors: false,
        stranger: false,
        mail_message_id: String::new(),
        raw_hash: None,
        written_at: None,
        created_at: at(second),
    }
}

/// A new message of a new conversation of a new customer.
pub(crate) fn new_message(tx: &WriteTx<'_>) -> Result<MessageId> {
    let customer = new_customer(tx, "Anna Berg")?;
    let conversation = new_conversation(tx, customer, 1)?;
    store::message::add(tx, &plain_message(conversation, "Where are my boots?", 1))
}

/// A conversation that is there.
pub(crate) fn conversation(tx: &Tx<'_>, id: ConversationId) -> Result<Conversation> {
    Ok(store::conversation::find(tx, &Scope::All, id)?.expect("the conversation"))
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // Steele, Lea and Flood's SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// One of several.
    pub(crate) fn pick<'t, T>(&mut self, several: &'t [T]) -> &'t T {
        &several[self.below(several.len())]
    }
}

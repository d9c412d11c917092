//! A house with people of several roles and a customer who waits, on either engine.

use app::customer::Referred;
use app::people::{NewAgent, NewOwner, Password};
use app::remedy::{Giving, NewRemedy};
use app::{Database, Location};
use domain::conversation::Channel;
use domain::remedy::Reason;
use domain::{Actor, AgentId, ConversationId, Moment, Reach, RemedyId, RemedyKindId, Role};
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use testkit::postgres::Postgres;

/// A Monday morning, while the house is open.
const BEGIN: &str = "2026-03-02T09:00:00Z";

/// The house.
pub(crate) struct PowerHouse {
    pub(crate) db: Database,
    pub(crate) owner: Actor,
    /// Leads the team that has the conversation.
    pub(crate) lea: Actor,
    /// Leads another.
    pub(crate) leo: Actor,
    pub(crate) anna: Actor,
    pub(crate) ben: Actor,
    pub(crate) conversation: ConversationId,
    clock: Arc<Mutex<Timestamp>>,
    seeds: Arc<AtomicU64>,
    _folder: TempDir,
    _server: Option<Postgres>,
}

pub(crate) fn id(actor: &Actor) -> AgentId {
    actor.agent_id().expect("a person")
}

impl PowerHouse {
    /// On SQLite.
    pub(crate) fn new() -> Self {
        let folder = TempDir::with_prefix("power").expect("a folder");
        let location = Location::Directory(folder.path().to_owned());
        Self::at(folder, location, None)
    }

    /// On PostgreSQL.
    pub(crate) fn on_postgres() -> Self {
        let (server, folder) = (Postgres::start(), TempDir::with_prefix("power").expect("a folder"));
        server.create("power");
        let location = Location::Postgres { url: server.url("power"), blobs: folder.path().to_owned() };
        Self::at(folder, location, Some(server))
    }

    fn at(folder: TempDir, location: Location, server: Option<Postgres>) -> Self {
        let db = Database::open(&location).expect("a database");
        let begin: Timestamp = BEGIN.parse().expect("a time");
        let moment = move |seed: u8| Moment::new(begin, [seed; 32]);
        let password = Password::new("correct horse battery", &moment(1)).expect("a password");
        let secret = password.clone();
        let people = db.write(move |tx| {
            let owner = NewOwner {
                name: "Olive".into(),
                email: "olive@cape.example".into(),
                password: secret.clone(),
            };
            app::people::found(tx, &owner, &moment(2))?;
            let mut people = Vec::new();
            for (name, role) in
                [("Lea", Role::Lead), ("Leo", Role::Lead), ("Anna", Role::Agent), ("Ben", Role::Agent)]
            {
                let email = format!("{name}@cape.example");
                let (name, password) = (name.to_owned(), secret.clone());
                let new = NewAgent { name, email, role, reach: Reach::All, password };
                people.push(app::people::add(tx, &Actor::System, &new, &moment(3))?);
            }
            let team = app::team::add(tx, &Actor::System, "Boots", &moment(4))?;
            app::team::join(tx, &Actor::System, team, people[0], &moment(5))?;
            let olive = app::people::Directory::read(tx)?.agents_named("olive");
            people.extend(olive);
            people.into_iter().map(|id| app::people::actor_of(tx, id)).collect::<app::Result<Vec<_>>>()
        });
        let people: Vec<Actor> = people.wait().expect("people");
        let [lea, leo, anna, ben, owner] = people.try_into().expect("five");
        let clock = Arc::new(Mutex::new(begin));
        let mut house = Self {
            db,
            owner,
            lea,
            leo,
            anna,
            ben,
            conversation: ConversationId(0),
            clock,
            seeds: Arc::new(AtomicU64::new(10)),
            _folder: folder,
            _server: server,
        };
        house.conversation = house.open("cleo@customer.example");
        house
    }

    /// A moment of now.
    pub(crate) fn moment(&self) -> Moment {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seeds.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        Moment::new(*self.clock.lock().expect("a clock"), seed)
    }

    /// Lets time pass, and does what is due.
    pub(crate) fn pass(&self, minutes: i64) {
        {
            let mut now = self.clock.lock().expect("a clock");
            *now = now.checked_add(SignedDuration::from_mins(minutes)).expect("a time");
        }
        self.write(app::timer::tick);
    }

    /// Does something that must succeed.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        run: impl Fn(&app::WriteTx<'_>, &Moment) -> app::Result<T> + Send + 'static,
    ) -> T {
        self.attempt(run).expect("the action succeeds")
    }

    /// Does something that may be refused.
    pub(crate) fn attempt<T: Send + 'static>(
        &self,
        run: impl Fn(&app::WriteTx<'_>, &Moment) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let moment = self.moment();
        self.db.write(move |tx| run(tx, &moment)).wait()
    }

    /// Reads something.
    pub(crate) fn read<T: Send + 'static>(
        &self,
        run: impl Fn(&app::Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> T {
        self.db.read(run).wait().expect("it is there")
    }

    /// A conversation of the customer with that address, with the team Boots.
    pub(crate) fn open(&self, address: &str) -> ConversationId {
        let address = address.to_owned();
        self.write(move |tx, moment| {
            let team = app::team::all(tx)?.first().map(|(team, _)| team.id);
            let identity = app::customer::NewIdentity { kind: "email".into(), value: address.clone() };
            let customer = Referred::Identity { identity, name: String::new() };
            let new = app::conversation::NewConversation {
                customer,
                channel: Channel::Call,
                subject: "Boots".into(),
                team,
            };
            app::conversation::open(tx, &Actor::System, &new, moment)
        })
    }

    /// The kind of that name.
    pub(crate) fn kind(&self, name: &str) -> RemedyKindId {
        let name = name.to_owned();
        self.read(move |tx| {
            let kinds = app::remedy::kinds(tx, &Actor::System)?;
            Ok(kinds.iter().find(|kind| kind.name == name).expect("the kind").id)
        })
    }

    /// Something of that kind for so many cents.
    pub(crate) fn new_remedy(&self, kind: &str, cents: i64, key: &str) -> NewRemedy {
        NewRemedy {
            request_key: key.into(),
            kind: self.kind(kind),
            cost_minor: cents,
            currency: "EUR".into(),
            order: None,
            for_what: "A lace that tore".into(),
            reason: Reason::Damaged,
            why: "It tore on the first day.".into(),
            in_name_of: None,
        }
    }

    /// Somebody gives something, as a fresh request.
    pub(crate) fn give(&self, actor: &Actor, kind: &str, cents: i64) -> app::Result<Giving> {
        let key = format!("fresh {}", self.seeds.fetch_add(1, Ordering::Relaxed));
        self.give_in(self.conversation, actor, self.new_remedy(kind, cents, &key))
    }

    /// Somebody gives this, here.
    pub(crate) fn give_in(
        &self,
        conversation: ConversationId,
        actor: &Actor,
        new: NewRemedy,
    ) -> app::Result<Giving> {
        let actor = actor.clone();
        self.attempt(move |tx, moment| app::remedy::give(tx, &actor, conversation, &new, moment))
    }

    /// A remedy as pages show it.
    pub(crate) fn remedy(&self, remedy: RemedyId) -> app::remedy::Given {
        self.read(move |tx| app::remedy::find(tx, &Actor::System, remedy))
    }

    /// What waits for somebody.
    pub(crate) fn waiting(&self, actor: &Actor) -> Vec<app::approval::Question> {
        let actor = actor.clone();
        self.read(move |tx| app::approval::waiting(tx, &actor))
    }

    /// Somebody decides the first thing that waits for them.
    pub(crate) fn decide(&self, actor: &Actor, approved: bool) -> app::Result<()> {
        let question = self.waiting(actor).first().expect("a question").approval.id;
        let actor = actor.clone();
        self.attempt(move |tx, moment| {
            let verdict = app::approval::Verdict { approved, words: "Because.".into() };
            app::approval::decide(tx, &actor, question, &verdict, moment)
        })
    }

    /// Somebody goes away, or comes back.
    pub(crate) fn set_away(&self, actor: &Actor, away: bool) {
        let actor = actor.clone();
        self.write(move |tx, moment| app::people::set_away(tx, &actor, away, moment));
    }
}

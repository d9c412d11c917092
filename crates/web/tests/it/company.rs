//! A small company for tests about who sees what: an owner, an agent of one team, one who sees only their own, and
//! mails of two customers.

use app::WriteTx;
use app::people::{NewAgent, Password};
use domain::{Actor, AgentId, ConversationId, Moment, Reach, Role, TeamId};
use testkit::house::PASSWORD;
use testkit::{Browser, TestHouse};

/// The company.
pub(crate) struct Company {
    pub(crate) house: TestHouse,
    /// Agent of the team Returns, sees that team's and nobody's conversations.
    pub(crate) rita: AgentId,
    /// Agent who sees only their own.
    pub(crate) sol: AgentId,
    pub(crate) returns: TeamId,
    pub(crate) orders: TeamId,
}

/// What a conversation's row, tags, followers and messages are: to compare before and after.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Whole {
    pub(crate) row: app::conversation::Conversation,
    pub(crate) tags: Vec<String>,
    pub(crate) followers: Vec<AgentId>,
    pub(crate) linked: Vec<ConversationId>,
    pub(crate) messages: Vec<String>,
}

impl Company {
    /// Conversations 1 to 3: two of Marta's, one of Ben's.
    pub(crate) fn new() -> Self {
        let house = TestHouse::founded();
        let owner = house.agent("owner@cape.example");
        let boss = Actor::Agent { id: owner, role: Role::Owner, reach: Reach::All, teams: Vec::new() };
        let moment = house.moment();
        let add = |name: &'static str, reach| {
            let (boss, moment) = (boss.clone(), moment.clone());
            house.write(move |tx| {
                let password = Password::new(PASSWORD, &moment)?;
                let email = format!("{}@cape.example", name.to_lowercase());
                let new = NewAgent { name: name.into(), email, role: Role::Agent, reach, password };
                app::people::add(tx, &boss, &new, &moment)
            })
        };
        let (rita, sol) = (add("Rita", Reach::Team), add("Sol", Reach::Own));
        let (returns, orders) = house.write(move |tx| {
            let returns = app::team::add(tx, &boss, "Returns", &moment)?;
            app::team::join(tx, &boss, returns, rita, &moment)?;
            Ok((returns, app::team::add(tx, &boss, "Orders", &moment)?))
        });
        house.mail(mail("marta", "Boots not here", "Where are my boots?"));
        house.mail(mail("marta", "Parcel", "The parcel is wet."));
        house.mail(mail("ben", "Invoice", "I need an invoice."));
        Self { house, rita, sol, returns, orders }
    }

    /// The owner.
    pub(crate) fn owner(&self) -> Actor {
        let id = self.house.agent("owner@cape.example");
        Actor::Agent { id, role: Role::Owner, reach: Reach::All, teams: Vec::new() }
    }

    /// Does something as the owner.
    pub(crate) fn act<T: Send + 'static>(
        &self,
        run: impl Fn(&WriteTx<'_>, &Actor, &Moment) -> app::Result<T> + Send + 'static,
    ) -> T {
        let (owner, moment) = (self.owner(), self.house.moment());
        self.house.write(move |tx| run(tx, &owner, &moment))
    }

    /// Gives a conversation to a team.
    pub(crate) fn give(&self, id: i64, assignee: Option<AgentId>, team: Option<TeamId>) {
        let to = app::conversation::Assignment { assignee, team };
        self.act(move |tx, actor, moment| {
            app::conversation::assign(tx, actor, ConversationId(id), to, moment)
        });
    }

    /// All of a conversation that undoing must put back.
    pub(crate) fn whole(&self, id: i64) -> Whole {
        let owner = self.owner();
        self.house.read(move |tx| {
            let view = app::conversation::view(tx, &owner, ConversationId(id), None)?;
            Ok(Whole {
                row: view.conversation,
                tags: view.tags,
                followers: view.followers,
                linked: view.linked.iter().map(|other| other.id).collect(),
                messages: view.messages.into_iter().map(|message| message.message.text).collect(),
            })
        })
    }

    /// Signs in somebody.
    pub(crate) async fn sign_in(&self, name: &str) -> Browser<'_> {
        self.house.sign_in(&format!("{name}@cape.example")).await
    }
}

/// A mail of a customer.
pub(crate) fn mail(from: &str, subject: &str, text: &str) -> String {
    format!(
        "From: {from} <{from}@customer.example>\r\nTo: support@cape.example\r\nSubject: {subject}\r\n\
         Message-ID: <{}@customer.example>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\r\n{text}\r\n",
        subject.replace(' ', "-"),
    )
}

/// The number that a redirect carries as `undo`.
pub(crate) fn undo_in(location: &str) -> String {
    let (_, number) = location.split_once("undo=").unwrap_or_else(|| panic!("no way back in {location}"));
    number.split('&').next().unwrap_or_default().to_owned()
}

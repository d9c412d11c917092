//! The company's people, teams and mailboxes.

use app::canned_answer::NewCannedAnswer;
use app::opening_hours::OpeningHours;
use app::people::{NewAgent, NewOwner, Password};
use app::saved_view::NewSavedView;
use app::{Database, WriteTx};
use domain::{Actor, AgentId, MailboxId, Moment, PolicyId, Reach, Role, TeamId};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The password of everybody in the demo.
pub(crate) const PASSWORD: &str = "walking boots";

/// Everybody, by the names the story uses.
#[derive(Clone, Debug, Default)]
pub(super) struct House {
    pub(super) agents: BTreeMap<&'static str, AgentId>,
    pub(super) teams: BTreeMap<&'static str, TeamId>,
    pub(super) mailboxes: BTreeMap<&'static str, MailboxId>,
    pub(super) policies: BTreeMap<&'static str, PolicyId>,
    /// The company's money.
    pub(super) currency: &'static str,
    /// The zone in which times are meant.
    pub(super) zone: &'static str,
    /// When the story ends.
    pub(super) until: Timestamp,
}

/// The address the printed login belongs to: the owner's, who sees everything.
pub(crate) fn login(plan: &demo::Plan) -> &'static str {
    let agents = demo::company(plan).agents;
    agents.iter().find(|agent| agent.role == "owner").or(agents.first()).map_or("", |agent| agent.email)
}

/// Moves everybody in.
pub(super) fn settle(db: &Database, plan: &demo::Plan) -> app::Result<House> {
    let company = demo::company(plan);
    let begin = Moment::new(plan.until, [7; 32]);
    let password = Password::new(PASSWORD, &begin)?;
    let day_zero = plan
        .until
        .checked_sub(jiff::SignedDuration::from_hours(24 * i64::from(plan.days)))
        .unwrap_or(plan.until);
    let moment = Moment::new(day_zero, [7; 32]);
    let (zone, until) = (company.time_zone, plan.until);
    db.write(move |tx| {
        let mut house = House { currency: company.currency, zone, until, ..House::default() };
        for team in &company.teams {
            house.teams.insert(team.handle, app::team::add(tx, &Actor::System, team.name, &moment)?);
        }
        let owner = company.agents.iter().find(|agent| agent.role == "owner").or(company.agents.first());
        let Some(owner) = owner else { return Ok(house) };
        let new = NewOwner { name: owner.name.into(), email: owner.email.into(), password: password.clone() };
        house.agents.insert(owner.handle, app::people::found(tx, &new, &moment)?);
        for agent in company.agents.iter().filter(|agent| agent.handle != owner.handle) {
            let role = match agent.role {
                "lead" => Role::Lead,
                "light" => Role::LightAgent,
                "admin" => Role::Admin,
                _ => Role::Agent,
            };
            let new = NewAgent {
                name: agent.name.into(),
                email: agent.email.into(),
                role,
                reach: Reach::All,
                password: password.clone(),
            };
            house.agents.insert(agent.handle, app::people::add(tx, &Actor::System, &new, &moment)?);
        }
        for agent in &company.agents {
            let (Some(&id), Some(&team)) = (house.agents.get(agent.handle), house.teams.get(agent.team))
            else {
                continue;
            };
            app::team::join(tx, &Actor::System, team, id, &moment)?;
            let signature = format!("{}\n{}", agent.given, company.name);
            app::people::set_presentation(tx, &Actor::System, id, &signature, zone)?;
        }
        for mailbox in &company.mailboxes {
            let id = app::mailbox::ensure(tx, mailbox.name, mailbox.address, &moment)?;
            app::team::take_mailbox(
                tx,
                &Actor::System,
                id,
                house.teams.get(mailbox.team).copied(),
                company.name,
            )?;
            house.mailboxes.insert(mailbox.address, id);
        }
        house.policies = super::power::policies(tx, &company, &house.agents, &moment)?;
        if let Some(&owner) = house.agents.get(owner.handle) {
            let owner = app::people::actor_of(tx, owner)?;
            super::power::budgets(tx, &company, &house.teams, &owner, &moment)?;
            open(tx, &owner, &company, &moment)?;
            hang_up(tx, &owner, &company, &moment)?;
        }
        Ok(house)
    })
    .wait()
}

/// When somebody is there, as the story reckons.
fn open(tx: &WriteTx<'_>, owner: &Actor, company: &demo::Company, moment: &Moment) -> app::Result<()> {
    let mut hours = OpeningHours { time_zone: company.time_zone.to_owned(), ..OpeningHours::default() };
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    for day in &mut hours.week {
        day.clear();
    }
    for (weekday, day) in hours.week.iter_mut().enumerate() {
        let open = company.hours.iter().filter(|open| usize::from(open.weekday) == weekday);
        day.extend(open.map(|open| (clock(open.opens), clock(open.closes))));
    }
    app::opening_hours::set(tx, owner, &hours, moment)
}

/// What the owner has put where everybody finds it: canned answers and shared views.
fn hang_up(tx: &WriteTx<'_>, owner: &Actor, company: &demo::Company, moment: &Moment) -> app::Result<()> {
    for canned in &company.canned {
        let name = match canned.language {
            "en" => canned.name.to_owned(),
            language => format!("{} ({language})", canned.name),
        };
        let new = NewCannedAnswer { name, body: canned.markdown.into() };
        app::canned_answer::add(tx, owner, &new, moment)?;
    }
    for view in &company.views {
        let new = NewSavedView { name: view.name.into(), query: view.query.into(), shared: true };
        app::saved_view::save(tx, owner, &new, moment)?;
    }
    Ok(())
}

//! People who work here.

use crate::support::{UNUSUAL, at, email, new_agent, read, write};
use domain::{AgentId, Reach, Role};
use store::{Database, agent, team};

pub(crate) fn round_trip(db: &Database) {
    let id =
        write(db, |tx| agent::add(tx, UNUSUAL, &email("Anna@Cape.example"), Role::Lead, Reach::Team, at(1)));
    let mut expected = agent::Agent {
        id,
        name: UNUSUAL.into(),
        email: "Anna@Cape.example".into(),
        role: Role::Lead,
        reach: Reach::Team,
        signature: String::new(),
        time_zone: "UTC".into(),
        theme: "system".into(),
        mail_reply: domain::notification::MailReply::Note,
        away: false,
        deactivated_at: None,
        on_duty_until: None,
        cool_down_until: None,
        load_max: 0,
    };
    assert_eq!(read(db, move |tx| agent::find(tx, id)), Some(expected.clone()));

    expected.name = "Anna".into();
    expected.email = "Anna.Berg@Cape.example".into();
    expected.role = Role::Owner;
    expected.reach = Reach::Own;
    expected.signature = UNUSUAL.into();
    expected.time_zone = "Europe/Berlin".into();
    expected.theme = "dark".into();
    expected.mail_reply = domain::notification::MailReply::Customer;
    expected.away = true;
    expected.deactivated_at = Some(at(2));
    expected.on_duty_until = Some(at(3));
    expected.cool_down_until = Some(at(4));
    expected.load_max = 12;
    let changed = expected.clone();
    write(db, move |tx| agent::update(tx, &changed));
    let found = read(db, |tx| agent::find_by_email(tx, &email("ANNA.BERG@cape.EXAMPLE")));
    assert_eq!(found, Some(expected));
    assert_eq!(read(db, |tx| agent::find_by_email(tx, &email("anna@cape.example"))), None);
    assert_eq!(read(db, |tx| agent::find(tx, AgentId(1))), None);
}

pub(crate) fn addresses_are_unique(db: &Database) {
    let anna = write(db, |tx| new_agent(tx, "anna"));
    let bert = write(db, |tx| new_agent(tx, "bert"));
    let again = db.write(|tx| new_agent(tx, "Anna")).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()), "the same address in another spelling");
    let rename = db.write(move |tx| {
        let mut bert = agent::find(tx, bert)?.expect("bert");
        bert.email = "ANNA@cape.example".into();
        agent::update(tx, &bert)
    });
    assert!(rename.wait().is_err_and(|error| error.is_duplicate()));
    let ids: Vec<AgentId> = read(db, agent::all).into_iter().map(|agent| agent.id).collect();
    assert_eq!(ids, [anna, bert]);
}

pub(crate) fn a_code_works_once(db: &Database) {
    let id = write(db, |tx| new_agent(tx, "anna"));
    write(db, move |tx| {
        agent::set_password(tx, id, "$argon2id$example")?;
        agent::set_totp_secret(tx, id, "SECRET")
    });
    let codes = [100, 100, 99, 101].map(|step| write(db, move |tx| agent::use_totp_step(tx, id, step)));
    assert_eq!(codes, [true, false, false, true]);
    let known = read(db, move |tx| agent::credentials(tx, id)).expect("credentials");
    assert_eq!((known.id, known.totp_last_step), (id, 101));
    assert_eq!((known.password_hash.as_str(), known.totp_secret.as_str()), ("$argon2id$example", "SECRET"));
    write(db, move |tx| agent::set_totp_secret(tx, id, ""));
    let known = read(db, move |tx| agent::credentials(tx, id)).expect("credentials");
    assert_eq!((known.totp_secret.as_str(), known.totp_last_step), ("", 0));
    assert!(read(db, |tx| agent::credentials(tx, AgentId(1))).is_none());
}

/// Languages order these otherwise than bytes do, and servers in other countries otherwise than each other.
pub(crate) fn order_is_by_bytes(db: &Database) {
    let names = ["B", "a", "Z", "ä", "_", "b c", "bc"];
    write(db, move |tx| {
        for (number, name) in names.iter().enumerate() {
            let address = email(&format!("agent{number}@cape.example"));
            agent::add(tx, name, &address, Role::Agent, Reach::All, at(0))?;
        }
        Ok(())
    });
    let found: Vec<String> = read(db, agent::all).into_iter().map(|agent| agent.name).collect();
    assert_eq!(found, ["B", "Z", "_", "a", "b c", "bc", "ä"]);
}

pub(crate) fn teams_and_presence(db: &Database) {
    assert!(!read(db, agent::any));
    let (id, one, other) = write(db, |tx| {
        let id = new_agent(tx, "anna")?;
        let (one, other) = (team::add(tx, "Returns", at(0))?, team::add(tx, "Orders", at(0))?);
        team::join(tx, other, id)?;
        team::join(tx, one, id)?;
        Ok((id, one, other))
    });
    assert!(read(db, agent::any));
    assert_eq!(read(db, move |tx| agent::teams(tx, id)), [one, other]);
    assert_eq!(read(db, |tx| agent::teams(tx, AgentId(1))), []);
}

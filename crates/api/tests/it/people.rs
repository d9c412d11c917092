//! Who works here, for systems that give them work.

use crate::support::Client;
use domain::{ApiScope, Role};
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn colleagues_and_teams_are_listed_page_by_page() {
    let house = TestHouse::founded();
    let (owner, moment) = (house.agent("owner@cape.example"), house.moment());
    let (ben, team) = house.write(move |tx| {
        let owner = app::people::actor_of(tx, owner)?;
        let password = app::people::Password::new(testkit::house::PASSWORD, &moment)?;
        let (role, reach) = (Role::LightAgent, domain::Reach::All);
        let (name, email) = ("Ben".to_owned(), "ben@cape.example".to_owned());
        let new = app::people::NewAgent { name, email, role, reach, password };
        let ben = app::people::add(tx, &owner, &new, &moment)?;
        let team = app::team::add(tx, &owner, "Returns", &moment)?;
        app::team::join(tx, &owner, team, ben, &moment)?;
        Ok((ben, team))
    });
    let client = Client::with(&house, &[ApiScope::PeopleRead]);
    let first = client.get("/agents?limit=1").await;
    assert_eq!(first["data"][0]["email"], "owner@cape.example");
    let next = first["next"].as_str().expect("there is more");
    let second = client.get(&format!("/agents?after={next}")).await;
    let expected = json!({"id": ben.0, "name": "Ben", "email": "ben@cape.example", "role": "light_agent",
        "team_ids": [team.0], "away": false, "active": true});
    assert_eq!((&second["data"], &second["next"]), (&json!([expected]), &json!(null)));
    let teams = client.get("/teams").await;
    assert_eq!(teams["data"], json!([{"id": team.0, "name": "Returns", "agent_ids": [ben.0]}]));
}

//! What was given, one by one: for which order, what the shop made of taking it back, and what all of it is worth.

use super::power::{give, house, kind};
use app::order::NewOrder;
use app::remedy::Ending;
use axum::http::StatusCode;
use domain::{Actor, RemedyId};
use testkit::TestHouse;

/// An order of the customer with that address.
fn order(house: &TestHouse, address: &'static str, number: &'static str) -> String {
    let moment = house.moment();
    let id = house.write(move |tx| {
        let identity = app::customer::NewIdentity { kind: "email".into(), value: address.into() };
        let new = NewOrder {
            customer: app::customer::Referred::Identity { identity, name: String::new() },
            number: number.into(),
            state: "paid".into(),
            title: "Trail boots".into(),
            currency: "EUR".into(),
            total_minor: 12_900,
            url: String::new(),
            source: "shop".into(),
            external_id: number.into(),
            placed_at: moment.now,
        };
        app::order::put(tx, &Actor::System, &new, &moment)
    });
    id.id.to_string()
}

#[tokio::test]
async fn it_may_be_for_one_of_the_customers_orders() {
    let house = house();
    let (ben, lea) = (house.sign_in("ben@cape.example").await, house.sign_in("lea@cape.example").await);
    let none = ben.get("/inbox/open/1").await.text;
    assert!(!none.contains("For which order"), "nothing to choose from");
    let (hers, anothers) =
        (order(&house, "marta@customer.example", "1004"), order(&house, "other@customer.example", "1005"));
    let page = ben.get("/inbox/open/1").await.text;
    assert!(page.contains("For which order") && page.contains("1004, Trail boots") && !page.contains("1005"));
    let refund = kind(&house, "Refund");
    let with = |order: &str, key: &str| {
        let fields = [("request_key", key), ("kind", &refund), ("amount", "20"), ("currency", "EUR")];
        let more = [("reason", "damaged"), ("why", "It tore."), ("order", order)];
        fields.iter().chain(&more).map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>()
    };
    let post = async |fields: Vec<(&str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ben.post("/conversations/1/remedies", &fields).await
    };
    let wrong = post(with(&anothers, "one")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("this customer"), "it says what is wrong");
    assert_eq!(post(with(&hers, "two")).await.status, StatusCode::SEE_OTHER);
    assert!(ben.get("/inbox/open/1").await.text.contains("for order 1004"));
    assert!(ben.get("/remedies/1").await.text.contains("1004, Trail boots"));
    house.pass(jiff::SignedDuration::from_mins(1));
    let list = lea.get("/insights/power/given").await.text;
    assert!(list.contains("Refund EUR 20.00") && list.contains("1004") && list.contains("It tore."));
    assert_eq!(ben.get("/insights/power/given").await.status, StatusCode::FORBIDDEN);
    assert!(ben.get("/insights/looks").await.text.contains("lea"), "and Ben sees who looked");
    let power = lea.get("/insights/power").await.text;
    assert!(power.contains("Still to be carried out") && power.contains("EUR 20.00"));
}

#[tokio::test]
async fn what_the_shop_could_not_take_back_is_shown_and_done_by_hand() {
    let house = house();
    let (ben, lea) = (house.sign_in("ben@cape.example").await, house.sign_in("lea@cape.example").await);
    house.write(|tx| app::remedy::connect(tx, true));
    give(&ben, &kind(&house, "Refund"), "20", "one").await;
    let shop = |ending: Ending| {
        let (begun, ended) = (house.moment(), house.moment());
        house.write(move |tx| {
            app::remedy::begin(tx, RemedyId(1), &begun)?.expect("it is due");
            app::remedy::end(tx, RemedyId(1), &ending, &ended)
        });
    };
    shop(Ending::Done { external_id: "re_1".into() });
    let page = lea.get("/remedies/1").await.text;
    assert!(page.contains("The shop is told, and takes it back there."));
    let back = lea.post("/remedies/1/taking-back", &[("words", "It came after all.")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(lea.get("/remedies/1").await.text.contains("taken back, the shop is told"));
    shop(Ending::Refused { words: "Paid out already.".into() });
    let page = ben.get("/remedies/1").await.text;
    assert!(page.contains("taken back, but the shop could not") && page.contains("Paid out already."));
    assert_eq!(ben.post("/remedies/1/reversal", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(ben.get("/remedies/1").await.text.contains("taken back, in the shop as well"));
    assert!(ben.get("/inbox/open/1").await.text.contains("noted that the shop took it back as well"));
}

#[tokio::test]
async fn nothing_is_claimed_of_too_little() {
    let house = house();
    let (ben, lea) = (house.sign_in("ben@cape.example").await, house.sign_in("lea@cape.example").await);
    let page = lea.get("/insights/power/worth").await.text;
    for words in ["Not known yet", "0 of at least 30", "an observation, not a proof"] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(ben.get("/insights/power/worth").await.status, StatusCode::FORBIDDEN);
}

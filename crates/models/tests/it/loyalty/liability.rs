//! Points owed.

use crate::reference::{json, near};
use models::Error;
use models::loyalty::{PointsContract, Redemption};
use proptest::prelude::*;
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn contract(calc: &Value) -> PointsContract {
    PointsContract {
        price: number(&calc["transaction_price"]),
        goods_stand_alone: number(&calc["goods_ssp"]),
        points: number(&calc["points"]),
        point_value: number(&calc["point_value"]),
        expected_redeemed: number(&calc["expected_redeemed"]),
    }
}

#[test]
fn the_example_of_the_standard_is_met() {
    let Some(reference) = json("loyalty/points_liability.json") else { return };
    let example = &reference["ifrs15_example_52"];
    let published = |name: &str| number(&example["published"][name]);
    let variants = reference["variants"].as_array().expect("variants");
    for calc in [&example["calc"]].into_iter().chain(variants) {
        let contract = contract(calc);
        let allocation = contract.allocate().expect("an allocation");
        near("goods", allocation.goods, number(&calc["allocated_goods"]), 1e-4);
        near("points", allocation.points, number(&calc["allocated_points"]), 1e-4);
        let periods = calc["periods"].as_array().expect("periods");
        let redemptions: Vec<Redemption> = periods
            .iter()
            .map(|period| Redemption {
                redeemed: number(&period["redeemed"]),
                expected_total: number(&period["expected_total"]),
            })
            .collect();
        let found = contract.recognise(&redemptions).expect("periods");
        for (found, period) in found.iter().zip(periods) {
            near("revenue", found.revenue, number(&period["revenue"]), 1e-4);
            near("liability", found.liability, number(&period["liability"]), 1e-4);
        }
        if calc == &example["calc"] {
            near("goods", allocation.goods.round(), published("goods"), 0.0);
            near("points", allocation.points.round(), published("points"), 0.0);
            for (period, found) in (1..).zip(&found) {
                near("revenue", found.revenue.round(), published(&format!("period{period}_revenue")), 0.0);
                near(
                    "liability",
                    found.liability.round(),
                    published(&format!("period{period}_liability")),
                    0.0,
                );
            }
        }
    }
}

const SALE: PointsContract = PointsContract {
    price: 100.0,
    goods_stand_alone: 100.0,
    points: 10.0,
    point_value: 1.0,
    expected_redeemed: 8.0,
};

#[test]
fn what_makes_no_sense_is_said() {
    let wrong = |sale: PointsContract| sale.allocate().unwrap_err();
    assert!(matches!(wrong(PointsContract { price: f64::NAN, ..SALE }), Error::OutOfRange { .. }));
    assert!(matches!(wrong(PointsContract { points: 0.0, ..SALE }), Error::OutOfRange { .. }));
    assert!(matches!(wrong(PointsContract { expected_redeemed: 11.0, ..SALE }), Error::Contradiction { .. }));
    assert!(matches!(
        wrong(PointsContract { goods_stand_alone: 0.0, point_value: 0.0, ..SALE }),
        Error::OutOfRange { .. }
    ));
    let period = |redeemed, expected_total| Redemption { redeemed, expected_total };
    let wrong = |periods: &[Redemption]| SALE.recognise(periods).unwrap_err();
    assert!(matches!(
        wrong(&[period(4.0, 8.0), period(5.0, 8.0)]),
        Error::Contradiction { row: Some(1), .. }
    ));
    assert!(matches!(wrong(&[period(4.0, 12.0)]), Error::Contradiction { row: Some(0), .. }));
    assert!(matches!(wrong(&[period(-1.0, 8.0)]), Error::OutOfRange { row: Some(0), .. }));
}

proptest! {
    /// Nothing is lost: revenue so far and liability are the deferred part, the price is goods and points, and in
    /// another currency everything scales.
    #[test]
    fn the_books_close(
        redeemed in proptest::collection::vec(0.0..2.0_f64, 1..6),
        expected in proptest::collection::vec(0.0..1.0_f64, 6),
        rate in 0.01..100.0_f64,
    ) {
        let mut so_far = 0.0;
        let periods: Vec<Redemption> = redeemed.iter().zip(expected).map(|(redeemed, share)| {
            let redeemed = redeemed.min(9.9 - so_far);
            so_far += redeemed;
            Redemption { redeemed, expected_total: so_far + (10.0 - so_far) * share.max(0.01) }
        }).collect();
        let deferred = SALE.allocate().unwrap().points;
        prop_assert!((SALE.allocate().unwrap().goods + deferred - SALE.price).abs() < 1e-9);
        let found = SALE.recognise(&periods).unwrap();
        let mut revenue = 0.0;
        for period in &found {
            revenue += period.revenue;
            prop_assert!((revenue + period.liability - deferred).abs() < 1e-9);
            prop_assert!(period.liability > -1e-9);
        }
        let abroad = PointsContract { price: SALE.price * rate, goods_stand_alone: SALE.goods_stand_alone * rate, point_value: rate, ..SALE };
        for (one, two) in found.iter().zip(abroad.recognise(&periods).unwrap()) {
            prop_assert!((one.liability * rate - two.liability).abs() < 1e-9 * rate.max(1.0) * 100.0);
        }
    }
}

//! Several conversations at once.

use models::staffing::chats::Concurrency;
use models::staffing::{Goal, Load, Target, agents_with_patience};

#[test]
fn concurrency_helps_less_than_it_seems_and_may_hurt() {
    let load = Load::new(120.0, 480.0).unwrap();
    let agents = |chats, slowdown| {
        let concurrency = Concurrency { chats, slowdown };
        let places = concurrency.load_of_places(load).unwrap();
        let goal = Goal::Answered(Target { share: 0.8, within_s: 30.0 });
        concurrency.agents_for(agents_with_patience(places, 120.0, goal).unwrap())
    };
    let alone = agents(1, 0.3);
    let three = agents(3, 0.3);
    assert!(three < alone && f64::from(three) > f64::from(alone) / 3.0, "{alone} {three}");
    assert!(agents(3, 1.2) >= alone, "when each chat more than doubles the others, one by one is better");
    assert!(Concurrency { chats: 3, slowdown: 1.2 }.gain().unwrap() < 1.0);
    assert_eq!(Concurrency { chats: 2, slowdown: 0.0 }.gain(), Ok(2.0));
    assert!(Concurrency { chats: 0, slowdown: 0.0 }.gain().is_err());
    assert!(Concurrency { chats: 3, slowdown: f64::NAN }.load_of_places(load).is_err());
}

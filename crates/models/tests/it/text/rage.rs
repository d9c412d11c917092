//! Each part of what an assessment says.

use models::text::{
    Assessment, Behaviour, Cue, Escalation, Flag, Language, Level, Price, Remedy, Weights, assess,
};
use models::{Error, text::EVEN_ODDS};

fn assessed(text: &str) -> Assessment {
    assess(text, Language::English).expect("an assessment")
}

#[test]
fn every_point_names_its_words() {
    let text = "I'm furious. Third call! You lied to me, and I want my money back NOW.";
    let found = assessed(text);
    let words: Vec<(Cue, &str)> =
        found.points.iter().map(|point| (point.cue, &text[point.bytes.clone()])).collect();
    assert!(words.contains(&(Cue::Anger, "I'm furious")), "{words:?}");
    assert!(words.contains(&(Cue::RepeatedContact, "Third call")), "{words:?}");
    assert!(words.contains(&(Cue::Accusation, "You lied")), "{words:?}");
    let sum: f64 = found.points.iter().map(|point| point.points).sum();
    assert!((sum - found.score).abs() < 1e-12, "the score is the sum of its points");
    for pair in found.points.windows(2) {
        assert!(pair[0].bytes.end <= pair[1].bytes.start, "a word counts once: {pair:?}");
    }
}

#[test]
fn outputs_are_kept_apart() {
    for (text, flag) in [
        ("You will hear from my lawyer.", Flag::Legal),
        ("I'm posting this on Facebook tonight.", Flag::Public),
        ("I'm cancelling and taking my business elsewhere.", Flag::Leaving),
        ("You bunch of idiots.", Flag::Abuse),
        ("I will come to your office and break your legs.", Flag::Threat),
        ("Thanks for nothing.", Flag::Sarcasm),
    ] {
        assert!(assessed(text).flags.contains(&flag), "{text}: {:?}", assessed(text).flags);
    }
    for calm in [
        "My lawyer friend loves your cake, can I order another one?",
        "I posted a picture of my new bike on Facebook, thanks!",
        "I killed the process and now it works.",
        "Could you cancel the second item only?",
        "The colleague wrote \"you idiot\" to me, was that him?",
    ] {
        assert_eq!(assessed(calm).flags.into_iter().collect::<Vec<_>>(), [], "{calm}");
    }
}

#[test]
fn what_is_denied_or_somebody_elses_does_not_count() {
    for calm in [
        "I'm not angry, only curious.",
        "No problem at all.",
        "It was not terrible.",
        "My neighbour was furious, but I'm happy.",
        "> I am furious, you thieves!\nThat was my brother writing. All is well now.",
    ] {
        assert_eq!(assessed(calm).level, Level::Calm, "{calm}: {:?}", assessed(calm).points);
    }
}

#[test]
fn capitals_count_only_among_others() {
    let has_capitals = |text: &str| assessed(text).points.iter().any(|point| point.cue == Cue::Capitals);
    assert!(has_capitals("Do you LISTEN to anything I say?"));
    assert!(!has_capitals("DO YOU DELIVER TO ICELAND? SORRY, MY KEYBOARD HANGS"));
    assert!(!has_capitals("My IBAN and the GPS of the HTML5 page"));
}

#[test]
fn remedies_keep_money_and_free_apart() {
    for (text, remedy, price) in [
        ("Refund me please.", Remedy::Refund, Price::Money),
        ("Please send a replacement.", Remedy::Replacement, Price::Money),
        ("I expect compensation for the hotel.", Remedy::Compensation, Price::Money),
        ("I want an apology.", Remedy::Apology, Price::Free),
        ("Explain why this happened.", Remedy::Explanation, Price::Free),
        ("Make sure this does not happen again.", Remedy::Assurance, Price::Free),
        ("Just listen to me for once.", Remedy::Hearing, Price::Free),
        ("Please answer in plain language.", Remedy::PlainLanguage, Price::Free),
        ("I want to be treated with respect.", Remedy::Respect, Price::Free),
        ("Let your manager know about this.", Remedy::Management, Price::Free),
        ("Please call me back.", Remedy::Callback, Price::Free),
        ("Please unsubscribe me.", Remedy::Stop, Price::Request),
    ] {
        let wanted = assessed(text).wanted;
        assert_eq!(
            wanted.first().map(|first| (first.remedy, first.price)),
            Some((remedy, price)),
            "{text}: {wanted:?}"
        );
        assert!(wanted[0].is_asked, "{text}");
    }
    let refused = assessed("I don't want a voucher. I want my money back.").wanted;
    assert!(refused.iter().all(|wanted| wanted.remedy != Remedy::Credit), "{refused:?}");
}

#[test]
fn contacts_are_counted() {
    for (text, contacts) in [
        ("Nothing so far.", 0),
        ("I called on Monday.", 1),
        ("This is my second email.", 2),
        ("I told you twice.", 2),
        ("I've explained it to twenty-five agents.", 25),
        ("Seven calls and three emails.", 7),
        ("The fourth time I write.", 4),
        ("My ticket is 88213.", 1),
    ] {
        assert_eq!(assessed(text).contacts_mentioned, contacts, "{text}");
    }
}

#[test]
fn behaviour_adds_to_words_and_only_upwards() {
    let calm = assessed("Any news on my order?");
    let weights = Weights::default();
    let nothing = calm.weigh(&Behaviour::default(), &weights).expect("a risk");
    assert!((nothing.probability - calm.probability).abs() < 1e-12);
    let mut last = nothing.probability;
    for contacts in 2..7 {
        let risk = calm.weigh(&Behaviour { contacts, ..Behaviour::default() }, &weights).expect("a risk");
        assert!(risk.probability > last);
        last = risk.probability;
    }
    let broken =
        Behaviour { contacts: 5, handovers: 3, hours_open: 240.0, broken_promises: 2, remedy_refused: true };
    let risk = calm.weigh(&broken, &weights).expect("a risk");
    assert!(risk.level.is_rage() && !calm.level.is_rage());
    let sum: f64 = risk.circumstances.iter().map(|(_, points)| points).sum();
    let log_odds = (risk.probability / (1.0 - risk.probability)).ln();
    assert!((log_odds - (calm.score - EVEN_ODDS + sum)).abs() < 1e-9, "the parts add up");
}

#[test]
fn words_alone_never_reach_the_threat_desk() {
    let threat = assessed("You idiots, I will burn your office down and kill you all!!! Liars! Thieves!");
    assert!(threat.flags.contains(&Flag::Threat) && threat.probability > 0.99);
    let weights = Weights::default();
    let alone = threat.weigh(&Behaviour { contacts: 1, ..Behaviour::default() }, &weights).expect("a risk");
    assert_eq!(alone.escalation, Escalation::Lead);
    let history = Behaviour { contacts: 4, broken_promises: 1, ..Behaviour::default() };
    assert_eq!(threat.weigh(&history, &weights).expect("a risk").escalation, Escalation::ThreatDesk);
}

#[test]
fn senseless_behaviour_is_refused() {
    let message = assessed("Hello");
    for hours_open in [f64::NAN, -1.0, f64::INFINITY] {
        let behaviour = Behaviour { hours_open, ..Behaviour::default() };
        assert!(matches!(message.weigh(&behaviour, &Weights::default()), Err(Error::OutOfRange { .. })));
    }
    let weights = Weights { contact: f64::NAN, ..Weights::default() };
    assert!(message.weigh(&Behaviour::default(), &weights).is_err());
}

#[test]
fn other_languages_are_refused_by_name() {
    assert_eq!("en-GB".parse(), Ok(Language::English));
    for tag in ["de", "", "english"] {
        assert_eq!(tag.parse::<Language>(), Err(Error::Unknown { what: "language", value: tag.to_owned() }));
    }
}

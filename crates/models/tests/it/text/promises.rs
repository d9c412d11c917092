//! Promises and when they fall due.

use jiff::Zoned;
use models::text::{Language, Precision, Promise, PromiseKind, Span, Unit, promises};

/// A Wednesday afternoon.
fn now() -> Zoned {
    "2026-03-04T15:00[Europe/Vienna]".parse().expect("a time")
}

fn found(text: &str) -> Vec<Promise> {
    promises(text, &now(), Language::English).expect("promises")
}

#[track_caller]
fn expect(text: &str, kind: PromiseKind, at: &str, precision: Precision, business: bool) {
    let found = found(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!(found[0].kind, kind, "{text}");
    let due = found[0].due.unwrap_or_else(|| panic!("{text}: no time: {found:?}"));
    assert_eq!(
        (due.at.to_string().as_str(), due.precision, due.business),
        (at, precision, business),
        "{text}"
    );
}

#[test]
fn promises_have_kind_and_time() {
    use Precision::{Day, Hour, Minute, Month, PartOfDay, Week};
    use PromiseKind::{CallBack, Cancel, Check, Credit, Fix, Refund, Replace, Reply, Ship, Visit};
    for (text, kind, at, precision, business) in [
        ("I'll call you back tomorrow before noon.", CallBack, "2026-03-05T12:00:00", Minute, false),
        ("We will refund you within 3 business days.", Refund, "2026-03-09T23:59:00", Day, true),
        ("You'll hear from us by Friday 5 pm.", Reply, "2026-03-06T17:00:00", Minute, false),
        ("I will email you by end of day.", Reply, "2026-03-04T23:59:00", Day, false),
        ("I'll get back to you in two hours.", Reply, "2026-03-04T17:00:00", Hour, false),
        ("We'll ship your order next week.", Ship, "2026-03-15T23:59:00", Week, false),
        ("A technician will visit you on 3 April.", Visit, "2026-04-03T23:59:00", Day, false),
        ("On 3 March we will send the parcel.", Ship, "2027-03-03T23:59:00", Day, false),
        ("Tomorrow morning I'll call you.", CallBack, "2026-03-05T12:00:00", PartOfDay, false),
        ("Your refund will be processed within 5-7 working days.", Refund, "2026-03-13T23:59:00", Day, true),
        ("Our engineer will come on Tuesday at 9:30.", Visit, "2026-03-10T09:30:00", Minute, false),
        ("The issue will be fixed within 24 hours.", Fix, "2026-03-05T15:00:00", Hour, false),
        ("We're sending a replacement tomorrow.", Replace, "2026-03-05T23:59:00", Day, false),
        ("I promise to reply by close of business on Friday.", Reply, "2026-03-06T23:59:00", Day, true),
        ("You can expect a call at 4pm.", CallBack, "2026-03-04T16:00:00", Minute, false),
        ("You will receive a voucher by the end of the month.", Credit, "2026-03-31T23:59:00", Month, false),
        ("My colleague will call you at 2 p.m. on Monday.", CallBack, "2026-03-09T14:00:00", Minute, false),
        ("We'll cancel it on the 15th.", Cancel, "2026-03-15T23:59:00", Day, false),
        ("I'll call you next Monday.", CallBack, "2026-03-09T23:59:00", Day, false),
        ("I'll answer on Wednesday at 10 am.", Reply, "2026-03-11T10:00:00", Minute, false),
        ("I am going to call you in half an hour.", CallBack, "2026-03-04T15:30:00", Minute, false),
        ("We'll refund you by 12 May 2027.", Refund, "2027-05-12T23:59:00", Day, false),
        ("Let me call you back at 17:15.", CallBack, "2026-03-04T17:15:00", Minute, false),
        ("I'll call you at 9 am.", CallBack, "2026-03-05T09:00:00", Minute, false),
        ("We will refund you the full amount on the 20th of May.", Refund, "2026-05-20T23:59:00", Day, false),
        (
            "Our technician will be with you on Friday between 8 and 12.",
            Visit,
            "2026-03-06T12:00:00",
            Minute,
            false,
        ),
        ("A courier will come between 2 pm and 4 pm tomorrow.", Visit, "2026-03-05T16:00:00", Minute, false),
        (
            "I will personally make sure that you get your money back by 15 March.",
            Refund,
            "2026-03-15T23:59:00",
            Day,
            false,
        ),
        ("We guarantee delivery by Saturday.", Ship, "2026-03-07T23:59:00", Day, false),
        (
            "Within the next two hours, you'll get an email with the label.",
            Reply,
            "2026-03-04T17:00:00",
            Hour,
            false,
        ),
        ("I shall write to you again no later than Tuesday.", Reply, "2026-03-10T23:59:00", Day, false),
        (
            "My manager is going to call you first thing tomorrow.",
            CallBack,
            "2026-03-05T12:00:00",
            PartOfDay,
            false,
        ),
        ("Your case will be reviewed within 2 weeks.", Check, "2026-03-18T23:59:00", Day, false),
        ("Your order will be delivered the day after tomorrow.", Ship, "2026-03-06T23:59:00", Day, false),
    ] {
        expect(text, kind, at, precision, business);
    }
}

#[test]
fn what_is_no_promise_is_none() {
    for text in [
        "Shall I call you back tomorrow?",
        "Will you refund me by Friday?",
        "We will not refund you this week.",
        "I won't call you tomorrow.",
        "We can't ship it by Friday.",
        "If you send the photo, we'll refund you within 3 days.",
        "We'll call you tomorrow if the part arrives.",
        "Once we receive the item, we will refund you within 5 days.",
        "I'll let you know when it ships.",
        "You said \"we will call you tomorrow\".",
        "> I'll call you back tomorrow before noon.\nThat was your mail.",
        "Your agent told me he will call me tomorrow.",
        "We'll try to call you tomorrow.",
        "I hope we will ship it tomorrow.",
        "It should arrive on Friday.",
        "I'll do my best to fix this today.",
        "We'd love to help you next week.",
        "You should receive your refund within 5 days.",
        "We might refund you next week.",
        "Please call me back tomorrow.",
        "I called you yesterday at 5 pm.",
        "Thanks for your patience.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn each_deed_has_its_own_time() {
    let text = "I'll check with the warehouse today and call you back tomorrow at 10:00. We will also refund the fee.";
    let found = found(text);
    let told: Vec<(PromiseKind, Option<String>, &str)> = found
        .iter()
        .map(|promise| {
            (promise.kind, promise.due.map(|due| due.at.to_string()), &text[promise.bytes.clone()])
        })
        .collect();
    assert_eq!(
        told,
        [
            (PromiseKind::Check, Some("2026-03-04T23:59:00".into()), "I'll check with the warehouse today"),
            (
                PromiseKind::CallBack,
                Some("2026-03-05T10:00:00".into()),
                "I'll check with the warehouse today and call you back tomorrow at 10:00"
            ),
            (PromiseKind::Refund, None, "We will also refund"),
        ]
    );
}

#[test]
fn a_promise_without_an_exact_time_has_none() {
    for text in ["I'll call you back.", "We will get back to you soon.", "We'll reply as soon as possible."] {
        let found = found(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].due, None, "{text}");
    }
}

#[test]
fn days_that_do_not_exist_are_none() {
    let found = found("We will refund you on 31 February.");
    assert_eq!((found.len(), found[0].due), (1, None));
    assert_eq!(self::found("We will call you in 4000000000 days.")[0].due, None);
}

#[test]
fn hours_pass_over_the_change_of_clocks() {
    // In the night to 29 March 2026 clocks in Vienna go from 2:00 to 3:00.
    let now: Zoned = "2026-03-29T01:30[Europe/Vienna]".parse().expect("a time");
    let found = promises("I'll call you in two hours.", &now, Language::English).expect("promises");
    let due = found[0].due.expect("a time");
    assert_eq!(due.at.to_string(), "2026-03-29T04:30:00");
    assert_eq!(due.span, Some(Span { count: 2, unit: Unit::Hours }));
}

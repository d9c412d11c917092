//! Conversations, one by one; lists of them stand in `list`.

use crate::support::{
    UNUSUAL, at, conversation as existing, email, new_agent, new_conversation, new_customer, read, token,
    write,
};
use domain::conversation::{Priority, State};
use domain::{AgentId, ConversationId, CustomerId};
use store::conversation::{self, Conversation, NewConversation};
use store::{Database, Scope, mailbox, team};

pub(crate) fn round_trip(db: &Database) {
    let (id, customer, mailbox, team, agent, other) = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let mailbox = mailbox::ensure(tx, "Help", &email("help@cape.example"), at(0))?;
        let team = team::add(tx, "Returns", at(0))?;
        let new = NewConversation {
            token: token(1),
            customer_id: customer,
            customer_certain: false,
            mailbox_id: Some(mailbox),
            channel: "form",
            subject: UNUSUAL,
            team_id: Some(team),
            state: State::Waiting,
        };
        let id = conversation::open(tx, &new, at(5))?;
        Ok((id, customer, mailbox, team, new_agent(tx, "anna")?, new_conversation(tx, customer, 2)?))
    });
    let mut expected = Conversation {
        id,
        token: token(1),
        customer_id: customer,
        customer_certain: false,
        mailbox_id: Some(mailbox),
        channel: "form".into(),
        subject: UNUSUAL.into(),
        preview: String::new(),
        state: State::Waiting,
        priority: Priority::Normal,
        assignee_id: None,
        team_id: Some(team),
        snoozed_until: None,
        waiting_since: None,
        message_count: 0,
        created_at: at(5),
        active_at: at(5),
        first_reply_at: None,
        closed_at: None,
        merged_into: None,
        promise_due_at: None,
        upset: 0,
        upset_words: String::new(),
        complaint: String::new(),
    };
    assert_eq!(read(db, move |tx| existing(tx, id)), expected);

    expected.customer_certain = true;
    expected.mailbox_id = None;
    expected.subject = "Boots".into();
    expected.preview = UNUSUAL.into();
    expected.state = State::Closed;
    expected.priority = Priority::Urgent;
    expected.assignee_id = Some(agent);
    expected.team_id = None;
    expected.snoozed_until = Some(at(7));
    expected.waiting_since = Some(at(8));
    expected.message_count = 9;
    expected.active_at = at(10);
    expected.first_reply_at = Some(at(11));
    expected.closed_at = Some(at(12));
    expected.merged_into = Some(other);
    let changed = expected.clone();
    write(db, move |tx| conversation::update(tx, &changed));
    assert_eq!(read(db, |tx| conversation::find_by_token(tx, &token(1))), Some(expected));
    assert_eq!(read(db, |tx| conversation::find_by_token(tx, &token(9))), None);
    assert_eq!(read(db, |tx| conversation::find(tx, &Scope::All, ConversationId(1))), None);
}

pub(crate) fn tokens_are_unique(db: &Database) {
    let customer = write(db, |tx| new_customer(tx, "Anna Berg"));
    write(db, move |tx| new_conversation(tx, customer, 1));
    let again = db.write(move |tx| new_conversation(tx, customer, 1)).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()));
    let stranger = db.write(|tx| new_conversation(tx, CustomerId(1), 2)).wait();
    let error = stranger.expect_err("there is no such customer");
    assert!(!error.is_duplicate(), "{error} isn't a duplicate");
}

pub(crate) fn scope_hides(db: &Database) {
    let (agent, team, other) = write(db, |tx| {
        let other = team::add(tx, "Orders", at(0))?;
        Ok((new_agent(tx, "anna")?, team::add(tx, "Returns", at(0))?, other))
    });
    let ids = write(db, move |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let mut ids = Vec::new();
        for (number, (team, assignee)) in [
            (None, None),
            (Some(team), None),
            (Some(other), None),
            (Some(other), Some(agent)),
            (Some(other), None),
        ]
        .into_iter()
        .enumerate()
        {
            let id = new_conversation(tx, customer, number as i64)?;
            let changed = Conversation { team_id: team, assignee_id: assignee, ..existing(tx, id)? };
            conversation::update(tx, &changed)?;
            ids.push(id);
        }
        conversation::follow(tx, ids[4], agent)?;
        Ok(ids)
    });
    let visible = |scope: Scope| -> Vec<bool> {
        let sees = |id: &ConversationId| {
            let (id, scope) = (*id, scope.clone());
            read(db, move |tx| conversation::find(tx, &scope, id)).is_some()
        };
        ids.iter().map(sees).collect()
    };
    assert_eq!(visible(Scope::All), [true; 5]);
    assert_eq!(visible(Scope::Teams(agent, vec![team])), [true, true, false, true, true]);
    assert_eq!(visible(Scope::Teams(agent, vec![])), [true, false, false, true, true]);
    assert_eq!(visible(Scope::Teams(AgentId(1), vec![team, other])), [true; 5]);
    assert_eq!(visible(Scope::Own(agent)), [false, false, false, true, true]);
    assert_eq!(visible(Scope::Own(AgentId(1))), [false; 5]);
}

pub(crate) fn latest_and_due_back(db: &Database) {
    let (customer, ids) = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let mut ids = Vec::new();
        for (number, back) in [(3, Some(30)), (1, Some(20)), (2, None), (4, Some(20))] {
            let id = new_conversation(tx, customer, number)?;
            let changed = Conversation { snoozed_until: back.map(at), ..existing(tx, id)? };
            conversation::update(tx, &changed)?;
            ids.push(id);
        }
        let merged = Conversation { merged_into: Some(ids[0]), ..existing(tx, ids[3])? };
        conversation::update(tx, &merged)?;
        Ok((customer, ids))
    });
    let due = |second, limit| -> Vec<ConversationId> {
        let found = read(db, move |tx| conversation::due_back(tx, at(second), limit));
        found.into_iter().map(|conversation| conversation.id).collect()
    };
    assert_eq!(due(19, 10), []);
    assert_eq!(due(20, 10), [ids[1], ids[3]]);
    assert_eq!(due(99, 10), [ids[1], ids[3], ids[0]]);
    assert_eq!(due(99, 1), [ids[1]]);
    assert_eq!(read(db, conversation::next_due_back), Some(at(20)));
    let latest = read(db, move |tx| conversation::latest_of_customer(tx, customer)).expect("a conversation");
    assert_eq!(latest.id, ids[0], "the latest that isn't merged");
    assert_eq!(read(db, |tx| conversation::latest_of_customer(tx, CustomerId(1))), None);
}

pub(crate) fn following(db: &Database) {
    let (id, anna, bert) = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        Ok((new_conversation(tx, customer, 1)?, new_agent(tx, "anna")?, new_agent(tx, "bert")?))
    });
    let follow = |agent| write(db, move |tx| conversation::follow(tx, id, agent));
    assert_eq!([follow(bert), follow(bert), follow(anna)], [true, false, true]);
    assert_eq!(read(db, move |tx| conversation::followers(tx, id)), [anna, bert]);
    let unfollow = |agent| write(db, move |tx| conversation::unfollow(tx, id, agent));
    assert_eq!([unfollow(bert), unfollow(bert)], [true, false]);
    assert_eq!(read(db, move |tx| conversation::followers(tx, id)), [anna]);
}

pub(crate) fn held(db: &Database) {
    let agent = write(db, |tx| new_agent(tx, "anna"));
    let held = write(db, move |tx| {
        let customer = new_customer(tx, "Bert")?;
        let mut ids = Vec::new();
        for (number, state) in State::ALL.into_iter().enumerate() {
            let id = new_conversation(tx, customer, 1 + number as i64)?;
            let mut changed = existing(tx, id)?;
            changed.assignee_id = Some(agent);
            changed.state = state;
            conversation::update(tx, &changed)?;
            ids.push((id, state));
        }
        new_conversation(tx, customer, 99)?;
        Ok(ids)
    });
    let expected: Vec<_> =
        held.into_iter().filter(|(_, state)| *state != State::Closed).map(|(id, _)| id).collect();
    let found: Vec<_> =
        read(db, move |tx| conversation::held_by(tx, agent)).iter().map(|one| one.id).collect();
    assert_eq!(found, expected);
}

pub(crate) fn linking(db: &Database) {
    let ids = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        (0..3).map(|number| new_conversation(tx, customer, number)).collect::<store::Result<Vec<_>>>()
    });
    let [a, b, c] = ids[..] else { panic!("three conversations") };
    write(db, move |tx| {
        conversation::link(tx, b, a, at(1))?;
        conversation::link(tx, a, b, at(2))?;
        conversation::link(tx, b, c, at(3))
    });
    assert_eq!(read(db, move |tx| conversation::linked(tx, b)), [a, c]);
    assert_eq!(read(db, move |tx| conversation::linked(tx, a)), [b]);
    let unlink = |one, other| write(db, move |tx| conversation::unlink(tx, one, other));
    assert_eq!([unlink(a, b), unlink(b, a)], [true, false]);
    assert_eq!(read(db, move |tx| conversation::linked(tx, a)), []);
    assert_eq!(read(db, move |tx| conversation::linked(tx, c)), [b]);
}

/// What went into a conversation, also through others, is found with it, nearest first.
pub(crate) fn with_merged(db: &Database) {
    let ids = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let ids: Vec<ConversationId> =
            (1..=4).map(|n| new_conversation(tx, customer, n)).collect::<Result<_, _>>()?;
        for (from, into) in [(2, 1), (1, 0)] {
            let merged = Conversation { merged_into: Some(ids[into]), ..existing(tx, ids[from])? };
            conversation::update(tx, &merged)?;
        }
        Ok(ids)
    });
    let (first, last) = (ids[0], ids[3]);
    assert_eq!(read(db, move |tx| conversation::with_merged(tx, first)), ids[..3]);
    assert_eq!(read(db, move |tx| conversation::with_merged(tx, last)), [last]);
}

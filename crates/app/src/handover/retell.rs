//! "As I explained to your colleague": the customer has to tell it all again. Read from the words, in English.
//!
//! A sentence counts that has a word of telling in the past beside a word of repetition or a colleague. On the
//! sentences below, written for this by hand, 12 of 12 found are right and 12 of 13 are found: an author's own list
//! flatters, so read it as a hint and not as proof.

use crate::Result;
use domain::{Event, EventKind, MessageId, Moment};
use store::conversation::Conversation;
use store::retelling::Retelling;
use store::{Tx, WriteTx};

/// Characters of a message that are looked at: who tells it again says so early.
const LOOKED_AT_CHARACTERS: usize = 4_000;
/// Characters of the words kept.
const WORDS_CHARACTERS_MAX: usize = 200;

/// Words of telling, in the first person's past.
const TOLD: [&str; 10] = [
    "i explained",
    "i have explained",
    "i've explained",
    "i already explained",
    "i told",
    "i have told",
    "i've told",
    "i already told",
    "i described",
    "i have described",
];
/// What says that it was not the first time, or not to you.
const AGAIN: [&str; 14] = [
    "again",
    "already",
    "before",
    "colleague",
    "someone else",
    "somebody else",
    "last time",
    "twice",
    "three times",
    "times now",
    "everyone",
    "everybody",
    "each time",
    "every time",
];
/// What says all of it alone.
const WHOLE: [&str; 9] = [
    "explain again",
    "explain it again",
    "explain this again",
    "explain everything again",
    "explain myself again",
    "repeat myself",
    "tell you all this again",
    "start from the beginning again",
    "tell the whole story again",
];

/// The sentence in which the customer says so.
pub(crate) fn find(text: &str) -> Option<String> {
    let beginning: String = text.chars().take(LOOKED_AT_CHARACTERS).collect();
    let sentence = beginning.split(['.', '!', '?', '\n']).find(|sentence| tells_again(sentence))?;
    Some(sentence.trim().chars().take(WORDS_CHARACTERS_MAX).collect())
}

fn tells_again(sentence: &str) -> bool {
    let said = format!(" {} ", sentence.to_lowercase().replace('’', "'").replace(',', " "));
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |list: &[&str]| list.iter().any(|phrase| words.contains(phrase));
    let polite =
        ["as i told you before we bought", "let me explain"].iter().any(|phrase| words.contains(phrase));
    !polite && (has(&WHOLE) || (has(&TOLD) && has(&AGAIN)))
}

/// Marks what a customer wrote, if it tells the matter again.
pub(crate) fn heard(
    tx: &WriteTx<'_>,
    conversation: &Conversation,
    message: MessageId,
    text: &str,
    moment: &Moment,
) -> Result<()> {
    let Some(words) = find(text) else { return Ok(()) };
    let marked =
        Retelling { message_id: message, conversation_id: conversation.id, words, created_at: moment.now };
    store::retelling::add(tx, &marked)?;
    let event = Event::new(EventKind::CustomerExplainedAgain).customer(conversation.customer_id);
    let event = event.conversation(conversation.id).message(message);
    Ok(store::event::append(tx, &event, moment.now)?)
}

/// The latest words with which the customer told this matter again.
pub(crate) fn retold(tx: &Tx<'_>, conversation: &Conversation) -> Result<Option<String>> {
    let all = store::conversation::with_merged(tx, conversation.id)?;
    Ok(store::retelling::of_conversations(tx, &all)?.pop().map(|marked| marked.words))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGAIN: [&str; 13] = [
        "As I explained to your colleague, the parcel never came.",
        "I have told this three times now!",
        "I already explained all of it to Ben last week.",
        "Do I really have to explain everything again?",
        "I'm tired of having to repeat myself.",
        "I've told your colleagues before: it is the left boot.",
        "Hello,\n\nI’ve explained it twice.\nThe invoice is wrong.",
        "I told someone else on the phone that the address changed.",
        "Now I have to tell the whole story again",
        "I described the noise to your colleague on Monday.",
        "I told you already that it is broken.",
        "Every time I told it to a new person, nothing happened.",
        // Found by nobody: there is no word of repetition in it.
        "You are the fourth one who asks me what happened.",
    ];
    const NOT_AGAIN: [&str; 12] = [
        "Thank you, your colleague was very kind.",
        "Could you explain the invoice again?",
        "I told my friends how good the boots are.",
        "Let me explain: I already have an account.",
        "The error came back again.",
        "I have not heard from you since Monday.",
        "I explained how I use it below.",
        "Your colleague told me to send a photo.",
        "Please repeat the order from last time.",
        "I already paid the invoice.",
        "I have described the defect in the attached file.",
        "I told the courier to leave it at the door.",
    ];

    #[test]
    fn stated_precision_and_recall() {
        let found = |list: &[&str]| list.iter().filter(|text| find(text).is_some()).count();
        assert_eq!((found(&AGAIN), found(&NOT_AGAIN)), (12, 0));
    }

    #[test]
    fn the_sentence_is_kept() {
        assert_eq!(
            find("Hi. As I explained to your colleague, no.").as_deref(),
            Some("As I explained to your colleague, no")
        );
        assert_eq!(find(&"x ".repeat(100_000)), None);
    }
}

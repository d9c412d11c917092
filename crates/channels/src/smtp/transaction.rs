//! One mail over an open session: envelope, then content.

use super::{
    content::Content,
    letter::{Letter, unusable},
    limits::LAST_WORDS_TIMEOUT,
    outcome::{Outcome, Refusal, Stage},
    reply::Reply,
    session::Session,
};
use crate::wire::{Trouble, TroubleKind};
use std::collections::BTreeMap;

/// What is known of each recipient so far, by its place in the letter.
pub(super) type Outcomes = BTreeMap<usize, Outcome>;

impl Session {
    /// Names sender and recipients. Returns the places of those recipients for which the server will take the mail;
    /// the others have their outcome. An error means that the connection is of no more use.
    pub(super) async fn envelope(
        &mut self,
        letter: &Letter,
        outcomes: &mut Outcomes,
    ) -> Result<Vec<usize>, Trouble> {
        let pending: Vec<usize> =
            (0..letter.recipients.len()).filter(|at| !outcomes.contains_key(at)).collect();
        let refuse_all = |refusal: Refusal, outcomes: &mut Outcomes| {
            for at in &pending {
                outcomes.insert(*at, Outcome::Refused(refusal.clone()));
            }
        };
        if let Some(refusal) = self.cannot_carry(letter) {
            refuse_all(refusal, outcomes);
            return Ok(Vec::new());
        }
        let reply = self.command(&self.mail_command(letter)).await?;
        // "Authentication required" and "must issue STARTTLS first": nobody's address is at fault.
        if reply.code == 530 {
            let what = "The mail server wants a login or a protected connection first. Check the settings.";
            return Err(reply.trouble(TroubleKind::Login, what));
        }
        if let Some(trouble) = reply.no_decision() {
            return Err(trouble);
        }
        if !reply.is_positive() {
            refuse_all(reply.refusal(Stage::Sender), outcomes);
            return Ok(Vec::new());
        }
        let mut taken = Vec::new();
        for at in pending {
            let Some(recipient) = letter.recipients.get(at) else { continue };
            if let Some(why) = unusable(recipient, self.offers.has("SMTPUTF8")) {
                outcomes.insert(at, Outcome::Refused(ours(Stage::Recipient, why)));
                continue;
            }
            let reply = self.command(&format!("RCPT TO:<{recipient}>")).await?;
            if let Some(trouble) = reply.no_decision() {
                return Err(trouble);
            }
            if reply.is_positive() {
                taken.push(at);
            } else {
                outcomes.insert(at, Outcome::Refused(reply.refusal(Stage::Recipient)));
            }
        }
        Ok(taken)
    }

    fn mail_command(&self, letter: &Letter) -> String {
        let mut command = format!("MAIL FROM:<{}>", letter.sender.as_deref().unwrap_or_default());
        if self.offers.has("SIZE") {
            command += " SIZE=";
            command += &letter.raw.len().to_string();
        }
        if !letter.raw.is_ascii() {
            command.push_str(" BODY=8BITMIME");
        }
        if needs_utf8(letter) {
            command.push_str(" SMTPUTF8");
        }
        command
    }

    /// What we know the server can't do, before asking it.
    fn cannot_carry(&self, letter: &Letter) -> Option<Refusal> {
        if let Some(why) =
            letter.sender.as_deref().and_then(|sender| unusable(sender, self.offers.has("SMTPUTF8")))
        {
            return Some(ours(Stage::Sender, why));
        }
        let size_bytes = letter.raw.len() as u64;
        if let Some(max) = self.offers.size_max_bytes.filter(|max| size_bytes > *max) {
            let why = format!("The mail has {size_bytes} bytes; the mail server takes at most {max}.");
            return Some(ours(Stage::Content, why));
        }
        if !letter.raw.is_ascii() && !self.offers.has("8BITMIME") {
            let why = "The mail server takes only 7-bit mails (no 8BITMIME), and this mail isn't one.";
            return Some(ours(Stage::Content, why));
        }
        None
    }

    /// Sends the content. Nothing is delivered before the lone dot at the end, and from then on everything may be:
    /// that is what parts `Unreachable` from `Unknown`. The flag says whether the session can be used again.
    pub(super) async fn content(&mut self, raw: &[u8]) -> (Outcome, bool) {
        match self.command("DATA").await {
            Ok(reply) if reply.code == 354 => {}
            Ok(reply) => match reply.no_decision() {
                None if !reply.is_positive() => {
                    return (Outcome::Refused(reply.refusal(Stage::Content)), true);
                }
                trouble => {
                    let what = "The mail server gave an answer that doesn't fit.";
                    let trouble = trouble.unwrap_or_else(|| reply.trouble(TroubleKind::Protocol, what));
                    return (Outcome::Unreachable(trouble), false);
                }
            },
            Err(trouble) => return (Outcome::Unreachable(trouble), false),
        }
        let mut content = Content::new(raw);
        while let Some(block) = content.next_block() {
            if let Err(trouble) = self.wire.write(&block, self.timeouts.block()).await {
                return (self.last_words(trouble).await, false);
            }
        }
        if let Err(trouble) = self.wire.write(b".\r\n", self.timeouts.block()).await {
            // The dot may have got through although the write failed.
            return (Outcome::Unknown(trouble), false);
        }
        match self.answer(self.timeouts.answer()).await {
            Ok(reply) if reply.is_positive() => (Outcome::Accepted { words: reply.words() }, true),
            // 421 here is an answer to the mail: the server didn't take it.
            Ok(reply) if reply.code >= 400 => {
                (Outcome::Refused(reply.refusal(Stage::Content)), !reply.is_farewell())
            }
            Ok(reply) => {
                let what = "The mail server gave an answer that doesn't fit.";
                (Outcome::Unknown(reply.trouble(TroubleKind::Protocol, what)), false)
            }
            Err(trouble) => (Outcome::Unknown(trouble), false),
        }
    }

    /// The connection broke while we were writing: perhaps the server said why (too big, spam).
    async fn last_words(&mut self, trouble: Trouble) -> Outcome {
        match Reply::read(&mut self.wire, LAST_WORDS_TIMEOUT).await {
            Ok(reply) if reply.code >= 400 && !reply.is_farewell() => {
                Outcome::Refused(reply.refusal(Stage::Content))
            }
            Ok(reply) => Outcome::Unreachable(reply.trouble(trouble.kind, &trouble.what)),
            Err(_) => Outcome::Unreachable(trouble),
        }
    }
}

fn needs_utf8(letter: &Letter) -> bool {
    letter.sender.iter().chain(&letter.recipients).any(|address| !address.is_ascii())
}

/// A refusal of our own, before the server was asked.
fn ours(stage: Stage, why: impl Into<String>) -> Refusal {
    Refusal { stage, code: None, enhanced: None, words: why.into(), permanent: true }
}

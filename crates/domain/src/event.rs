//! What happened, as rows of the event log: the spine that live pages, notifications, rules and reports follow.
//!
//! Kinds and field names are a public contract (`GET /api/v1/events`): add, don't rename.

use crate::complaint::Wanted;
use crate::conversation::{Priority, State};
use crate::routing::Passed;
use crate::{
    AgentId, ApiTokenId, ApprovalId, BudgetId, ComplaintId, ConversationId, CustomerId, CustomerImportId,
    CustomerMergeId, CustomerStepId, HandoverId, MailboxId, MessageId, OrderId, PolicyId, PolicyMarkId,
    PromiseId, RemedyId, RemedyKindId, TeamId, TouchpointId,
};
use serde::{Deserialize, Serialize};

/// One thing that happened, to be appended in the transaction that made it happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// By whom, when a person did it.
    pub agent: Option<AgentId>,
    /// To which customer.
    pub customer: Option<CustomerId>,
    /// In which conversation.
    pub conversation: Option<ConversationId>,
    /// With which message.
    pub message: Option<MessageId>,
}

impl Event {
    /// An event of this kind that concerns nobody yet; the `by`, `customer`, … methods say whom.
    pub fn new(kind: EventKind) -> Self {
        Self { kind, agent: None, customer: None, conversation: None, message: None }
    }

    /// Done by this agent, if by one.
    #[must_use]
    pub fn by(mut self, agent: Option<AgentId>) -> Self {
        self.agent = agent;
        self
    }

    /// Concerning this customer.
    #[must_use]
    pub fn customer(mut self, customer: CustomerId) -> Self {
        self.customer = Some(customer);
        self
    }

    /// In this conversation.
    #[must_use]
    pub fn conversation(mut self, conversation: ConversationId) -> Self {
        self.conversation = Some(conversation);
        self
    }

    /// With this message.
    #[must_use]
    pub fn message(mut self, message: MessageId) -> Self {
        self.message = Some(message);
        self
    }
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the names are the documentation; fields are described where they aren't plain"
)]
pub enum EventKind {
    ConversationOpened,
    ConversationAssigned {
        assignee: Option<AgentId>,
        team: Option<TeamId>,
    },
    /// A new one went to somebody who knows the customer, or would have: the ally, or the backup once the ally was
    /// passed over. The assignment that follows from it is an event of its own.
    ConversationRouted {
        assignee: Option<AgentId>,
        passed: Vec<Passed>,
    },
    ConversationStateChanged {
        from: State,
        to: State,
        until: Option<jiff::Timestamp>,
    },
    ConversationPriorityChanged {
        from: Priority,
        to: Priority,
    },
    ConversationSubjectChanged {
        from: String,
    },
    ConversationTagged {
        tag: String,
    },
    ConversationUntagged {
        tag: String,
    },
    ConversationFollowed {
        follower: AgentId,
    },
    ConversationUnfollowed {
        follower: AgentId,
    },
    /// This conversation went into another.
    ConversationMerged {
        into: ConversationId,
    },
    /// Another conversation went into this one.
    ConversationTookIn {
        from: ConversationId,
    },
    ConversationMergeUndone {
        from: ConversationId,
    },
    /// This conversation was cut out of another.
    ConversationSplit {
        from: ConversationId,
        /// The messages that went along; empty in events from before they were told.
        #[serde(default)]
        messages: Vec<MessageId>,
    },
    ConversationLinked {
        other: ConversationId,
    },
    ConversationUnlinked {
        other: ConversationId,
    },
    /// The conversation turned out to be another customer's.
    ConversationMoved {
        from: CustomerId,
    },
    /// Somebody looked, and the customer we guessed is the right one.
    ConversationCustomerConfirmed,
    MessageReceived {
        automatic: bool,
        /// Whether its author had no part in the conversation before; false in events from before that was told.
        #[serde(default)]
        stranger: bool,
        /// Characters that the customer wrote, without quotes and signature; 0 of what was said on the telephone. None of
        /// what isn't the customer's, and in events from before this was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        characters: Option<i64>,
    },
    ReplyQueued {
        send_at: jiff::Timestamp,
    },
    ReplyUndone,
    ReplySent,
    ReplyFailed,
    /// An attempt ended without the server's answer: it may have arrived, and goes again under the same Message-ID.
    ReplyUncertain,
    ReplyBounced {
        permanent: bool,
    },
    ReplyResent,
    NoteWritten {
        mentions: Vec<AgentId>,
    },
    CustomerCreated,
    CustomerChanged {
        fields: Vec<String>,
    },
    CustomerIdentityAdded {
        identity_kind: String,
    },
    CustomerIdentityRemoved {
        identity_kind: String,
    },
    CustomerMerged {
        merged: CustomerId,
        merge: CustomerMergeId,
    },
    CustomerMergeUndone {
        merged: CustomerId,
        merge: CustomerMergeId,
    },
    /// A stretch of an import was done, or all of it.
    CustomersImported {
        import: CustomerImportId,
        done: bool,
    },
    CustomerBlocked,
    CustomerUnblocked,
    CustomerNoteWritten,
    CustomerNoteRemoved,
    TouchpointRecorded {
        touchpoint: TouchpointId,
    },
    OrderRecorded {
        order: OrderId,
    },
    AgentInvited {
        email: String,
    },
    AgentJoined {
        joined: AgentId,
    },
    AgentChanged {
        changed: AgentId,
        fields: Vec<String>,
    },
    AgentDeactivated {
        deactivated: AgentId,
    },
    /// Something stands under this agent's bell.
    AgentNotified {
        notified: AgentId,
    },
    TeamChanged {
        team: TeamId,
    },
    MailboxFailing {
        mailbox: MailboxId,
    },
    MailboxRecovered {
        mailbox: MailboxId,
    },
    InboundNeedsLook,
    SettingChanged {
        name: String,
    },
    /// Another system was given a key.
    ApiTokenMade {
        token: ApiTokenId,
    },
    ApiTokenRevoked {
        token: ApiTokenId,
    },
    /// We gave our word.
    PromiseMade {
        promise: PromiseId,
        /// What kind of promise, as `promise.kind` names it.
        promise_kind: String,
        owner: AgentId,
        due: jiff::Timestamp,
    },
    /// Its owner was reminded before the time came.
    PromiseReminded {
        promise: PromiseId,
        owner: AgentId,
    },
    /// Somebody else keeps it now.
    PromiseReassigned {
        promise: PromiseId,
        owner: AgentId,
    },
    /// Before its time came, the customer was told of another.
    PromiseRenegotiated {
        promise: PromiseId,
        from: jiff::Timestamp,
        due: jiff::Timestamp,
    },
    /// Its time has passed and it is not kept.
    PromisePassed {
        promise: PromiseId,
    },
    PromiseKept {
        promise: PromiseId,
        late: bool,
    },
    PromiseBroken {
        promise: PromiseId,
    },
    /// The customer lets us off.
    PromiseReleased {
        promise: PromiseId,
    },
    /// The reply that gave it was taken back.
    PromiseUndone {
        promise: PromiseId,
    },
    AllyChanged {
        ally: Option<AgentId>,
        backup: Option<AgentId>,
    },
    /// Too many hands already: a lead decides first.
    HandoverAsked {
        handover: HandoverId,
        from: AgentId,
    },
    HandedOver {
        handover: HandoverId,
        from: AgentId,
        to: Option<AgentId>,
        team: Option<TeamId>,
        reason: String,
    },
    HandoverAccepted {
        handover: HandoverId,
        /// Whether somebody else answers the customer than before.
        felt: bool,
    },
    HandoverRefused {
        handover: HandoverId,
    },
    /// The customer had to tell it all again.
    CustomerExplainedAgain,
    /// Above the authority of who wants to give it.
    RemedyAsked {
        remedy: RemedyId,
        remedy_kind: String,
        cost_minor: i64,
        currency: String,
        /// Which kind that is; the names of kinds may change. Empty in events from before it was told.
        #[serde(default)]
        remedy_kind_id: Option<RemedyKindId>,
    },
    RemedyGiven {
        remedy: RemedyId,
        remedy_kind: String,
        cost_minor: i64,
        currency: String,
        /// Whether nobody had to be asked.
        at_once: bool,
        /// Which kind that is; empty in events from before it was told.
        #[serde(default)]
        remedy_kind_id: Option<RemedyKindId>,
        /// Whose it was to give; the event's agent is who said yes to it.
        #[serde(default)]
        giver: Option<AgentId>,
        /// Whether somebody said why, which only a budget makes unnecessary.
        #[serde(default)]
        explained: bool,
        /// Whether nobody has to carry it out: it is done with being given.
        #[serde(default)]
        is_done: bool,
    },
    /// The shop or payment system has carried it out.
    RemedyDone {
        remedy: RemedyId,
    },
    RemedyFailed {
        remedy: RemedyId,
    },
    /// It had failed, and is tried again.
    RemedyRetried {
        remedy: RemedyId,
    },
    RemedyDeclined {
        remedy: RemedyId,
    },
    RemedyWithdrawn {
        remedy: RemedyId,
    },
    /// It was given, and then taken back.
    RemedyTakenBack {
        remedy: RemedyId,
    },
    /// The shop or payment system has taken it back as well.
    RemedyReversed {
        remedy: RemedyId,
    },
    RemedyReversalFailed {
        remedy: RemedyId,
    },
    ApprovalAsked {
        approval: ApprovalId,
        remedy: RemedyId,
        approver: AgentId,
    },
    ApprovalDecided {
        approval: ApprovalId,
        remedy: RemedyId,
        approved: bool,
    },
    /// Nobody decided in time: the next one is asked.
    ApprovalEscalated {
        approval: ApprovalId,
        remedy: RemedyId,
    },
    /// Who may give how much was changed.
    AuthorityChanged,
    BudgetChanged {
        /// Which; all of it is empty in events from before it was told.
        #[serde(default)]
        budget: Option<BudgetId>,
        /// One person's,
        #[serde(default)]
        holder: Option<AgentId>,
        /// or one team's.
        #[serde(default)]
        team: Option<TeamId>,
        #[serde(default)]
        month_minor: i64,
        #[serde(default)]
        currency: String,
        #[serde(default)]
        carries_over: bool,
        /// Whether it holds no more.
        #[serde(default)]
        ended: bool,
    },
    PolicyChanged {
        policy: PolicyId,
    },
    /// A policy got in the way, was the ground of a refusal, or an exception was made.
    PolicyMarked {
        policy: PolicyId,
        mark: PolicyMarkId,
        mark_kind: String,
    },
    PolicyUnmarked {
        policy: PolicyId,
        mark: PolicyMarkId,
    },
    ComplaintOpened {
        complaint: ComplaintId,
        /// What would make it right.
        #[serde(default)]
        wanted: Vec<Wanted>,
    },
    ComplaintChanged {
        complaint: ComplaintId,
        /// What would make it right, as it stands now; none in events from before this was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wanted: Option<Vec<Wanted>>,
    },
    /// The first answer of substance.
    ComplaintAnswered {
        complaint: ComplaintId,
        /// When it left; none in events from before this was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<jiff::Timestamp>,
    },
    /// The customer was asked whether it is done.
    ComplaintConfirmationAsked {
        complaint: ComplaintId,
    },
    /// The reply that asked was taken back.
    ComplaintConfirmationUndone {
        complaint: ComplaintId,
    },
    /// Asked whether it is done, the customer has been silent for as long as may be an end.
    ComplaintSilent {
        complaint: ComplaintId,
    },
    /// For too long nobody gave it a real answer.
    ComplaintOverdue {
        complaint: ComplaintId,
    },
    ComplaintClosed {
        complaint: ComplaintId,
        /// Whether the customer said so.
        agreed: bool,
    },
    ComplaintReopened {
        complaint: ComplaintId,
    },
    CustomerStepRecorded {
        /// Below zero when it is taken back.
        minutes: i64,
        /// Which; none in events from before this was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<CustomerStepId>,
    },
    /// Advice on what usually comes next stands beside the conversation.
    AdviceOffered {
        tag: String,
    },
    /// Advice on what usually comes next was taken up.
    AdviceTaken {
        tag: String,
    },
    /// What a message says of effort and rage; told of those that say something: rage, abuse, a threat, another try.
    SignalRaised {
        /// 0 calm to 3 extremely upset.
        level: i64,
        abuse: bool,
        #[serde(default)]
        threat: bool,
        /// How often the customer has had to try; 0 in events from before that was told.
        #[serde(default)]
        tries: i64,
    },
    SignalCorrected {
        from: i64,
        to: i64,
    },
    /// The correction was a slip: what was read counts again.
    SignalCorrectionUndone,
    /// A signal brought somebody in.
    HelpBrought {
        helper: AgentId,
    },
}

impl EventKind {
    /// The name in the `kind` column and in the API.
    pub fn name(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned()
    }
}

/// Where a consumer stands in the log. Ordered by commit, not by id: on PostgreSQL a smaller id can become
/// visible after a larger one, so the transaction comes first; on SQLite it is always zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// The transaction that appended the event.
    pub transaction: i64,
    /// The event's id.
    pub id: i64,
}

impl Cursor {
    /// The cursor as strangers see it: opaque to them, `transaction.id` to us.
    pub fn encode(self) -> String {
        format!("{}.{}", self.transaction, self.id)
    }

    /// The cursor behind that text.
    pub fn parse(text: &str) -> Option<Self> {
        let (transaction, id) = text.split_once('.')?;
        Some(Self { transaction: transaction.parse().ok()?, id: id.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_as_they_are_written() {
        assert_eq!(EventKind::ReplySent.name(), "reply_sent");
        let tagged = EventKind::ConversationTagged { tag: "late".into() };
        assert_eq!(serde_json::to_string(&tagged).unwrap(), r#"{"kind":"conversation_tagged","tag":"late"}"#);
    }

    #[test]
    fn cursors_read_back() {
        let cursor = Cursor { transaction: 7, id: 42 };
        assert_eq!(Cursor::parse(&cursor.encode()), Some(cursor));
        assert_eq!(Cursor::parse("7"), None);
    }
}

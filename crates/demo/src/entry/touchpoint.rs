//! What other systems would report.

use serde::Serialize;

use super::{ConversationKey, CustomerKey, OrderKey};

/// Something that happened to a customer outside of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Touchpoint {
    /// To whom.
    pub customer: CustomerKey,
    /// About which order.
    pub order: Option<OrderKey>,
    /// After which conversation (a survey answer, a refund).
    pub conversation: Option<ConversationKey>,
    /// What it was.
    pub kind: TouchpointKind,
    /// One line for the timeline.
    pub title: String,
}

/// The kinds of touchpoints other systems report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TouchpointKind {
    /// The carrier scanned the parcel.
    ParcelScanned,
    /// The carrier says it will be late.
    ParcelLate,
    /// The carrier handed it over.
    ParcelDelivered,
    /// The carrier can't find it.
    ParcelLost,
    /// Somebody came to one of the shops.
    ShopVisit,
    /// Somebody signed in to the web shop.
    WebLogin,
    /// The web shop refused something (a code, a card).
    CheckoutFailed,
    /// A pair arrived at the workshop.
    RepairReceived,
    /// A pair left the workshop.
    RepairFinished,
    /// Money went back, in cents of the order's currency.
    RefundPaid {
        /// How much, in minor units.
        amount_minor: i64,
    },
    /// A short survey after a conversation.
    SurveyAnswered {
        /// 1 (bad) to 5 (good).
        score: u8,
    },
}

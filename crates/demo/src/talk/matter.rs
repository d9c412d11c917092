//! What customers write about.

use serde::Serialize;

use crate::{
    company::{ORDERS, ORIGINAL_RECEIPT, RETURN_WINDOW, SUPPORT, WORKSHOP},
    entry::TeamHandle,
};

/// Makes the list of matters once, with the name that is also the tag and the name of the text file.
macro_rules! matters {
    ($($(#[$doc:meta])* $matter:ident = $name:literal, $file:literal;)*) => {
        /// What a customer writes about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum Matter { $($(#[$doc])* $matter,)* }

        impl Matter {
            /// All of them.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$matter),*];

            /// The tag conversations about it get.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$matter => $name,)* }
            }

            /// The English texts, which every matter has.
            pub(crate) const fn english(self) -> &'static str {
                match self { $(Self::$matter => include_str!(concat!("../texts/en/", $file, ".toml")),)* }
            }
        }
    };
}

matters! {
    /// Where is my parcel?
    LateParcel = "late-parcel", "late_parcel";
    /// The tracking number leads nowhere.
    LostTracking = "lost-tracking", "lost_tracking";
    /// It doesn't fit.
    WrongSize = "wrong-size", "wrong_size";
    /// The customer paid for the return label.
    ReturnLabel = "return-label", "return_label";
    /// Too late to return, says the rule.
    ReturnWindow = "return-window", "return_window";
    /// Please send the invoice again.
    InvoiceCopy = "invoice-copy", "invoice_copy";
    /// I have moved.
    AddressChange = "address-change", "address_change";
    /// Something broke.
    WarrantyCrack = "warranty", "warranty_crack";
    /// They squeak.
    Squeaking = "squeaking", "squeaking";
    /// Can they be resoled?
    Resole = "repair", "resole";
    /// Where is my repair?
    RepairStatus = "repair-status", "repair_status";
    /// Gift cards.
    GiftCard = "gift-card", "gift_card";
    /// How do I keep them dry?
    Waterproofing = "leather-care", "waterproofing";
    /// We'd like to sell your boots.
    Wholesale = "wholesale", "wholesale";
    /// Paid twice.
    DoubleCharge = "double-charge", "double_charge";
    /// Please cancel, or: why was it cancelled?
    CancelledOrder = "cancelled-order", "cancelled_order";
    /// The code doesn't work.
    DiscountCode = "discount-code", "discount_code";
    /// Journalists and films.
    Press = "press", "press";
    /// Thank you.
    Praise = "praise", "praise";
    /// Laces and other small things.
    SpareLaces = "spare-parts", "spare_laces";
    /// It has to be here by a date.
    EventDeadline = "deadline-order", "event_deadline";
    /// Which size, which boot?
    FittingAdvice = "fitting-advice", "fitting_advice";
    /// Two left boots.
    WrongItem = "wrong-item", "wrong_item";
    /// I can't sign in.
    AccountLogin = "account", "account_login";
    /// When is it back in stock?
    StockQuestion = "stock", "stock_question";
    /// What do you know about me? Please delete it.
    DataRequest = "data-request", "data_request";
    /// Where does the leather come from?
    LeatherOrigin = "leather-origin", "leather_origin";
    /// The initials on the boot are wrong.
    Monogram = "monogram", "monogram";
}

impl Matter {
    /// Whether something went wrong, as against a question.
    #[must_use]
    pub const fn is_complaint(self) -> bool {
        matches!(
            self,
            Self::LateParcel
                | Self::LostTracking
                | Self::WrongSize
                | Self::ReturnLabel
                | Self::ReturnWindow
                | Self::WarrantyCrack
                | Self::Squeaking
                | Self::RepairStatus
                | Self::DoubleCharge
                | Self::CancelledOrder
                | Self::DiscountCode
                | Self::WrongItem
                | Self::Monogram
        )
    }

    /// The team it belongs to.
    #[must_use]
    pub const fn team(self) -> TeamHandle {
        match self {
            Self::LateParcel
            | Self::LostTracking
            | Self::InvoiceCopy
            | Self::AddressChange
            | Self::DoubleCharge
            | Self::CancelledOrder
            | Self::EventDeadline
            | Self::StockQuestion
            | Self::Wholesale => "orders",
            Self::WrongSize | Self::ReturnLabel | Self::ReturnWindow | Self::WrongItem => "returns",
            Self::WarrantyCrack
            | Self::Squeaking
            | Self::Resole
            | Self::RepairStatus
            | Self::Waterproofing
            | Self::SpareLaces
            | Self::Monogram
            | Self::LeatherOrigin => "workshop",
            _ => "care",
        }
    }

    /// The mailbox most people would use for it.
    pub(crate) const fn mailbox(self) -> &'static str {
        match self.team().as_bytes() {
            b"orders" => ORDERS,
            b"workshop" => WORKSHOP,
            _ => SUPPORT,
        }
    }

    /// The rule that can get in the way.
    pub(crate) const fn policy(self) -> Option<&'static str> {
        match self {
            Self::WrongSize | Self::ReturnWindow | Self::ReturnLabel => Some(RETURN_WINDOW),
            Self::WarrantyCrack => Some(ORIGINAL_RECEIPT),
            _ => None,
        }
    }

    /// How many in a hundred first mails about it carry a photo.
    pub(crate) const fn photos(self) -> u32 {
        match self {
            Self::WarrantyCrack | Self::WrongItem | Self::Monogram => 62,
            Self::Resole => 45,
            Self::Squeaking | Self::Praise => 14,
            Self::WrongSize | Self::FittingAdvice | Self::DiscountCode => 10,
            _ => 0,
        }
    }

    /// Days until what the answer promises is with the customer: a resole takes weeks, a swap takes days.
    pub(crate) const fn days_until_there(self) -> (i64, i64) {
        match self {
            Self::Resole => (26, 48),
            Self::RepairStatus | Self::WarrantyCrack | Self::Squeaking => (7, 16),
            _ => (2, 8),
        }
    }

    /// Whether its solution pays money back.
    pub(crate) const fn refunds(self) -> bool {
        matches!(self, Self::DoubleCharge | Self::ReturnLabel | Self::CancelledOrder)
    }

    /// Whether the texts speak of an order.
    pub(crate) const fn needs_order(self) -> bool {
        AFTER_ORDER_HAS[self as usize]
    }
}

/// Filled from [`AFTER_ORDER`], so that the two can't disagree.
const AFTER_ORDER_HAS: [bool; Matter::ALL.len()] = {
    let mut has = [false; Matter::ALL.len()];
    let mut index = 0;
    while index < AFTER_ORDER.len() {
        has[AFTER_ORDER[index].0 as usize] = true;
        index += 1;
    }
    has[Matter::LateParcel as usize] = true;
    has[Matter::LostTracking as usize] = true;
    has
};

/// From when the days of a delay count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// The order.
    Placed,
    /// The delivery.
    Arrived,
}

/// What people write about after an order that came in time: weight, and the days after which they do.
pub(crate) const AFTER_ORDER: [(Matter, u32, Since, i64, i64); 14] = [
    (Matter::WrongSize, 25, Since::Arrived, 0, 6),
    (Matter::ReturnLabel, 8, Since::Arrived, 6, 20),
    (Matter::ReturnWindow, 8, Since::Arrived, 15, 34),
    (Matter::InvoiceCopy, 8, Since::Placed, 2, 60),
    (Matter::AddressChange, 7, Since::Placed, 0, 0),
    (Matter::WarrantyCrack, 11, Since::Arrived, 40, 300),
    (Matter::Squeaking, 6, Since::Arrived, 6, 40),
    (Matter::DoubleCharge, 4, Since::Placed, 1, 5),
    (Matter::CancelledOrder, 6, Since::Placed, 0, 1),
    (Matter::DiscountCode, 6, Since::Placed, 0, 1),
    (Matter::Praise, 7, Since::Arrived, 4, 90),
    (Matter::EventDeadline, 7, Since::Placed, 0, 1),
    (Matter::WrongItem, 6, Since::Arrived, 0, 2),
    (Matter::Monogram, 4, Since::Arrived, 0, 4),
];

/// What people write about without an order at hand.
pub(crate) const ANY_TIME: [(Matter, u32); 12] = [
    (Matter::Resole, 22),
    (Matter::Waterproofing, 12),
    (Matter::FittingAdvice, 16),
    (Matter::GiftCard, 9),
    (Matter::Wholesale, 4),
    (Matter::Press, 1),
    (Matter::SpareLaces, 10),
    (Matter::AccountLogin, 9),
    (Matter::StockQuestion, 11),
    (Matter::DataRequest, 3),
    (Matter::LeatherOrigin, 5),
    (Matter::RepairStatus, 4),
];

//! The addresses of a message, as kept with it: shown and answered to, never queried inside.

use serde::{Deserialize, Serialize};

/// A name with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Display name, empty when none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The address as written.
    pub address: String,
}

impl Party {
    /// The name, or the address when there is none.
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}

impl From<&mail::Address> for Party {
    fn from(address: &mail::Address) -> Self {
        Self { name: address.name.clone().unwrap_or_default(), address: address.address.clone() }
    }
}

impl From<&Party> for mail::Address {
    fn from(party: &Party) -> Self {
        let name = (!party.name.is_empty()).then(|| party.name.clone());
        Self { name, address: party.address.clone() }
    }
}

/// Everybody a message names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    /// The author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Party>,
    /// Where the author wants answers, when that differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_to: Vec<Party>,
    /// Recipients.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Party>,
    /// Copied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Party>,
    /// Copied without others knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bcc: Vec<Party>,
}

/// Addresses kept of one header; mails to thousands name them all, nobody reads them.
const PARTIES_MAX: usize = 100;

impl Addresses {
    /// Everybody a received mail names.
    pub fn of(mail: &mail::Mail) -> Self {
        let parties = |list: &[mail::Address]| list.iter().take(PARTIES_MAX).map(Party::from).collect();
        Self {
            from: mail.from.as_ref().map(Party::from),
            reply_to: parties(&mail.reply_to),
            to: parties(&mail.to),
            cc: parties(&mail.cc),
            bcc: Vec::new(),
        }
    }

    /// As stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }

    /// As read back; what doesn't fit is left out rather than hiding the message.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// All recipients, in order: to, cc, bcc.
    pub fn recipients(&self) -> impl Iterator<Item = (&'static str, &Party)> {
        let to = self.to.iter().map(|party| ("to", party));
        let cc = self.cc.iter().map(|party| ("cc", party));
        let bcc = self.bcc.iter().map(|party| ("bcc", party));
        to.chain(cc).chain(bcc)
    }
}

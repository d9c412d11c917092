//! Which way a mail came, for whom, and who may be the person behind it. Facts only: others decide.

use serde::{Deserialize, Serialize};

use crate::{
    Address,
    mime::{Header, ids},
    problem::Problems,
};

/// Which way a mail came, and who may be the person behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Addresses it was delivered to, nearest first, from the fields that delivery and forwarding leave
    /// (`Delivered-To`, `X-Original-To`, `Envelope-To`, `X-Forwarded-To`, …). Each once.
    pub delivered_to: Vec<String>,
    /// `Return-Path` without brackets; an empty string is the null sender of RFC 5321, 4.5.5.
    pub return_path: Option<String>,
    /// The id of the mailing list, `List-Id` (RFC 2919) without brackets.
    pub list_id: Option<String>,
    /// The keyword of `Auto-Submitted` (RFC 3834, 5) in lower case; `no` if it says so.
    pub auto_submitted: Option<String>,
    /// `Precedence` in lower case.
    pub precedence: Option<String>,
    /// Our own `X-Cape-Loop`: this mail left our house, or answers one word for word.
    pub loop_mark: Option<String>,
    /// The author before a list rewrote `From`: `X-Original-From`, `X-Original-Sender`.
    pub original_from: Option<Address>,
    /// Who sent it on unchanged (RFC 5322, 3.6.6).
    pub resent_from: Option<Address>,
    /// The author of the mail that is forwarded in this one.
    pub forwarded_from: Option<Address>,
}

/// Fields that delivery agents and forwarders leave, nearest to the mailbox first.
const DELIVERY_FIELDS: [&str; 8] = [
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Forwarded-To",
    "X-Delivered-To",
    "Apparently-To",
    "X-Forwarded-For",
];

impl Origin {
    pub(crate) fn of(header: &Header<'_>, problems: &mut Problems) -> Self {
        Self {
            delivered_to: delivered_to(header, problems),
            return_path: header
                .text("Return-Path")
                .map(|value| value.trim().trim_start_matches('<').trim_end_matches('>').trim().to_owned()),
            list_id: header.text("List-Id").map(|value| bracketed(&value)),
            auto_submitted: header.text("Auto-Submitted").map(|value| keyword(&value)),
            precedence: header.text("Precedence").map(|value| keyword(&value)),
            loop_mark: header.text(crate::LOOP_HEADER).map(|value| value.trim().to_owned()),
            original_from: ["X-Original-From", "X-Original-Sender", "X-Google-Original-From"]
                .iter()
                .find_map(|name| header.addresses(name, problems).into_iter().next()),
            resent_from: header.addresses("Resent-From", problems).into_iter().next(),
            forwarded_from: None,
        }
    }
}

fn delivered_to(header: &Header<'_>, problems: &mut Problems) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in DELIVERY_FIELDS {
        for address in header.addresses(name, problems) {
            if address.address.contains('@')
                && !all.iter().any(|known| known.eq_ignore_ascii_case(&address.address))
            {
                all.push(address.address);
            }
        }
    }
    all
}

/// The first word of a field's value, in lower case, without parameters.
fn keyword(value: &str) -> String {
    value.split([';', '(', ' ', '\t']).find(|word| !word.is_empty()).unwrap_or_default().to_ascii_lowercase()
}

/// What stands in the last pair of angle brackets, or everything.
fn bracketed(value: &str) -> String {
    ids::last_bracketed(value).unwrap_or_else(|| value.trim()).to_owned()
}

//! Tests of the crate `mail`: our own mails, properties, and the mails other projects test with.

mod composing;
mod corpora;
mod corpora_bounces;
mod corpora_fold;
mod corpora_helpdesks;
mod corpora_tnef;
mod corpora_zammad;
mod cost;
mod fold;
mod harmless;
mod properties;
mod properties_body;
mod reading;
mod sanitise;

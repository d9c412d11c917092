//! Service as customers meet it: published figures, and what can't be otherwise.

#![expect(clippy::float_cmp, reason = "values that are exact by construction are compared as such")]

mod contacts;
mod continuity;
mod wave;

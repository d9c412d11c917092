//! The sanitiser under the name of its stand-in.

pub(crate) use crate::sanitise::html as sanitise_html;

//! winmail.dat unpacked: the Transport Neutral Encapsulation Format of Outlook ([MS-OXTNEF]).

use crate::problem::Problems;

/// What a winmail.dat holds.
#[derive(Default)]
pub(crate) struct Unpacked {
    pub(crate) files: Vec<File>,
    pub(crate) body: Option<Body>,
}

/// A file in a winmail.dat.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) content_id: Option<String>,
    pub(crate) bytes: Vec<u8>,
    /// True for the formatted body kept as a file.
    pub(crate) is_body: bool,
}

/// The body in a winmail.dat.
pub(crate) enum Body {
    Text(String),
    Html(String),
}

/// True if the bytes start with the signature of TNEF ([MS-OXTNEF], 2.1.1).
pub(crate) fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x78, 0x9f, 0x3e, 0x22])
}

/// Unpacks.
pub(crate) fn unpack(_bytes: &[u8], _problems: &mut Problems) -> Unpacked {
    Unpacked::default()
}

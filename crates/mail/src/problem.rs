//! What was broken in a mail and repaired, or left out because of a limit.

use serde::{Deserialize, Serialize};

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// One thing that was broken and repaired, or left out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Problem {
            $($(#[$doc])* $variant,)+
        }

        impl Problem {
            /// The name used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

problems! {
    /// The mail is empty.
    Empty = "empty",
    /// Only line ends of the old Macintosh kind (CR).
    BareCarriageReturns = "bare_carriage_returns",
    /// An mbox line `From …` stood before the header.
    MboxLine = "mbox_line",
    /// There is no header at all; everything was taken as the body.
    MissingHeader = "missing_header",
    /// A line in the header is not a field; it was joined to the field before it.
    BrokenHeaderLine = "broken_header_line",
    /// Raw 8-bit bytes stand in the header.
    RawHeaderBytes = "raw_header_bytes",
    /// An encoded word (RFC 2047) is not well-formed.
    BrokenEncodedWord = "broken_encoded_word",
    /// A file name parameter (RFC 2231) is not well-formed.
    BrokenParameter = "broken_parameter",
    /// An address could not be understood as one.
    BrokenAddress = "broken_address",
    /// There is no author.
    MissingFrom = "missing_from",
    /// The date is missing, or no possible date.
    BrokenDate = "broken_date",
    /// The charset named is not known; it was guessed.
    UnknownCharset = "unknown_charset",
    /// The bytes do not fit the charset named; it was guessed.
    WrongCharset = "wrong_charset",
    /// Two charsets in one text; decoded line by line.
    MixedCharsets = "mixed_charsets",
    /// The base64 or quoted-printable text is not well-formed.
    BrokenTransferEncoding = "broken_transfer_encoding",
    /// A transfer encoding that does not exist; the bytes were taken as they are.
    UnknownTransferEncoding = "unknown_transfer_encoding",
    /// A multipart without a boundary, or whose boundary never appears; it was guessed or taken as text.
    BrokenBoundary = "broken_boundary",
    /// A multipart without its closing line.
    UnclosedBoundary = "unclosed_boundary",
    /// NUL bytes were removed from text.
    NulBytes = "nul_bytes",
    /// A file stood uuencoded in the text.
    UuencodedText = "uuencoded_text",
    /// A winmail.dat that could not be read to its end.
    BrokenTnef = "broken_tnef",
    /// Parts nested deeper than the limit were kept as files.
    TooDeep = "too_deep",
    /// More parts than the limit; the rest was left in the raw mail.
    TooManyParts = "too_many_parts",
    /// The text is longer than the limit; the rest was left in the raw mail.
    TextTooLong = "text_too_long",
    /// The HTML nests deeper than the limit; what is below was flattened.
    HtmlTooDeep = "html_too_deep",
    /// More links than the limit; the rest became plain words.
    TooManyLinks = "too_many_links",
    /// More addresses than the limit; the rest was left in the raw mail.
    TooManyAddresses = "too_many_addresses",
}

/// The problems of one mail: each kept once, in the order found.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn note(&mut self, problem: Problem) {
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

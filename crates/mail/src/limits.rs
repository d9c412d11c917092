//! Limits on what one mail may cost. What goes over a limit is left in the raw mail and named in `problems`.

/// Multiparts within multiparts. Real mails stay under ten; each level is a pass over its bytes.
pub const MULTIPART_DEPTH_MAX: usize = 24;

/// Mails attached to mails that are opened. A bounce of a forward of a forward is three.
pub const MESSAGE_DEPTH_MAX: usize = 4;

/// Parts of one mail that are looked at. The largest real digests have some hundred.
pub const PARTS_MAX: usize = 1_000;

/// Header fields of one part that are kept. A mail through ten relays and three filters has about 120.
pub const HEADER_FIELDS_MAX: usize = 1_000;

/// Bytes of one header field that are read; a mailing to 1,000 people writes about 40 kB into `To`.
pub const HEADER_FIELD_BYTES_MAX: usize = 256 * 1024;

/// Bytes of body text, over all text parts: more is a log file, not a letter.
pub const TEXT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Addresses kept of one header.
pub const ADDRESSES_MAX: usize = 1_000;

/// Ids kept of `References`; threading needs the first and the newest.
pub const REFERENCES_MAX: usize = 100;

/// Bytes of one file name; file systems stop at 255.
pub const FILE_NAME_BYTES_MAX: usize = 200;

/// Bytes of one subject; longer ones are attacks or accidents, and index pages show one line.
pub const SUBJECT_BYTES_MAX: usize = 2_000;

/// Bytes of a bounce's words that are searched; what servers say about a few hundred recipients fits.
pub const REPORT_BYTES_MAX: usize = 64 * 1024;

/// Failed recipients kept of one bounce.
pub const BOUNCES_MAX: usize = 200;

/// Files kept of one winmail.dat.
pub const TNEF_FILES_MAX: usize = 200;

/// Bytes that one packed RTF body may unpack to.
pub const RTF_BYTES_MAX: usize = 16 * 1024 * 1024;

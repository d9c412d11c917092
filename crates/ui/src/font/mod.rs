//! The one typeface, shipped with the binary: Inter, an open variable font (SIL Open Font License, see `OFL.txt`).
//!
//! Two subsets, fetched by the browser only when a page holds such letters: western languages, and the
//! remaining Latin letters of central and northern Europe. Other scripts use the system's own face.

/// A font file and the name under which the stylesheet asks for it.
#[derive(Clone, Copy, Debug)]
pub struct FontFile {
    /// File name, relative to the place the stylesheet is served from.
    pub name: &'static str,
    /// Media type to serve it with.
    pub media_type: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
}

/// Every font file. Serve each beside the stylesheet, which refers to them by relative URL.
pub const FONT_FILES: [FontFile; 2] = [
    FontFile {
        name: "inter-latin.woff2",
        media_type: "font/woff2",
        bytes: include_bytes!("inter-latin.woff2"),
    },
    FontFile {
        name: "inter-latin-ext.woff2",
        media_type: "font/woff2",
        bytes: include_bytes!("inter-latin-ext.woff2"),
    },
];

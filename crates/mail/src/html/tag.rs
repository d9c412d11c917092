//! The tags that are understood. All others are as if they were not written; their content stays.

/// What a tag does, for closing tags that nobody closed, for text and for folding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Part of a line.
    Inline,
    /// Its own lines.
    Block,
    /// Its own lines, with space around.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// Rows of a table.
    Section,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// Never has content.
    Void,
    /// Its content is raw text that nobody is to see.
    Raw,
    /// Its content is dropped.
    Dropped,
}

macro_rules! tags {
    ($($tag:ident $name:literal $role:ident,)+) => {
        /// A tag that is understood.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Tag { $(#[doc = $name] $tag,)+ }

        impl Tag {
            /// The tag of a name in lower case.
            pub(crate) fn named(name: &[u8]) -> Option<Self> {
                match std::str::from_utf8(name).ok()? {
                    $($name => Some(Self::$tag),)+
                    _ => None,
                }
            }

            /// Its name, in lower case.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$tag => $name,)+ }
            }

            /// What it does.
            pub(crate) fn role(self) -> Role {
                match self { $(Self::$tag => Role::$role,)+ }
            }
        }
    };
}

tags! {
    A "a" Inline, Abbr "abbr" Inline, Acronym "acronym" Inline, B "b" Inline, Bdi "bdi" Inline, Bdo "bdo" Inline, Big "big" Inline,
    Cite "cite" Inline, Code "code" Inline, Del "del" Inline, Dfn "dfn" Inline, Em "em" Inline, Font "font" Inline, I "i" Inline,
    Ins "ins" Inline, Kbd "kbd" Inline, Mark "mark" Inline, Q "q" Inline, Rp "rp" Inline, Rt "rt" Inline, Ruby "ruby" Inline,
    S "s" Inline, Samp "samp" Inline, Small "small" Inline, Span "span" Inline, Strike "strike" Inline, Strong "strong" Inline,
    Sub "sub" Inline, Sup "sup" Inline, Time "time" Inline, Tt "tt" Inline, U "u" Inline, Var "var" Inline,
    Body "body" Block, Div "div" Block, Center "center" Block, Address "address" Block, Article "article" Block, Aside "aside" Block,
    Section "section" Block, Header "header" Block, Footer "footer" Block, Main "main" Block, Nav "nav" Block, Figure "figure" Block,
    Figcaption "figcaption" Block, Fieldset "fieldset" Block, Legend "legend" Block, Details "details" Block, Summary "summary" Block,
    Dl "dl" Block, Dt "dt" Item, Dd "dd" Item, Caption "caption" Block, Blockquote "blockquote" Block,
    P "p" Paragraph, H1 "h1" Paragraph, H2 "h2" Paragraph, H3 "h3" Paragraph, H4 "h4" Paragraph, H5 "h5" Paragraph, H6 "h6" Paragraph,
    Pre "pre" Paragraph, Ul "ul" List, Ol "ol" List, Menu "menu" List, Dir "dir" List, Li "li" Item,
    Table "table" Table, Tbody "tbody" Section, Thead "thead" Section, Tfoot "tfoot" Section, Tr "tr" Row, Td "td" Cell, Th "th" Cell,
    Br "br" Void, Hr "hr" Void, Img "img" Void, Wbr "wbr" Void, Col "col" Void,
    Script "script" Raw, Style "style" Raw, Title "title" Raw, Textarea "textarea" Raw, Iframe "iframe" Raw, Noembed "noembed" Raw,
    Noframes "noframes" Raw, Xmp "xmp" Raw, Plaintext "plaintext" Raw,
    Svg "svg" Dropped, Math "math" Dropped, Template "template" Dropped, Select "select" Dropped,
}

impl Tag {
    /// Whether any content may stand in it, so that a fold may too.
    pub(crate) fn holds_flow(self) -> bool {
        matches!(self.role(), Role::Cell)
            || matches!(
                self,
                Self::Body
                    | Self::Div
                    | Self::Center
                    | Self::Article
                    | Self::Aside
                    | Self::Section
                    | Self::Header
                    | Self::Footer
                    | Self::Main
                    | Self::Figure
                    | Self::Fieldset
                    | Self::Blockquote
                    | Self::Li
                    | Self::Dd
                    | Self::Details
            )
    }
}

//! winmail.dat unpacked: the Transport Neutral Encapsulation Format of Outlook ([MS-OXTNEF]).
//!
//! A stream of attributes: those of level 1 belong to the message, those of level 2 to the file that the last
//! `attAttachRendData` opened. Most of what counts stands in blocks of MAPI properties inside of them.

mod code_page;
mod cursor;
mod lzfu;
mod properties;
mod rtf;

use crate::{Problem, limits, mime::charset, mime::media, problem::Problems};
use cursor::Cursor;
use properties::{Property, Value};

/// What a winmail.dat holds.
#[derive(Default)]
pub(crate) struct Unpacked {
    /// Its files, in order; the formatted body comes last.
    pub(crate) files: Vec<File>,
    pub(crate) body: Option<Body>,
    /// True if it could be read to its end.
    pub(crate) complete: bool,
}

/// A file in a winmail.dat.
#[derive(Default)]
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

const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];

// Attributes by their type and id ([MS-OXTNEF], 2.1.3.2).
const ATTACH_TITLE: u32 = 0x0001_8010;
const ATTACH_DATA: u32 = 0x0006_800f;
const ATTACH_REND_DATA: u32 = 0x0006_9002;
const ATTACH_PROPERTIES: u32 = 0x0006_9005;
const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
const OEM_CODE_PAGE: u32 = 0x0006_9007;
const MESSAGE_BODY: u32 = 0x0002_800c;

// Properties by their id ([MS-OXPROPS]).
const BODY: u16 = 0x1000;
const RTF_COMPRESSED: u16 = 0x1009;
const BODY_HTML: u16 = 0x1013;
const DISPLAY_NAME: u16 = 0x3001;
const ATTACH_DATA_OBJECT: u16 = 0x3701;
const ATTACH_FILE_NAME: u16 = 0x3704;
const ATTACH_LONG_FILE_NAME: u16 = 0x3707;
const ATTACH_MIME_TAG: u16 = 0x370e;
const ATTACH_CONTENT_ID: u16 = 0x3712;
const INTERNET_CODE_PAGE: u16 = 0x3fde;

/// How an OLE object starts: a compound file ([MS-CFB], 2.2).
const COMPOUND_FILE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// Messages within messages that are opened.
const DEPTH_MAX: usize = 3;

/// True if the bytes start with the signature of TNEF ([MS-OXTNEF], 2.1.1).
pub(crate) fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// Unpacks as far as the bytes can be read.
pub(crate) fn unpack(bytes: &[u8], problems: &mut Problems) -> Unpacked {
    let mut message = Message::default();
    message.complete = message.read(bytes, 0).is_some();
    if !message.complete {
        problems.note(Problem::BrokenTnef);
    }
    message.unpacked()
}

/// The state while the attributes go by.
#[derive(Default)]
struct Message {
    files: Vec<File>,
    code_page: u32,
    internet_code_page: u32,
    text: Option<String>,
    html: Option<Vec<u8>>,
    rtf: Option<Vec<u8>>,
    complete: bool,
}

impl Message {
    fn read(&mut self, bytes: &[u8], depth: usize) -> Option<()> {
        // The signature and the key before the attributes.
        let mut cursor = Cursor::new(bytes.get(6..)?);
        while !cursor.is_empty() {
            let level = cursor.byte()?;
            let attribute = cursor.long()?;
            let length = cursor.long()? as usize;
            let data = cursor.take(length)?;
            cursor.take(2)?;
            match level {
                1 => self.message_attribute(attribute, data)?,
                2 => self.file_attribute(attribute, data, depth)?,
                _ => return None,
            }
        }
        Some(())
    }

    fn message_attribute(&mut self, attribute: u32, data: &[u8]) -> Option<()> {
        match attribute {
            OEM_CODE_PAGE => self.code_page = Cursor::new(data).long()?,
            MESSAGE_BODY => self.text = Some(self.string(data)),
            MESSAGE_PROPERTIES => {
                let (all, complete) = properties::read(data);
                for property in &all {
                    self.message_property(property);
                }
                return complete.then_some(());
            }
            _ => {}
        }
        Some(())
    }

    fn message_property(&mut self, property: &Property<'_>) {
        match property.id {
            BODY => self.text = self.text_of(property.value).or_else(|| self.text.take()),
            BODY_HTML => {
                self.html = match property.value {
                    Value::Bytes(bytes) | Value::String8(bytes) => Some(bytes.to_vec()),
                    Value::Unicode(bytes) => Some(charset::utf_16(bytes).into_bytes()),
                    Value::Long(_) | Value::Other => None,
                };
            }
            RTF_COMPRESSED => {
                if let Value::Bytes(bytes) = property.value {
                    self.rtf = lzfu::unpack(bytes);
                }
            }
            INTERNET_CODE_PAGE => {
                if let Value::Long(page) = property.value {
                    self.internet_code_page = page;
                }
            }
            _ => {}
        }
    }

    fn file_attribute(&mut self, attribute: u32, data: &[u8], depth: usize) -> Option<()> {
        if attribute == ATTACH_REND_DATA {
            if self.files.len() >= limits::TNEF_FILES_MAX {
                return None;
            }
            self.files.push(File::default());
            return Some(());
        }
        let title = (attribute == ATTACH_TITLE).then(|| self.string(data));
        let properties = (attribute == ATTACH_PROPERTIES).then(|| properties::read(data));
        let Some(file) = self.files.last_mut() else { return Some(()) };
        match (attribute, title, properties) {
            (ATTACH_TITLE, Some(title), _) => file.name = title,
            (ATTACH_DATA, ..) => file.bytes = data.to_vec(),
            (ATTACH_PROPERTIES, _, Some((all, complete))) => {
                for property in &all {
                    self.file_property(property, depth);
                }
                return complete.then_some(());
            }
            _ => {}
        }
        Some(())
    }

    fn file_property(&mut self, property: &Property<'_>, depth: usize) {
        let text = self.text_of(property.value).filter(|text| !text.is_empty());
        let mut inner = None;
        let Some(file) = self.files.last_mut() else { return };
        match (property.id, text) {
            (ATTACH_LONG_FILE_NAME, Some(name)) => file.name = name,
            (ATTACH_FILE_NAME | DISPLAY_NAME, Some(name)) if file.name.is_empty() => file.name = name,
            (ATTACH_MIME_TAG, Some(media_type)) => file.media_type = media_type.to_ascii_lowercase(),
            (ATTACH_CONTENT_ID, Some(id)) => file.content_id = Some(id.trim_matches(['<', '>']).to_owned()),
            (ATTACH_DATA_OBJECT, _) => {
                if let Value::Bytes(bytes) = property.value {
                    // An object starts with the id of its interface, which tells what an OLE object is; an
                    // attached message or file doesn't need it.
                    let content =
                        if property.is_object { bytes.get(16..).unwrap_or_default() } else { bytes };
                    if is_tnef(content) && depth < DEPTH_MAX {
                        inner = Some(content);
                    } else {
                        let whole = content.starts_with(&COMPOUND_FILE);
                        file.bytes = if whole { bytes.to_vec() } else { content.to_vec() };
                    }
                }
            }
            _ => {}
        }
        if let Some(content) = inner {
            self.inner_message(content, depth);
        }
    }

    /// The files of a message attached to this one take its place.
    fn inner_message(&mut self, content: &[u8], depth: usize) {
        let placeholder = self.files.pop();
        let mut inner = Self::default();
        inner.complete = inner.read(content, depth + 1).is_some();
        let name = placeholder.map(|file| file.name).filter(|name| !name.is_empty());
        let mut files = inner.unpacked().files;
        if let (Some(name), Some(body)) = (name, files.iter_mut().find(|file| file.is_body)) {
            let ending = body.name.rsplit('.').next().unwrap_or_default();
            body.name = format!("{name}.{ending}");
            body.is_body = false;
        }
        let room = limits::TNEF_FILES_MAX.saturating_sub(self.files.len());
        self.files.extend(files.into_iter().take(room));
        // Properties that still follow must not touch the last of them.
        self.files.push(File::default());
    }

    fn text_of(&self, value: Value<'_>) -> Option<String> {
        match value {
            Value::Unicode(bytes) => Some(charset::utf_16(bytes).trim_end_matches('\0').to_owned()),
            Value::String8(bytes) => Some(self.string(bytes)),
            Value::Bytes(_) | Value::Long(_) | Value::Other => None,
        }
    }

    fn string(&self, bytes: &[u8]) -> String {
        let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
        let label = code_page::label(self.code_page);
        charset::decode(&bytes[..end], label.as_deref(), &mut Problems::default())
    }

    fn unpacked(mut self) -> Unpacked {
        self.files.retain(|file| !file.bytes.is_empty() || !file.name.is_empty());
        for file in &mut self.files {
            if file.name.trim().is_empty() {
                "attachment.bin".clone_into(&mut file.name);
            }
            if !file.media_type.contains('/') {
                let known = media::type_of_ending(&file.name).unwrap_or("application/octet-stream");
                known.clone_into(&mut file.media_type);
            }
            if file.media_type.starts_with("text/") {
                plain_line_ends(&mut file.bytes);
            }
        }
        let html_label = code_page::label(self.internet_code_page)
            .or_else(|| self.html.as_deref().and_then(charset::label_in_html))
            .or_else(|| code_page::label(self.code_page));
        let html = self.html.take().map(|mut html| {
            html.truncate(html.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1));
            plain_line_ends(&mut html);
            html
        });
        let text = self.text.take().filter(|text| !text.trim().is_empty());
        let body = match (&html, text, &self.rtf) {
            (Some(html), _, _) => {
                Some(Body::Html(charset::decode(html, html_label.as_deref(), &mut Problems::default())))
            }
            (None, Some(text), _) => Some(Body::Text(text)),
            (None, None, Some(rtf)) => Some(Body::Text(rtf::text(rtf))),
            (None, None, None) => None,
        };
        let formatted =
            [(html, "message.html", "text/html"), (self.rtf.take(), "message.rtf", "application/rtf")];
        if let Some((Some(bytes), name, media_type)) =
            formatted.into_iter().find(|(bytes, ..)| bytes.is_some())
        {
            let (name, media_type) = (name.to_owned(), media_type.to_owned());
            self.files.push(File { name, media_type, bytes, is_body: true, content_id: None });
        }
        Unpacked { files: self.files, body, complete: self.complete }
    }
}

/// Text has plain line ends, as text files that come by other ways have.
fn plain_line_ends(bytes: &mut Vec<u8>) {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(&byte) = rest.next() {
        if byte != b'\r' || rest.peek() != Some(&&b'\n') {
            kept.push(byte);
        }
    }
    *bytes = kept;
}

//! Media types and dispositions with their parameters.

/// The value of `Content-Type` or `Content-Disposition`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Media {
    /// `type/subtype` or the disposition, in lower case.
    pub(crate) value: String,
    /// Parameters with names in lower case and values decoded (RFC 2231, and encoded words, which many write).
    pub(crate) parameters: Vec<(String, String)>,
}

impl Media {
    /// A type without parameters.
    pub(crate) fn plain(value: &str) -> Self {
        Self { value: value.to_owned(), parameters: Vec::new() }
    }

    /// The parameter of this name (given in lower case), unless it is empty.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// True for `text/…`, `multipart/…` and so on.
    pub(crate) fn is_kind(&self, kind: &str) -> bool {
        self.value.split('/').next() == Some(kind)
    }
}

/// The usual ending of a file of this type, without the dot; `bin` if there is none.
pub(crate) fn ending_of(media_type: &str) -> &str {
    match media_type {
        "text/plain" => "txt",
        "text/calendar" => "ics",
        "text/vcard" | "text/x-vcard" => "vcf",
        "text/markdown" => "md",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/svg+xml" => "svg",
        "image/tiff" => "tif",
        "image/x-icon" | "image/vnd.microsoft.icon" => "ico",
        "audio/mpeg" => "mp3",
        "audio/x-wav" => "wav",
        "video/quicktime" => "mov",
        "message/rfc822" | "message/global" => "eml",
        "application/msword" => "doc",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/pgp-signature" | "application/pgp-encrypted" => "asc",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/x-zip-compressed" => "zip",
        "application/gzip" | "application/x-gzip" => "gz",
        "application/javascript" => "js",
        other => match other.split_once('/') {
            Some(("image" | "audio" | "video" | "text", subtype)) if is_ending(subtype) => subtype,
            Some(("text", _)) => "txt",
            Some(("application", subtype @ ("pdf" | "zip" | "json" | "xml" | "rtf"))) => subtype,
            _ => "bin",
        },
    }
}

/// The media type a file name's ending tells, where it tells a common one.
pub(crate) fn type_of_ending(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match ending.as_str() {
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "rtf" => "application/rtf",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "html" | "htm" => "text/html",
        "ics" => "text/calendar",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "mp3" => "audio/mpeg",
        "mov" => "video/quicktime",
        "eml" => "message/rfc822",
        _ => return None,
    })
}

fn is_ending(subtype: &str) -> bool {
    (2..=5).contains(&subtype.len()) && subtype.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

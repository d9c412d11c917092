//! The mail as it goes over the wire: lines end in CRLF, and a dot at a line's start is doubled (RFC 5321 section 4.5.2).

use super::limits::BLOCK_BYTES;

/// Encodes a mail block by block. Bare CR and LF become CRLF: servers differ on what they mean, and whoever controls
/// the difference can smuggle a second mail behind the first.
pub(super) struct Content<'a> {
    rest: &'a [u8],
    at_line_start: bool,
}

impl<'a> Content<'a> {
    pub(super) fn new(raw: &'a [u8]) -> Self {
        Self { rest: raw, at_line_start: true }
    }

    /// The next block, `None` after the last. The blocks together end in CRLF (or are empty, for an empty mail).
    pub(super) fn next_block(&mut self) -> Option<Vec<u8>> {
        if self.rest.is_empty() {
            if self.at_line_start {
                return None;
            }
            self.at_line_start = true;
            return Some(b"\r\n".to_vec());
        }
        let mut block = Vec::with_capacity(BLOCK_BYTES + 2);
        while block.len() < BLOCK_BYTES {
            let Some((byte, rest)) = self.rest.split_first() else { break };
            self.rest = rest;
            match byte {
                b'\r' | b'\n' => {
                    if *byte == b'\r' {
                        self.rest = rest.strip_prefix(b"\n").unwrap_or(rest);
                    }
                    block.extend_from_slice(b"\r\n");
                    self.at_line_start = true;
                    continue;
                }
                b'.' if self.at_line_start => block.extend_from_slice(b".."),
                _ => block.push(*byte),
            }
            self.at_line_start = false;
        }
        Some(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encoded(raw: &[u8]) -> Vec<u8> {
        let mut content = Content::new(raw);
        std::iter::from_fn(|| content.next_block()).flatten().collect()
    }

    #[test]
    fn line_ends_and_dots() {
        assert_eq!(encoded(b""), b"");
        assert_eq!(encoded(b"a\nb\rc\r\nd"), b"a\r\nb\r\nc\r\nd\r\n");
        assert_eq!(encoded(b".\r\n..x\n.\n"), b"..\r\n...x\r\n..\r\n");
        assert_eq!(encoded(b"a\r\n"), b"a\r\n", "no line is added");
    }

    proptest! {
        /// What a server does: cut at CRLF, undo the dots. It must get every line back and never see a lone dot.
        #[test]
        fn a_server_reads_the_same_lines(raw in proptest::collection::vec(prop::sample::select(b".\r\nab".to_vec()), 0..200)) {
            let sent = encoded(&raw);
            let text = String::from_utf8(sent).unwrap();
            prop_assert!(text.is_empty() || text.ends_with("\r\n"));
            let lines: Vec<&str> = text.split_terminator("\r\n").collect();
            prop_assert!(lines.iter().all(|line| *line != "." && !line.contains(['\r', '\n'])));
            let read: Vec<&str> = lines.iter().map(|line| line.strip_prefix('.').unwrap_or(line)).collect();
            let raw = String::from_utf8(raw).unwrap().replace("\r\n", "\n").replace('\r', "\n");
            prop_assert_eq!(read, raw.split_terminator('\n').collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_big_mail_comes_in_blocks() {
        let raw = b"0123456789\r\n".repeat(20_000);
        let mut content = Content::new(&raw);
        let sizes: Vec<usize> =
            std::iter::from_fn(|| content.next_block()).map(|block| block.len()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), raw.len());
        assert!(sizes.iter().all(|size| *size <= BLOCK_BYTES + 2) && sizes.len() > 2);
    }
}

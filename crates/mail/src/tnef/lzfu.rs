//! Packed RTF ([MS-OXRTFCP]). Written here because the crate that does it panics on short input and trusts the
//! announced size.

use super::cursor::Cursor;
use crate::limits;

/// What the window holds before the first byte.
const START: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\
\\fs20\\b\\i\\u\\tab\\tx";

const WINDOW: usize = 4_096;
const PACKED: u32 = 0x7546_5a4c;
const PLAIN: u32 = 0x414c_454d;

/// The RTF text; `None` if the header is no header. What is cut off is left out.
pub(super) fn unpack(data: &[u8]) -> Option<Vec<u8>> {
    let mut cursor = Cursor::new(data);
    cursor.long()?;
    let size = (cursor.long()? as usize).min(limits::RTF_BYTES_MAX);
    let kind = cursor.long()?;
    cursor.long()?;
    match kind {
        PLAIN => Some(data.get(16..)?.iter().copied().take(size).collect()),
        PACKED => Some(unpacked(&mut cursor, size)),
        _ => None,
    }
}

fn unpacked(cursor: &mut Cursor<'_>, size: usize) -> Vec<u8> {
    let mut window = [0_u8; WINDOW];
    for (slot, byte) in window.iter_mut().zip(START) {
        *slot = *byte;
    }
    let mut write = START.len();
    let mut out = Vec::with_capacity(size.min(64 * 1024));
    while let Some(flags) = cursor.byte() {
        for bit in 0..8 {
            if out.len() >= size {
                return out;
            }
            if flags & 1 << bit == 0 {
                let Some(byte) = cursor.byte() else { return out };
                push(byte, &mut window, &mut write, &mut out);
                continue;
            }
            let (Some(high), Some(low)) = (cursor.byte(), cursor.byte()) else { return out };
            let reference = usize::from(high) << 8 | usize::from(low);
            let (offset, length) = (reference >> 4, (reference & 0xf) + 2);
            if offset == write % WINDOW {
                return out;
            }
            for step in 0..length {
                let byte = window[(offset + step) % WINDOW];
                push(byte, &mut window, &mut write, &mut out);
            }
        }
    }
    out
}

fn push(byte: u8, window: &mut [u8; WINDOW], write: &mut usize, out: &mut Vec<u8>) {
    window[*write % WINDOW] = byte;
    *write += 1;
    out.push(byte);
}

//! A photo of a boot, drawn: a real PNG of some kilobytes, different for each customer.

use crate::chance::Chance;

const WIDTH: i64 = 96;
const HEIGHT: i64 = 72;
/// Table, shadow, leather, seam, sole, crack.
const COLOURS: usize = 6;

/// A PNG (W3C PNG 1.2: indexed colour, deflate blocks stored as they are, so that no compressor is needed).
pub(super) fn boot(chance: &mut Chance) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend_from_slice(&(WIDTH as u32).to_be_bytes());
    header.extend_from_slice(&(HEIGHT as u32).to_be_bytes());
    // Eight bits, palette, and the only methods there are.
    header.extend_from_slice(&[8, 3, 0, 0, 0]);
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"PLTE", &palette(chance));
    chunk(&mut png, *b"IDAT", &stored(&pixels(chance)));
    chunk(&mut png, *b"IEND", &[]);
    png
}

fn palette(chance: &mut Chance) -> [u8; COLOURS * 3] {
    let table = chance.pick(&[[214, 205, 190], [188, 196, 190], [226, 222, 214], [160, 148, 132]]);
    let leather = chance.pick(&[[122, 74, 40], [92, 58, 38], [60, 50, 46], [148, 98, 54], [84, 88, 62]]);
    let darker = |colour: [u8; 3], by: u8| colour.map(|part| part.saturating_sub(by));
    let rows = [table, darker(table, 40), leather, darker(leather, 34), [38, 34, 32], [18, 14, 12]];
    let mut out = [0; COLOURS * 3];
    for (slot, part) in out.iter_mut().zip(rows.into_iter().flatten()) {
        *slot = part;
    }
    out
}

fn pixels(chance: &mut Chance) -> Vec<u8> {
    let (left, top) = (chance.between(14, 30), chance.between(6, 14));
    let crack = chance.between(26, 44);
    let mut rows = Vec::with_capacity(((WIDTH + 1) * HEIGHT) as usize);
    for y in 0..HEIGHT {
        rows.push(0); // no filter
        for x in 0..WIDTH {
            rows.push(colour(x - left, y - top, crack));
        }
    }
    rows
}

/// What is at a point of the boot: a shaft, a foot that rounds off to the toe, a sole, and a crack.
fn colour(x: i64, y: i64, crack: i64) -> u8 {
    let shaft = (0..24).contains(&x) && (0..34).contains(&y);
    let toe = (x - 38) * (x - 38) + (y - 44) * (y - 44) * 2 < 18 * 18;
    let foot = (0..40).contains(&x) && (26..46).contains(&y);
    if (44..52).contains(&y) && (-2..56).contains(&x) {
        return 4;
    }
    if (52..55).contains(&y) && (2..60).contains(&x) {
        return 1;
    }
    if (shaft || foot || toe) && y < 46 {
        if (x - crack).abs() <= 1 && y > 32 {
            return 5;
        }
        return if (x == 20 && y < 30) || (y == 28 && x < 30) { 3 } else { 2 };
    }
    0
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = bytes.chunks(u16::MAX as usize);
    let count = blocks.len();
    for (index, block) in blocks.enumerate() {
        let length = block.len() as u16;
        out.push(u8::from(index + 1 == count));
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    out.extend_from_slice(&((b << 16) | a).to_be_bytes());
    out
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let from = png.len();
    png.extend_from_slice(&kind);
    png.extend_from_slice(data);
    let sum = crc(&png[from..]);
    png.extend_from_slice(&sum.to_be_bytes());
}

/// CRC-32 as in PNG, annex D.
fn crc(bytes: &[u8]) -> u32 {
    static TABLE: [u32; 256] = table();
    !bytes.iter().fold(u32::MAX, |sum, &byte| (sum >> 8) ^ TABLE[((sum ^ u32::from(byte)) & 255) as usize])
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut sum = index as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        table[index] = sum;
        index += 1;
    }
    table
}

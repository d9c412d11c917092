//! Blocks of MAPI properties ([MS-OXTNEF], 2.1.3.4).

use super::cursor::Cursor;

/// One property; of a multi-valued one the first value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property<'d> {
    pub(super) id: u16,
    pub(super) value: Value<'d>,
    /// True for the type `PtypObject`, whose bytes start with an interface id.
    pub(super) is_object: bool,
}

/// A value, as far as we need its type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'d> {
    Long(u32),
    String8(&'d [u8]),
    Unicode(&'d [u8]),
    Bytes(&'d [u8]),
    Other,
}

const MULTI_VALUED: u16 = 0x1000;
const NAMED_FROM: u16 = 0x8000;
const OBJECT: u16 = 0x000d;
const STRING8: u16 = 0x001e;
const UNICODE: u16 = 0x001f;
const BINARY: u16 = 0x0102;

/// The properties that can be read, and true if all could.
pub(super) fn read(data: &[u8]) -> (Vec<Property<'_>>, bool) {
    let mut cursor = Cursor::new(data);
    let mut all = Vec::new();
    let Some(count) = cursor.long() else { return (all, false) };
    for _ in 0..count {
        // Each property takes at least eight bytes, so that a huge count ends with the data.
        match property(&mut cursor) {
            Some(property) => all.push(property),
            None => return (all, false),
        }
    }
    (all, true)
}

fn property<'d>(cursor: &mut Cursor<'d>) -> Option<Property<'d>> {
    let kind = cursor.short()?;
    let id = cursor.short()?;
    if id >= NAMED_FROM {
        named(cursor)?;
    }
    let single = kind & !MULTI_VALUED;
    let value = if matches!(single, OBJECT | STRING8 | UNICODE | BINARY) {
        varying(cursor, single)?
    } else {
        fixed(cursor, single, kind & MULTI_VALUED != 0)?
    };
    Some(Property { id, value, is_object: single == OBJECT })
}

/// The name of a named property: a GUID, then a number or a string.
fn named(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.take(16)?;
    if cursor.long()? == 0 {
        cursor.long()?;
    } else {
        let length = cursor.long()? as usize;
        cursor.take(length)?;
        cursor.pad();
    }
    Some(())
}

/// Values with a length, counted even where there is one; the first is kept.
fn varying<'d>(cursor: &mut Cursor<'d>, kind: u16) -> Option<Value<'d>> {
    let count = cursor.long()?;
    let mut first = None;
    for _ in 0..count {
        let length = cursor.long()? as usize;
        let bytes = cursor.take(length)?;
        cursor.pad();
        first.get_or_insert(bytes);
    }
    Some(match (kind, first) {
        (_, None) => Value::Other,
        (STRING8, Some(bytes)) => Value::String8(bytes),
        (UNICODE, Some(bytes)) => Value::Unicode(bytes),
        (_, Some(bytes)) => Value::Bytes(bytes),
    })
}

fn fixed<'d>(cursor: &mut Cursor<'d>, kind: u16, multi: bool) -> Option<Value<'d>> {
    let size: usize = match kind {
        0x0002 | 0x000b | 0x0003 | 0x0004 | 0x000a | 0x0000 | 0x0001 => 4,
        0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => 8,
        0x0048 => 16,
        _ => return None,
    };
    let count = if multi { cursor.long()? as usize } else { 1 };
    let bytes = cursor.take(size.checked_mul(count)?)?;
    let long = bytes.get(..4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    Some(match (kind, long) {
        (0x0003, Some(long)) => Value::Long(long),
        _ => Value::Other,
    })
}

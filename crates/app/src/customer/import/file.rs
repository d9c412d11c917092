//! The file: read piece by piece from any record on, its encoding and its separator found out.

use crate::{Database, Error, Result};
use encoding_rs::WINDOWS_1252;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use store::Tx;
use store::blob::Hash;

/// Bytes of one row: a quote that never closes would otherwise swallow the rest of the file.
const ROW_BYTES_MAX: usize = 1024 * 1024;
/// Columns of a file: what a custom field each still makes sense for.
const COLUMNS_MAX: usize = 200;
/// Bytes of the first line that are looked at to find the separator.
const BEGINNING_BYTES: usize = 64 * 1024;

/// What ends a record. A carriage return before it is taken off the last cell by us: the reader would leave the
/// line feed for the next record, and positions between the two can't be told apart.
const LINE_FEED: csv::Terminator = csv::Terminator::Any(b'\n');

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// Bytes before it.
    pub(super) byte: u64,
    /// Its line, counted from 1.
    pub(super) line: u64,
}

/// How pieces are got: inside a transaction, or one read each.
pub(super) trait Pieces {
    fn get(&self, hash: &Hash) -> Result<Option<Vec<u8>>>;
}

impl Pieces for &Tx<'_> {
    fn get(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        Ok(store::blob::get(self, hash)?)
    }
}

impl Pieces for &Database {
    fn get(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        let hash = *hash;
        self.read(move |tx| Ok::<_, Error>(store::blob::get(tx, &hash)?)).wait()
    }
}

/// A record with the line on which it begins.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
}

/// The bytes of a file from some place on; `budget` is what may still be read for the current record.
struct Bytes<P> {
    pieces: P,
    list: Vec<(Hash, i64)>,
    next: usize,
    piece: Vec<u8>,
    at: usize,
    budget: Rc<Cell<usize>>,
}

impl<P: Pieces> Bytes<P> {
    fn new(pieces: P, list: Vec<(Hash, i64)>, from: u64, budget: Rc<Cell<usize>>) -> Result<Self> {
        let (mut next, mut before) = (0, 0);
        while let Some((_, size)) = list.get(next)
            && before + (*size).max(0) as u64 <= from
        {
            before += (*size).max(0) as u64;
            next += 1;
        }
        let mut bytes = Self { pieces, list, next, piece: Vec::new(), at: 0, budget };
        bytes.load()?;
        bytes.at = ((from - before) as usize).min(bytes.piece.len());
        Ok(bytes)
    }

    /// Gets the next piece; the file ends with an empty one.
    fn load(&mut self) -> Result<()> {
        self.at = 0;
        self.piece = match self.list.get(self.next) {
            Some((hash, _)) => self.pieces.get(hash)?.ok_or(Error::NotFound("piece of the file"))?,
            None => Vec::new(),
        };
        self.next += 1;
        Ok(())
    }
}

impl<P: Pieces> Read for Bytes<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.piece.len() {
            self.load().map_err(io::Error::other)?;
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let count = rest.len().min(buffer.len()).min(self.budget.get());
        if count == 0 && !rest.is_empty() && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a row never ends"));
        }
        for (to, from) in buffer.iter_mut().zip(rest.iter().take(count)) {
            *to = *from;
        }
        self.at += count;
        self.budget.set(self.budget.get() - count);
        Ok(count)
    }
}

/// A file being read.
pub(super) struct File<P: Pieces> {
    /// The names in the first line.
    pub(super) headers: Vec<String>,
    /// Where the first record after the names stands.
    pub(super) first: Position,
    reader: csv::Reader<Bytes<P>>,
    from: Position,
    budget: Rc<Cell<usize>>,
}

impl<P: Pieces + Copy> File<P> {
    /// Opens the file at a record's place, or at its beginning.
    pub(super) fn open(pieces: P, list: &[(Hash, i64)], at: Option<Position>) -> Result<Self> {
        let budget = Rc::new(Cell::new(ROW_BYTES_MAX));
        let mark = mark_bytes(pieces, list, &budget)?;
        let separator = separator(pieces, list, &budget)?;
        let begin = Position { byte: mark, line: 1 };
        let mut file = Self::reader(pieces, list, begin, separator, &budget)?;
        let Some(headers) = file.next()? else {
            return Err(Error::invalid("file", "The file is empty. Its first line must name the columns."));
        };
        file.headers = headers.cells;
        if file.headers.len() > COLUMNS_MAX {
            let words = format!(
                "The first line names {} columns; more than {COLUMNS_MAX} are too many.",
                file.headers.len()
            );
            return Err(Error::invalid("file", words));
        }
        file.first = file.place();
        let Some(at) = at else { return Ok(file) };
        let (headers, first) = (file.headers, file.first);
        let file = Self::reader(pieces, list, at, separator, &budget)?;
        Ok(Self { headers, first, ..file })
    }

    fn reader(
        pieces: P,
        list: &[(Hash, i64)],
        from: Position,
        separator: u8,
        budget: &Rc<Cell<usize>>,
    ) -> Result<Self> {
        budget.set(ROW_BYTES_MAX);
        let bytes = Bytes::new(pieces, list.to_vec(), from.byte, Rc::clone(budget))?;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .terminator(LINE_FEED)
            .from_reader(bytes);
        Ok(Self { headers: Vec::new(), first: from, reader, from, budget: Rc::clone(budget) })
    }
}

impl<P: Pieces> File<P> {
    /// Where the next record begins.
    pub(super) fn place(&self) -> Position {
        let position = self.reader.position();
        Position { byte: self.from.byte + position.byte(), line: self.from.line + position.line() - 1 }
    }

    /// The next record that isn't blank; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record>> {
        loop {
            self.budget.set(ROW_BYTES_MAX);
            let mut record = csv::ByteRecord::new();
            let place = self.place();
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => return Ok(None),
                Ok(true) => {
                    let mut cells: Vec<String> = record.iter().map(text).collect();
                    if let Some(last) = cells.last_mut().filter(|last| last.ends_with('\r')) {
                        last.pop();
                    }
                    if cells.iter().any(|cell| !cell.trim().is_empty()) {
                        return Ok(Some(Record { line: self.line_of(&cells, place), cells }));
                    }
                }
                Err(error) => return Err(unreadable(error, place)),
            }
        }
    }

    /// The line on which a record just read began: blank lines before it count.
    fn line_of(&self, cells: &[String], before: Position) -> u64 {
        let inside: usize = cells.iter().map(|cell| cell.matches('\n').count()).sum();
        let line = self.place().line.saturating_sub(1 + inside as u64);
        line.max(before.line)
    }
}

fn unreadable(error: csv::Error, place: Position) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let words = format!(
                "Line {}: a row of more than {} kB. Most likely a quotation mark is never closed.",
                place.line,
                ROW_BYTES_MAX / 1024
            );
            Error::invalid("file", words)
        }
        csv::ErrorKind::Io(error) => match error.downcast::<Error>() {
            Ok(error) => error,
            Err(error) => Error::invalid("file", format!("Line {}: {error}.", place.line)),
        },
        kind => Error::invalid("file", format!("Line {}: this is no row ({kind:?}).", place.line)),
    }
}

/// A cell as text: UTF-8, or what spreadsheets in Western Europe write instead.
fn text(cell: &[u8]) -> String {
    match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
    }
}

fn beginning<P: Pieces>(pieces: P, list: &[(Hash, i64)], budget: &Rc<Cell<usize>>) -> Result<Vec<u8>> {
    budget.set(ROW_BYTES_MAX);
    let mut beginning = Vec::new();
    let mut bytes = Bytes::new(pieces, list.to_vec(), 0, Rc::clone(budget))?.take(BEGINNING_BYTES as u64);
    bytes.read_to_end(&mut beginning).map_err(|error| Error::invalid("file", error.to_string()))?;
    Ok(beginning)
}

/// Bytes of the byte order mark at the beginning.
fn mark_bytes<P: Pieces>(pieces: P, list: &[(Hash, i64)], budget: &Rc<Cell<usize>>) -> Result<u64> {
    let beginning = beginning(pieces, list, budget)?;
    if beginning.starts_with(&[0xFF, 0xFE]) || beginning.starts_with(&[0xFE, 0xFF]) {
        return Err(Error::invalid("file", "The file is UTF-16 text. Save it as “CSV UTF-8” and try again."));
    }
    if beginning.starts_with(b"PK\x03\x04") {
        return Err(Error::invalid(
            "file",
            "This is a spreadsheet, not a CSV file. Save it as “CSV UTF-8” and try again.",
        ));
    }
    Ok(if beginning.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 })
}

/// The separator: the one that stands most often in the first line.
fn separator<P: Pieces>(pieces: P, list: &[(Hash, i64)], budget: &Rc<Cell<usize>>) -> Result<u8> {
    let beginning = beginning(pieces, list, budget)?;
    let line = beginning.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| line.split(|&byte| byte == wanted).count();
    // Of equals the last one counts: a comma.
    Ok([b'\t', b';', b','].into_iter().max_by_key(|&wanted| count(wanted)).unwrap_or(b','))
}

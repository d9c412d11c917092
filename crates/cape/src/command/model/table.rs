//! A CSV file with a header, whose errors name the line and the column.

use jiff::civil::Date;
use std::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::str::FromStr;

/// The largest file that is read whole into memory, in bytes: ten million rows of a transaction log.
const BYTES_MAX: u64 = 1024 * 1024 * 1024;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The rows of a file, each with the line it began on.
pub(crate) struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

impl Table {
    /// Reads a file, or standard input for `-`. The first line names the columns.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        if path == Path::new("-") {
            return Self::parse("standard input", io::stdin().lock());
        }
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
        Self::parse(&name, file)
    }

    fn parse(name: &str, from: impl Read) -> Result<Self> {
        let mut counted = from.take(BYTES_MAX + 1);
        let mut bytes = Vec::new();
        counted.read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        if bytes.len() as u64 > BYTES_MAX {
            return Err(format!(
                "{name}: larger than {} MB, which is the most that is read",
                BYTES_MAX >> 20
            )
            .into());
        }
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
        let columns: Vec<String> =
            reader.headers().map_err(|error| format!("{name}: {error}"))?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| format!("{name}: {error}"))?;
            rows.push((row.position().map_or(0, csv::Position::line), row));
        }
        Ok(Self { name: name.to_owned(), columns, rows })
    }

    /// How many rows there are below the header.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The names of the columns, in their order.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The line that a row began on, the header being line 1.
    pub(crate) fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// Whether there is a column of this name.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// A column as text.
    pub(crate) fn texts(&self, column: &str) -> Result<Vec<&str>> {
        let index = self.columns.iter().position(|name| name == column).ok_or_else(|| {
            format!("{}: there is no column \"{column}\"; there are: {}", self.name, self.columns.join(", "))
        })?;
        Ok(self.rows.iter().map(|(_, row)| row.get(index).unwrap_or_default()).collect())
    }

    /// A column as finite numbers.
    pub(crate) fn numbers(&self, column: &str) -> Result<Vec<f64>> {
        self.values(column, "a number", |text| f64::from_str(text).ok().filter(|number| number.is_finite()))
    }

    /// A column as counts.
    pub(crate) fn counts(&self, column: &str) -> Result<Vec<u64>> {
        self.values(column, "a whole number of at least 0", |text| text.parse().ok())
    }

    /// A column as dates, year first.
    pub(crate) fn dates(&self, column: &str) -> Result<Vec<Date>> {
        self.values(column, "a date such as 2026-03-02", |text| text.parse().ok())
    }

    /// A column as whatever `parse` makes of each cell; `expected` ends the sentence "… is not".
    pub(crate) fn values<T>(
        &self,
        column: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>> {
        let texts = self.texts(column)?;
        texts
            .into_iter()
            .enumerate()
            .map(|(row, text)| {
                parse(text)
                    .ok_or_else(|| self.wrong(row, column, &format!("\"{text}\" is not {expected}")).into())
            })
            .collect()
    }

    /// Words for something wrong with one cell, naming its line and column.
    pub(crate) fn wrong(&self, row: usize, column: &str, what: &str) -> String {
        format!("{}, line {}, column {column}: {what}", self.name, self.line(row))
    }

    /// An error of a model, with the line that its row came from where it names one.
    pub(crate) fn explain(&self, error: models::Error) -> String {
        let row = match &error {
            models::Error::OutOfRange { row, .. } | models::Error::Contradiction { row, .. } => *row,
            _ => None,
        };
        match row.and_then(|row| self.rows.get(row)) {
            Some((line, _)) => format!("{}, line {line}: {error}", self.name),
            None => format!("{}: {error}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        Table::parse("orders.csv", text.as_bytes()).expect("a table")
    }

    #[test]
    fn columns_are_read_by_name() {
        let table = table("id, x,t\na,1,2.5\nb,2,3.5\n");
        assert_eq!(table.texts("id").unwrap(), ["a", "b"]);
        assert_eq!(table.counts("x").unwrap(), [1, 2]);
        assert_eq!(table.numbers("t").unwrap(), [2.5, 3.5]);
        assert_eq!((table.len(), table.has("x"), table.has("y")), (2, true, false));
    }

    #[test]
    fn what_is_wrong_names_line_and_column() {
        let table = table("id,x\n\"two\nlines\",1\nb,many\nc,NaN\n");
        assert_eq!(
            table.numbers("x").unwrap_err().to_string(),
            "orders.csv, line 4, column x: \"many\" is not a number"
        );
        assert_eq!(
            table.texts("y").unwrap_err().to_string(),
            "orders.csv: there is no column \"y\"; there are: id, x"
        );
        let error = models::Error::Contradiction { what: "t_x is after T", row: Some(2) };
        assert_eq!(table.explain(error), "orders.csv, line 5: t_x is after T in row 2");
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        let error = Table::parse("orders.csv", "a,b\n1,2,3\n".as_bytes()).err().expect("an error");
        assert!(error.to_string().contains("line: 2"), "{error}");
    }
}

//! Tables that leave the house as CSV (RFC 4180), for spreadsheets.

/// What a file begins with: spreadsheets take it for something else without it.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Characters with which a spreadsheet takes a cell for a formula and runs it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A whole file: the names of the columns, and the rows.
pub fn file(columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    line(&mut bytes, columns);
    for row in rows {
        line(&mut bytes, row);
    }
    bytes
}

/// Adds a line.
pub(crate) fn line<C: AsRef<str>>(bytes: &mut Vec<u8>, cells: impl IntoIterator<Item = C>) {
    let mut writer = csv::Writer::from_writer(bytes);
    // Writing to memory doesn't fail.
    let _ = writer.write_record(cells.into_iter().map(|cell| harmless(cell.as_ref())));
}

/// A cell that no spreadsheet runs: what looks like a formula gets an apostrophe, which says "this is text" there
/// (OWASP, CSV injection). Numbers are left as they are.
fn harmless(cell: &str) -> String {
    let runs = cell.starts_with(FORMULA) && cell.parse::<f64>().is_err();
    if runs || cell.starts_with('+') { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before it was made harmless.
pub(crate) fn original(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_come_back() {
        for cell in ["=1+1", "+46 40 555", "+1", "-1+2", "@SUM(A1)", "\tx", "Anna", "'quoted'", ""] {
            let written = harmless(cell);
            assert!(!written.starts_with(FORMULA), "{written:?}");
            assert_eq!(original(&written), cell);
        }
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        assert_eq!(harmless("-12.5"), "-12.5");
        let file = file(&["Change", "Words"], [vec!["-12.5".into(), "a \"b\", c".into()]]);
        assert_eq!(String::from_utf8_lossy(&file), "\u{feff}Change,Words\n-12.5,\"a \"\"b\"\", c\"\n");
    }
}

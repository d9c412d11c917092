//! Papers customers attach: a receipt as PDF, a list as CSV.

use std::fmt::Write as _;

/// A PDF 1.4 of one page with some lines of text.
pub(super) fn receipt(lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 11 Tf 60 760 Td 16 TL");
    for line in lines {
        let safe: String =
            line.chars().filter(char::is_ascii).filter(|letter| !"()\\".contains(*letter)).collect();
        // Writing to a String can't fail.
        let _: std::fmt::Result = write!(text, " ({safe}) Tj T*");
    }
    text.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _: std::fmt::Result = writeln!(table, "{:010} 00000 n ", out.len());
        let _: std::fmt::Result = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let from = out.len();
    let _: std::fmt::Result = write!(
        out,
        "{table}trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{from}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes()
}

/// Sizes of a whole club, as a spreadsheet would save them.
pub(super) fn sizes(pairs: i64, first: i64) -> Vec<u8> {
    let mut out = String::from("name;model;size\r\n");
    for row in 0..pairs {
        let size = 37 + (first + row * 7) % 10;
        let _: std::fmt::Result = write!(out, "Person {};Nephin boot;{size}\r\n", row + 1);
    }
    out.into_bytes()
}

//! Tables with figures that line up.

use maud::{Markup, Render, html};

/// A column's head.
#[derive(Clone, Debug)]
#[must_use]
pub struct Column {
    label: String,
    number: bool,
    hidden: bool,
    sort: Option<(String, Option<&'static str>)>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false, hidden: false, sort: None }
    }

    /// A column of figures, which line up at the end.
    pub fn number(label: impl Into<String>) -> Self {
        Self { number: true, ..Self::new(label) }
    }

    /// The head is read out but not seen (a column of buttons).
    pub fn hidden(label: impl Into<String>) -> Self {
        Self { hidden: true, ..Self::new(label) }
    }

    /// Sorted by following `href`; `now` is `"ascending"` or `"descending"` if it is what the table is sorted by.
    pub fn sort(self, href: impl Into<String>, now: Option<&'static str>) -> Self {
        Self { sort: Some((href.into(), now)), ..self }
    }
}

/// One value.
#[derive(Clone, Debug)]
#[must_use]
pub struct Cell(Markup);

impl Cell {
    /// Any content.
    pub fn new(content: impl Render) -> Self {
        Self(content.render())
    }
}

/// A table whose first column names the row.
#[derive(Clone, Debug)]
#[must_use]
pub struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<(Option<String>, Vec<Cell>)>,
    empty: Option<Markup>,
    stacks: bool,
}

impl Table {
    /// A table; `caption` is read out, not seen.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), columns, rows: Vec::new(), empty: None, stacks: false }
    }

    /// Adds a row.
    pub fn row(mut self, cells: Vec<Cell>) -> Self {
        self.rows.push((None, cells));
        self
    }

    /// Adds a row whose element has an id.
    pub fn row_id(mut self, id: impl Into<String>, cells: Vec<Cell>) -> Self {
        self.rows.push((Some(id.into()), cells));
        self
    }

    /// On a phone each row becomes a few lines with the columns' names before the values, so that nothing is cut off.
    /// For tables that are looked things up in; one that is compared down its columns stays a table.
    pub fn stacks(self) -> Self {
        Self { stacks: true, ..self }
    }

    /// What is shown instead of a table without rows.
    pub fn empty(self, empty: impl Render) -> Self {
        Self { empty: Some(empty.render()), ..self }
    }

    fn head(&self) -> Markup {
        html! {
            thead { tr { @for column in &self.columns {
                th scope="col" .number[column.number] aria-sort=[column.sort.as_ref().and_then(|sort| sort.1)] {
                    @if let Some((href, now)) = &column.sort {
                        a .table-sort .table-sort--now[now.is_some()] href=(href) { (column.label) }
                    } @else if column.hidden { span .hidden { (column.label) } }
                    @else { (column.label) }
                }
            } } }
        }
    }

    fn line(&self, id: Option<&str>, cells: &[Cell]) -> Markup {
        html! {
            tr id=[id] { @for (index, cell) in cells.iter().enumerate() {
                @let column = self.columns.get(index);
                @let number = column.is_some_and(|column| column.number);
                @let label = column.filter(|column| self.stacks && !column.hidden).map(|column| &column.label);
                @if index == 0 { th scope="row" .number[number] { (cell.0) } }
                @else if label.is_some() && !cell.0.0.is_empty() { td .number[number] data-label=[label] { div { (cell.0) } } }
                @else { td .number[number] { (cell.0) } }
            } }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        if let (true, Some(empty)) = (self.rows.is_empty(), &self.empty) {
            return empty.clone();
        }
        html! {
            div .table-frame tabindex="0" role="region" aria-label=(self.caption) {
                table .table .table--stacks[self.stacks] {
                    caption .hidden { (self.caption) }
                    (self.head())
                    tbody { @for (id, cells) in &self.rows { (self.line(id.as_deref(), cells)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_rows_stack_each_value_knows_its_column() {
        let columns =
            || vec![Column::new("Name"), Column::new("Mail"), Column::hidden("Do"), Column::new("Team")];
        let row = || ["Ada", "ada@lark.example", "Edit", ""].map(Cell::new).into();
        let stacked = Table::new("People", columns()).stacks().row(row()).render().into_string();
        assert!(
            stacked.contains("<td class=\"\" data-label=\"Mail\"><div>ada@lark.example</div></td>"),
            "{stacked}"
        );
        assert!(
            stacked.contains("<td class=\"\">Edit</td><td class=\"\"></td>"),
            "no name for buttons and for nothing: {stacked}"
        );
        let table = Table::new("People", columns()).row(row()).render().into_string();
        assert!(!table.contains("data-label") && !table.contains("table--stacks"), "{table}");
    }
}

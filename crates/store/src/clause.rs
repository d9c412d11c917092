//! Conditions put together at run time, for lists and searches whose filters vary.

use crate::value::Bind;

/// SQL text and its values, growing together so that `$n` always fits.
#[derive(Default)]
pub(crate) struct Clauses<'v> {
    sql: String,
    values: Vec<Box<dyn Bind + 'v>>,
}

impl<'v> Clauses<'v> {
    /// Adds text without values.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    /// Adds text in which `$` stands for the value.
    pub(crate) fn bind(&mut self, text: &str, value: impl Bind + 'v) -> &mut Self {
        self.values.push(Box::new(value));
        let number = self.values.len().to_string();
        for (index, piece) in text.split('$').enumerate() {
            if index > 0 {
                self.sql.push('$');
                self.sql.push_str(&number);
            }
            self.sql.push_str(piece);
        }
        self
    }

    /// The statement so far.
    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    /// The values so far, in order.
    pub(crate) fn values(&self) -> Vec<&dyn Bind> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_values() {
        let mut clauses = Clauses::default();
        clauses.push("SELECT 1 WHERE").bind(" a = $", 1_i64).bind(" AND (b = $ OR c = $)", "x");
        assert_eq!(clauses.sql(), "SELECT 1 WHERE a = $1 AND (b = $2 OR c = $2)");
        assert_eq!(clauses.values().len(), 2);
    }
}

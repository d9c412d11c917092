//! Lists in pages, each with a cursor to the next one.

use crate::problem::Failure;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Things on a page unless asked otherwise.
const LIMIT: i64 = 50;
/// Things on a page at most.
pub(crate) const LIMIT_MAX: i64 = 100;

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Go on after the page that gave this as `next`.
    #[param(pattern = r"^-?[0-9]{1,18}\.[0-9]{1,18}$")]
    after: Option<String>,
    /// Things on the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<i64>,
}

/// A page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// What is on it.
    pub(crate) data: Vec<T>,
    /// Where the next page goes on, as `after`; null on the last one.
    pub(crate) next: Option<String>,
}

/// A place in a list: what it is sorted by, and an id for those that are equal in that. Opaque to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) sort: i64,
    pub(crate) id: i64,
}

impl Cursor {
    /// The cursor behind that text.
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        let parsed = text
            .split_once('.')
            .and_then(|(sort, id)| Some(Self { sort: sort.parse().ok()?, id: id.parse().ok()? }));
        parsed.ok_or_else(|| Failure::Malformed("after: Use what an earlier page gave as “next”.".into()))
    }
}

impl PageQuery {
    /// Where to go on.
    pub(crate) fn after(&self) -> Result<Option<Cursor>, Failure> {
        self.after.as_deref().map(Cursor::parse).transpose()
    }

    /// How many.
    pub(crate) fn limit(&self) -> Result<i64, Failure> {
        limit(self.limit)
    }
}

/// How many things, if so many may be asked for.
pub(crate) fn limit(asked: Option<i64>) -> Result<i64, Failure> {
    let limit = asked.unwrap_or(LIMIT);
    let allowed = (1..=LIMIT_MAX).contains(&limit);
    if allowed { Ok(limit) } else { Err(Failure::Malformed(format!("limit: Ask for 1 to {LIMIT_MAX}."))) }
}

impl<T> Page<T> {
    /// A page of what was read with one more than `limit`, so that it is known whether there is a next one.
    pub(crate) fn of<R>(
        mut read: Vec<R>,
        limit: i64,
        place: impl Fn(&R) -> Cursor,
        make: impl Fn(R) -> T,
    ) -> Self {
        let more = read.len() as i64 > limit;
        read.truncate(limit as usize);
        let next =
            read.last().filter(|_| more).map(place).map(|cursor| format!("{}.{}", cursor.sort, cursor.id));
        Self { data: read.into_iter().map(make).collect(), next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_has_no_next() {
        let place = |&number: &i64| Cursor { sort: -number, id: number };
        let page = Page::of(vec![1, 2, 3], 2, place, |number| number);
        assert_eq!((page.data, page.next.as_deref()), (vec![1, 2], Some("-2.2")));
        assert_eq!(Cursor::parse("-2.2").unwrap(), Cursor { sort: -2, id: 2 });
        assert!(Page::of(vec![1, 2], 2, place, |number| number).next.is_none());
        assert!(Cursor::parse("2").is_err() && Cursor::parse("99999999999999999999.1").is_err());
    }
}

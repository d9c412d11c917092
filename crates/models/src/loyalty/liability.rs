//! What points are owed for in money: the part of a sale that is deferred until they are redeemed (IFRS 15, paragraphs
//! B39 to B47).
//!
//! An estimate of redemptions that changes is caught up in the period in which it changes; earlier periods stand.

use crate::error::{Error, Result, not_negative, positive};
use serde::Serialize;

/// Sales of a period that carried points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PointsContract {
    /// What customers paid, in money.
    pub price: f64,
    /// What the goods cost when sold without points.
    pub goods_stand_alone: f64,
    /// Points handed out.
    pub points: f64,
    /// What a redeemed point is worth, in money.
    pub point_value: f64,
    /// How many points are expected to be redeemed in the end, at the time of the sale.
    pub expected_redeemed: f64,
}

/// The price divided between goods and points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Allocation {
    /// Revenue at once.
    pub goods: f64,
    /// Deferred: the liability before anything is redeemed.
    pub points: f64,
    /// The share of points expected never to be redeemed.
    pub breakage: f64,
}

/// One period after the sale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Redemption {
    /// Points redeemed in it.
    pub redeemed: f64,
    /// How many of all points are expected to be redeemed in the end, as seen at its close.
    pub expected_total: f64,
}

/// What a period recognises.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recognised {
    /// Revenue of the period; below 0 where the estimate rose more than was redeemed.
    pub revenue: f64,
    /// Liability at its close.
    pub liability: f64,
}

impl PointsContract {
    /// Divides the price by relative stand-alone price, points counted at what is expected to be redeemed (B42).
    ///
    /// In money, in the unit of the price. Source: IFRS 15, paragraphs B39 to B43 and Illustrative Example 52.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a number that isn't finite or is negative, for no points and where goods and points
    /// are both worth nothing; [`Error::Contradiction`] for more points expected than handed out.
    ///
    /// ```
    /// use models::loyalty::{PointsContract, Redemption};
    /// // IFRS 15, Example 52.
    /// let sale = PointsContract { price: 100_000.0, goods_stand_alone: 100_000.0, points: 10_000.0, point_value: 1.0, expected_redeemed: 9_500.0 };
    /// assert_eq!(sale.allocate()?.points.round(), 8676.0);
    /// let periods = sale.recognise(&[Redemption { redeemed: 4_500.0, expected_total: 9_500.0 }])?;
    /// assert_eq!((periods[0].revenue.round(), periods[0].liability.round()), (4110.0, 4566.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn allocate(&self) -> Result<Allocation> {
        let price = not_negative("price", None, self.price)?;
        let goods = not_negative("stand-alone price of the goods", None, self.goods_stand_alone)?;
        let points = positive("points", None, self.points)?;
        let expected = not_negative("points expected to be redeemed", None, self.expected_redeemed)?;
        if expected > points {
            return Err(Error::Contradiction {
                what: "more points are expected to be redeemed than were handed out",
                row: None,
            });
        }
        let points_stand_alone = expected * not_negative("value of a point", None, self.point_value)?;
        let total = positive("stand-alone price of goods and points", None, goods + points_stand_alone)?;
        Ok(Allocation {
            goods: price * goods / total,
            points: price * points_stand_alone / total,
            breakage: 1.0 - expected / points,
        })
    }

    /// Revenue and liability, in money, of each period after the sale: all so far is the deferred part times redeemed
    /// by expected in total, and a period recognises what that has grown by (Example 52).
    ///
    /// One [`Recognised`] per period, in order. Source: IFRS 15, Illustrative Example 52; a changed estimate is caught
    /// up, earlier periods stand.
    ///
    /// # Errors
    /// Those of [`PointsContract::allocate`]; [`Error::OutOfRange`] for a negative number of a period and
    /// [`Error::Contradiction`] for more redeemed so far than expected in total, or more expected than handed out, each
    /// with its row.
    ///
    /// ```
    /// use models::loyalty::{PointsContract, Redemption};
    /// // IFRS 15, Example 52: in the second year 200 more are expected to be redeemed.
    /// let sale = PointsContract { price: 100_000.0, goods_stand_alone: 100_000.0, points: 10_000.0, point_value: 1.0, expected_redeemed: 9_500.0 };
    /// let years = [(4_500.0, 9_500.0), (4_000.0, 9_700.0)];
    /// let years = years.map(|(redeemed, expected_total)| Redemption { redeemed, expected_total });
    /// let recognised = sale.recognise(&years)?;
    /// assert_eq!((recognised[1].revenue.round(), recognised[1].liability.round()), (3493.0, 1073.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn recognise(&self, periods: &[Redemption]) -> Result<Vec<Recognised>> {
        let deferred = self.allocate()?.points;
        let mut redeemed = 0.0;
        let mut before = 0.0;
        let mut recognised = Vec::with_capacity(periods.len());
        for (row, period) in periods.iter().enumerate() {
            let wrong = |what| Err(Error::Contradiction { what, row: Some(row) });
            redeemed += not_negative("points redeemed", Some(row), period.redeemed)?;
            let expected = positive("points expected to be redeemed", Some(row), period.expected_total)?;
            if redeemed > expected {
                return wrong("more points are redeemed than are expected to be");
            }
            if expected > self.points {
                return wrong("more points are expected to be redeemed than were handed out");
            }
            let so_far = deferred * redeemed / expected;
            recognised.push(Recognised { revenue: so_far - before, liability: deferred - so_far });
            before = so_far;
        }
        Ok(recognised)
    }
}

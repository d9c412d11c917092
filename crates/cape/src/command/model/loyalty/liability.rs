//! `cape model loyalty liability`: the part of a sale that is deferred for its points.

use super::figures::percent;
use super::{Answer, Answered, Table};
use clap::Args;
use models::loyalty::{Allocation, PointsContract, Recognised, Redemption};
use serde::Serialize;
use std::path::PathBuf;

/// The part of a sale that is deferred for its points, and when it becomes revenue (IFRS 15, B39 to B47).
///
/// Columns, one row per period after the sale: redeemed, and `expected_total` (of all points, as seen at its close).
#[derive(Args)]
pub(in crate::command::model) struct Liability {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// What customers paid.
    #[arg(long)]
    price: f64,
    /// What the goods cost when sold without points; without it, the price.
    #[arg(long)]
    goods: Option<f64>,
    /// Points handed out.
    #[arg(long)]
    points: f64,
    /// What a redeemed point is worth.
    #[arg(long)]
    point_value: f64,
    /// Points expected to be redeemed, at the time of the sale.
    #[arg(long)]
    expected: f64,
}

#[derive(Serialize)]
struct Found {
    allocation: Allocation,
    periods: Vec<Recognised>,
}

pub(super) fn run(arguments: Liability) -> Answered {
    let table = Table::read(&arguments.file)?;
    let (redeemed, expected) = (table.numbers("redeemed")?, table.numbers("expected_total")?);
    let periods: Vec<Redemption> = redeemed
        .into_iter()
        .zip(expected)
        .map(|(redeemed, expected_total)| Redemption { redeemed, expected_total })
        .collect();
    let contract = PointsContract {
        price: arguments.price,
        goods_stand_alone: arguments.goods.unwrap_or(arguments.price),
        points: arguments.points,
        point_value: arguments.point_value,
        expected_redeemed: arguments.expected,
    };
    let found = Found {
        allocation: contract.allocate()?,
        periods: contract.recognise(&periods).map_err(|error| table.explain(error))?,
    };
    let Allocation { goods, points, breakage } = &found.allocation;
    let mut lines = vec![format!("goods {goods:.2}, points {points:.2}; breakage {}", percent(*breakage))];
    for (number, period) in (1..).zip(&found.periods) {
        lines.push(format!(
            "period {number}: revenue {:.2}, liability {:.2}",
            period.revenue, period.liability
        ));
    }
    Ok(Answer::new(lines.join("\n"), &found)?)
}

//! Which past weeks a week is compared with, and the season of each.

use super::Farrington;
use std::collections::BTreeMap;

/// Past weeks with their seasons, oldest first. The season of the judged week is the last, `seasons`; the weeks between two
/// windows are shared out among the others, the first getting what is left over (Noufaily et al. 2013, section 3.1).
pub(super) fn weeks(settings: &Farrington, week: usize) -> Vec<(usize, usize)> {
    let Farrington { period, years, half_window, seasons, left_out, .. } = *settings;
    let mut found = BTreeMap::new();
    for year in 1..=years {
        let same = week - year * period;
        let window = same - half_window..=same + half_window;
        let mut next = window.end() + 1;
        found.extend(window.map(|past| (past, seasons)));
        if seasons > 1 {
            let between = period - 2 * half_window - 1;
            for season in 1..seasons {
                let length = between / (seasons - 1) + usize::from(season <= between % (seasons - 1));
                found.extend((next..next + length).map(|past| (past, season)));
                next += length;
            }
        }
    }
    found.into_iter().filter(|(past, _)| past + left_out < week).collect()
}

//! Several topics at once, at one false-alarm rate.

use super::baseline::Baseline;
use super::calendar::Hour;
use super::detector::{Detector, Scan};
use super::incident::Incident;
use crate::{Error, Result};
use serde::Serialize;

/// A detector for each topic, each with the threshold that its own counts need for the same false-alarm rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Watch {
    topics: Vec<(String, Detector)>,
}

/// An incident of one topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The topic.
    pub topic: String,
    /// When it was, and how large.
    pub incident: Incident,
}

impl Watch {
    /// Learns each topic's baseline from its counts in the same `hours`, and gives each the lowest threshold with at most
    /// `per_topic_week` false alarms a week. Over all topics false alarms add up: [`Watch::false_alarms_per_week`].
    ///
    /// Each topic has one count per hour. Our own definition.
    ///
    /// # Errors
    /// [`Error::Empty`] without a topic; what [`Baseline::fit`] and [`Detector::with_false_alarms`] refuse.
    ///
    /// ```
    /// use models::detection::{Hour, Watch};
    /// let hours: Vec<Hour> = (0..6 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// let counts: Vec<u64> = (0..6 * 168).map(|i| 2 + i * 7 % 5).collect();
    /// let mut today = vec![2; 24];
    /// today[9..14].fill(25);
    /// let watch = Watch::fit(&[("delivery", &counts), ("billing", &counts)], &hours, 0.01)?;
    /// let found = watch.findings(&[&today, &vec![3; 24]], &hours[..24])?;
    /// assert_eq!((found.len(), found[0].topic.as_str()), (1, "delivery"));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(topics: &[(&str, &[u64])], hours: &[Hour], per_topic_week: f64) -> Result<Self> {
        if topics.is_empty() {
            return Err(Error::Empty { what: "topics to watch" });
        }
        let fit = |(name, counts): &(&str, &[u64])| {
            let detector = Detector::with_false_alarms(Baseline::fit(counts, hours)?, per_topic_week)?;
            Ok(((*name).to_owned(), detector))
        };
        Ok(Self { topics: topics.iter().map(fit).collect::<Result<_>>()? })
    }

    /// The topics with their detectors, in the order given.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour, Watch};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let watch = Watch::fit(&[("delivery", &counts), ("billing", &counts)], &hours, 0.01)?;
    /// assert_eq!(watch.topics()[0].0, "delivery");
    /// assert!(watch.topics()[1].1.false_alarms_per_week() <= 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn topics(&self) -> &[(String, Detector)] {
        &self.topics
    }

    /// False alarms per week over all topics.
    ///
    /// The sum of those of [`Detector::false_alarms_per_week`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour, Watch};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let watch = Watch::fit(&[("delivery", &counts), ("billing", &counts)], &hours, 0.01)?;
    /// assert!(watch.false_alarms_per_week() <= 0.02); // one in a year of both topics
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn false_alarms_per_week(&self) -> f64 {
        self.topics.iter().map(|(_, detector)| detector.false_alarms_per_week()).sum()
    }

    /// Scans hours in a row, one series of counts per topic in their order.
    ///
    /// One [`Scan`] per topic, in order. Our own definition.
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`] where there isn't one series per topic, or one count per hour.
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour, Watch};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let watch = Watch::fit(&[("delivery", &counts), ("billing", &counts)], &hours, 0.01)?;
    /// let scans = watch.scan(&[&[4, 5, 25, 30], &[4, 3, 4, 5]], &hours[..4])?;
    /// assert!(scans[0].levels[3].alarm && scans[1].incidents.is_empty());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn scan(&self, counts: &[&[u64]], hours: &[Hour]) -> Result<Vec<Scan>> {
        let (left, right) = (counts.len(), self.topics.len());
        if left != right {
            return Err(Error::LengthsDiffer { what: "series and topics", left, right });
        }
        self.topics.iter().zip(counts).map(|((_, detector), counts)| detector.scan(counts, hours)).collect()
    }

    /// The incidents of all topics, by the hour of their alarm.
    ///
    /// Hours count from 0. Our own definition.
    ///
    /// # Errors
    /// As [`Watch::scan`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour, Watch};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let watch = Watch::fit(&[("delivery", &counts), ("billing", &counts)], &hours, 0.01)?;
    /// let found = watch.findings(&[&[4, 4, 4, 4, 30, 30], &[4, 30, 30, 4, 4, 4]], &hours[..6])?;
    /// assert_eq!(found.iter().map(|finding| finding.topic.as_str()).collect::<Vec<_>>(), ["billing", "delivery"]);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn findings(&self, counts: &[&[u64]], hours: &[Hour]) -> Result<Vec<Finding>> {
        let scans = self.scan(counts, hours)?;
        let named = self.topics.iter().zip(scans).flat_map(|((topic, _), scan)| {
            scan.incidents.into_iter().map(|incident| Finding { topic: topic.clone(), incident })
        });
        let mut findings: Vec<Finding> = named.collect();
        findings.sort_by_key(|finding| finding.incident.alarm);
        Ok(findings)
    }
}

//! `cape model service contacts`: how often customers must come back, and to whom.

use super::figures::{percent, percents};
use super::{Answer, Answered, Table};
use clap::Args;
use models::service::{Contact, ContactRates, Continuity, Rate, contact_rates};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How often customers must come back and change hands, from a log of contacts.
///
/// Columns: case, customer, topic, hour (from any origin), agents (in order, with > between them; empty for none) and
/// resolved (1 or 0). First contact resolution counts cases with one contact, marked resolved, and no contact of the
/// same customer and topic within the window after; only those old enough. Continuity goes by the last agent of each
/// contact.
#[derive(Args)]
pub(in crate::command::model) struct Contacts {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// Hours within which a contact about the same is a repeat.
    #[arg(long, default_value_t = 168.0)]
    window: f64,
    /// The hour at which observation ended; without it, that of the last contact.
    #[arg(long)]
    end: Option<f64>,
    /// How often the intervals shall hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    rates: ContactRates,
    continuity: MeanContinuity,
}

/// Means over customers with at least two contacts that had an agent.
#[derive(Serialize)]
struct MeanContinuity {
    customers: usize,
    usual: Option<f64>,
    concentrated: Option<f64>,
    sequential: Option<f64>,
}

pub(super) fn run(arguments: Contacts) -> Answered {
    let table = Table::read(&arguments.file)?;
    let log = log(&table)?;
    let rates = contact_rates(&log, arguments.window, arguments.end, arguments.level)
        .map_err(|error| table.explain(error))?;
    let found = Found { rates, continuity: continuity(&log) };
    Ok(Answer::new(words(&found, arguments.window), &found)?)
}

fn log(table: &Table) -> crate::command::model::table::Result<Vec<Contact>> {
    let column = |name| table.texts(name).map(|texts| numbered(&texts));
    let (cases, customers, topics) = (column("case")?, column("customer")?, column("topic")?);
    let hours = table.numbers("hour")?;
    let resolved = table.values("resolved", "1 or 0", |text| match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    })?;
    let paths: Vec<Vec<&str>> = table
        .texts("agents")?
        .iter()
        .map(|path| path.split('>').map(str::trim).filter(|name| !name.is_empty()).collect())
        .collect();
    let mut agents = numbered(&paths.concat()).into_iter();
    let mut log = Vec::with_capacity(table.len());
    let matters = cases.into_iter().zip(customers).zip(topics);
    let fates = hours.into_iter().zip(resolved).zip(&paths);
    for (((case, customer), topic), ((at, resolved), path)) in matters.zip(fates) {
        let agents = agents.by_ref().take(path.len()).collect();
        log.push(Contact { case, customer, topic, at, agents, resolved });
    }
    Ok(log)
}

/// Names as numbers.
fn numbered(names: &[&str]) -> Vec<u64> {
    let mut numbers: BTreeMap<&str, u64> = BTreeMap::new();
    names
        .iter()
        .map(|name| {
            let next = numbers.len() as u64;
            *numbers.entry(name).or_insert(next)
        })
        .collect()
}

fn continuity(log: &[Contact]) -> MeanContinuity {
    let mut visits: BTreeMap<u64, Vec<(f64, u64)>> = BTreeMap::new();
    for contact in log {
        if let Some(agent) = contact.agents.last() {
            visits.entry(contact.customer).or_default().push((contact.at, *agent));
        }
    }
    let found: Vec<Continuity> = visits
        .into_values()
        .filter(|visits| visits.len() > 1)
        .map(|mut visits| {
            visits.sort_by(|one, two| one.0.total_cmp(&two.0));
            Continuity::of(&visits.into_iter().map(|(_, agent)| agent).collect::<Vec<_>>())
        })
        .collect();
    let mean = |index: fn(&Continuity) -> Option<f64>| {
        let sum: f64 = found.iter().filter_map(index).sum();
        (!found.is_empty()).then(|| sum / found.len() as f64)
    };
    MeanContinuity {
        customers: found.len(),
        usual: mean(|one| one.usual),
        concentrated: mean(|one| one.concentrated),
        sequential: mean(|one| one.sequential),
    }
}

fn words(found: &Found, window: f64) -> String {
    let Found { rates, continuity } = found;
    let rate = |rate: &Rate| {
        format!("{} of {} ({})", percent(rate.share.value()), rate.share.base(), percents(&rate.interval))
    };
    let first = rates.first_contact_resolution.as_ref();
    let first = first.map_or_else(|| "no case is old enough to tell".to_owned(), rate);
    let index = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    [
        format!("{} contacts in {} cases, {} old enough to tell", rates.contacts, rates.cases, rates.mature_cases),
        format!("first contact resolution   {first}, window {window} hours"),
        format!("  only marked resolved     {} (not first contact resolution)", rate(&rates.marked_resolved_at_first)),
        format!("repeat contacts            {}", rate(&rates.repeat_contacts)),
        format!("bounced contacts           {}", rate(&rates.bounced_contacts)),
        format!("bounces per contact        {:.3}", rates.bounces_per_contact),
        format!("contacts per case          {:.3}; {} cases with four or more", rates.contacts_per_case, rates.long_cases),
        format!("agent changes per case     {:.3}", rates.agent_changes_per_case),
        format!(
            "continuity                 UPC {}, COC {}, SECON {} (mean of {} customers with two contacts or more)",
            index(continuity.usual),
            index(continuity.concentrated),
            index(continuity.sequential),
            continuity.customers
        ),
    ]
    .join("\n")
}

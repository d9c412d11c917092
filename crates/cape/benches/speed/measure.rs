//! Reading what a process has used, and making sense of many times.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// The kernel counts CPU time in hundredths of a second (`USER_HZ`), whatever the machine.
const TICK: Duration = Duration::from_millis(10);

/// CPU time of a process, user and system, of all its threads, dead ones included. In steps of 10 ms, so measure
/// long enough.
pub(crate) fn cpu(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("a running process");
    let (_, rest) = stat.rsplit_once(')').expect("proc(5)");
    // utime and stime are fields 14 and 15; `rest` begins with the third.
    let ticks: u32 =
        rest.split_whitespace().skip(11).take(2).map(|field| field.parse::<u32>().unwrap()).sum();
    TICK * ticks
}

/// Resident memory in megabytes.
pub(crate) fn memory_mb(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("proc(5)");
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

/// Bytes of all files of a folder.
pub(crate) fn disk_bytes(folder: &Path) -> u64 {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            let metadata = entry.metadata().expect("a file");
            if metadata.is_dir() { disk_bytes(&entry.path()) } else { metadata.len() }
        })
        .sum()
}

/// The value below which `share` of the times lie, in milliseconds.
pub(crate) fn percentile_ms(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() as f64 * share) as usize).min(times.len() - 1);
    times[at].as_secs_f64() * 1000.0
}

//! How long a program runs, and the most memory it holds.

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

/// Waits for a program that began now; gives the time it took and the most memory it held, in MB, as the system tells
/// while it runs.
pub(crate) fn watch(mut child: Child) -> (Duration, f64) {
    let start = Instant::now();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    while child.try_wait().unwrap().is_none() {
        let held = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.split_whitespace().next()?.parse::<f64>().ok()
        });
        peak = peak.max(held.unwrap_or(0.0) / 1000.0);
        std::thread::sleep(Duration::from_millis(if start.elapsed().as_secs() > 2 { 50 } else { 1 }));
    }
    (start.elapsed(), peak)
}

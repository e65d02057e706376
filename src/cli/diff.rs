//! `cancu diff`: two extractions against each other.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Outcome, Stop, args, load, write_styled};
use crate::diff::{Change, Diff, diff};

pub(super) fn run(args: &args::Diff) -> Result<Outcome, Stop> {
    let (old, new) = (load::documents(&args.old)?, load::documents(&args.new)?);
    let diff = diff(&old, &new);
    let mut page = counts(&diff);
    if !args.summary {
        changes(&mut page, &diff);
    }
    write_styled(&page)?;
    Ok(Outcome::good_if(diff.is_empty()))
}

fn counts(diff: &Diff) -> String {
    const BOLD: Style = Style::new().bold();
    let mut page =
        format!("{BOLD}{:<14}{:>8}{:>8}{:>8}{:>9}{BOLD:#}\n", "facet", "same", "gained", "lost", "changed");
    for (facet, count) in &diff.counts {
        let _ = writeln!(
            page,
            "{facet:<14}{:>8}{:>8}{:>8}{:>9}",
            count.same, count.gained, count.lost, count.changed
        );
    }
    page
}

fn changes(page: &mut String, diff: &Diff) {
    const BOLD: Style = Style::new().bold();
    let mut document = None;
    for change in &diff.changes {
        if document != Some(&change.document) {
            document = Some(&change.document);
            let _ = writeln!(page, "\n{BOLD}{}{BOLD:#}", change.document);
        }
        let style = color(change).on_default();
        for line in change.to_string().lines() {
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let _ = writeln!(page, "  {style}{line}{style:#}");
        }
    }
}

fn color(change: &Change) -> AnsiColor {
    match (change.old.is_null(), change.new.is_null()) {
        (true, _) => AnsiColor::Green,
        (_, true) => AnsiColor::Red,
        _ => AnsiColor::Yellow,
    }
}

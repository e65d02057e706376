//! Takes a folder of plans into an archive and asks what carries out an instrument, what is wanted and what is due.
//!
//! `cargo run --example archive -- corpus 28-CT/TW`

#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::path::{Path, PathBuf};

use cancu::Grammar;
use cancu::archive::Archive;
use cancu::ingest::{self, Event, Options};
use cancu::query::{self, Ancestry, DueQuery};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "corpus".to_owned());
    let number = arguments.next().unwrap_or_else(|| "28-CT/TW".to_owned());
    let place = std::env::temp_dir().join(format!("cancu-example-{}.db", std::process::id()));

    let mut archive = Archive::create(&place)?;
    let mut tell = |event: Event<'_>| {
        if let Event::Unreadable(error) = event {
            eprintln!("{error}");
        }
    };
    let folders = [PathBuf::from(folder)];
    let report = ingest::ingest(&mut archive, &folders, &Grammar::builtin(), &Options::default(), &mut tell)?;
    println!("{} documents", report.counts.new);

    for instrument in query::find(&archive, &number)? {
        println!("{}", instrument.id);
        let lineage = query::lineage(&archive, &instrument, 12)?;
        lineage.below.iter().for_each(|step| show(step, 1));
    }
    for wanted in query::wanted(&archive, 3)? {
        println!("wanted by {} documents: {}", wanted.documents, wanted.id);
    }
    let year = DueQuery { bodies: &[], from: "2025-01-01".parse()?, to: "2025-12-31".parse()?, limit: 3 };
    for due in &query::due(&archive, &year)?.list {
        println!("due {:?}: {} ({})", due.due, due.task, due.document);
    }
    clear(&place);
    Ok(())
}

fn show(step: &Ancestry, depth: usize) {
    println!("{}{} {}", "  ".repeat(depth), step.relation, step.node.id);
    step.next.iter().for_each(|next| show(next, depth + 1));
}

/// The archive and what SQLite keeps beside it.
fn clear(place: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", place.display()));
    }
}

//! `cancu show`: a document laid out for people.

mod page;
mod parts;
mod words;

pub(super) use words::sign;

use std::io::IsTerminal;
use std::path::Path;

use super::args;
use super::console::Console;
use super::{Outcome, Stop, extract, load, write_styled};
use crate::document::Document;
use crate::grammar::Grammar;
use crate::intake::{self, Input};
use crate::pipeline;

pub(super) fn run(args: &args::Show, grammar: &Grammar, console: &Console) -> Result<Outcome, Stop> {
    let intake = intake::walk(&args.paths);
    extract::tell_failed(&intake.failed, console);
    let view = View { width: args.width.map_or_else(terminal_width, usize::from), full: args.full };
    let mut failed = !intake.failed.is_empty() || intake.inputs.is_empty();
    if intake.inputs.is_empty() && intake.failed.is_empty() {
        console.error(
            "no document found",
            Some("a folder is searched for *.txt and *.md; other files must be named"),
        );
    }
    let mut first = true;
    for input in &intake.inputs {
        for (document, text) in documents(input, grammar, console, &mut failed)? {
            let page = parts::lay_out(&document, text.as_deref(), view);
            write_styled(&if first { page } else { format!("\n\n{page}") })?;
            first = false;
        }
    }
    Ok(Outcome::good_if(!failed))
}

/// How a document is shown.
#[derive(Clone, Copy, Debug)]
struct View {
    /// How many columns there are.
    width: usize,
    /// Whether whole texts are shown.
    full: bool,
}

/// The documents of an input, each with its source if that was read.
fn documents(
    input: &Input,
    grammar: &Grammar,
    console: &Console,
    failed: &mut bool,
) -> Result<Vec<(Document, Option<String>)>, Stop> {
    if let Input::File(path) = input
        && load::is_json(path)
    {
        return extracted(path);
    }
    Ok(match intake::read(input) {
        Ok(source) => {
            let document = pipeline::extract(&source, grammar);
            vec![(document, Some(source.text))]
        }
        Err(error) => {
            extract::tell(&error, console);
            *failed = true;
            Vec::new()
        }
    })
}

/// Documents that were extracted before.
fn extracted(path: &Path) -> Result<Vec<(Document, Option<String>)>, Stop> {
    let wrong = |error| {
        let message = format!("cannot read {}: {error}", path.display());
        Stop::usage(message).hint("the file is not of this version: extract it again")
    };
    let documents = load::documents(path)?.into_iter();
    documents.map(|value| Ok((serde_json::from_value(value).map_err(wrong)?, None))).collect()
}

/// `$COLUMNS`, or the width of the terminal, or 80.
pub(super) fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
    let terminal = || {
        let out = std::io::stdout();
        if out.is_terminal() {
            terminal_size::terminal_size_of(out).map(|(width, _)| usize::from(width.0))
        } else {
            None
        }
    };
    columns.or_else(terminal).unwrap_or(80).clamp(20, 500)
}

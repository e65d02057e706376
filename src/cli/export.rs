//! `cancu export`: the archive in the forms of other programs.

use std::io;
use std::path::Path;

use super::args;
use super::console::Console;
use super::{Outcome, Stop, archive};
use crate::archive::Archive;
use crate::export::{self, ExportError, Fault, Format, Headings, Place, Selection};

impl From<ExportError> for Stop {
    fn from(error: ExportError) -> Stop {
        let hint = error.hint();
        let stop = match error {
            ExportError::Archive(error) => return error.into(),
            ExportError::Stream(cause) => return cause.into(),
            ExportError::Nothing | ExportError::Write { .. } => Stop::failure(error.to_string()),
            _ => Stop::usage(error.to_string()),
        };
        match hint {
            Some(hint) => stop.hint(hint),
            None => stop,
        }
    }
}

pub(super) fn run(args: &args::Export, console: &Console) -> Result<Outcome, Stop> {
    if args.headings.is_some() && args.format != Format::Csv {
        return Err(Stop::usage(format!("{} has no headings to choose", args.format.name()))
            .hint("--headings is for csv"));
    }
    let archive = Archive::open(&args.archive)?;
    let of = args.of.iter().map(|name| Ok(archive::one(&archive, name)?.id));
    let selection = Selection {
        of: of.collect::<Result<_, Stop>>()?,
        kind: args.filters.kind.clone(),
        issuer: args.filters.issuer.clone(),
        level: args.filters.level.clone(),
        from: args.filters.from.clone(),
        to: args.filters.to.clone(),
    };
    let headings = match args.headings {
        Some(args::Language::En) => Headings::English,
        _ => Headings::Vietnamese,
    };
    let mut stdout = io::stdout().lock();
    let path = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let place = match path {
        Some(path) => Place::Path { path, replace: args.force },
        None => Place::Stream(&mut stdout),
    };
    let report = export::export(&archive, &selection, args.format, headings, place)?;
    let (count, plural) = (report.documents, if report.documents == 1 { "" } else { "s" });
    if let Some(path) = path {
        console.note(&format!("{}: {count} document{plural}", path.display()));
    }
    for gap in &report.gaps {
        let fault = match gap.fault {
            Fault::Empty => "is empty".to_owned(),
            Fault::Longer(length) => format!("has more than {length} letters"),
        };
        console.note(&format!("{} {fault} in {} of {count} document{plural}", gap.field, gap.documents));
    }
    Ok(Outcome::Good)
}

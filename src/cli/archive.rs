//! `cancu ingest`, `search`, `graph`, `sql`: an archive filled and questioned.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;
use serde_json::Value;

use super::args::{self, AnswerFormat, GraphCommand};
use super::console::Console;
use super::{Outcome, Stop, batch, extract, write_out};
use crate::archive::{self, Archive, ArchiveError};
use crate::grammar::{Grammar, Place};
use crate::intake::{self, Input, ReadError};
use crate::pipeline;
use crate::query::{self, Ancestry, Found, Node, Rows};
use crate::text::slug;

impl From<ArchiveError> for Stop {
    fn from(error: ArchiveError) -> Stop {
        let stop = match error {
            ArchiveError::Database { .. } | ArchiveError::Damaged { .. } => Stop::failure(error.to_string()),
            _ => Stop::usage(error.to_string()),
        };
        match error.hint() {
            Some(hint) => stop.hint(hint),
            None => stop,
        }
    }
}

/// What a worker found in a file.
enum Piece {
    /// Stored already, by its hash.
    Known(String),
    Read(Box<archive::Prepared>),
    Failed(ReadError),
}

pub(super) fn ingest(
    args: &args::Ingest,
    grammar: &Grammar,
    grammars: Option<&Path>,
    console: &Console,
) -> Result<Outcome, Stop> {
    let intake = intake::walk(&args.paths);
    extract::tell_failed(&intake.failed, console);
    let given: Vec<&Path> = intake
        .inputs
        .iter()
        .map(|input| match input {
            Input::File(path) => Ok(path.as_path()),
            Input::Stdin => Err(Stop::usage("an archive keeps files, - is none").hint("name the file")),
        })
        .collect::<Result<_, Stop>>()?;
    let place = |path: &&Path| {
        std::path::absolute(path)
            .map_err(|error| Stop::failure(format!("cannot place {}: {error}", path.display())))
    };
    let paths: Vec<PathBuf> = given.iter().map(place).collect::<Result<_, Stop>>()?;
    let version = version(grammars)?;
    let mut archive = Archive::create(&args.archive)?;
    let known = if args.again { HashSet::new() } else { archive.known(&version, args.keep_originals)? };
    let mut writer = archive.writer(&version, args.batch)?;
    let progress = console.with_progress(paths.len(), false);
    batch::in_order(
        args.jobs.count(),
        paths.len(),
        |index| prepare(given[index], grammar, &known, args.keep_originals),
        |index, piece| {
            progress.step();
            let path = &paths[index];
            match piece {
                Some(Piece::Known(sha256)) => writer.keep(path, &sha256)?,
                Some(Piece::Read(prepared)) => writer.put(path, *prepared)?,
                Some(Piece::Failed(error)) => {
                    writer.unreadable(path, &error.cause.to_string())?;
                    extract::tell(&error, &progress);
                }
                None => {
                    writer.unreadable(path, "the extraction broke down")?;
                    let hint = "this is a fault of the program: please report it with the file";
                    progress.error(&format!("{}: the extraction broke down", path.display()), Some(hint));
                }
            }
            Ok(())
        },
    )?;
    progress.finish();
    // What stands there and cannot be looked at is not gone, nor is what stands below it.
    let failed: Vec<PathBuf> =
        intake.failed.iter().filter_map(|error| std::path::absolute(&error.path).ok()).collect();
    for (path, error) in failed.iter().zip(&intake.failed) {
        if path.symlink_metadata().is_ok() {
            writer.unreadable(path, &error.cause.to_string())?;
        }
    }
    let folders: Vec<PathBuf> = args.paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let seen: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let there = |path: &Path| {
        seen.contains(path)
            || failed.iter().any(|failed| path.starts_with(failed) && failed.symlink_metadata().is_ok())
    };
    for path in
        writer.missing(|path| folders.iter().any(|folder| path.starts_with(folder)) && !there(path))?
    {
        console.note(&format!("{path} is gone; the archive keeps what it held"));
    }
    let counts = writer.finish()?;
    console.note(&format!(
        "{}: {} new, {} changed, {} unchanged, {} not read",
        args.archive.display(),
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.unreadable
    ));
    Ok(Outcome::good_if(counts.unreadable == 0 && intake.failed.is_empty()))
}

fn prepare(path: &Path, grammar: &Grammar, known: &HashSet<String>, keep: bool) -> Piece {
    let (source, bytes) = match intake::read_with_bytes(path) {
        Ok(read) => read,
        Err(error) => return Piece::Failed(error),
    };
    if known.contains(&source.info.sha256) {
        return Piece::Known(source.info.sha256);
    }
    let document = pipeline::extract(&source, grammar);
    Piece::Read(Box::new(archive::prepare(&source, document, keep.then_some(&bytes), grammar)))
}

/// What decides how a text is read: the program and the vocabularies on top of its own.
fn version(grammars: Option<&Path>) -> Result<String, Stop> {
    let mut version = env!("CARGO_PKG_VERSION").to_owned();
    if let Some(dir) = grammars {
        let files = crate::grammar::read_dir(dir).map_err(|error| Stop::usage(error.to_string()))?;
        let whole: String = files.iter().map(|(name, text)| format!("{name}\n{text}\n")).collect();
        version.push_str(&format!("+{}", crate::source::sha256(whole.as_bytes())));
    }
    Ok(version)
}

/// `provinces` are the slugs of those asked for; none asks for nothing.
pub(super) fn search(args: &args::Search, provinces: &[String], console: &Console) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.archive)?;
    let cites = args.cites.as_ref().map(|name| one(&archive, name)).transpose()?;
    let hits = query::search(
        &archive,
        &query::Query {
            words: &args.words.join(" "),
            kind: args.kind.as_deref(),
            issuer: args.issuer.as_deref(),
            level: args.level.as_deref(),
            provinces,
            cites: cites.as_ref(),
            from: args.from.as_deref(),
            to: args.to.as_deref(),
            limit: args.limit,
        },
    )?;
    if args.format != AnswerFormat::Table {
        return answer(&hits, args.format);
    }
    if hits.is_empty() {
        console.note("nothing found");
    }
    let mut text = String::new();
    for hit in &hits {
        let bold = anstyle::Style::new().bold();
        text.push_str(&format!("{bold}{}{bold:#}  {}", hit.document, hit.section));
        if let Some(heading) = hit.heading.as_ref().filter(|_| hit.section != "title") {
            text.push_str(&format!("  {heading}"));
        }
        let (start, end) = hit.highlight.unwrap_or((0, 0));
        let (before, after) = (&hit.passage[..start], &hit.passage[end..]);
        text.push_str(&format!("\n    {before}{bold}{}{bold:#}{after}\n", &hit.passage[start..end]));
    }
    super::write_styled(&text)?;
    Ok(Outcome::Good)
}

/// The slugs of a province and of those that went into it, by its name or slug.
pub(super) fn provinces(name: &str, grammar: &Grammar) -> Result<Vec<String>, Stop> {
    let asked = slug(name);
    let unit = ["tinh-", "thanh-pho-", "tp-"].iter().find_map(|unit| asked.strip_prefix(unit));
    let places = || grammar.places.entries().iter().map(|entry| &entry.value);
    let is_asked = |place: &&Place| [Some(asked.as_str()), unit].contains(&Some(slug(&place.name).as_str()));
    let mut names: Vec<&str> = places().filter(is_asked).map(|place| place.name.as_str()).collect();
    if names.is_empty() {
        return Err(
            Stop::usage(format!("no province «{name}»")).hint("give its name or slug, such as dong-nai")
        );
    }
    let mut at = 0;
    while let Some(into) = names.get(at).copied() {
        at += 1;
        for place in places().filter(|place| place.merged_into.as_deref() == Some(into)) {
            if !names.contains(&place.name.as_str()) {
                names.push(&place.name);
            }
        }
    }
    Ok(names.into_iter().map(slug).collect())
}

pub(super) fn graph(args: &args::Graph) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.archive)?;
    match &args.command {
        GraphCommand::Lineage { id, depth } => {
            let lineage = query::lineage(&archive, &one(&archive, id)?, *depth)?;
            if args.format == AnswerFormat::Json {
                return write_out(format!("{:#}\n", json(&lineage)).as_bytes());
            }
            if args.format == AnswerFormat::Csv {
                return Err(Stop::usage("a tree has no rows").hint("use --format json"));
            }
            let mut text = String::new();
            for step in &lineage.above {
                draw(&mut text, step, 0, "▲");
            }
            text.push_str(&format!("● {}\n", describe(&lineage.instrument)));
            for step in &lineage.below {
                draw(&mut text, step, 0, "▼");
            }
            write_out(text.as_bytes())
        }
        GraphCommand::Citing { id } => answer(&query::citing(&archive, &one(&archive, id)?)?, args.format),
        GraphCommand::CitedBy { id } => answer(&query::cited_by(&archive, &one(&archive, id)?)?, args.format),
        GraphCommand::Wanted { limit } => answer(&query::wanted(&archive, *limit)?, args.format),
    }
}

fn draw(text: &mut String, step: &Ancestry, depth: usize, arrow: &str) {
    let indent = "  ".repeat(depth + 1);
    let parent = if step.parent { " (parent)" } else { "" };
    let again = if step.repeated { " (shown elsewhere)" } else { "" };
    text.push_str(&format!("{indent}{arrow} {}{parent}: {}{again}\n", step.relation, describe(&step.node)));
    for next in &step.next {
        draw(text, next, depth + 1, arrow);
    }
}

fn describe(node: &Node) -> String {
    let words = [node.printed.as_ref(), node.level.as_ref(), node.issuer.as_ref(), node.title.as_ref()];
    let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    let held = if node.held { "" } else { " [not held]" };
    format!("{}{held} {}", node.id, words.join(" · ")).trim_end().to_owned()
}

/// The one instrument that a name means.
fn one(archive: &Archive, name: &str) -> Result<Found, Stop> {
    let mut found = query::find(archive, name)?;
    match found.len() {
        0 => Err(Stop::failure(format!("no instrument «{name}» in the archive"))
            .hint("give a number as printed, or an id that another answer shows")),
        1 => Ok(found.remove(0)),
        _ => {
            let list: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
            Err(Stop::usage(format!("«{name}» may be:\n  {}", list.join("\n  ")))
                .hint("give one of these ids"))
        }
    }
}

pub(super) fn sql(args: &args::Sql) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.archive)?;
    let rows = query::sql(&archive, &args.command).map_err(|error| {
        Stop::usage(error.to_string())
            .hint("the views are documents, citations, links, assignments, deadlines, targets, bodies")
    })?;
    rows_out(&rows, args.format)
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("answers have string keys only")
}

/// Writes rows that have one type.
fn answer<T: Serialize>(list: &[T], format: AnswerFormat) -> Result<Outcome, Stop> {
    let mut rows = Rows { names: Vec::new(), rows: Vec::new() };
    for value in list.iter().map(json) {
        let Value::Object(object) = value else { continue };
        rows.names = object.keys().cloned().collect();
        rows.rows.push(object.into_iter().map(|(_, value)| value).collect());
    }
    rows_out(&rows, format)
}

fn rows_out(rows: &Rows, format: AnswerFormat) -> Result<Outcome, Stop> {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let text = match format {
        AnswerFormat::Json => {
            let object = |row: &Vec<Value>| -> Value {
                rows.names.iter().cloned().zip(row.iter().cloned()).collect::<serde_json::Map<_, _>>().into()
            };
            format!("{:#}\n", rows.rows.iter().map(object).collect::<Value>()).into_bytes()
        }
        AnswerFormat::Csv => {
            let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            let full = "memory takes every byte";
            out.write_record(&rows.names).expect(full);
            for row in &rows.rows {
                out.write_record(row.iter().map(cell)).expect(full);
            }
            out.into_inner().expect(full)
        }
        AnswerFormat::Table => {
            let mut table = Table::new();
            table
                .load_style(presets::UTF8_HORIZONTAL_ONLY)
                .set_content_arrangement(ContentArrangement::Dynamic);
            table.set_header(rows.names.clone());
            for row in &rows.rows {
                table.add_row(row.iter().map(cell).collect::<Vec<_>>());
            }
            format!("{table}\n").into_bytes()
        }
    };
    write_out(&text)
}

//! `cancu ingest`, `search`, `graph`, `sql`: an archive filled and questioned.

use std::io::BufRead;
use std::path::Path;

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;
use serde_json::Value;

use super::args::{self, AnswerFormat, DueFormat, GraphCommand};
use super::console::Console;
use super::{Outcome, Stop, cascade, extract, write_out};
use crate::archive::{Archive, ArchiveError, Counts};
use crate::grammar::{Grammar, Place};
use crate::ingest::{self, Event, IngestError, Options};
use crate::pipeline;
use crate::query::{self, Agenda, Ancestry, DueQuery, Found, Node, Rows};
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

impl From<IngestError> for Stop {
    fn from(error: IngestError) -> Stop {
        match error {
            IngestError::Archive(error) => error.into(),
            IngestError::NoThreads(error) => error.into(),
            IngestError::Stdin => Stop::usage(error.to_string()).hint("name the file"),
            IngestError::Place { .. } => Stop::failure(error.to_string()),
        }
    }
}

pub(super) fn ingest(
    args: &args::Ingest,
    grammar: &Grammar,
    grammars: Option<&Path>,
    console: &Console,
) -> Result<Outcome, Stop> {
    let files = match grammars {
        Some(dir) => crate::grammar::read_dir(dir).map_err(|error| Stop::usage(error.to_string()))?,
        None => Vec::new(),
    };
    let options = Options {
        version: ingest::version(&files),
        again: args.again,
        keep_originals: args.keep_originals,
        jobs: args.jobs.count(),
        batch: args.batch,
    };
    let mut archive = Archive::create(&args.archive)?;
    let mut progress = console.with_progress(0, false);
    let mut tell = |event: Event<'_>| match event {
        Event::Found(count) => progress = console.with_progress(count, false),
        Event::Done => progress.step(),
        Event::Unreadable(error) => extract::tell(error, &progress),
        Event::Broken(path) => {
            let hint = "this is a fault of the program: please report it with the file";
            progress.error(&format!("{}: the extraction broke down", path.display()), Some(hint));
        }
        Event::Gone(path) => progress.note(&format!("{path} is gone; the archive keeps what it held")),
    };
    let report = ingest::ingest(&mut archive, &args.paths, grammar, &options, &mut tell)?;
    progress.finish();
    let Counts { new, changed, unchanged, unreadable } = report.counts;
    console.note(&format!(
        "{}: {new} new, {changed} changed, {unchanged} unchanged, {unreadable} not read",
        args.archive.display(),
    ));
    if report.orphaned > 0 {
        console
            .warning(&format!("{} corrections no longer apply: «cancu review» shows them", report.orphaned));
    }
    Ok(Outcome::good_if(report.complete))
}

/// `provinces` are the slugs of those asked for; none asks for nothing.
pub(super) fn search(args: &args::Search, provinces: &[String], console: &Console) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.answer.archive)?;
    let cites = args.cites.as_ref().map(|name| one(&archive, name)).transpose()?;
    let query::Hits { list: hits, gave_up } = query::search(
        &archive,
        &query::Query {
            words: &args.words.join(" "),
            kind: args.filters.kind.as_deref(),
            issuer: args.filters.issuer.as_deref(),
            level: args.filters.level.as_deref(),
            provinces,
            cites: cites.as_ref(),
            from: args.filters.from.as_deref(),
            to: args.filters.to.as_deref(),
            limit: args.limit,
        },
    )?;
    if gave_up {
        console.warning("the words stand near one another in very many places, and not all were looked through: search for a phrase, or narrow it by --kind, --issuer, --from");
    }
    if args.answer.format != AnswerFormat::Table {
        return answer(&hits, args.answer.format);
    }
    if hits.is_empty() && !gave_up {
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

pub(super) fn graph(args: &args::Graph, console: &Console) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.answer.archive)?;
    match &args.command {
        GraphCommand::Lineage { id, depth } => {
            let lineage = query::lineage(&archive, &one(&archive, id)?, *depth)?;
            if args.answer.format == AnswerFormat::Json {
                return write_out(format!("{:#}\n", json(&lineage)).as_bytes());
            }
            if args.answer.format == AnswerFormat::Csv {
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
        GraphCommand::Cascade { id, depth } => {
            let cascade = query::cascade(&archive, &one(&archive, id)?, *depth)?;
            if !cascade.instrument.held {
                return Err(Stop::failure(format!("the archive does not hold {}", cascade.instrument.id))
                    .hint("ingest its text; «cancu graph wanted» lists what else is missing"));
            }
            match args.answer.format {
                AnswerFormat::Table => {
                    super::write_styled(&cascade::draw(&cascade, super::show::terminal_width()))?;
                    Ok(Outcome::Good)
                }
                AnswerFormat::Json => write_out(format!("{:#}\n", json(&cascade)).as_bytes()),
                AnswerFormat::Csv => rows_out(&cascade::rows(&cascade), args.answer.format),
            }
        }
        GraphCommand::Citing { id } => {
            answer(&query::citing(&archive, &one(&archive, id)?)?, args.answer.format)
        }
        GraphCommand::CitedBy { id } => {
            answer(&query::cited_by(&archive, &one(&archive, id)?)?, args.answer.format)
        }
        GraphCommand::Path { from, to } => {
            let path = query::path(&archive, &one(&archive, from)?, &one(&archive, to)?)?;
            if path.is_empty() {
                console.note("no links connect them");
            }
            answer(&path, args.answer.format)
        }
        GraphCommand::Unresolved => answer(&query::unresolved(&archive)?, args.answer.format),
        GraphCommand::Stale => answer(&query::stale(&archive)?, args.answer.format),
        GraphCommand::Stats => answer(&query::stats(&archive)?, args.answer.format),
        GraphCommand::Wanted { limit } => answer(&query::wanted(&archive, *limit)?, args.answer.format),
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
    let ended = node.ended_by.as_ref().map_or(String::new(), |by| format!(" [no longer in force: {by}]"));
    format!("{}{held}{ended} {}", node.id, words.join(" · ")).trim_end().to_owned()
}

/// The one instrument that a name means.
pub(super) fn one(archive: &Archive, name: &str) -> Result<Found, Stop> {
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

pub(super) fn due(args: &args::Due, grammar: &Grammar, console: &Console) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.archive)?;
    let mut bodies = Vec::new();
    for name in &args.body {
        bodies.extend(query::with_successors(&archive, &body(&archive, name, grammar)?)?);
    }
    let from = args.from.unwrap_or_else(|| jiff::Zoned::now().date());
    let to = args.to.unwrap_or_else(|| from.saturating_add(jiff::Span::new().years(1)));
    if to < from {
        return Err(
            Stop::usage(format!("{to} lies before {from}")).hint("give --from and --to in this order")
        );
    }
    let limit = args.limit.unwrap_or(if args.format == DueFormat::Table { 500 } else { usize::MAX });
    let Agenda { list, more } = query::due(&archive, &DueQuery { bodies: &bodies, from, to, limit })?;
    if more {
        console.note(&format!("more than {} are due; --limit N shows more of them", list.len()));
    }
    if list.is_empty() {
        console.note(&format!("nothing is due from {from} to {to}"));
    }
    match args.format {
        DueFormat::Table => answer(&list, AnswerFormat::Table),
        DueFormat::Json => answer(&list, AnswerFormat::Json),
        DueFormat::Csv => answer(&list, AnswerFormat::Csv),
        DueFormat::Ics => {
            let open = list.iter().filter(|due| due.due.is_none()).count();
            if open > 0 {
                console.note(&format!("{open} without a day of their own are not in the calendar"));
            }
            write_out(query::calendar(&list).as_bytes())
        }
    }
}

pub(super) fn matters(args: &args::Matters, grammar: &Grammar) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.answer.archive)?;
    answer(&query::matters(&archive, &body(&archive, &args.body, grammar)?)?, args.answer.format)
}

/// The one body that a name means.
fn body(archive: &Archive, name: &str, grammar: &Grammar) -> Result<String, Stop> {
    // As a document would name it: «Uỷ ban nhân dân tỉnh Đồng Nai», «UBND tỉnh Đồng Nai».
    let mut found = query::find_bodies(archive, &pipeline::issuer_named(name, grammar).id)?;
    if found.len() != 1 {
        found = query::find_bodies(archive, name)?;
    }
    match found.len() {
        0 => Err(Stop::failure(format!("no body «{name}» in the archive"))
            .hint("«cancu sql -c \"SELECT DISTINCT body, name FROM bodies\"» lists them")),
        1 => Ok(found.remove(0)),
        _ => {
            Err(Stop::usage(format!("«{name}» may be:\n  {}", found.join("\n  ")))
                .hint("give one of these ids"))
        }
    }
}

/// Where a question goes wrong, what there is to ask.
const VIEWS: &str = "the views are documents, citations, links, assignments, deadlines, targets, bodies, parties, \
                     superseded, witnesses; their columns: SELECT name FROM pragma_table_info('documents')";

pub(super) fn sql(args: &args::Sql, console: &Console) -> Result<Outcome, Stop> {
    let archive = Archive::open(&args.answer.archive)?;
    let Some(question) = &args.command else { return prompt(&archive, args.answer.format, console) };
    let answers =
        query::sql(&archive, question).map_err(|error| Stop::usage(error.to_string()).hint(VIEWS))?;
    all_out(&answers, args.answer.format)
}

/// Answers one question after another, each ended by a semicolon, until the input ends. A wrong question is told and the
/// next one is read.
fn prompt(archive: &Archive, format: AnswerFormat, console: &Console) -> Result<Outcome, Stop> {
    let mut good = true;
    let mut question = String::new();
    console.prompt("sql> ");
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| Stop::failure(format!("cannot read the question: {error}")))?;
        question.push_str(&line);
        question.push('\n');
        if !question.trim_end().ends_with(';') && !question.trim().is_empty() {
            console.prompt("...> ");
            continue;
        }
        if !question.trim().is_empty() {
            good &= ask(archive, &question, format, console)? == Outcome::Good;
        }
        question.clear();
        console.prompt("sql> ");
    }
    if !question.trim().is_empty() {
        good &= ask(archive, &question, format, console)? == Outcome::Good;
    }
    Ok(Outcome::good_if(good))
}

fn all_out(answers: &[Rows], format: AnswerFormat) -> Result<Outcome, Stop> {
    answers.iter().try_for_each(|rows| rows_out(rows, format).map(drop))?;
    Ok(Outcome::Good)
}

fn ask(archive: &Archive, question: &str, format: AnswerFormat, console: &Console) -> Result<Outcome, Stop> {
    match query::sql(archive, question) {
        Ok(answers) => all_out(&answers, format),
        Err(error) => {
            console.error(&error.to_string(), Some(VIEWS));
            Ok(Outcome::Short)
        }
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("answers have string keys only")
}

/// Writes rows that have one type, their fields in the order of the type.
pub(super) fn answer<T: Serialize>(list: &[T], format: AnswerFormat) -> Result<Outcome, Stop> {
    let text = serde_json::to_string(list).expect("answers have string keys only");
    let list: Vec<Fields> = serde_json::from_str(&text).expect("rows are objects");
    let names =
        list.first().map_or_else(Vec::new, |Fields(row)| row.iter().map(|(name, _)| name.clone()).collect());
    let rows =
        list.into_iter().map(|Fields(row)| row.into_iter().map(|(_, value)| value).collect()).collect();
    rows_out(&Rows { names, rows }, format)
}

/// An object with its fields in order.
struct Fields(Vec<(String, Value)>);

impl<'de> serde::Deserialize<'de> for Fields {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Fields, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Fields;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        from.deserialize_map(InOrder)
    }
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
            if !rows.names.is_empty() {
                out.write_record(&rows.names).expect(full);
            }
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

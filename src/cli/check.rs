//! `cancu check`: what a clerk would correct before signing, for people and for machines.

use std::env;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::args::{self, CheckFormat, Language};
use super::console::Console;
use super::{Outcome, Stop, extract, write_styled};
use crate::batch;
use crate::document::Severity;
use crate::grammar::Grammar;
use crate::intake::{self, Input, ReadError};
use crate::lint::{self, Code, Finding, Settings};
use crate::pipeline;

pub(super) fn run(args: &args::Check, grammar: &Grammar, console: &Console) -> Result<Outcome, Stop> {
    let intake = intake::walk(&args.paths);
    extract::tell_failed(&intake.failed, console);
    let inputs = &intake.inputs;
    if inputs.is_empty() && intake.failed.is_empty() {
        console.error(
            "no document found",
            Some("a folder is searched for *.txt and *.md; other files must be named"),
        );
    }
    let settings = Settings { deny: args.deny.clone(), allow: args.allow.clone() };
    let language = args.lang.unwrap_or_else(|| of_locale(|name| env::var(name).ok()));
    let mut good = intake.failed.is_empty() && !inputs.is_empty();
    let mut tally = Tally::default();
    let mut places = Vec::new();
    batch::in_order(
        args.jobs.count(),
        inputs.len(),
        |index| one(&inputs[index], grammar, &settings),
        |index, result| -> Result<(), Stop> {
            let checked = match result {
                Some(Ok(checked)) => checked,
                Some(Err(error)) => {
                    good = false;
                    extract::tell(&error, console);
                    return Ok(());
                }
                None => {
                    good = false;
                    let hint = "this is a fault of the program: please report it with the file";
                    console.error(&format!("{}: the check broke down", inputs[index]), Some(hint));
                    return Ok(());
                }
            };
            tally.add(&checked.findings);
            match args.format {
                CheckFormat::Human => write_styled(&drawn(&checked, language))?,
                CheckFormat::Github => write_plain(&github(&checked, language))?,
                CheckFormat::Json | CheckFormat::Sarif => places.extend(checked.placed()),
            }
            Ok(())
        },
    )?;
    match args.format {
        CheckFormat::Json => {
            let findings: Vec<Value> = places.iter().map(Placed::json).collect();
            write_plain(&format!("{:#}\n", Value::Array(findings)))?;
        }
        CheckFormat::Sarif => write_plain(&format!("{:#}\n", sarif(&places, language)))?,
        CheckFormat::Human => console.note(&tally.words(language, inputs.len())),
        CheckFormat::Github => {}
    }
    Ok(Outcome::good_if(good && tally.errors + tally.warnings == 0))
}

/// Vietnamese where the locale is: LC_ALL, else LC_MESSAGES, else LANG.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
    if locale == "vi" || locale.starts_with("vi_") || locale.starts_with("vi.") {
        Language::Vi
    } else {
        Language::En
    }
}

/// A document's findings with what is needed to show them.
struct Checked {
    path: String,
    source: String,
    findings: Vec<Finding>,
}

fn one(input: &Input, grammar: &Grammar, settings: &Settings) -> Result<Checked, ReadError> {
    let source = intake::read(input)?;
    let document = pipeline::extract(&source, grammar);
    let findings = lint::check_with(&document, &source.text, grammar, settings);
    Ok(Checked { path: input.name(), source: source.text.to_string(), findings })
}

/// How many findings there are of each severity.
#[derive(Default)]
struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Tally {
    fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.notes += 1,
            }
        }
    }

    fn words(&self, language: Language, documents: usize) -> String {
        let Tally { errors, warnings, notes } = self;
        let s = |count: usize| if count == 1 { "" } else { "s" };
        match language {
            Language::Vi => {
                format!("{errors} lỗi, {warnings} cảnh báo, {notes} lưu ý trong {documents} văn bản")
            }
            Language::En => format!(
                "{errors} error{}, {warnings} warning{}, {notes} note{} in {documents} document{}",
                s(*errors),
                s(*warnings),
                s(*notes),
                s(documents)
            ),
        }
    }
}

fn sentence(finding: &Finding, language: Language) -> &str {
    match language {
        Language::Vi => &finding.vi,
        Language::En => &finding.en,
    }
}

/// Lines of a text, for places counted from one in characters.
struct Lines<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn new(source: &'s str) -> Lines<'s> {
        let ends = memchr::memchr_iter(b'\n', source.as_bytes()).map(|place| place + 1);
        Lines { source, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line that holds a place, and how many bytes stand before the place in it.
    fn line(&self, place: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= place);
        (line, place - self.starts[line - 1])
    }

    fn line_and_column(&self, place: usize) -> (usize, usize) {
        let (line, bytes) = self.line(place);
        let before = self.source.get(place - bytes..place).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// The words of a line that is counted from one.
    fn words(&self, line: usize) -> &'s str {
        let end = self.starts.get(line).copied().unwrap_or(self.source.len());
        self.source[self.starts[line - 1]..end].trim_end()
    }
}

/// Findings with their lines, drawn one below the other.
fn drawn(checked: &Checked, language: Language) -> String {
    let lines = Lines::new(&checked.source);
    let renderer = Renderer::styled();
    let mut out = String::new();
    for finding in &checked.findings {
        let (line, before) = lines.line(finding.span.start());
        let words = lines.words(line);
        let start = before.min(words.len());
        let end = (start + finding.span.range().len()).clamp(start, words.len());
        let (name, level) = match (finding.severity, language) {
            (Severity::Error, Language::Vi) => ("lỗi", Level::ERROR),
            (Severity::Error, Language::En) => ("error", Level::ERROR),
            (Severity::Warning, Language::Vi) => ("cảnh báo", Level::WARNING),
            (Severity::Warning, Language::En) => ("warning", Level::WARNING),
            (Severity::Info, Language::Vi) => ("lưu ý", Level::NOTE),
            (Severity::Info, Language::En) => ("note", Level::NOTE),
        };
        let title = level.with_name(name).primary_title(sentence(finding, language)).id(finding.code.name());
        let annotation = AnnotationKind::Primary.span(start..end);
        let snippet = Snippet::source(words).line_start(line).path(&checked.path).annotation(annotation);
        out += &renderer.render(&[title.element(snippet)]);
        out += "\n\n";
    }
    out
}

/// Workflow commands that GitHub turns into annotations.
fn github(checked: &Checked, language: Language) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let lines = Lines::new(&checked.source);
    let mut out = String::new();
    for finding in &checked.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (line, column) = lines.line_and_column(finding.span.start());
        let (end_line, end_column) = lines.line_and_column(finding.span.end());
        let (path, code) = (property(&checked.path), finding.code);
        let message = data(sentence(finding, language));
        out += &format!(
            "::{command} file={path},line={line},col={column},endLine={end_line},endColumn={end_column},title={code}::{message}\n"
        );
    }
    out
}

/// A finding with its file, line and column.
struct Placed {
    path: String,
    finding: Finding,
    start: (usize, usize),
    end: (usize, usize),
}

impl Checked {
    fn placed(self) -> Vec<Placed> {
        let lines = Lines::new(&self.source);
        let place = |finding: Finding| Placed {
            path: self.path.clone(),
            start: lines.line_and_column(finding.span.start()),
            end: lines.line_and_column(finding.span.end()),
            finding,
        };
        self.findings.into_iter().map(place).collect()
    }
}

impl Placed {
    fn json(&self) -> Value {
        let Finding { code, severity, span, vi, en } = &self.finding;
        let ((line, column), (end_line, end_column)) = (self.start, self.end);
        json!({
            "path": self.path, "code": code, "severity": severity, "span": span,
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "vi": vi, "en": en,
        })
    }

    fn sarif(&self, language: Language) -> Value {
        let level = sarif_level(self.finding.severity);
        let region = json!({
            "startLine": self.start.0, "startColumn": self.start.1,
            "endLine": self.end.0, "endColumn": self.end.1,
        });
        let index = Code::ALL.iter().position(|&code| code == self.finding.code);
        json!({
            "ruleId": self.finding.code, "ruleIndex": index, "level": level,
            "message": { "text": sentence(&self.finding, language) },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&self.path) }, "region": region,
            } }],
        })
    }
}

fn sarif_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A log of SARIF 2.1.0.
fn sarif(places: &[Placed], language: Language) -> Value {
    let rule = |code: &Code| {
        let text = match language {
            Language::Vi => code.vi(),
            Language::En => code.en(),
        };
        json!({
            "id": code, "shortDescription": { "text": text },
            "defaultConfiguration": { "enabled": code.on_by_default(), "level": sarif_level(code.severity()) },
        })
    };
    let rules: Vec<Value> = Code::ALL.iter().map(rule).collect();
    let results: Vec<Value> = places.iter().map(|placed| placed.sarif(language)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cancu", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A path as a reference of a URI: what may not stand there as its bytes in hex.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}

fn write_plain(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_language() {
        let of = |pairs: &[(&str, &str)]| {
            of_locale(|name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned()))
        };
        assert_eq!(of(&[("LANG", "vi_VN.UTF-8")]), Language::Vi);
        assert_eq!(of(&[("LC_ALL", "en_US.UTF-8"), ("LANG", "vi_VN")]), Language::En);
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "vi")]), Language::Vi);
        assert_eq!(of(&[("LANG", "vic")]), Language::En);
        assert_eq!(of(&[]), Language::En);
    }

    #[test]
    fn places_are_counted_in_characters() {
        let lines = Lines::new("Số: 5\nệ b\n");
        assert_eq!(lines.line_and_column(0), (1, 1));
        assert_eq!(lines.line_and_column("Số:".len()), (1, 4));
        assert_eq!(lines.line_and_column("Số: 5\nệ ".len()), (2, 3));
        assert_eq!(lines.line_and_column("Số: 5\nệ b\n".len()), (3, 1));
        assert_eq!(lines.words(2), "ệ b");
    }

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("văn bản/a.txt"), "v%C4%83n%20b%E1%BA%A3n/a.txt");
    }
}

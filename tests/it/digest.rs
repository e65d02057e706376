//! A document as lines that a reader can check against its source: one for each section and each fact, with its place,
//! its rule and how sure it is. Long words are shortened in the middle, so that both ends show.

use std::fmt::Write;

use cancu::document::{
    Assignment, Body, Certainty, Citation, Deadline, Document, Header, Legibility, Link, Operator, Section,
    Span, Target, TargetValue, When,
};
use cancu::text::line_and_column;
use serde::Serialize;

/// The lines of `document`, whose spans point into `source`.
pub(crate) fn digest(source: &str, document: &Document) -> String {
    let mut page = Page { source, out: String::new() };
    let info = &document.source;
    page.line(format_args!("{} {}", document.schema, document.id));
    let Legibility { score, verdict, .. } = &document.legibility;
    let legible = format!("{} ({score})", word(verdict));
    page.line(format_args!("{} bytes, {}, {}, {legible}", info.bytes, info.format, info.encoding));
    page.title("header", None);
    page.header(&document.header);
    page.title("sections", None);
    document.sections.iter().for_each(|section| page.section(section, 1));
    page.title("citations", Some(document.citations.len()));
    for (index, citation) in document.citations.iter().enumerate() {
        page.citation(index, citation);
    }
    page.title("links", Some(document.links.len()));
    document.links.iter().for_each(|link| page.link(link));
    page.title("assignments", Some(document.assignments.len()));
    document.assignments.iter().for_each(|assignment| page.assignment(assignment));
    page.title("deadlines", Some(document.deadlines.len()));
    document.deadlines.iter().for_each(|deadline| page.deadline(deadline));
    page.title("targets", Some(document.targets.len()));
    document.targets.iter().for_each(|target| page.target(target));
    page.title("bodies", Some(document.bodies.len()));
    document.bodies.iter().for_each(|body| page.body(body));
    page.title("repairs", Some(document.repairs.len()));
    for repair in &document.repairs {
        let place = page.place(repair.span);
        page.line(format_args!("  {place} «{}» → «{}» {}", repair.text, repair.repaired, repair.rule));
    }
    page.title("diagnostics", Some(document.diagnostics.len()));
    for diagnostic in &document.diagnostics {
        let (place, severity) = (page.place(diagnostic.span), word(&diagnostic.severity));
        page.line(format_args!(
            "  {place} {severity} {}: {}",
            diagnostic.code,
            short(&diagnostic.message, 110)
        ));
    }
    page.out
}

struct Page<'s> {
    source: &'s str,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.out, "{line}");
    }

    fn title(&mut self, name: &str, count: Option<usize>) {
        match count {
            Some(count) => self.line(format_args!("\n{name}: {count}")),
            None => self.line(format_args!("\n{name}")),
        }
    }

    /// Line and column of both ends: `12:1-14:30`, `12:1-30` within a line.
    fn place(&self, span: Span) -> String {
        let (line, column) = line_and_column(self.source, span.start());
        match line_and_column(self.source, span.end()) {
            (last, end) if last == line => format!("{line}:{column}-{end}"),
            (last, end) => format!("{line}:{column}-{last}:{end}"),
        }
    }

    fn header(&mut self, header: &Header) {
        let spans = &header.spans;
        let kind = header.kind.as_ref().map(|kind| format!("{} {}", kind.code, kind.name));
        let issuer = header.issuer.as_ref().map(|issuer| {
            format!(
                "{} ({}, {})",
                issuer.name,
                issuer.id,
                issuer.level.map_or_else(|| "?".to_owned(), |l| word(&l))
            )
        });
        let signature = header.signature.as_ref().map(|signature| {
            let lines = signature.authority.iter().chain(&signature.position).chain(&signature.name);
            lines.map(String::as_str).collect::<Vec<_>>().join(" / ")
        });
        let fields = [
            ("kind", kind, spans.kind),
            ("number", header.number.clone(), spans.number),
            ("symbol", header.symbol.clone(), spans.symbol),
            ("date", header.date.clone(), spans.date),
            ("place", header.place.clone(), spans.place),
            ("title", header.title.clone(), spans.title),
            ("issuer", issuer, spans.issuer),
            ("signature", signature, spans.signature),
            ("recipients", joined(&header.recipients), spans.recipients),
            ("addressees", joined(&header.addressees), spans.addressees),
            ("filing", header.filing.clone(), spans.filing),
        ];
        for (name, value, span) in fields {
            let place = span.map_or_else(|| "-".to_owned(), |span| self.place(span));
            self.line(format_args!("  {name:<11}{place:<14} {}", value.as_deref().unwrap_or("-")));
        }
    }

    fn section(&mut self, section: &Section, depth: usize) {
        let mut line = format!("{}{}", "  ".repeat(depth), section.id);
        let _ = write!(line, " {}", word(&section.kind));
        if let Some(marker) = &section.marker {
            let _ = write!(line, " «{marker}»");
        }
        let _ = write!(line, " {}", self.place(section.span));
        if let Some(title) = &section.title {
            let _ = write!(line, " # {}", short(title, 90));
        }
        if !section.text.is_empty() {
            let _ = write!(line, " | {}", short(&section.text, 90));
        }
        self.line(format_args!("{line}"));
        section.children.iter().for_each(|child| self.section(child, depth + 1));
    }

    fn citation(&mut self, index: usize, citation: &Citation) {
        let place = self.place(citation.span);
        let mut line = format!("  {index} {} {place} {}", citation.section, word(&citation.form));
        let stated = [
            ("", Some(&citation.kind)),
            ("", citation.number.as_ref()),
            ("", citation.date.as_ref()),
            ("by ", citation.issuer.as_ref()),
            ("at ", citation.provision.as_ref()),
        ];
        for (lead, value) in stated {
            if let Some(value) = value {
                let _ = write!(line, " {lead}{value}");
            }
        }
        let _ = write!(line, " → {}", citation.target);
        if let Some(resolved) = &citation.resolved {
            let _ = write!(line, " (= {}, {})", resolved.id, word(&resolved.certainty));
        }
        let _ = write!(line, " [{}]", found(&citation.rule, citation.certainty));
        self.line(format_args!("{line}"));
        self.line(format_args!("      {}", short(&citation.text, 120)));
        if let Some(subject) = &citation.subject {
            self.line(format_args!("      # {}", short(subject, 120)));
        }
    }

    fn link(&mut self, link: &Link) {
        let place = self.place(link.span);
        let by: Vec<String> = link.citations.iter().map(usize::to_string).collect();
        self.line(format_args!(
            "  {} {} {} {place} by {} [{}]",
            link.from,
            word(&link.relation),
            link.to,
            by.join(","),
            found(&link.rule, link.certainty)
        ));
    }

    fn assignment(&mut self, assignment: &Assignment) {
        let place = self.place(assignment.span);
        let mut line = format!("  {} {place} {}", assignment.section, word(&assignment.form));
        let lists = [
            ("lead", &assignment.lead),
            ("with", &assignment.coordinating),
            ("targets", &assignment.targets),
        ];
        for (name, list) in lists {
            if let Some(list) = joined(list) {
                let _ = write!(line, " {name}: {list}");
            }
        }
        if let Some(timing) = &assignment.timing {
            let _ = write!(line, " timing: «{timing}»");
        }
        if let Some(when) = &assignment.when {
            let _ = write!(line, " when: {}", time(when));
        }
        let _ = write!(line, " [{}]", found(&assignment.rule, assignment.certainty));
        self.line(format_args!("{line}"));
        self.line(format_args!("      {}", self.words(assignment.span)));
    }

    fn deadline(&mut self, deadline: &Deadline) {
        let place = self.place(deadline.span);
        let mut line =
            format!("  {} {place} {} {}", deadline.section, word(&deadline.action), time(&deadline.when));
        for (name, list) in [("by", &deadline.by), ("to", &deadline.to)] {
            if let Some(list) = joined(list) {
                let _ = write!(line, " {name}: {list}");
            }
        }
        let _ = write!(line, " [{}]", found(&deadline.rule, deadline.certainty));
        self.line(format_args!("{line}"));
        self.line(format_args!("      «{}»", deadline.text));
    }

    fn target(&mut self, target: &Target) {
        let place = self.place(target.span);
        let values: Vec<String> = target.values.iter().map(value).collect();
        let label = target.label.as_ref().map(|label| format!(" «{label}»")).unwrap_or_default();
        let rule = found(&target.rule, target.certainty);
        self.line(format_args!("  {} {place}{label} {} [{rule}]", target.section, values.join("; ")));
        self.line(format_args!("      {}", short(&target.indicator, 120)));
    }

    fn body(&mut self, body: &Body) {
        let roles: Vec<String> = body.roles.iter().map(word).collect();
        let mut line = format!("  {} {}", body.id, roles.join(" "));
        let level = body.level.map_or_else(|| "?".to_owned(), |level| word(&level));
        let branch = body.branch.map_or_else(|| "?".to_owned(), |branch| word(&branch));
        let _ = write!(line, " ({level}, {branch}, {}) ×{}", word(&body.certainty), body.mentions.len());
        for (name, ids) in [("after it", &body.successors), ("before it", &body.predecessors)] {
            if let Some(ids) = joined(ids) {
                let _ = write!(line, " {name}: {ids}");
            }
        }
        self.line(format_args!("{line}"));
        let place = body.mentions.first().map_or_else(|| "-".to_owned(), |span| self.place(*span));
        self.line(format_args!("      {place} {}", body.name));
    }

    /// The words of the source in a span, shortened.
    fn words(&self, span: Span) -> String {
        let words = self.source.get(span.range()).unwrap_or("?");
        short(&words.split_whitespace().collect::<Vec<_>>().join(" "), 120)
    }
}

/// A unit variant as JSON writes it.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}

fn found(rule: &str, certainty: Certainty) -> String {
    format!("{rule}, {}", word(&certainty))
}

fn joined(list: &[String]) -> Option<String> {
    (!list.is_empty()).then(|| list.join(" · "))
}

fn time(when: &When) -> String {
    let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "?".to_owned());
    match when {
        When::Before { date } => format!("before {date}"),
        When::On { date } => format!("on {date}"),
        When::During { from, to } => format!("{}/{}", end(from), end(to)),
        When::Every { rrule, before } => format!("{}{rrule}", if *before { "before " } else { "" }),
        When::Ongoing => "ongoing".to_owned(),
        When::After { anchor, duration } => format!("{duration} after «{anchor}»"),
    }
}

fn value(value: &TargetValue) -> String {
    let op: &Operator = &value.op;
    let mut line = format!("{} {}", word(op), value.value);
    if let Some(to) = value.to {
        let _ = write!(line, "..{to}");
    }
    let _ = write!(line, " {}", value.unit);
    if let Some(by) = &value.by {
        let _ = write!(line, " by {by}");
    }
    if let Some(scope) = &value.scope {
        let _ = write!(line, " for {scope}");
    }
    line
}

/// At most `limit` characters, the middle left out; a paragraph's end shows as ¶.
fn short(words: &str, limit: usize) -> String {
    let words = words.replace('\n', "¶");
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= limit {
        return words;
    }
    let tail = limit / 3;
    let head: String = chars[..limit - tail].iter().collect();
    let tail: String = chars[chars.len() - tail..].iter().collect();
    format!("{head}…{tail}")
}

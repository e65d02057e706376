//! The parts of the page: head, parents, outline, instruments, tasks, targets, repairs, doubts.

use std::collections::{BTreeMap, BTreeSet};

use anstyle::{AnsiColor, Style};

use super::View;
use super::page::{Margin, Page, Piece};
use super::words;
use crate::document::{
    Assignment, Certainty, Citation, Deadline, Document, Header, Link, Relation, Section, Severity, Span,
    Verdict,
};

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const ID: Style = AnsiColor::Yellow.on_default();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const TIME: Style = AnsiColor::Magenta.on_default();

/// How far labels are set off from their values.
const LABELS: usize = 11;

/// Below this width, labels stand above their values and the tree is drawn closer.
const NARROW: usize = 56;

/// The whole page.
pub(super) fn lay_out(document: &Document, source: Option<&str>, view: View) -> String {
    let mut sections = BTreeMap::new();
    document.walk(&mut |section| {
        sections.entry(section.id.as_str()).or_insert(section);
    });
    let mut names = BTreeMap::new();
    for citation in &document.citations {
        names.entry(citation.target.as_str()).or_insert(citation);
    }
    let mut upwards: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    for link in &document.links {
        upwards.entry(link.from.as_str()).or_default().push(link);
    }
    let newlines = source.map(|source| memchr::memchr_iter(b'\n', source.as_bytes()).collect());
    let mut show =
        Show { page: Page::new(view.width), document, sections, names, upwards, newlines, full: view.full };
    show.head();
    show.parents();
    show.outline();
    show.instruments();
    show.tasks();
    show.targets();
    show.bodies();
    show.repairs();
    show.doubts();
    show.page.finish()
}

struct Show<'d> {
    page: Page,
    document: &'d Document,
    /// The sections by id.
    sections: BTreeMap<&'d str, &'d Section>,
    /// The first mention of each instrument, by its id.
    names: BTreeMap<&'d str, &'d Citation>,
    /// The links by where they start.
    upwards: BTreeMap<&'d str, Vec<&'d Link>>,
    /// Where the lines of the source end, if it is at hand.
    newlines: Option<Vec<usize>>,
    full: bool,
}

impl<'d> Show<'d> {
    fn is_narrow(&self) -> bool {
        self.page.width() < NARROW
    }

    /// `OUTLINE · bố cục · 23 sections`
    fn heading(&mut self, english: &str, vietnamese: &str, count: &str) {
        self.page.gap();
        let count = if count.is_empty() { String::new() } else { format!(" · {count}") };
        self.page.paragraph(
            &Margin::default(),
            &[(HEAD, english), (DIM, " · "), (DIM, vietnamese), (DIM, &count)],
        );
    }

    fn nothing(&mut self) {
        self.page.paragraph(&Margin::blank(2), &[(DIM, "none found")]);
    }

    /// A label with its value beside it, or below it where there is little room.
    fn field(&mut self, indent: usize, label: &str, pieces: &[Piece<'_>]) {
        let blank = " ".repeat(indent);
        if self.is_narrow() {
            self.page.paragraph(&Margin::blank(indent), &[(DIM, label)]);
            self.page.paragraph(&Margin::blank(indent + 2), pieces);
        } else {
            let first = format!("{blank}{label:<LABELS$}");
            let margin = Margin { first, rest: " ".repeat(indent + LABELS), style: DIM };
            self.page.paragraph(&margin, pieces);
        }
    }

    fn head(&mut self) {
        let header = &self.document.header;
        let kind = header.kind.as_ref().map_or_else(|| "Document".to_owned(), |kind| kind.name.clone());
        let number = match (&header.number, &header.symbol) {
            (Some(number), _) => number.clone(),
            (None, Some(symbol)) => format!("…/{symbol} (number left blank)"),
            (None, None) => "(no number)".to_owned(),
        };
        self.page
            .paragraph(&Margin::default(), &[(HEAD, &kind.to_uppercase()), (PLAIN, " "), (BOLD, &number)]);
        if let Some(title) = &header.title {
            self.page.paragraph(&Margin::default(), &[(BOLD, title)]);
        }
        self.page.gap();
        self.field(0, "id", &[(ID, &self.document.id)]);
        self.issuer(header);
        let date = header.date.as_deref().map(words::date);
        let date_line: Vec<&str> = [header.place.as_deref(), date.as_deref()].into_iter().flatten().collect();
        if !date_line.is_empty() {
            self.field(0, "dated", &[(PLAIN, &date_line.join(", "))]);
        }
        self.signature(header);
        for (label, values) in [("addressed", &header.addressees), ("sent to", &header.recipients)] {
            if !values.is_empty() {
                self.field(0, label, &[(PLAIN, &values.join("; "))]);
            }
        }
        if let Some(filing) = &header.filing {
            self.field(0, "filed", &[(PLAIN, filing)]);
        }
        let source = &self.document.source;
        let carrier = format!(" ({}, {}, {} bytes)", source.format, source.encoding, source.bytes);
        self.field(0, "source", &[(PLAIN, &source.path), (DIM, &carrier)]);
        let legibility = &self.document.legibility;
        if legibility.verdict != Verdict::Clear {
            let style = if legibility.verdict == Verdict::Illegible { BAD } else { TIME };
            let score = format!(" ({:.2})", legibility.score);
            self.field(0, "legible", &[(style, words::verdict(legibility.verdict)), (DIM, &score)]);
        }
    }

    fn issuer(&mut self, header: &Header) {
        if let Some(issuer) = &header.issuer {
            let level = issuer.level.map(|level| format!(" ({})", words::level(level))).unwrap_or_default();
            self.field(0, "issued by", &[(PLAIN, &issuer.name), (DIM, &level)]);
        }
    }

    fn signature(&mut self, header: &Header) {
        if let Some(signature) = &header.signature {
            let office = signature.authority.iter().chain(&signature.position).map(String::as_str);
            let office = office.collect::<Vec<_>>().join(" / ");
            let name = signature.name.as_deref().unwrap_or_default();
            self.field(0, "signed", &[(PLAIN, &office), (PLAIN, " "), (BOLD, name)]);
        }
    }

    /// The chains upwards, then the other relations; plain mentions stand with the instruments.
    fn parents(&mut self) {
        self.heading("STANDS ON", "văn bản cấp trên", "");
        let parents: Vec<&Link> = self.document.parents().collect();
        let known: BTreeSet<*const Link> = parents.iter().map(|&link| std::ptr::from_ref(link)).collect();
        let own = self.upwards.get("self").map(Vec::as_slice).unwrap_or_default();
        let is_other =
            |link: &&&Link| link.relation != Relation::Cites && !known.contains(&std::ptr::from_ref(**link));
        let others: Vec<&Link> = own.iter().filter(is_other).copied().collect();
        if parents.is_empty() && others.is_empty() {
            self.nothing();
        }
        let mut shown = BTreeSet::new();
        self.chain(&parents, "  ", &mut shown);
        if !others.is_empty() {
            self.page.paragraph(&Margin::blank(2), &[(DIM, "and in the body")]);
            self.chain(&others, "  ", &mut shown);
        }
    }

    /// Links, each with the links that start where it ends.
    fn chain(&mut self, links: &[&'d Link], before: &str, shown: &mut BTreeSet<&'d str>) {
        for (index, link) in links.iter().enumerate() {
            let last = index + 1 == links.len();
            let margin = self.branch(before, last);
            let (english, vietnamese) = words::relation(link.relation);
            let name = self.instrument_name(&link.to);
            let doubt = certainty(link.certainty);
            let mut pieces =
                vec![(PLAIN, english), (DIM, " ("), (DIM, vietnamese), (DIM, ") "), (BOLD, name.as_str())];
            pieces.extend([(PLAIN, " "), (ID, link.to.as_str()), (PLAIN, " "), doubt]);
            self.page.paragraph(&margin, &pieces);
            if shown.insert(link.to.as_str()) && before.len() < 60 {
                let above = self.upwards.get(link.to.as_str()).cloned().unwrap_or_default();
                self.chain(&above, &margin.rest, shown);
            }
        }
    }

    /// What stands before a branch of a tree.
    fn branch(&self, before: &str, last: bool) -> Margin {
        let (first, rest) = match (self.is_narrow(), last) {
            (false, false) => ("├─ ", "│  "),
            (false, true) => ("└─ ", "   "),
            (true, false) => ("├ ", "│ "),
            (true, true) => ("└ ", "  "),
        };
        Margin { first: format!("{before}{first}"), rest: format!("{before}{rest}"), style: DIM }
    }

    /// How the document calls an instrument: its number, or its name.
    fn instrument_name(&self, id: &str) -> String {
        let Some(citation) = self.names.get(id) else { return String::new() };
        match (&citation.number, &citation.subject) {
            (Some(number), _) => format!("{} {number}", citation.kind),
            (None, Some(subject)) => subject.clone(),
            (None, None) => citation.text.clone(),
        }
    }

    fn outline(&mut self) {
        let count = self.sections.len();
        self.heading("OUTLINE", "bố cục", &plural(count, "section"));
        if self.document.sections.is_empty() {
            self.nothing();
        }
        let document = self.document;
        self.tree(&document.sections);
    }

    /// Draws sections without recursion, however deep they are nested.
    fn tree(&mut self, sections: &'d [Section]) {
        let mut rest: Vec<(&Section, String, bool)> = Vec::new();
        let below = |rest: &mut Vec<_>, nodes: &'d [Section], before: &str| {
            for (index, node) in nodes.iter().enumerate().rev() {
                rest.push((node, before.to_owned(), index + 1 == nodes.len()));
            }
        };
        below(&mut rest, sections, "  ");
        while let Some((node, before, last)) = rest.pop() {
            let mut margin = self.branch(&before, last);
            let inner = margin.rest.clone();
            if !node.children.is_empty() {
                margin.rest.push_str(if self.is_narrow() { "│ " } else { "│  " });
            }
            let mut pieces = vec![(ID, node.id.as_str()), (PLAIN, " ")];
            if let Some(title) = &node.title {
                pieces.extend([(BOLD, title.as_str()), (DIM, colon(&node.text))]);
            }
            if self.full {
                pieces.push((PLAIN, &node.text));
                self.page.paragraph(&margin, &pieces);
            } else {
                pieces.push((DIM, &node.text));
                self.page.line(&margin, &pieces);
            }
            below(&mut rest, &node.children, &inner);
        }
    }

    /// The instruments in the order of their first mention, with all mentions.
    fn instruments(&mut self) {
        let mut order: Vec<&str> = Vec::new();
        let mut mentions: BTreeMap<&str, Vec<&Citation>> = BTreeMap::new();
        for citation in &self.document.citations {
            let of = mentions.entry(citation.target.as_str()).or_default();
            if of.is_empty() {
                order.push(&citation.target);
            }
            of.push(citation);
        }
        let count = format!(
            "{} in {}",
            plural(order.len(), "instrument"),
            plural(self.document.citations.len(), "mention")
        );
        self.heading("CITES", "viện dẫn", &count);
        if order.is_empty() {
            self.nothing();
        }
        for target in order {
            self.instrument(target, &mentions[target]);
        }
    }

    fn instrument(&mut self, target: &str, mentions: &[&Citation]) {
        let Some(first) =
            mentions.iter().max_by_key(|c| (c.date.is_some(), c.issuer.is_some(), c.text.len()))
        else {
            return;
        };
        self.page.paragraph(
            &Margin { first: "  ".into(), rest: "    ".into(), style: PLAIN },
            &[(PLAIN, &first.text)],
        );
        let subject = first.subject.as_deref().filter(|subject| *subject != first.text);
        if let Some(subject) = subject {
            self.page.paragraph(&Margin::blank(4), &[(DIM, subject)]);
        }
        let unresolved = target.split('/').any(|part| part == "_");
        let arrow = Margin { first: "    → ".into(), rest: "      ".into(), style: DIM };
        let mut pieces = vec![(ID, target), (PLAIN, " ")];
        let weakest =
            mentions.iter().map(|c| c.certainty).max_by_key(|c| *c as u8).unwrap_or(Certainty::Stated);
        pieces.push(if unresolved { (BAD, "unresolved") } else { certainty(weakest) });
        self.page.paragraph(&arrow, &pieces);
        if let Some(resolved) = first.resolved.as_ref() {
            let equal = Margin { first: "    = ".into(), rest: "      ".into(), style: DIM };
            self.page.paragraph(&equal, &[(ID, &resolved.id), (PLAIN, " "), certainty(resolved.certainty)]);
        }
        let places: Vec<String> = mentions
            .iter()
            .map(|c| {
                c.provision
                    .as_ref()
                    .map_or_else(|| c.section.clone(), |part| format!("{} ({part})", c.section))
            })
            .collect();
        self.page.paragraph(&Margin::blank(4), &[(DIM, "in "), (DIM, &places.join(", "))]);
    }

    /// Assignments and deadlines by the section that states them, in reading order.
    fn tasks(&mut self) {
        let document = self.document;
        let mut by_section: BTreeMap<usize, (Vec<&Assignment>, Vec<&Deadline>)> = BTreeMap::new();
        let mut place = BTreeMap::new();
        document.walk(&mut |section| {
            let next = place.len();
            place.entry(section.id.as_str()).or_insert(next);
        });
        let names: Vec<&str> = document
            .assignments
            .iter()
            .map(|a| &a.section)
            .chain(document.deadlines.iter().map(|d| &d.section))
            .map(String::as_str)
            .collect();
        for name in names {
            let next = place.len();
            place.entry(name).or_insert(next);
        }
        for assignment in &document.assignments {
            by_section.entry(place[assignment.section.as_str()]).or_default().0.push(assignment);
        }
        for deadline in &document.deadlines {
            by_section.entry(place[deadline.section.as_str()]).or_default().1.push(deadline);
        }
        let count = format!(
            "{}, {}",
            plural(document.assignments.len(), "assignment"),
            plural(document.deadlines.len(), "deadline")
        );
        self.heading("WHO DOES WHAT BY WHEN", "phân công, thời hạn", &count);
        if by_section.is_empty() {
            self.nothing();
        }
        for (assignments, deadlines) in by_section.values() {
            let section =
                assignments.first().map(|a| &a.section).or_else(|| deadlines.first().map(|d| &d.section));
            if let Some(section) = section {
                self.place(section);
            }
            assignments.iter().for_each(|assignment| self.assignment(assignment));
            deadlines.iter().for_each(|deadline| self.deadline(deadline));
        }
    }

    /// The id and the first words of a section.
    fn place(&mut self, id: &str) {
        let section = self.sections.get(id).copied();
        let title = section.and_then(|section| section.title.as_deref()).unwrap_or_default();
        let text = section.map(|section| section.text.as_str()).unwrap_or_default();
        let margin = Margin { first: "  ".into(), rest: "    ".into(), style: PLAIN };
        let colon = if title.is_empty() { "" } else { colon(text) };
        let pieces = [(ID, id), (PLAIN, " "), (BOLD, title), (DIM, colon), (PLAIN, text)];
        if self.full { self.page.paragraph(&margin, &pieces) } else { self.page.line(&margin, &pieces) }
    }

    fn assignment(&mut self, assignment: &Assignment) {
        let doubt = doubt(assignment.certainty);
        if !assignment.lead.is_empty() {
            self.field(4, "lead", &[(GOOD, &assignment.lead.join("; ")), (PLAIN, " "), doubt]);
        }
        if !assignment.coordinating.is_empty() {
            self.field(4, "with", &[(PLAIN, &assignment.coordinating.join("; "))]);
        }
        match (&assignment.timing, assignment.when.as_ref().map(words::when)) {
            (Some(timing), Some(when)) => {
                self.field(4, "when", &[(TIME, &when), (DIM, " «"), (DIM, timing), (DIM, "»")])
            }
            (Some(timing), None) => self.field(4, "when", &[(TIME, timing)]),
            (None, Some(when)) => self.field(4, "when", &[(TIME, &when)]),
            (None, None) => {}
        }
        if !assignment.targets.is_empty() {
            self.field(4, "targets", &[(PLAIN, &assignment.targets.join("; "))]);
        }
    }

    fn deadline(&mut self, deadline: &Deadline) {
        let when = words::when(&deadline.when);
        let doubt = doubt(deadline.certainty);
        let action = format!(" · {}", words::action(deadline.action));
        let pieces =
            [(TIME, when.as_str()), (PLAIN, &action), (DIM, " «"), (DIM, &deadline.text), (DIM, "» "), doubt];
        self.field(4, "due", &pieces);
        for (label, bodies) in [("by", &deadline.by), ("to", &deadline.to)] {
            if !bodies.is_empty() {
                self.field(4, label, &[(PLAIN, &bodies.join("; "))]);
            }
        }
    }

    fn targets(&mut self) {
        let document = self.document;
        self.heading("TARGETS", "chỉ tiêu", &plural(document.targets.len(), "target"));
        if document.targets.is_empty() {
            self.nothing();
        }
        for target in &document.targets {
            let label = target.label.as_deref().map(|label| format!("{label}: ")).unwrap_or_default();
            let margin = Margin { first: "  ".into(), rest: "    ".into(), style: PLAIN };
            let pieces =
                [(ID, target.section.as_str()), (PLAIN, " "), (BOLD, &label), (PLAIN, &target.indicator)];
            self.page.paragraph(&margin, &pieces);
            let values: Vec<String> = target.values.iter().map(words::value).collect();
            self.page.paragraph(
                &Margin::blank(4),
                &[(GOOD, &values.join(" · ")), (PLAIN, " "), doubt(target.certainty)],
            );
        }
    }

    /// The bodies with what they do, and what came before and after them.
    fn bodies(&mut self) {
        let document = self.document;
        let groups = document.bodies.iter().filter(|body| body.generic).count();
        let count =
            format!("{}, {}", plural(document.bodies.len() - groups, "body"), plural(groups, "group"));
        self.heading("BODIES", "cơ quan, tổ chức", &count.replace("bodys", "bodies"));
        if document.bodies.is_empty() {
            self.nothing();
        }
        for body in &document.bodies {
            let margin = Margin { first: "  ".into(), rest: "    ".into(), style: PLAIN };
            let roles: Vec<&str> = body.roles.iter().map(|role| words::body_role(*role)).collect();
            let level = body.level.map(|level| format!(" · {}", words::level(level))).unwrap_or_default();
            let branch =
                body.branch.map(|branch| format!(" · {}", words::branch(branch))).unwrap_or_default();
            let pieces = [
                (BOLD, body.name.as_str()),
                (PLAIN, " "),
                (ID, &body.id),
                (PLAIN, " "),
                doubt(body.certainty),
                (DIM, &level),
                (DIM, &branch),
            ];
            self.page.paragraph(&margin, &pieces);
            let mentions = format!(" in {}", plural(body.mentions.len(), "place"));
            self.page.paragraph(&Margin::blank(4), &[(GOOD, &roles.join(", ")), (DIM, &mentions)]);
            for (label, ids) in [("before", &body.predecessors), ("after", &body.successors)] {
                if !ids.is_empty() {
                    self.field(4, label, &[(ID, &ids.join(", "))]);
                }
            }
        }
    }

    fn repairs(&mut self) {
        let document = self.document;
        if document.repairs.is_empty() {
            return;
        }
        self.heading("REPAIRS", "đã sửa khi đọc", &plural(document.repairs.len(), "repair"));
        for repair in &document.repairs {
            let place = self.place_of(repair.span);
            let pieces = [
                (BAD, repair.text.as_str()),
                (PLAIN, " → "),
                (GOOD, &repair.repaired),
                (DIM, " "),
                (DIM, &repair.rule),
            ];
            self.field(2, &place, &pieces);
        }
    }

    fn doubts(&mut self) {
        let document = self.document;
        if document.diagnostics.is_empty() {
            return;
        }
        self.heading("DOUBTS", "điểm chưa chắc", &plural(document.diagnostics.len(), "doubt"));
        for doubt in &document.diagnostics {
            let place = self.place_of(doubt.span);
            let style = if doubt.severity == Severity::Info { DIM } else { BAD };
            let severity = words::severity(doubt.severity);
            let mut pieces = vec![(style, severity), (PLAIN, " "), (PLAIN, doubt.message.as_str())];
            pieces.extend([(DIM, " "), (DIM, doubt.code.as_ref())]);
            self.field(2, &place, &pieces);
        }
    }

    /// The line of a span, or its offset where the source is not at hand.
    fn place_of(&self, span: Span) -> String {
        match &self.newlines {
            Some(newlines) => format!("line {}", 1 + newlines.partition_point(|&end| end < span.start())),
            None => format!("at {}", span.start()),
        }
    }
}

fn certainty(certainty: Certainty) -> Piece<'static> {
    let style = match certainty {
        Certainty::Stated => GOOD,
        Certainty::Inferred => TIME,
        Certainty::Ambiguous => BAD,
    };
    (style, words::certainty(certainty))
}

/// A certainty that is worth a word.
fn doubt(of: Certainty) -> Piece<'static> {
    match of {
        Certainty::Stated => (PLAIN, ""),
        Certainty::Inferred => (DIM, "(inferred)"),
        Certainty::Ambiguous => (BAD, "(ambiguous)"),
    }
}

/// What stands between a title and the text after it.
fn colon(text: &str) -> &'static str {
    if text.is_empty() { "" } else { ": " }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("one {noun}") } else { format!("{count} {noun}s") }
}

//! What a document states, as the values of rows: made beside the one writer, which only puts in the ids.
//!
//! In: a document, with what was corrected in it. Out: rows for the tables of `schema.sql` that have a `document`.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde::Serialize;

use super::overlay::Corrected;
use super::printed::Printed;
use super::when::Term;
use crate::document::{Certainty, Citation, Document, Verdict, When};
use crate::text::Span;

/// The tables of facts, each with a `document`.
pub(super) const FACTS: [&str; 10] = [
    "resolution",
    "citation",
    "link",
    "assignment",
    "deadline",
    "target",
    "body",
    "party",
    "succession",
    "doubt",
];

/// The rows of one document. All words stand in one text: a document has some hundreds of rows, and many documents wait for
/// the writer.
#[derive(Debug, Default)]
pub(super) struct Rows {
    words: String,
    cells: Vec<Cell>,
    runs: Vec<Run>,
    /// The instruments that rows name, with their numbers as printed.
    pub(super) instruments: Vec<(String, Option<String>)>,
    /// Where each stands among them.
    known: HashMap<String, usize>,
    /// The moments that rows name.
    pub(super) moments: Vec<Moment>,
    /// Where each stands among them, by its name.
    known_moments: HashMap<String, usize>,
}

/// When something is due, as far as many facts have it in common: a day, a span of days, a rule of recurrence, or no last day:
/// what hangs on an event, or goes on and on.
#[derive(Debug)]
pub(super) struct Moment {
    /// `2025-03-31`, `2021-01-01/2025-12-31` (ISO 8601), `FREQ=YEARLY;BYMONTH=6` (RFC 5545), `open`.
    pub(super) name: String,
    /// The first and the last day; none of what comes again or is open.
    pub(super) days: Option<(Date, Date)>,
}

impl Moment {
    /// The moment of a time that falls on these days; none of what is never due.
    fn of(when: &When, bounds: (Option<Date>, Option<Date>)) -> Option<Moment> {
        let (name, days) = match (when, bounds) {
            (When::Ongoing, _) => return None,
            (When::Every { rrule, .. }, _) => (rrule.clone(), None),
            (_, (Some(first), Some(last))) if first == last => (last.to_string(), Some((first, last))),
            (_, (Some(first), Some(last))) => (format!("{first}/{last}"), Some((first, last))),
            _ => ("open".to_owned(), None),
        };
        Some(Moment { name, days })
    }
}

/// Rows of one table.
#[derive(Debug)]
struct Run {
    table: &'static str,
    columns: usize,
    /// Where its cells begin.
    start: usize,
}

#[derive(Clone, Copy, Debug)]
enum Cell {
    Null,
    Integer(i64),
    /// From here to there in the words.
    Text(usize, usize),
    /// The row of that one of `instruments`.
    Instrument(usize),
    /// The row of that one of `moments`.
    Moment(usize),
}

impl Rows {
    /// The rows of what a document states; `own` is its canonical id.
    pub(super) fn new(corrected: &Corrected<'_>, printed: &Printed, own: &str) -> Rows {
        let mut rows = Rows::default();
        let own = rows.instrument(own, corrected.document.header.number.as_deref());
        rows.graph(own, corrected);
        rows.duties(corrected, printed);
        rows.bodies(corrected, printed);
        rows.doubts(corrected);
        rows
    }

    /// Writes the rows; `instruments` and `moments` are the rows of these, in their order.
    pub(super) fn write(
        &self,
        connection: &Connection,
        document: i64,
        instruments: &[i64],
        moments: &[i64],
    ) -> rusqlite::Result<()> {
        let ends = self.runs.iter().skip(1).map(|run| run.start).chain([self.cells.len()]);
        for (run, end) in self.runs.iter().zip(ends) {
            let places: String = (2..run.columns + 2).map(|place| format!(", ?{place}")).collect();
            let sql = format!("INSERT INTO {} VALUES (?1{places})", run.table);
            let mut insert = connection.prepare_cached(&sql)?;
            insert.raw_bind_parameter(1, document)?;
            for row in self.cells[run.start..end].chunks_exact(run.columns) {
                for (cell, place) in row.iter().zip(2..) {
                    let value = match *cell {
                        Cell::Null => ValueRef::Null,
                        Cell::Integer(number) => ValueRef::Integer(number),
                        Cell::Text(start, end) => ValueRef::Text(&self.words.as_bytes()[start..end]),
                        Cell::Instrument(at) => ValueRef::Integer(instruments[at]),
                        Cell::Moment(at) => ValueRef::Integer(moments[at]),
                    };
                    insert.raw_bind_parameter(place, ToSqlOutput::Borrowed(value))?;
                }
                insert.raw_execute()?;
            }
        }
        Ok(())
    }

    /// Adds a row; rows of one table come together.
    fn row<const COLUMNS: usize>(&mut self, table: &'static str, cells: [Cell; COLUMNS]) {
        if self.runs.last().is_none_or(|run| run.table != table) {
            self.runs.push(Run { table, columns: COLUMNS, start: self.cells.len() });
        }
        self.cells.extend(cells);
    }

    fn text(&mut self, text: &str) -> Cell {
        let start = self.words.len();
        self.words.push_str(text);
        Cell::Text(start, self.words.len())
    }

    fn option(&mut self, text: Option<&String>) -> Cell {
        text.map_or(Cell::Null, |text| self.text(text))
    }

    fn day(&mut self, day: Option<Date>) -> Cell {
        day.map_or(Cell::Null, |day| self.text(&day.to_string()))
    }

    fn json(&mut self, value: &(impl Serialize + ?Sized)) -> Cell {
        self.text(&super::store::json(value))
    }

    /// The word that the output has for a value of a closed list.
    fn word(&mut self, value: impl Serialize) -> Cell {
        self.text(&super::store::word(value))
    }

    fn instrument(&mut self, name: &str, printed: Option<&str>) -> Cell {
        let at = self.known.get(name).copied().unwrap_or_else(|| {
            self.instruments.push((name.to_owned(), None));
            self.known.insert(name.to_owned(), self.instruments.len() - 1);
            self.instruments.len() - 1
        });
        // Of its numbers as printed the first in the order of letters is kept.
        if let Some(printed) = printed {
            let kept = &mut self.instruments[at].1;
            if kept.as_deref().is_none_or(|kept| printed < kept) {
                *kept = Some(printed.to_owned());
            }
        }
        Cell::Instrument(at)
    }

    fn moment(&mut self, when: Option<&When>, bounds: (Option<Date>, Option<Date>)) -> Cell {
        let Some(moment) = when.and_then(|when| Moment::of(when, bounds)) else { return Cell::Null };
        let at = self.known_moments.get(&moment.name).copied().unwrap_or_else(|| {
            self.known_moments.insert(moment.name.clone(), self.moments.len());
            self.moments.push(moment);
            self.moments.len() - 1
        });
        Cell::Moment(at)
    }

    fn graph(&mut self, own: Cell, corrected: &Corrected<'_>) {
        let document = corrected.document.as_ref();
        // The laws of their time that names without a year mean, by what is cited.
        let mut laws: HashMap<&str, Cell> = HashMap::new();
        for citation in &document.citations {
            if let Some(law) = &citation.resolved
                && !laws.contains_key(citation.target.as_str())
            {
                let cited = self.instrument(&citation.target, None);
                let law = self.instrument(&law.id, None);
                let (reason, candidates) = (self.text("law"), self.text("[]"));
                self.row("resolution", [cited, law, reason, candidates]);
                laws.insert(&citation.target, law);
            }
        }
        for (citation, ordinal) in document.citations.iter().zip(corrected.places("citations")) {
            let target = self.instrument(&citation.target, citation.number.as_deref());
            let [start, end] = bounds(citation.span);
            let cells = [
                Cell::Integer(ordinal),
                self.text(&citation.section),
                self.text(&citation.text),
                self.text(&citation.kind),
                self.option(citation.number.as_ref()),
                self.option(citation.date.as_ref()),
                self.option(citation.issuer.as_ref()),
                self.option(citation.subject.as_ref()),
                self.option(citation.provision.as_ref()),
                self.word(citation.form),
                target,
                laws.get(citation.target.as_str()).copied().unwrap_or(target),
                self.word(citation.certainty),
                start,
                end,
            ];
            self.row("citation", cells);
        }
        for (link, ordinal) in document.links.iter().zip(corrected.places("links")) {
            let source = if link.from == "self" { own } else { self.instrument(&link.from, None) };
            let target = self.instrument(&link.to, None);
            let parent = document.parents().any(|parent| std::ptr::eq(parent, link));
            let [start, end] = bounds(link.span);
            let stating: Vec<&Citation> =
                link.citations.iter().filter_map(|at| document.citations.get(*at)).collect();
            let of_target: Vec<&&Citation> =
                stating.iter().filter(|citation| citation.target == link.to).collect();
            // «bãi bỏ Điều 3 của …» ends a part of it.
            let partial =
                !of_target.is_empty() && of_target.iter().all(|citation| citation.provision.is_some());
            let cells = [
                Cell::Integer(ordinal),
                source,
                target,
                laws.get(link.from.as_str()).copied().unwrap_or(source),
                laws.get(link.to.as_str()).copied().unwrap_or(target),
                self.word(link.relation),
                Cell::Integer(parent.into()),
                Cell::Integer(partial.into()),
                self.option(stating.first().map(|citation| &citation.section)),
                self.word(link.certainty),
                start,
                end,
            ];
            self.row("link", cells);
        }
    }

    fn duties(&mut self, corrected: &Corrected<'_>, printed: &Printed) {
        let document = corrected.document.as_ref();
        let term = Term::of(&document.header);
        for (fact, ordinal) in document.assignments.iter().zip(corrected.places("assignments")) {
            let [start, end] = bounds(fact.span);
            let (first, last) = fact.when.as_ref().map_or((None, None), |when| term.bounds(when));
            let moment = self.moment(fact.when.as_ref(), (first, last));
            let cells = [
                Cell::Integer(ordinal),
                self.text(&fact.section),
                self.word(fact.form),
                self.text(printed.task(fact.span)),
                self.json(&fact.lead),
                self.json(&fact.coordinating),
                self.option(fact.timing.as_ref()),
                fact.when.as_ref().map_or(Cell::Null, |when| self.json(when)),
                moment,
                self.day(first),
                self.day(last),
                self.word(fact.certainty),
                start,
                end,
            ];
            self.row("assignment", cells);
        }
        for (fact, ordinal) in document.deadlines.iter().zip(corrected.places("deadlines")) {
            let [start, end] = bounds(fact.span);
            let (first, last) = term.bounds(&fact.when);
            let moment = self.moment(Some(&fact.when), (first, last));
            let cells = [
                Cell::Integer(ordinal),
                self.text(&fact.section),
                self.text(&fact.text),
                self.text(printed.task(fact.span)),
                self.word(fact.action),
                self.json(&fact.by),
                self.json(&fact.to),
                self.json(&fact.when),
                moment,
                self.day(first),
                self.day(last),
                self.word(fact.certainty),
                start,
                end,
            ];
            self.row("deadline", cells);
        }
        for (fact, ordinal) in document.targets.iter().zip(corrected.places("targets")) {
            let [start, end] = bounds(fact.span);
            let cells = [
                Cell::Integer(ordinal),
                self.text(&fact.section),
                self.option(fact.label.as_ref()),
                self.text(&fact.indicator),
                self.json(&fact.values),
                self.word(fact.certainty),
                start,
                end,
            ];
            self.row("target", cells);
        }
    }

    fn bodies(&mut self, corrected: &Corrected<'_>, printed: &Printed) {
        let document = corrected.document.as_ref();
        let mut successions = BTreeSet::new();
        for (body, ordinal) in document.bodies.iter().zip(0..) {
            let cells = [
                Cell::Integer(ordinal),
                self.text(&body.id),
                self.text(&body.name),
                body.level.map_or(Cell::Null, |level| self.word(level)),
                Cell::Integer(body.generic.into()),
                self.json(&body.roles),
                self.json(&body.successors),
            ];
            self.row("body", cells);
            successions.extend(body.successors.iter().map(|successor| (&body.id, successor)));
            successions.extend(body.predecessors.iter().map(|predecessor| (predecessor, &body.id)));
        }
        for (predecessor, successor) in successions {
            let cells = [self.text(predecessor), self.text(successor)];
            self.row("succession", cells);
        }
        let assignments = || document.assignments.iter().zip(corrected.places("assignments"));
        let deadlines = || document.deadlines.iter().zip(corrected.places("deadlines"));
        // In the order of the table's key.
        for (fact, ordinal) in deadlines() {
            self.parties("by", ordinal, &fact.by, document, printed);
        }
        for (fact, ordinal) in assignments() {
            self.parties("coordinating", ordinal, &fact.coordinating, document, printed);
        }
        for (fact, ordinal) in assignments() {
            self.parties("lead", ordinal, &fact.lead, document, printed);
        }
        for (fact, ordinal) in deadlines() {
            self.parties("to", ordinal, &fact.to, document, printed);
        }
    }

    fn parties(
        &mut self,
        role: &str,
        ordinal: i64,
        names: &[String],
        document: &Document,
        printed: &Printed,
    ) {
        for (name, place) in names.iter().zip(0..) {
            let id = printed.body(name);
            let body = document.bodies.iter().zip(0..).find(|(body, _)| Some(body.id.as_str()) == id);
            let body = body.map_or(Cell::Null, |(_, at)| Cell::Integer(at));
            let cells =
                [self.text(role), Cell::Integer(ordinal), Cell::Integer(place), self.text(name), body];
            self.row("party", cells);
        }
    }

    /// What deserves a look and was not looked at.
    fn doubts(&mut self, corrected: &Corrected<'_>) {
        let document = corrected.document.as_ref();
        let verdict = document.legibility.verdict;
        if verdict != Verdict::Clear {
            let message = format!("legibility {:.2}", document.legibility.score);
            self.doubt("legibility", verdict, &message, Span::new(0, 0));
        }
        for (fact, place) in document.diagnostics.iter().zip(corrected.places("diagnostics")) {
            if !corrected.is_settled("diagnostics", place) {
                let message = format!("{}: {}", fact.code, fact.message);
                self.doubt(&format!("diagnostics/{place}"), fact.severity, &message, fact.span);
            }
        }
        for (fact, place) in document.repairs.iter().zip(corrected.places("repairs")) {
            if !corrected.is_settled("repairs", place) {
                let message = format!("«{}» read as «{}»", fact.text, fact.repaired);
                self.doubt(&format!("repairs/{place}"), "repair", &message, fact.span);
            }
        }
        // A link is as doubtful as the mention that states it: one of them is enough.
        let mut ambiguous = |list: &str, facts: &mut dyn Iterator<Item = (Certainty, &str, Span)>| {
            for ((certainty, words, span), place) in facts.zip(corrected.places(list)) {
                if certainty == Certainty::Ambiguous && !corrected.is_settled(list, place) {
                    self.doubt(&format!("{list}/{place}"), "ambiguous", words, span);
                }
            }
        };
        let facts = document.citations.iter().map(|fact| (fact.certainty, fact.text.as_str(), fact.span));
        ambiguous("citations", &mut { facts });
        let facts = document
            .assignments
            .iter()
            .map(|fact| (fact.certainty, fact.lead.first().map_or("", String::as_str), fact.span));
        ambiguous("assignments", &mut { facts });
        let facts = document.deadlines.iter().map(|fact| (fact.certainty, fact.text.as_str(), fact.span));
        ambiguous("deadlines", &mut { facts });
        let facts = document.targets.iter().map(|fact| (fact.certainty, fact.indicator.as_str(), fact.span));
        ambiguous("targets", &mut { facts });
    }

    fn doubt(&mut self, address: &str, what: impl Serialize, message: &str, span: Span) {
        let [start, end] = bounds(span);
        let cells = [self.text(address), self.word(what), self.text(message), start, end];
        self.row("doubt", cells);
    }
}

fn bounds(span: Span) -> [Cell; 2] {
    [Cell::Integer(span.start() as i64), Cell::Integer(span.end() as i64)]
}

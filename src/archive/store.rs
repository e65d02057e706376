//! From extracted documents to rows.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::correct::corrections;
use super::overlay::{self, Corrected, Correction};
use super::printed::Printed;
use super::{Archive, ArchiveError, resolve, when, words};
use crate::document::{BodyRole, Certainty, Citation, Document, Level, Section, Verdict};
use crate::grammar::Grammar;
use crate::pipeline;
use crate::source::Source;
use crate::text::{self, Span};

/// How many bits of a section's row id count its place in the document.
pub(crate) const PLACE_BITS: u32 = 20;
/// The tables of facts, each with a `document`.
const FACTS: [&str; 10] = [
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
/// How many bytes of sources one transaction takes.
const BATCH_BYTES: u64 = 16 << 20;
/// How many instruments are kept in mind.
const INSTRUMENTS: usize = 100_000;
/// How long a writer stands back between two transactions, so that another one may come in.
const GAP: Duration = Duration::from_millis(3);
/// How many files one transaction takes, unless fewer are asked for.
pub const BATCH_FILES: usize = 500;

/// A document ready to be stored: what can be computed beside the one writer is.
#[derive(Debug)]
pub struct Prepared {
    document: Document,
    extraction: Vec<u8>,
    original: Option<Vec<u8>>,
    province: Option<String>,
    sections: Vec<Row>,
    printed: Printed,
    /// The same, compressed.
    packed: Vec<u8>,
}

#[derive(Debug)]
struct Row {
    path: String,
    title: Option<String>,
    text: String,
    /// What the index holds of title and text.
    words: String,
    span: Span,
}

impl Row {
    fn new(path: String, title: Option<String>, text: String, span: Span) -> Row {
        let words = words::indexed(title.as_deref().unwrap_or_default(), &text);
        Row { path, title, text, words, span }
    }
}

/// Lays out what will be stored; `original` are the bytes to keep.
pub fn prepare(source: &Source, document: Document, original: Option<&[u8]>, grammar: &Grammar) -> Prepared {
    let extraction = serde_json::to_vec(&document).expect("a document has string keys only");
    let pack = |bytes: &[u8]| zstd::bulk::compress(bytes, 1).expect("memory takes every byte");
    let head = [
        document.header.kind.as_ref().map(|kind| kind.name.as_str()),
        document.header.number.as_deref(),
        document.header.issuer.as_ref().map(|issuer| issuer.name.as_str()),
    ];
    let head = head.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let whole = Span::new(0, source.text.len());
    let mut sections = vec![Row::new("title".to_owned(), document.header.title.clone(), head, whole)];
    document.walk(&mut |section: &Section| {
        sections.push(Row::new(
            section.id.clone(),
            section.title.clone(),
            section.text.clone(),
            section.span,
        ));
    });
    // No document but a hostile one has a million sections; the last row then takes the rest.
    for row in sections.split_off(sections.len().min(1 << PLACE_BITS)) {
        let last = sections.last_mut().expect("the row of the head");
        last.text.extend(["\n", &row.text]);
        last.words.extend([" ", &row.words]);
    }
    let printed = Printed::new(source, &document);
    let packed = pack(json(&printed).as_bytes());
    let province = province(&document, grammar);
    Prepared {
        extraction: pack(&extraction),
        original: original.map(pack),
        province,
        sections,
        printed,
        packed,
        document,
    }
}

/// The slug of the province that a document belongs to: its issuer's, else that of the instrument it carries out, else the
/// only one whose bodies it names.
fn province(document: &Document, grammar: &Grammar) -> Option<String> {
    let of = |body: &str| -> Option<String> {
        let slugs = grammar.places.entries().iter().map(|entry| text::slug(&entry.value.name));
        let is_of = |slug: &String| {
            body.strip_suffix(slug.as_str())
                .is_some_and(|unit| unit.ends_with("tinh-") || unit.ends_with("thanh-pho-"))
        };
        slugs.filter(is_of).max_by_key(String::len)
    };
    let issuer = document.header.issuer.as_ref();
    if issuer.is_some_and(|issuer| issuer.level == Some(Level::Central)) {
        return None;
    }
    let above = || document.parents().find_map(|link| of(link.to.split('/').nth(1)?));
    let named = || {
        let at_province = document.bodies.iter().filter(|body| body.level == Some(Level::Province));
        let named: HashSet<String> = at_province.filter_map(|body| of(&body.id)).collect();
        if named.len() == 1 { named.into_iter().next() } else { None }
    };
    issuer.and_then(|issuer| of(&issuer.id)).or_else(above).or_else(named)
}

/// What a run of ingest did with the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files read for the first time.
    pub new: usize,
    /// Files whose bytes changed, or that were read anew.
    pub changed: usize,
    /// Already stored.
    pub unchanged: usize,
    /// Files that could not be read.
    pub unreadable: usize,
}

/// What a file holds now, against what it held.
#[derive(Clone, Copy)]
enum Change {
    New,
    /// The row of what it held.
    Changed(i64),
    Unchanged,
}

/// The row of an instrument, and the number printed in it.
#[derive(Debug)]
struct Known {
    id: i64,
    printed: Option<String>,
}

/// The one writer of a run.
#[derive(Debug)]
pub struct Writer<'a> {
    archive: &'a Archive,
    grammar: &'a Grammar,
    version: String,
    /// The rows of the instruments met in this run.
    instruments: HashMap<String, Known>,
    /// What the index is still to hold: it is written at the end of a transaction in one go, since FTS5 writes out what it
    /// has collected whenever another statement opens a savepoint.
    words: BTreeMap<i64, String>,
    /// How many files one transaction takes.
    batch: usize,
    bytes: u64,
    files: usize,
    counts: Counts,
}

impl Archive {
    /// The hashes of what is stored as `grammar` reads it; where originals are to be kept, of those that are.
    pub fn known(&self, grammar: &str, with_original: bool) -> Result<HashSet<String>, ArchiveError> {
        let sql = "SELECT sha256 FROM document JOIN reading ON reading.document = document.id
            WHERE grammar = ?1 AND (NOT ?2 OR original IS NOT NULL)";
        let known = self.rows(sql, params![grammar, with_original], |row| row.get(0))?;
        Ok(known.into_iter().collect())
    }

    /// Begins to write what `grammar` reads, known by its version, so many files in one transaction.
    pub fn writer<'a>(
        &'a mut self,
        version: &str,
        grammar: &'a Grammar,
        batch: usize,
    ) -> Result<Writer<'a>, ArchiveError> {
        let mut writer = Writer {
            archive: self,
            grammar,
            version: version.to_owned(),
            instruments: HashMap::new(),
            words: BTreeMap::new(),
            batch,
            bytes: 0,
            files: 0,
            counts: Counts::default(),
        };
        writer.begin()?;
        Ok(writer)
    }
}

impl Writer<'_> {
    pub(super) fn begin(&mut self) -> Result<(), ArchiveError> {
        (self.bytes, self.files) = (0, 0);
        self.archive.run("BEGIN IMMEDIATE")
    }

    pub(super) fn province(&self, document: &Document) -> Option<String> {
        province(document, self.grammar)
    }

    pub(super) fn archive(&self) -> &Archive {
        self.archive
    }

    fn count(&mut self, change: Change) {
        match change {
            Change::New => self.counts.new += 1,
            Change::Changed(_) => self.counts.changed += 1,
            Change::Unchanged => self.counts.unchanged += 1,
        }
    }

    fn count_file(&mut self, bytes: u64) -> Result<(), ArchiveError> {
        self.bytes += bytes;
        self.files += 1;
        if self.bytes >= BATCH_BYTES || self.files >= self.batch {
            self.write_words()?;
            self.archive.run("COMMIT")?;
            std::thread::sleep(GAP);
            self.begin()?;
        }
        Ok(())
    }

    /// Stores what stands in a file; what is stored of the same bytes gives way to it.
    pub fn put(&mut self, path: &Path, prepared: Prepared) -> Result<(), ArchiveError> {
        let stored = self.stored(&prepared.document.source.sha256)?;
        let bytes = prepared.document.source.bytes;
        let document = self.write(prepared, stored).map_err(|cause| self.archive.trouble(cause))?;
        match self.assign(path, document)? {
            Change::Unchanged => self.counts.changed += 1,
            change => self.count(change),
        }
        self.count_file(bytes)
    }

    /// Notes that a file holds what is stored already, by its hash.
    pub fn keep(&mut self, path: &Path, sha256: &str) -> Result<(), ArchiveError> {
        let Some(document) = self.stored(sha256)? else { return Ok(()) };
        let change = self.assign(path, document)?;
        self.count(change);
        self.count_file(0)
    }

    /// Notes that a file cannot be read, and why. What it held before stays.
    pub fn unreadable(&mut self, path: &Path, reason: &str) -> Result<(), ArchiveError> {
        self.counts.unreadable += 1;
        let sql = "INSERT INTO file (path, path_bytes, status, reason) VALUES (?1, ?2, 'unreadable', ?3)
            ON CONFLICT (path_bytes) DO UPDATE SET status = 'unreadable', reason = ?3";
        self.execute(sql, params![path.to_string_lossy(), path_bytes(path), reason])?;
        self.count_file(0)
    }

    /// Marks the files that are `gone` as missing; gives their paths.
    pub fn missing(&mut self, gone: impl Fn(&Path) -> bool) -> Result<Vec<String>, ArchiveError> {
        let sql = "SELECT id, path, path_bytes FROM file WHERE status <> 'missing' ORDER BY path, path_bytes";
        let files: Vec<(i64, String, Vec<u8>)> =
            self.archive.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut missing = Vec::new();
        for (id, path, bytes) in files {
            if gone(&exact_path(bytes)) {
                self.execute("UPDATE file SET status = 'missing' WHERE id = ?1", params![id])?;
                missing.push(path);
            }
        }
        Ok(missing)
    }

    /// Ends the run: what mentions mean is settled, everything is on disk.
    pub fn finish(mut self) -> Result<Counts, ArchiveError> {
        self.write_words()?;
        resolve::run(&self.archive.connection).map_err(|cause| self.archive.trouble(cause))?;
        self.archive.run("COMMIT; PRAGMA optimize")?;
        Ok(self.counts)
    }

    /// The row of a content, by its hash.
    fn stored(&self, sha256: &str) -> Result<Option<i64>, ArchiveError> {
        let found =
            self.archive.rows("SELECT id FROM document WHERE sha256 = ?1", [sha256], |row| row.get(0))?;
        Ok(found.first().copied())
    }

    pub(super) fn execute(&self, sql: &str, values: impl rusqlite::Params) -> Result<usize, ArchiveError> {
        let run = || self.archive.connection.prepare_cached(sql)?.execute(values);
        run().map_err(|cause| self.archive.trouble(cause))
    }

    /// Makes `document` what the file holds.
    fn assign(&mut self, path: &Path, document: i64) -> Result<Change, ArchiveError> {
        let archive = self.archive;
        let run = || -> rusqlite::Result<Change> {
            let connection = &archive.connection;
            let bytes = path_bytes(path);
            let before: Option<(i64, Option<i64>)> = connection
                .prepare_cached("SELECT id, document FROM file WHERE path_bytes = ?1")?
                .query_row([&bytes], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let file = match before {
                Some((file, _)) => {
                    let sql = "UPDATE file SET document = ?2, status = 'read', reason = NULL WHERE id = ?1";
                    connection.prepare_cached(sql)?.execute([file, document])?;
                    file
                }
                None => {
                    let sql =
                        "INSERT INTO file (path, path_bytes, status, document) VALUES (?1, ?2, 'read', ?3)";
                    connection.prepare_cached(sql)?.execute(params![
                        path.to_string_lossy(),
                        bytes,
                        document
                    ])?;
                    connection.last_insert_rowid()
                }
            };
            let change = match before {
                Some((_, Some(held))) if held == document => return Ok(Change::Unchanged),
                Some((_, Some(held))) => {
                    let sql = "UPDATE document SET held = EXISTS (SELECT 1 FROM file WHERE document = ?1) WHERE id = ?1";
                    connection.prepare_cached(sql)?.execute([held])?;
                    Change::Changed(held)
                }
                _ => Change::New,
            };
            connection.prepare_cached("UPDATE document SET held = 1 WHERE id = ?1")?.execute([document])?;
            let sql = "INSERT INTO file_version (file, ordinal, document)
                SELECT ?1, coalesce(max(ordinal), 0) + 1, ?2 FROM file_version WHERE file = ?1";
            connection.prepare_cached(sql)?.execute([file, document])?;
            Ok(change)
        };
        let change = run().map_err(|cause| archive.trouble(cause))?;
        if let Change::Changed(held) = change {
            self.carry(held, document)?;
        }
        Ok(change)
    }

    /// Writes the rows of one content, in place of those of an older reading of it.
    fn write(&mut self, prepared: Prepared, old: Option<i64>) -> rusqlite::Result<i64> {
        let connection = &self.archive.connection;
        if let Some(old) = old {
            let (first, last) = (old << PLACE_BITS, ((old + 1) << PLACE_BITS) - 1);
            while let Some((place, _)) = self.words.range(first..=last).next() {
                let place = *place;
                self.words.remove(&place);
            }
            connection.execute("DELETE FROM section_words WHERE rowid BETWEEN ?1 AND ?2", [first, last])?;
            connection.execute("DELETE FROM section WHERE id BETWEEN ?1 AND ?2", [first, last])?;
        }
        let list = old.map_or(Ok(Vec::new()), |old| corrections(connection, old))?;
        let id = self.write_facts(&prepared.document, &prepared.printed, prepared.province, &list, old)?;
        let sql = "INSERT INTO reading (document, extraction, printed, original) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document) DO UPDATE SET extraction = excluded.extraction, printed = excluded.printed,
                original = coalesce(excluded.original, original)";
        let values = params![id, prepared.extraction, prepared.packed, prepared.original];
        self.archive.connection.prepare_cached(sql)?.execute(values)?;
        self.write_sections(id, prepared.sections)?;
        Ok(id)
    }

    /// Writes the rows that say what a document states, with its corrections; in place of those of an older reading.
    /// `given` is the province of what was extracted.
    pub(super) fn write_facts(
        &mut self,
        extracted: &Document,
        printed: &Printed,
        given: Option<String>,
        list: &[Correction],
        old: Option<i64>,
    ) -> rusqlite::Result<i64> {
        let corrected = overlay::apply(extracted, list);
        let document = corrected.document.as_ref();
        let header = &document.header;
        let province = if list.is_empty() { given } else { province(document, self.grammar) };
        let name = match corrected.head {
            true => pipeline::identify(header, &document.source.sha256, self.grammar),
            false => document.id.clone(),
        };
        if let Some(old) = old {
            self.erase(old)?;
        }
        let own = self.instrument(&name, header.number.as_deref())?;
        let connection = &self.archive.connection;
        let sql = "INSERT INTO document (id, sha256, grammar, instrument, kind, number, date, title, issuer, issuer_id, level,
                province, verdict)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT (sha256) DO UPDATE SET grammar = excluded.grammar, instrument = excluded.instrument,
                kind = excluded.kind, number = excluded.number, date = excluded.date, title = excluded.title,
                issuer = excluded.issuer, issuer_id = excluded.issuer_id, level = excluded.level,
                province = excluded.province, verdict = excluded.verdict
            RETURNING id";
        let id: i64 = connection.prepare_cached(sql)?.query_row(
            params![
                old,
                document.source.sha256,
                self.version,
                own,
                header.kind.as_ref().map(|kind| &kind.code),
                header.number,
                header.date,
                header.title,
                header.issuer.as_ref().map(|issuer| &issuer.name),
                header.issuer.as_ref().map(|issuer| &issuer.id),
                header.issuer.as_ref().and_then(|issuer| issuer.level).map(word),
                province,
                word(document.legibility.verdict),
            ],
            |row| row.get(0),
        )?;
        connection.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?1)")?.execute([id])?;
        for (correction, state) in &corrected.states {
            let sql = "UPDATE correction SET state = ?2 WHERE id = ?1";
            connection.prepare_cached(sql)?.execute(params![correction, state.word()])?;
        }
        self.write_graph(id, own, &corrected)?;
        self.write_duties(id, &corrected, printed)?;
        self.write_bodies(id, &corrected, printed)?;
        self.write_doubts(id, &corrected)?;
        Ok(id)
    }

    /// Notes what deserves a look and was not looked at.
    fn write_doubts(&self, id: i64, corrected: &Corrected<'_>) -> rusqlite::Result<()> {
        let document = corrected.document.as_ref();
        let sql = "INSERT INTO doubt VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut insert = self.archive.connection.prepare_cached(sql)?;
        let mut write = |address: String, what: &str, message: &str, span: Span| {
            let (start, end) = bounds(span);
            insert.execute(params![id, address, what, message, start, end]).map(drop)
        };
        let verdict = document.legibility.verdict;
        if verdict != Verdict::Clear {
            let message = format!("legibility {:.2}", document.legibility.score);
            write("legibility".to_owned(), &word(verdict), &message, Span::new(0, 0))?;
        }
        let open = |list: &'static str| corrected.places(list).map(move |place| (list, place));
        let settled = |(list, place): (&str, i64)| corrected.is_settled(list, place);
        let address = |(list, place): (&str, i64)| format!("{list}/{place}");
        for (fact, place) in document.diagnostics.iter().zip(open("diagnostics")) {
            if !settled(place) {
                write(
                    address(place),
                    &word(fact.severity),
                    &format!("{}: {}", fact.code, fact.message),
                    fact.span,
                )?;
            }
        }
        for (fact, place) in document.repairs.iter().zip(open("repairs")) {
            if !settled(place) {
                write(
                    address(place),
                    "repair",
                    &format!("«{}» read as «{}»", fact.text, fact.repaired),
                    fact.span,
                )?;
            }
        }
        // A link is as doubtful as the mention that states it: one of them is enough.
        let mut ambiguous = |list, facts: &mut dyn Iterator<Item = (Certainty, &str, Span)>| {
            facts
                .zip(open(list))
                .filter(|((certainty, ..), _)| *certainty == Certainty::Ambiguous)
                .try_for_each(|((_, words, span), place)| write(address(place), "ambiguous", words, span))
        };
        let citations =
            &mut document.citations.iter().map(|fact| (fact.certainty, fact.text.as_str(), fact.span));
        ambiguous("citations", citations)?;
        let assignments = &mut document
            .assignments
            .iter()
            .map(|fact| (fact.certainty, fact.lead.first().map_or("", String::as_str), fact.span));
        ambiguous("assignments", assignments)?;
        ambiguous(
            "deadlines",
            &mut document.deadlines.iter().map(|fact| (fact.certainty, fact.text.as_str(), fact.span)),
        )?;
        ambiguous(
            "targets",
            &mut document.targets.iter().map(|fact| (fact.certainty, fact.indicator.as_str(), fact.span)),
        )
    }

    /// Deletes what an older reading said, but for the row of the content; what it mentioned is to be settled again.
    fn erase(&mut self, id: i64) -> rusqlite::Result<()> {
        let connection = &self.archive.connection;
        let sql = "INSERT OR IGNORE INTO arrived SELECT target FROM citation WHERE document = ?1
            UNION SELECT instrument FROM document WHERE id = ?1";
        connection.execute(sql, [id])?;
        for table in FACTS {
            connection.execute(&format!("DELETE FROM {table} WHERE document = ?1"), [id])?;
        }
        Ok(())
    }

    fn write_sections(&mut self, id: i64, sections: Vec<Row>) -> rusqlite::Result<()> {
        let sql = "INSERT INTO section VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let mut section = self.archive.connection.prepare_cached(sql)?;
        for (row, place) in sections.into_iter().zip(id << PLACE_BITS..) {
            let (start, end) = bounds(row.span);
            section.execute(params![place, id, row.path, row.title, row.text, start, end])?;
            self.words.insert(place, row.words);
        }
        Ok(())
    }

    /// Writes what the index is still to hold.
    fn write_words(&mut self) -> Result<(), ArchiveError> {
        let mut run = || -> rusqlite::Result<()> {
            let sql = "INSERT INTO section_words (rowid, words) VALUES (?1, ?2)";
            let mut insert = self.archive.connection.prepare_cached(sql)?;
            for (place, words) in std::mem::take(&mut self.words) {
                insert.execute(params![place, words])?;
            }
            Ok(())
        };
        run().map_err(|cause| self.archive.trouble(cause))
    }

    fn write_graph(&mut self, id: i64, own: i64, corrected: &Corrected<'_>) -> rusqlite::Result<()> {
        let document = corrected.document.as_ref();
        for (citation, ordinal) in document.citations.iter().zip(corrected.places("citations")) {
            let target = self.instrument(&citation.target, citation.number.as_deref())?;
            let (start, end) = bounds(citation.span);
            let sql = "INSERT INTO citation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
            self.archive.connection.prepare_cached(sql)?.execute(params![
                id,
                ordinal,
                citation.section,
                citation.text,
                citation.kind,
                citation.number,
                citation.date,
                citation.issuer,
                citation.subject,
                citation.provision,
                word(citation.form),
                target,
                word(citation.certainty),
                start,
                end
            ])?;
            if let Some(resolved) = &citation.resolved {
                let law = self.instrument(&resolved.id, None)?;
                let sql = "INSERT OR IGNORE INTO resolution VALUES (?1, ?2, ?3, 'law', '[]')";
                self.archive.connection.prepare_cached(sql)?.execute([id, target, law])?;
            }
        }
        for (link, ordinal) in document.links.iter().zip(corrected.places("links")) {
            let source = if link.from == "self" { own } else { self.instrument(&link.from, None)? };
            let target = self.instrument(&link.to, None)?;
            let parent = document.parents().any(|parent| std::ptr::eq(parent, link));
            let (start, end) = bounds(link.span);
            let stating: Vec<&Citation> =
                link.citations.iter().filter_map(|at| document.citations.get(*at)).collect();
            let of_target: Vec<&&Citation> =
                stating.iter().filter(|citation| citation.target == link.to).collect();
            // «bãi bỏ Điều 3 của …» ends a part of it.
            let partial =
                !of_target.is_empty() && of_target.iter().all(|citation| citation.provision.is_some());
            let sql = "INSERT INTO link VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            self.archive.connection.prepare_cached(sql)?.execute(params![
                id,
                ordinal,
                source,
                target,
                word(link.relation),
                parent,
                partial,
                stating.first().map(|citation| &citation.section),
                word(link.certainty),
                start,
                end
            ])?;
        }
        Ok(())
    }

    fn write_duties(&self, id: i64, corrected: &Corrected<'_>, printed: &Printed) -> rusqlite::Result<()> {
        let document = corrected.document.as_ref();
        let connection = &self.archive.connection;
        let mut insert = connection.prepare_cached(
            "INSERT INTO assignment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        let header = &document.header;
        for (fact, ordinal) in document.assignments.iter().zip(corrected.places("assignments")) {
            let (start, end) = bounds(fact.span);
            let (first, last) = fact.when.as_ref().map_or((None, None), |when| when::bounds(when, header));
            insert.execute(params![
                id,
                ordinal,
                fact.section,
                word(fact.form),
                printed.task(fact.span),
                json(&fact.lead),
                json(&fact.coordinating),
                fact.timing,
                fact.when.as_ref().map(json),
                first.map(|day| day.to_string()),
                last.map(|day| day.to_string()),
                word(fact.certainty),
                start,
                end
            ])?;
        }
        let mut insert = connection.prepare_cached(
            "INSERT INTO deadline VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        for (fact, ordinal) in document.deadlines.iter().zip(corrected.places("deadlines")) {
            let (start, end) = bounds(fact.span);
            let (first, last) = when::bounds(&fact.when, header);
            insert.execute(params![
                id,
                ordinal,
                fact.section,
                fact.text,
                printed.task(fact.span),
                word(fact.action),
                json(&fact.by),
                json(&fact.to),
                json(&fact.when),
                first.map(|day| day.to_string()),
                last.map(|day| day.to_string()),
                word(fact.certainty),
                start,
                end
            ])?;
        }
        let mut insert =
            connection.prepare_cached("INSERT INTO target VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        for (fact, ordinal) in document.targets.iter().zip(corrected.places("targets")) {
            let (start, end) = bounds(fact.span);
            insert.execute(params![
                id,
                ordinal,
                fact.section,
                fact.label,
                fact.indicator,
                json(&fact.values),
                word(fact.certainty),
                start,
                end
            ])?;
        }
        Ok(())
    }

    fn write_bodies(&self, id: i64, corrected: &Corrected<'_>, printed: &Printed) -> rusqlite::Result<()> {
        let document = corrected.document.as_ref();
        let connection = &self.archive.connection;
        let mut insert =
            connection.prepare_cached("INSERT INTO body VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        let mut follow = connection.prepare_cached("INSERT OR IGNORE INTO succession VALUES (?1, ?2, ?3)")?;
        for (body, ordinal) in document.bodies.iter().zip(0i64..) {
            let roles: &[BodyRole] = &body.roles;
            insert.execute(params![
                id,
                ordinal,
                body.id,
                body.name,
                body.level.map(word),
                body.generic,
                json(roles),
                json(&body.successors)
            ])?;
            for successor in &body.successors {
                follow.execute(params![id, body.id, successor])?;
            }
            for predecessor in &body.predecessors {
                follow.execute(params![id, predecessor, body.id])?;
            }
        }
        let mut insert =
            connection.prepare_cached("INSERT INTO party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        let mut write = |fact: &str, ordinal: i64, role: &str, names: &[String]| -> rusqlite::Result<()> {
            for (name, place) in names.iter().zip(0i64..) {
                insert.execute(params![id, fact, ordinal, role, place, name, printed.body(name)])?;
            }
            Ok(())
        };
        for (fact, ordinal) in document.assignments.iter().zip(corrected.places("assignments")) {
            write("assignment", ordinal, "lead", &fact.lead)?;
            write("assignment", ordinal, "coordinating", &fact.coordinating)?;
        }
        for (fact, ordinal) in document.deadlines.iter().zip(corrected.places("deadlines")) {
            write("deadline", ordinal, "by", &fact.by)?;
            write("deadline", ordinal, "to", &fact.to)?;
        }
        Ok(())
    }

    /// The row of an instrument that a document holds or mentions. Of its numbers as printed the first in the order of
    /// letters is kept, whichever came first.
    fn instrument(&mut self, name: &str, printed: Option<&str>) -> rusqlite::Result<i64> {
        if let Some(known) = self.instruments.get(name)
            && printed.is_none_or(|printed| known.printed.as_deref().is_some_and(|known| known <= printed))
        {
            return Ok(known.id);
        }
        let connection = &self.archive.connection;
        let before: Option<Known> = connection
            .prepare_cached("SELECT id, printed FROM instrument WHERE name = ?1")?
            .query_row([name], |row| Ok(Known { id: row.get(0)?, printed: row.get(1)? }))
            .optional()?;
        let printed = match (printed, before.as_ref().and_then(|known| known.printed.as_deref())) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let id = match &before {
            Some(Known { id, printed: stored }) => {
                if stored.as_deref() != printed {
                    let sql = "UPDATE instrument SET printed = ?2, printed_slug = ?3 WHERE id = ?1";
                    connection.prepare_cached(sql)?.execute(params![
                        id,
                        printed,
                        printed.map(printed_slug)
                    ])?;
                }
                *id
            }
            None => {
                let parts: Vec<&str> = name.splitn(5, '/').collect();
                let complete = parts.len() == 5 && !parts.iter().any(|part| part.starts_with('_'));
                // A law by its name has no year: vn/quoc-hoi/luat/tre-em.
                let year = parts.get(3).filter(|_| parts.len() == 5);
                let sql = "INSERT INTO instrument (name, issuer, kind, year, number, printed, printed_slug, complete)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
                connection.prepare_cached(sql)?.execute(params![
                    name,
                    parts.get(1).unwrap_or(&"_"),
                    parts.get(2).unwrap_or(&"_"),
                    year,
                    parts.get(4),
                    printed,
                    printed.map(printed_slug),
                    complete
                ])?;
                connection.last_insert_rowid()
            }
        };
        // It may have been known from a link only, or under another number: what may mean it is settled again.
        let sql = "INSERT OR IGNORE INTO arrived SELECT ?1 WHERE ?2
            OR NOT EXISTS (SELECT 1 FROM citation WHERE target = ?1)
                AND NOT EXISTS (SELECT 1 FROM document WHERE instrument = ?1)";
        let renamed = before.as_ref().is_some_and(|known| known.printed.as_deref() != printed);
        connection.prepare_cached(sql)?.execute(params![id, renamed])?;
        if self.instruments.len() >= INSTRUMENTS {
            self.instruments.clear();
        }
        self.instruments.insert(name.to_owned(), Known { id, printed: printed.map(str::to_owned) });
        Ok(id)
    }
}

/// `06/QĐ-TTg` and `6/QD-TTg` alike: `6-qd-ttg`.
pub(crate) fn printed_slug(number: &str) -> String {
    text::slug(number).trim_start_matches('0').to_owned()
}

/// The exact path, whatever its bytes.
fn path_bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

/// The path back from [`path_bytes`].
#[cfg(unix)]
fn exact_path(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

/// The path back from [`path_bytes`]; half a surrogate pair is lost where the system's paths are no bytes.
#[cfg(not(unix))]
fn exact_path(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

fn bounds(span: Span) -> (i64, i64) {
    (span.start() as i64, span.end() as i64)
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("the output has string keys only")
}

/// The word that the output has for a value of a closed list.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

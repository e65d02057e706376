//! From extracted documents to rows.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::printed::Printed;
use super::rows::{FACTS, Moment, Rows};
use super::sections::{self, Part};
use super::{Archive, ArchiveError, overlay, resolve, words};
use crate::document::{Document, Level};
use crate::grammar::Grammar;
use crate::source::Source;
use crate::text;

/// How many bits of a section's row id count its place in the document.
pub(crate) const PLACE_BITS: u32 = 20;
/// The entry of the index for a group of sections by the row of the group, and the other way round: entries run from the
/// document that was stored last to the first, as a search asks for them.
pub(crate) fn mirrored(row: i64) -> i64 {
    const DOCUMENTS: i64 = (1 << 31) - 1;
    row ^ (DOCUMENTS << PLACE_BITS)
}

/// How many bytes of sources one transaction takes.
const BATCH_BYTES: u64 = 16 << 20;
/// How many instruments and moments are kept in mind.
const INSTRUMENTS: usize = 100_000;
const MOMENTS: usize = 20_000;
/// How long a writer stands back between two transactions, so that another one may come in.
const GAP: Duration = Duration::from_millis(3);
/// How many files one transaction takes, unless fewer are asked for.
pub const BATCH_FILES: usize = 500;

/// A document ready to be stored: what can be computed beside the one writer is.
#[derive(Debug)]
pub struct Prepared {
    head: Head,
    rows: Rows,
    /// How many bytes its source has.
    bytes: u64,
    /// The extraction, the words of the source beside it, and the source where it is kept; compressed.
    extraction: Vec<u8>,
    printed: Vec<u8>,
    original: Option<Vec<u8>>,
    groups: Vec<Group>,
}

/// A group of sections.
#[derive(Debug)]
struct Group {
    /// The place of its first section among those of the document.
    place: i64,
    packed: Vec<u8>,
    /// What the index holds of it.
    words: String,
}

/// The row of a document.
#[derive(Debug)]
pub(super) struct Head {
    /// The canonical id.
    name: String,
    sha256: String,
    kind: Option<String>,
    number: Option<String>,
    date: Option<String>,
    title: Option<String>,
    issuer: Option<String>,
    issuer_id: Option<String>,
    level: Option<String>,
    province: Option<String>,
    verdict: String,
}

impl Head {
    /// The row of a document that has that canonical id.
    pub(super) fn new(document: &Document, name: String, grammar: &Grammar) -> Head {
        let header = &document.header;
        let issuer = header.issuer.as_ref();
        Head {
            name,
            sha256: document.source.sha256.clone(),
            kind: header.kind.as_ref().map(|kind| kind.code.clone()),
            number: header.number.clone(),
            date: header.date.clone(),
            title: header.title.clone(),
            issuer: issuer.map(|issuer| issuer.name.clone()),
            issuer_id: issuer.map(|issuer| issuer.id.clone()),
            level: issuer.and_then(|issuer| issuer.level).map(word),
            province: province(document, grammar),
            verdict: word(document.legibility.verdict),
        }
    }
}

/// Lays out what will be stored; `original` are the bytes to keep.
pub fn prepare(
    source: &Source,
    mut document: Document,
    original: Option<&[u8]>,
    grammar: &Grammar,
) -> Prepared {
    let head = [
        document.header.kind.as_ref().map(|kind| kind.name.as_str()),
        document.header.number.as_deref(),
        document.header.issuer.as_ref().map(|issuer| issuer.name.as_str()),
    ];
    let head = head.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut sections = vec![Part { path: "title", heading: document.header.title.as_deref(), text: &head }];
    document.walk(&mut |section| {
        sections.push(Part { path: &section.id, heading: section.title.as_deref(), text: &section.text });
    });
    // No document but a hostile one has a million sections; the last one then takes the rest.
    let rest = sections.split_off(sections.len().min(1 << PLACE_BITS));
    let last: String;
    if let (false, Some(part)) = (rest.is_empty(), sections.last_mut()) {
        let texts = rest.iter().flat_map(|part| [part.heading.unwrap_or_default(), part.text]);
        last = [part.text].into_iter().chain(texts).collect::<Vec<_>>().join("\n");
        part.text = &last;
    }
    let count = sections.len() - 1;
    let (places, parts): (Vec<i64>, Vec<_>) = sections::groups(&sections).unzip();
    let words = words::indexed(&parts);
    let pack = |((place, parts), words)| Group { place, packed: sections::pack(parts), words };
    let groups = places.into_iter().zip(parts).zip(words).map(pack).collect();
    let printed = Printed::new(source, &document);
    let rows = Rows::new(&overlay::apply(&document, &[]), &printed, &document.id);
    sections::take_out(&mut document.sections, count);
    Prepared {
        head: Head::new(&document, document.id.clone(), grammar),
        rows,
        bytes: document.source.bytes,
        extraction: compress(json(&document).as_bytes()),
        printed: compress(json(&printed).as_bytes()),
        original: original.map(compress),
        groups,
    }
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        // To set one up takes as long as a short document.
        static COMPRESSOR: RefCell<zstd::bulk::Compressor<'static>> =
            RefCell::new(zstd::bulk::Compressor::new(1).expect("the level exists"));
    }
    COMPRESSOR.with_borrow_mut(|compressor| compressor.compress(bytes)).expect("memory takes every byte")
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
    /// The rows of the moments, by their names.
    moments: HashMap<String, i64>,
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
            moments: HashMap::new(),
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

    pub(super) fn archive(&self) -> &Archive {
        self.archive
    }

    pub(super) fn grammar(&self) -> &Grammar {
        self.grammar
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
        let stored = self.stored(&prepared.head.sha256)?;
        let bytes = prepared.bytes;
        let document = self.write(prepared, stored).map_err(|cause| self.archive.trouble(cause))?;
        if stored.is_some() && self.is_corrected(document)? {
            self.rewrite(document)?;
        }
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
            let sql = "UPDATE document SET held = 1 WHERE id = ?1 AND NOT held";
            connection.prepare_cached(sql)?.execute([document])?;
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
            let rows = |first: i64| [first, first + (1 << PLACE_BITS) - 1];
            let entries = rows(mirrored(old << PLACE_BITS));
            self.words.retain(|entry, _| !(entries[0]..=entries[1]).contains(entry));
            connection.execute("DELETE FROM section_words WHERE rowid BETWEEN ?1 AND ?2", entries)?;
            connection.execute("DELETE FROM sections WHERE id BETWEEN ?1 AND ?2", rows(old << PLACE_BITS))?;
        }
        let id = self.write_facts(&prepared.head, &prepared.rows, old)?;
        let sql = "INSERT INTO reading (document, extraction, printed, original) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document) DO UPDATE SET extraction = excluded.extraction, printed = excluded.printed,
                original = coalesce(excluded.original, original)";
        let values = params![id, prepared.extraction, prepared.printed, prepared.original];
        self.archive.connection.prepare_cached(sql)?.execute(values)?;
        let mut insert = self.archive.connection.prepare_cached("INSERT INTO sections VALUES (?1, ?2)")?;
        for group in prepared.groups {
            let row = (id << PLACE_BITS) + group.place;
            insert.execute(params![row, group.packed])?;
            self.words.insert(mirrored(row), group.words);
        }
        Ok(id)
    }

    /// Writes the rows that say what a document states, in place of those of an older reading.
    pub(super) fn write_facts(
        &mut self,
        head: &Head,
        rows: &Rows,
        old: Option<i64>,
    ) -> rusqlite::Result<i64> {
        if let Some(old) = old {
            self.erase(old)?;
        }
        let own = self.instrument(&head.name, head.number.as_deref())?;
        let connection = &self.archive.connection;
        let sql = "INSERT INTO document (id, sha256, grammar, instrument, kind, number, date, title, issuer, issuer_id, level,
                province, verdict, held)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1)
            ON CONFLICT (sha256) DO UPDATE SET grammar = excluded.grammar, instrument = excluded.instrument,
                kind = excluded.kind, number = excluded.number, date = excluded.date, title = excluded.title,
                issuer = excluded.issuer, issuer_id = excluded.issuer_id, level = excluded.level,
                province = excluded.province, verdict = excluded.verdict
            RETURNING id";
        let id: i64 = connection.prepare_cached(sql)?.query_row(
            params![
                old,
                head.sha256,
                self.version,
                own,
                head.kind,
                head.number,
                head.date,
                head.title,
                head.issuer,
                head.issuer_id,
                head.level,
                head.province,
                head.verdict,
            ],
            |row| row.get(0),
        )?;
        connection.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?1)")?.execute([id])?;
        let mut instruments = Vec::with_capacity(rows.instruments.len());
        for (name, printed) in &rows.instruments {
            instruments.push(self.instrument(name, printed.as_deref())?);
        }
        let moments: Vec<i64> =
            rows.moments.iter().map(|moment| self.moment(moment)).collect::<rusqlite::Result<_>>()?;
        rows.write(&self.archive.connection, id, &instruments, &moments)?;
        Ok(id)
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

    /// Writes what the index is still to hold.
    fn write_words(&mut self) -> Result<(), ArchiveError> {
        let mut run = || -> rusqlite::Result<()> {
            let sql = "INSERT INTO section_words (rowid, words) VALUES (?1, ?2)";
            let mut insert = self.archive.connection.prepare_cached(sql)?;
            for (entry, words) in std::mem::take(&mut self.words) {
                insert.execute(params![entry, words])?;
            }
            Ok(())
        };
        run().map_err(|cause| self.archive.trouble(cause))
    }

    /// The row of a moment.
    fn moment(&mut self, moment: &Moment) -> rusqlite::Result<i64> {
        if let Some(known) = self.moments.get(&moment.name) {
            return Ok(*known);
        }
        let connection = &self.archive.connection;
        let (first, last) = moment.days.map(|(first, last)| (first.to_string(), last.to_string())).unzip();
        let sql = "INSERT OR IGNORE INTO moment (name, first_day, last_day) VALUES (?1, ?2, ?3)";
        connection.prepare_cached(sql)?.execute(params![moment.name, first, last])?;
        let sql = "SELECT id FROM moment WHERE name = ?1";
        let id = connection.prepare_cached(sql)?.query_row([&moment.name], |row| row.get(0))?;
        if self.moments.len() >= MOMENTS {
            self.moments.clear();
        }
        self.moments.insert(moment.name.clone(), id);
        Ok(id)
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

pub(super) fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("the output has string keys only")
}

/// The word that the output has for a value of a closed list.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

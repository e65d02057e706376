//! Full text over sections, with and without marks.
//!
//! What the index finds is looked at again in the text: marks, phrases and places are decided there, and so is the order.
//! A section with the marks as typed comes before one that lost its marks; then words in a heading count more than words
//! in the text, many more than few, a short section more than a long one, and a document that came later comes first.
//!
//! Where the words stand in very many sections, those of the documents that came last are ranked, [`RANKED`] with the words
//! in a heading and as many of all: an answer takes no longer, however large the archive is.

use std::collections::HashSet;

use rusqlite::params;
use serde::Serialize;

use super::Found;
use crate::archive::{Archive, ArchiveError, HEADING, PLACE_BITS, Phrase, UNMARKED, Word, words};

/// How many letters of the text stand around the first word found.
const AROUND: usize = 90;
/// How many sections are ranked, of those with the words in a heading and of all.
const RANKED: usize = 250;
/// How many entries of the index are looked through where a filter passes over most, and how often a gap is leapt over.
const LOOKED: usize = 50_000;
const LEAPS: usize = 300;
/// How many entries in a row may be passed over before the next document that the filter lets through is looked up.
const PATIENCE: usize = 50;

/// What to search for.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// Words; "…" for a phrase; AND, OR, NOT; `word*` for a beginning. A word with marks must stand there so, or in a section
    /// without any marks; a word without may bear any.
    pub words: &'a str,
    /// The code of a type, `KH`.
    pub kind: Option<&'a str>,
    /// The slug of an issuer, or its beginning.
    pub issuer: Option<&'a str>,
    /// `central`, `province`, `district`, `commune`.
    pub level: Option<&'a str>,
    /// The slugs of provinces, one of which the document must belong to; none asks for nothing.
    pub provinces: &'a [String],
    /// What the document must cite.
    pub cites: Option<&'a Found>,
    /// The first and the last day, ISO 8601.
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    /// At most so many hits.
    pub limit: usize,
}

/// A section that the words stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The canonical id of the document.
    pub document: String,
    pub number: Option<String>,
    /// The id of the section; `title` for head and title.
    pub section: String,
    pub heading: Option<String>,
    /// The words around the first place.
    pub passage: String,
    /// The place of what was found in `passage`, in bytes.
    pub highlight: Option<(usize, usize)>,
}

/// The sections in which the words stand, best first.
pub fn search(archive: &Archive, query: &Query<'_>) -> Result<Vec<Hit>, ArchiveError> {
    let terms = terms(query.words);
    let run = || -> rusqlite::Result<Vec<Hit>> {
        let mut search =
            Search { archive, terms: &terms, allowed: allowed(archive, query)?, seen: HashSet::new() };
        let mut ranked = Vec::new();
        let ways = [Way { heading: true, unmarked: false }, Way { heading: false, unmarked: false }];
        for way in ways {
            search.rank(way, &mut ranked)?;
        }
        if ranked.len() < query.limit && terms.iter().any(Term::has_marks) {
            search.rank(Way { heading: false, unmarked: true }, &mut ranked)?;
        }
        ranked.sort_by(|one, other| {
            let worth = |ranked: &Ranked| (ranked.exact, ranked.score);
            let (a, b) = (worth(other), worth(one));
            let place = |ranked: &Ranked| ranked.section & ((1 << PLACE_BITS) - 1);
            let newer = (other.section >> PLACE_BITS).cmp(&(one.section >> PLACE_BITS));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(newer).then(place(one).cmp(&place(other)))
        });
        ranked.iter().take(query.limit).map(|ranked| hit(archive, ranked.section, &terms)).collect()
    };
    run().map_err(|cause| archive.trouble(cause))
}

/// Which entries of the index are asked for.
#[derive(Clone, Copy)]
struct Way {
    /// Only those with the words in a heading.
    heading: bool,
    /// Also those of sections without marks.
    unmarked: bool,
}

/// A section in which the words stand.
struct Ranked {
    section: i64,
    /// Whether the marks are as typed.
    exact: bool,
    score: f64,
}

struct Search<'a> {
    archive: &'a Archive,
    terms: &'a [Term],
    /// The documents that the filter lets through, the last first; none where there is no filter.
    allowed: Option<Vec<i64>>,
    /// The sections that were looked at.
    seen: HashSet<i64>,
}

impl Search<'_> {
    /// Adds the sections found in a way to `ranked`, those that came last first.
    fn rank(&mut self, way: Way, ranked: &mut Vec<Ranked>) -> rusqlite::Result<()> {
        let Some(expression) = expression(self.terms, way) else { return Ok(()) };
        let connection = self.archive.connection();
        let mut entries = connection.prepare_cached(
            "SELECT rowid FROM section_words WHERE section_words MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC",
        )?;
        let mut held = connection.prepare_cached("SELECT held FROM document WHERE id = ?1")?;
        let mut text = connection.prepare_cached("SELECT title, text FROM section WHERE id = ?1")?;
        let (mut looked, mut leaps, mut found) = (0, 0, 0);
        let end = |document: i64| ((document + 1) << PLACE_BITS) - 1;
        let mut highest = match &self.allowed {
            Some(allowed) => allowed.first().map_or(-1, |last| end(*last)),
            None => i64::MAX,
        };
        'leap: loop {
            let mut passed_over = 0;
            let mut rows = entries.query(params![expression, highest])?;
            while let Some(row) = rows.next()? {
                let section: i64 = row.get(0)?;
                let document = section >> PLACE_BITS;
                looked += 1;
                if looked > LOOKED {
                    return Ok(());
                }
                let lets_through = match &self.allowed {
                    Some(allowed) => allowed.binary_search_by(|one| document.cmp(one)).is_ok(),
                    None => held.query_row([document], |row| row.get(0))?,
                };
                if !lets_through {
                    passed_over += 1;
                    if let Some(allowed) = &self.allowed
                        && passed_over > PATIENCE
                        && leaps < LEAPS
                    {
                        let Some(next) = allowed.get(allowed.partition_point(|one| *one > document)) else {
                            return Ok(());
                        };
                        leaps += 1;
                        highest = end(*next);
                        continue 'leap;
                    }
                    continue;
                }
                passed_over = 0;
                if !self.seen.insert(section) {
                    continue;
                }
                let (title, text): (Option<String>, String) =
                    text.query_row([section], |row| Ok((row.get(0)?, row.get(1)?)))?;
                let Some((exact, score)) =
                    weigh(self.terms, &words(title.as_deref().unwrap_or("")), &words(&text))
                else {
                    continue;
                };
                ranked.push(Ranked { section, exact, score });
                found += 1;
                if found >= RANKED {
                    return Ok(());
                }
            }
            return Ok(());
        }
    }
}

/// The documents that the filters let through, the last first; none where there is no filter.
fn allowed(archive: &Archive, query: &Query<'_>) -> rusqlite::Result<Option<Vec<i64>>> {
    let Query { kind, issuer, level, provinces, cites, from, to, .. } = query;
    if [kind, issuer, level, from, to].iter().all(|filter| filter.is_none())
        && provinces.is_empty()
        && cites.is_none()
    {
        return Ok(None);
    }
    let sql = "SELECT id FROM document
        WHERE held AND (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR substr(issuer_id, 1, length(?2)) = ?2)
            AND (?3 IS NULL OR level = ?3) AND (?4 IS NULL OR date >= ?4)
            AND (?5 IS NULL OR substr(date, 1, length(?5)) <= ?5)
            AND (?6 IS NULL OR province IN (SELECT value FROM json_each(?6)))
            AND (?7 IS NULL OR id IN (SELECT document FROM citation WHERE target = ?7
                UNION SELECT document FROM resolution WHERE resolved = ?7))
        ORDER BY id DESC";
    let provinces = (!provinces.is_empty()).then(|| serde_json::json!(provinces).to_string());
    let cites = cites.map(|found| found.key);
    let mut statement = archive.connection().prepare_cached(sql)?;
    let rows =
        statement.query_map(params![kind, issuer, level, from, to, provinces, cites], |row| row.get(0))?;
    rows.collect::<rusqlite::Result<_>>().map(Some)
}

/// Whether the words stand in a section and, if they do, whether with their marks, and how well.
fn weigh(terms: &[Term], heading: &[Word], text: &[Word]) -> Option<(bool, f64)> {
    let length = (heading.len() + text.len()) as f64;
    // Heading or text in which nothing has a mark may have lost its marks.
    let lost = |part: &[Word]| part.iter().all(|word| word.marked.is_none());
    let (heading_lost, text_lost) = (lost(heading), lost(text));
    // What stands so far: whether with marks, and the score.
    let mut whole: Option<(bool, f64)> = None;
    let (mut join, mut first) = (Term::And, true);
    for term in terms {
        let Term::Phrase(phrase) = term else {
            join = term.clone();
            continue;
        };
        let count = |exact| (phrase.places(heading, exact).count(), phrase.places(text, exact).count());
        let (mut exact, mut times) = (true, count(true));
        if times == (0, 0) && (heading_lost || text_lost) {
            let loose = count(false);
            exact = false;
            times = (if heading_lost { loose.0 } else { 0 }, if text_lost { loose.1 } else { 0 });
        }
        let often = 4.0 * times.0 as f64 + times.1 as f64;
        let one = (often > 0.0).then(|| (exact, often / (often + 0.4 + length / 60.0)));
        let join = std::mem::replace(&mut join, Term::And);
        whole = match (join, whole, one) {
            _ if std::mem::take(&mut first) => one,
            (Term::Not, whole, one) => whole.filter(|_| one.is_none()),
            (Term::Or, Some(a), Some(b)) => Some((a.0 || b.0, a.1 + b.1)),
            (Term::Or, a, b) => a.or(b),
            (_, Some(a), Some(b)) => Some((a.0 && b.0, a.1 + b.1)),
            _ => None,
        };
    }
    whole
}

fn hit(archive: &Archive, section: i64, terms: &[Term]) -> rusqlite::Result<Hit> {
    let sql = "SELECT instrument.name, document.number, section.path, section.title, section.text
        FROM section JOIN document ON document.id = ?1 >> ?2 JOIN instrument ON instrument.id = document.instrument
        WHERE section.id = ?1";
    archive.connection().prepare_cached(sql)?.query_row(params![section, PLACE_BITS], |row| {
        let (heading, text): (Option<String>, String) = (row.get(3)?, row.get(4)?);
        let (passage, highlight) = passage(&heading, &text, terms);
        Ok(Hit {
            document: row.get(0)?,
            number: row.get(1)?,
            section: row.get(2)?,
            heading,
            passage,
            highlight,
        })
    })
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    And,
    Or,
    Not,
    Phrase(Phrase),
}

impl Term {
    fn has_marks(&self) -> bool {
        matches!(self, Term::Phrase(phrase) if phrase.marks)
    }
}

/// Reads a query; nothing in it is an error.
fn terms(query: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let phrase = |piece: &str, begun| Phrase::new(piece, begun).map(Term::Phrase);
    for (place, piece) in query.split('"').enumerate() {
        if place % 2 == 1 {
            terms.extend(phrase(piece, false));
            continue;
        }
        let words: Vec<&str> = piece.split_whitespace().collect();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            match *word {
                "AND" => terms.push(Term::And),
                "OR" => terms.push(Term::Or),
                "NOT" => terms.push(Term::Not),
                word => {
                    // «28 CT/TW» is one number.
                    let symbol = words.get(at).filter(|next| {
                        word.bytes().all(|b| b.is_ascii_digit()) && next.contains(['/', '-']) && **next != "-"
                    });
                    if let Some(symbol) = symbol {
                        at += 1;
                        terms.extend(phrase(&format!("{word} {symbol}"), false));
                    } else {
                        terms.extend(phrase(word.trim_end_matches('*'), word.ends_with('*')));
                    }
                }
            }
        }
    }
    terms
}

/// The query in the words of FTS5; none where nothing is asked. It may find more than is meant, never less.
fn expression(terms: &[Term], way: Way) -> Option<String> {
    let mut expression = String::new();
    let mut join = None;
    for term in terms {
        match term {
            Term::And => join = Some(" AND "),
            Term::Or => join = Some(" OR "),
            Term::Not => join = Some(" NOT "),
            Term::Phrase(phrase) => {
                let excluded = join == Some(" NOT ");
                if !expression.is_empty() {
                    // What is excluded is excluded by its text: the index knows too little of where marks stand.
                    let join = join.take().unwrap_or(" AND ");
                    if excluded {
                        continue;
                    }
                    expression = format!("({expression}){join}");
                }
                join = None;
                expression.push_str(&in_index(phrase, way));
            }
        }
    }
    (!expression.is_empty()).then_some(expression)
}

/// One phrase in the words of FTS5.
fn in_index(phrase: &Phrase, way: Way) -> String {
    let bare: Vec<&str> = phrase.words.iter().map(|word| word.bare.as_str()).collect();
    let star = if phrase.begun { " *" } else { "" };
    let mut parts = Vec::new();
    if way.heading {
        let words: Vec<String> = bare.iter().map(|word| format!("{HEADING}{word}")).collect();
        parts.push(format!("\"{}\"{star}", words.join(" ")));
    }
    let together = format!("\"{}\"{star}", bare.join(" "));
    let whole = phrase.words.len() - usize::from(phrase.begun);
    let marked: Vec<String> = phrase.words[..whole]
        .iter()
        .filter_map(|word| word.marked.as_ref())
        .map(|word| format!("\"{word}\""))
        .collect();
    if !phrase.marks || marked.is_empty() {
        parts.push(together);
        return format!("({})", parts.join(" AND "));
    }
    let alone = bare.len() == 1;
    let exact = if alone { marked.join(" AND ") } else { format!("{together} AND {}", marked.join(" AND ")) };
    parts.push(if way.unmarked { format!("(({exact}) OR ({together} AND \"{UNMARKED}\"))") } else { exact });
    format!("({})", parts.join(" AND "))
}

/// The words around the first place where a phrase of the query stands, and that place.
fn passage(heading: &Option<String>, text: &str, terms: &[Term]) -> (String, Option<(usize, usize)>) {
    let text = if text.is_empty() { heading.as_deref().unwrap_or_default() } else { text };
    let among = words(text);
    let mut found = None;
    let mut excluded = false;
    for term in terms {
        if let Term::Phrase(phrase) = term
            && !std::mem::take(&mut excluded)
            && found.is_none()
        {
            let first = phrase.places(&among, true).next().or_else(|| phrase.places(&among, false).next());
            found = first.map(|at| (among[at].start, among[at + phrase.words.len() - 1].end));
        }
        excluded = *term == Term::Not;
    }
    let (start, end) = found.unwrap_or((0, 0));
    let first = text[..start].char_indices().rev().nth(AROUND - 1).map_or(0, |(place, _)| place);
    let last = text[end..].char_indices().nth(AROUND).map_or(text.len(), |(place, _)| end + place);
    let flat = |from: usize, to: usize| text[from..to].replace('\n', " ");
    let before = format!("{}{}", if first > 0 { "…" } else { "" }, flat(first, start));
    let place = found.map(|_| (before.len(), before.len() + end - start));
    let after = if last < text.len() { "…" } else { "" };
    (format!("{before}{}{}{after}", flat(start, end), flat(end, last)), place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> String {
        expression(&terms(query), Way { heading: false, unmarked: false }).unwrap_or_default()
    }

    fn marked(word: &str) -> String {
        words(word)[0].marked.clone().unwrap()
    }

    #[test]
    fn marks_choose_the_words() {
        assert_eq!(asked("duong"), "(\"duong\")");
        assert_eq!(asked("Đường"), format!("(\"{}\")", marked("đường")));
        assert_eq!(asked("trẻ duong"), format!("((\"{}\")) AND (\"duong\")", marked("trẻ")));
    }

    #[test]
    fn phrases_operators_beginnings_and_numbers() {
        assert_eq!(asked("\"bao luc\" OR hoc*"), "((\"bao luc\")) OR (\"hoc\" *)");
        for spelling in ["28 CT/TW", "28-ct/tw", "28-CT/TW"] {
            assert_eq!(asked(spelling), "(\"28 ct tw\")", "{spelling}");
        }
        assert_eq!(asked("6/QĐ-TTg"), "(\"6 qd ttg\")", "a symbol is found without its marks");
        for nothing in ["", "\"", "AND", "* - /", "\"\" NOT"] {
            assert_eq!(asked(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn marks_as_typed_come_first_and_no_others() {
        let weigh = |query: &str, text: &str| weigh(&terms(query), &[], &words(text)).map(|(exact, _)| exact);
        assert_eq!(weigh("đường", "học đường"), Some(true));
        assert_eq!(weigh("đường", "hoc duong"), Some(false));
        assert_eq!(weigh("đường", "dương tính"), None);
        assert_eq!(weigh("học NOT đường", "học đường"), None);
        assert_eq!(weigh("học NOT đường", "học dương"), Some(true));
        assert_eq!(weigh("xuân OR đường", "học đường"), Some(true));
    }

    #[test]
    fn a_passage_shows_what_was_found() {
        let text = "Phòng, chống bạo lực học đường; không có dương tính";
        let shown = |query: &str| {
            let (shown, place) = passage(&None, text, &terms(query));
            place.map(|(start, end)| shown[start..end].to_owned())
        };
        assert_eq!(shown("\"học đường\"").as_deref(), Some("học đường"));
        assert_eq!(shown("dương").as_deref(), Some("dương"));
        assert_eq!(shown("huyen"), None);
    }
}

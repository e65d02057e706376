//! Full text over sections, with and without marks.
//!
//! What the index finds is looked at again in the text: marks, phrases and places are decided there, and so is the order.
//! A section with the marks as typed comes before one that lost its marks; then words in a heading count more than words
//! in the text, many more than few, a short section more than a long one, and a document that came later comes first.
//!
//! Where the words stand in very many sections, those of the documents that came last are ranked, [`RANKED`] with the words
//! in a heading and as many of all: an answer takes no longer, however large the archive is.

use std::cmp::Reverse;
use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};
use serde::Serialize;

use super::Found;
use crate::archive::{
    Archive, ArchiveError, HEADING, PLACE_BITS, Part, Phrase, UNMARKED, Word, each_number, mirrored, number,
    unpack, words,
};

/// How many letters of the text stand around the first word found.
const AROUND: usize = 90;
/// How many sections are ranked, of those with the words in a heading and of all.
const RANKED: usize = 250;
/// How many entries of the index are looked through where a filter passes over most, and how often a gap is leapt over.
const LOOKED: usize = 50_000;
const LEAPS: usize = 300;
/// How many groups of sections are weighed in vain once something is found, and for headings, or once as much is found as was
/// asked for: words may stand near one another and in no section together.
const VAIN: usize = 1000;
const VAIN_WITH_ALL: usize = 100;
/// Entries of the index from one on.
const ENTRIES: &str =
    "SELECT rowid FROM section_words WHERE section_words MATCH ?1 AND rowid >= ?2 ORDER BY rowid";
/// How many entries in a row may be passed over before the next document that the filter lets through is looked up; how
/// many groups may be weighed in vain before those are passed over whose document has none of the words with their marks.
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

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The sections in which the words stand, best first.
    pub list: Vec<Hit>,
    /// Whether the search gave up with places left where the words may stand, and with room for more hits.
    pub gave_up: bool,
}

/// The sections in which the words stand.
pub fn search(archive: &Archive, query: &Query<'_>) -> Result<Hits, ArchiveError> {
    let terms = terms(query.words);
    let run = || -> rusqlite::Result<Hits> {
        let mut search = Search {
            archive,
            terms: &terms,
            needed: needed(&terms),
            allowed: allowed(archive, query)?,
            seen: HashSet::new(),
            barren: HashSet::new(),
            gave_up: false,
            limit: query.limit,
        };
        let mut ranked = Vec::new();
        let ways = [Way { heading: true, unmarked: false }, Way { heading: false, unmarked: false }];
        for way in ways {
            search.rank(way, &mut ranked)?;
        }
        if ranked.len() < query.limit && terms.iter().any(Term::has_marks) {
            search.rank(Way { heading: false, unmarked: true }, &mut ranked)?;
        }
        ranked.sort_by(|one, other| {
            let (a, b) = (other.weight, one.weight);
            let newer = (other.section >> PLACE_BITS).cmp(&(one.section >> PLACE_BITS));
            let place = one.section.cmp(&other.section);
            a.exact.cmp(&b.exact).then(a.score.total_cmp(&b.score)).then(newer).then(place)
        });
        let gave_up = search.gave_up && ranked.len() < query.limit;
        let hits = ranked.iter().take(query.limit).map(|ranked| hit(archive, ranked.section, &terms));
        Ok(Hits { list: hits.collect::<rusqlite::Result<_>>()?, gave_up })
    };
    run().map_err(|cause| archive.trouble(cause))
}

/// Which entries of the index are asked for.
#[derive(Clone, Copy)]
struct Way {
    /// Only those with the words in a heading.
    heading: bool,
    /// Only those of groups with a section without marks.
    unmarked: bool,
}

/// A section in which the words stand.
struct Ranked {
    section: i64,
    weight: Weight,
}

/// How well the words stand in a section.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Weight {
    /// Whether the marks are as typed.
    exact: bool,
    score: f64,
    /// Whether they stand in the heading.
    headed: bool,
}

struct Search<'a> {
    archive: &'a Archive,
    terms: &'a [Term],
    /// Words without which no section can be meant.
    needed: Vec<u64>,
    /// The documents that the filter lets through, the last first; none where there is no filter.
    allowed: Option<Vec<i64>>,
    /// The sections that are ranked.
    seen: HashSet<i64>,
    /// The groups that have no section in which the words stand.
    barren: HashSet<i64>,
    /// Whether places were left where the words may stand.
    gave_up: bool,
    /// How many hits are asked for.
    limit: usize,
}

impl Search<'_> {
    /// The last document up to that one which filter and marks let through.
    fn next(&self, mut marked: Option<&mut Marked<'_>>, document: i64) -> rusqlite::Result<Option<i64>> {
        let mut next = document;
        loop {
            let before = next;
            if let Some(allowed) = &self.allowed {
                let Some(found) = allowed.get(allowed.partition_point(|one| *one > next)) else {
                    return Ok(None);
                };
                next = *found;
            }
            if let Some(marked) = &mut marked {
                let Some(found) = marked.next(next)? else { return Ok(None) };
                next = found;
            }
            if next == before {
                return Ok(Some(next));
            }
        }
    }

    /// Adds the sections found in a way to `ranked`, those that came last first.
    fn rank(&mut self, way: Way, ranked: &mut Vec<Ranked>) -> rusqlite::Result<()> {
        let Some(expression) = expression(self.terms, way) else { return Ok(()) };
        let connection = self.archive.connection();
        let mut entries = connection.prepare_cached(ENTRIES)?;
        let mut marked_entries = connection.prepare_cached(ENTRIES)?;
        let mut held = connection.prepare_cached("SELECT held FROM document WHERE id = ?1")?;
        let mut packed = connection.prepare_cached("SELECT packed FROM sections WHERE id = ?1")?;
        let (mut looked, mut vain, mut leaps, mut found) = (0, 0, 0, 0);
        let begin = |document: i64| mirrored(document << PLACE_BITS);
        let mut lowest = match &self.allowed {
            Some(allowed) => allowed.first().map_or(i64::MAX, |last| begin(*last)),
            None => 0,
        };
        let mut marked = match marks(self.terms).filter(|_| !way.unmarked) {
            Some(marks) => Some(Marked { rows: marked_entries.query(params![marks, lowest])?, at: i64::MAX }),
            None => None,
        };
        'leap: loop {
            let mut passed_over = 0;
            let mut rows = entries.query(params![expression, lowest])?;
            while let Some(row) = rows.next()? {
                let group = mirrored(row.get(0)?);
                let document = group >> PLACE_BITS;
                looked += 1;
                // Nobody is told that nothing is there before all was looked through that can be.
                let patience = match ranked.len() {
                    // What has the words in a heading is found among all, too.
                    found if way.heading || found >= self.limit => VAIN_WITH_ALL,
                    0 => usize::MAX,
                    _ => VAIN,
                };
                if looked > LOOKED || vain > patience {
                    self.gave_up |= !way.heading;
                    return Ok(());
                }
                let Some(next) = self.next(marked.as_mut().filter(|_| vain > PATIENCE), document)? else {
                    return Ok(());
                };
                if next < document {
                    passed_over += 1;
                    if passed_over > PATIENCE && leaps < LEAPS {
                        leaps += 1;
                        lowest = begin(next);
                        continue 'leap;
                    }
                    continue;
                }
                if self.allowed.is_none() && !held.query_row([document], |row| row.get(0))? {
                    continue;
                }
                passed_over = 0;
                let before = found;
                if self.barren.contains(&group) {
                    continue;
                }
                let packed: Vec<u8> = packed.query_row([group], |row| row.get(0))?;
                let mut barren = true;
                for (part, section) in
                    unpack(&packed).ok_or(rusqlite::Error::InvalidQuery)?.into_iter().zip(group..)
                {
                    if !has(part, &self.needed) {
                        continue;
                    }
                    let (heading, text) = (words(part.heading.unwrap_or_default()), words(part.text));
                    let Some(weight) = weigh(self.terms, &heading, &text) else { continue };
                    barren = false;
                    if (weight.headed || !way.heading) && self.seen.insert(section) {
                        ranked.push(Ranked { section, weight });
                        found += 1;
                    }
                }
                if barren {
                    self.barren.insert(group);
                }
                if found >= RANKED {
                    return Ok(());
                }
                vain += usize::from(found == before);
            }
            return Ok(());
        }
    }
}

/// The documents that have some words as they are marked, the last first: asked for where many groups were weighed in vain.
struct Marked<'s> {
    rows: rusqlite::Rows<'s>,
    /// The one that was read last.
    at: i64,
}

impl Marked<'_> {
    /// The last of them up to a document.
    fn next(&mut self, document: i64) -> rusqlite::Result<Option<i64>> {
        while self.at > document {
            let Some(row) = self.rows.next()? else { return Ok(None) };
            self.at = mirrored(row.get(0)?) >> PLACE_BITS;
        }
        Ok(Some(self.at))
    }
}

/// The documents that the filters let through, the last first; none where there is no filter.
fn allowed(archive: &Archive, query: &Query<'_>) -> rusqlite::Result<Option<Vec<i64>>> {
    let text = |value: Option<&str>| value.map(|value| Value::Text(value.to_owned()));
    let provinces =
        (!query.provinces.is_empty()).then(|| Value::Text(serde_json::json!(query.provinces).to_string()));
    let filters = [
        ("kind = ?", text(query.kind)),
        ("substr(issuer_id, 1, length(?)) = ?", text(query.issuer)),
        ("level = ?", text(query.level)),
        ("date >= ?", text(query.from)),
        ("substr(date, 1, length(?)) <= ?", text(query.to)),
        ("province IN (SELECT value FROM json_each(?))", provinces),
        (
            "id IN (SELECT document FROM citation WHERE target = ? OR meant = ?)",
            query.cites.map(|found| Value::Integer(found.key)),
        ),
    ];
    // Only what is asked for stands in the question, so that an index leads to it.
    let mut sql = "SELECT id FROM document WHERE held".to_owned();
    let mut values = Vec::new();
    for (condition, value) in filters {
        if let Some(value) = value {
            values.push(value);
            sql.push_str(&format!(" AND {}", condition.replace('?', &format!("?{}", values.len()))));
        }
    }
    if values.is_empty() {
        return Ok(None);
    }
    let mut statement = archive.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    let mut allowed: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
    allowed.sort_unstable_by_key(|document| Reverse(*document));
    Ok(Some(allowed))
}

/// The numbers of whole words of a query, of which each stands in every section that is meant. None where the query says
/// «or».
fn needed(terms: &[Term]) -> Vec<u64> {
    let mut needed = Vec::new();
    let mut excluded = false;
    for term in terms {
        match term {
            Term::Or => return Vec::new(),
            Term::Phrase(phrase) if !excluded => {
                let whole = phrase.words.len() - usize::from(phrase.begun);
                needed.extend(phrase.words[..whole].iter().map(|word| number(&word.bare)));
            }
            _ => {}
        }
        excluded = *term == Term::Not;
    }
    needed.truncate(u64::BITS as usize);
    needed
}

/// Whether each of these words may stand in a section: most sections of a group have none, and are seen through quickly.
fn has(part: Part<'_>, needed: &[u64]) -> bool {
    let mut missing = needed.iter().enumerate().fold(0_u64, |missing, (at, _)| missing | 1 << at);
    for text in [part.heading.unwrap_or_default(), part.text] {
        each_number(text, |number| {
            for (at, wanted) in needed.iter().enumerate() {
                missing &= !(u64::from(number == *wanted) << at);
            }
        });
    }
    missing == 0
}

/// Whether the words stand in a section and, if they do, how well.
fn weigh(terms: &[Term], heading: &[Word], text: &[Word]) -> Option<Weight> {
    let length = (heading.len() + text.len()) as f64;
    // Heading or text in which nothing has a mark may have lost its marks.
    let lost = |part: &[Word]| part.iter().all(|word| word.marked.is_none());
    let (heading_lost, text_lost) = (lost(heading), lost(text));
    // What stands so far: whether with marks, and the score.
    let mut whole: Option<Weight> = None;
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
        let score = often / (often + 0.4 + length / 60.0);
        let one = (often > 0.0).then_some(Weight { exact, score, headed: times.0 > 0 });
        let join = std::mem::replace(&mut join, Term::And);
        whole = match (join, whole, one) {
            _ if std::mem::take(&mut first) => one,
            (Term::Not, whole, one) => whole.filter(|_| one.is_none()),
            (Term::Or, Some(a), Some(b)) => Some(Weight {
                exact: a.exact || b.exact,
                score: a.score + b.score,
                headed: a.headed || b.headed,
            }),
            (Term::Or, a, b) => a.or(b),
            (_, Some(a), Some(b)) => Some(Weight {
                exact: a.exact && b.exact,
                score: a.score + b.score,
                headed: a.headed && b.headed,
            }),
            _ => None,
        };
    }
    whole
}

fn hit(archive: &Archive, section: i64, terms: &[Term]) -> rusqlite::Result<Hit> {
    let document = section >> PLACE_BITS;
    let sql = "SELECT instrument.name, document.number
        FROM document JOIN instrument ON instrument.id = document.instrument WHERE document.id = ?1";
    let (name, number) = archive
        .connection()
        .prepare_cached(sql)?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Its group is the last one that does not begin behind it.
    let sql = "SELECT id, packed FROM sections WHERE id <= ?1 ORDER BY id DESC LIMIT 1";
    let (group, packed): (i64, Vec<u8>) = archive
        .connection()
        .prepare_cached(sql)?
        .query_row([section], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let part = unpack(&packed)
        .and_then(|parts| parts.get(usize::try_from(section - group).ok()?).copied())
        .ok_or(rusqlite::Error::InvalidQuery)?;
    let (passage, highlight) = passage(part, terms);
    let heading = part.heading.map(str::to_owned);
    Ok(Hit { document: name, number, section: part.path.to_owned(), heading, passage, highlight })
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
    if way.unmarked {
        expression = format!("({expression}) AND \"{UNMARKED}\"");
    }
    (!expression.is_empty()).then_some(expression)
}

/// One phrase in the words of FTS5.
fn in_index(phrase: &Phrase, way: Way) -> String {
    let word = |word: &Word| match way.heading {
        true => format!("{HEADING}{}", word.bare),
        false => word.bare.clone(),
    };
    let words: Vec<String> = phrase.words.iter().map(word).collect();
    format!("\"{}\"{}", words.join(" "), if phrase.begun { " *" } else { "" })
}

/// The words of a query as they are marked, in the words of FTS5: each stands in every document that has what is meant with
/// its marks. None where nothing is marked, or the query says «or».
fn marks(terms: &[Term]) -> Option<String> {
    let mut marked: Vec<String> = Vec::new();
    let mut excluded = false;
    for term in terms {
        match term {
            Term::Or => return None,
            Term::Phrase(phrase) if !excluded && phrase.marks => {
                let whole = phrase.words.len() - usize::from(phrase.begun);
                let words = phrase.words[..whole].iter().filter_map(|word| word.marked.as_ref());
                marked.extend(words.map(|word| format!("\"{word}\"")));
            }
            _ => {}
        }
        excluded = *term == Term::Not;
    }
    (!marked.is_empty()).then(|| marked.join(" AND "))
}

/// The words around the first place where a phrase of the query stands, and that place.
fn passage(part: Part<'_>, terms: &[Term]) -> (String, Option<(usize, usize)>) {
    let text = if part.text.is_empty() { part.heading.unwrap_or_default() } else { part.text };
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
        format!("\"{}\"", words(word)[0].marked.clone().unwrap())
    }

    #[test]
    fn marks_choose_the_words() {
        let with_marks = |query: &str| marks(&terms(query));
        assert_eq!((asked("duong").as_str(), with_marks("duong")), ("\"duong\"", None));
        assert_eq!((asked("Đường").as_str(), with_marks("Đường")), ("\"duong\"", Some(marked("đường"))));
        let some = with_marks("trẻ NOT mới \"bạo luc\" duong");
        assert_eq!(some, Some(format!("{} AND {}", marked("trẻ"), marked("bạo"))));
        assert_eq!(with_marks("trẻ OR già"), None);
    }

    #[test]
    fn phrases_operators_beginnings_and_numbers() {
        assert_eq!(asked("\"bao luc\" OR hoc*"), "(\"bao luc\") OR \"hoc\" *");
        for spelling in ["28 CT/TW", "28-ct/tw", "28-CT/TW"] {
            assert_eq!(asked(spelling), "\"28 ct tw\"", "{spelling}");
        }
        assert_eq!(asked("6/QĐ-TTg"), "\"6 qd ttg\"", "a symbol is found without its marks");
        for nothing in ["", "\"", "AND", "* - /", "\"\" NOT"] {
            assert_eq!(asked(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn marks_as_typed_come_first_and_no_others() {
        let weigh =
            |query: &str, text: &str| weigh(&terms(query), &[], &words(text)).map(|weight| weight.exact);
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
            let (shown, place) = passage(Part { path: "I", heading: None, text }, &terms(query));
            place.map(|(start, end)| shown[start..end].to_owned())
        };
        assert_eq!(shown("\"học đường\"").as_deref(), Some("học đường"));
        assert_eq!(shown("dương").as_deref(), Some("dương"));
        assert_eq!(shown("huyen"), None);
    }
}

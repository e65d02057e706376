//! Full text over sections, with and without marks.

use rusqlite::params;
use serde::Serialize;

use crate::archive::{Archive, ArchiveError, bare, bare_letter};

/// How many letters of the text stand around the first word found.
const AROUND: usize = 90;

/// What to search for.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// Words; "…" for a phrase; AND, OR, NOT; `word*` for a beginning. A word with marks must stand there so, a word without
    /// may bear any.
    pub words: &'a str,
    /// The code of a type, `KH`.
    pub kind: Option<&'a str>,
    /// The slug of an issuer, or its beginning.
    pub issuer: Option<&'a str>,
    /// `central`, `province`, `district`, `commune`.
    pub level: Option<&'a str>,
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
    let Some(expression) = expression(&terms) else { return Ok(Vec::new()) };
    let sql = "SELECT documents.document, documents.number, section.path, section.title, section.text
        FROM section_words
        JOIN section ON section.id = section_words.rowid
        JOIN documents ON documents.key = section.document
        WHERE section_words MATCH ?1 AND (?2 IS NULL OR documents.kind = ?2)
            AND (?3 IS NULL OR substr(documents.issuer_id, 1, length(?3)) = ?3) AND (?4 IS NULL OR documents.level = ?4)
            AND (?5 IS NULL OR documents.date >= ?5) AND (?6 IS NULL OR substr(documents.date, 1, length(?6)) <= ?6)
        ORDER BY bm25(section_words, 5.0, 1.0, 4.0, 0.8), section.id LIMIT ?7";
    let values =
        params![expression, query.kind, query.issuer, query.level, query.from, query.to, query.limit as i64];
    archive.rows(sql, values, |row| {
        let (heading, text): (Option<String>, String) = (row.get(3)?, row.get(4)?);
        let (passage, highlight) = passage(&heading, &text, &terms);
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
    /// Words that stand together, the last only begun where `begun`.
    Phrase {
        words: String,
        begun: bool,
    },
}

/// Reads a query; nothing in it is an error.
fn terms(query: &str) -> Vec<Term> {
    let query: String = unicode_normalization::UnicodeNormalization::nfc(query).collect();
    let mut terms = Vec::new();
    for (place, piece) in query.split('"').enumerate() {
        if place % 2 == 1 {
            push(&mut terms, piece, false);
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
                        push(&mut terms, &format!("{word} {symbol}"), false);
                    } else {
                        push(&mut terms, word.trim_end_matches('*'), word.ends_with('*'));
                    }
                }
            }
        }
    }
    terms
}

fn push(terms: &mut Vec<Term>, piece: &str, begun: bool) {
    let words: Vec<&str> = piece.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if !words.is_empty() {
        terms.push(Term::Phrase { words: words.join(" "), begun });
    }
}

/// The query in the words of FTS5; none where nothing is asked.
fn expression(terms: &[Term]) -> Option<String> {
    let mut expression = String::new();
    let mut join = None;
    for term in terms {
        match term {
            Term::And => join = Some(" AND "),
            Term::Or => join = Some(" OR "),
            Term::Not => join = Some(" NOT "),
            Term::Phrase { words, begun } => {
                if !expression.is_empty() {
                    expression = format!("({expression}){}", join.unwrap_or(" AND "));
                }
                join = None;
                let columns = if is_marked(words) { "{title text}" } else { "{title_bare text_bare}" };
                let star = if *begun { " *" } else { "" };
                expression.push_str(&format!("{columns} : \"{}\"{star}", lower(words)));
            }
        }
    }
    (!expression.is_empty()).then_some(expression)
}

fn lower(words: &str) -> String {
    if is_marked(words) { words.to_lowercase() } else { bare(words) }
}

/// Whether a mark was typed. The đ of a symbol («QĐ-TTg») stands for itself.
fn is_marked(words: &str) -> bool {
    !words.is_ascii()
}

/// The words around the first place where a phrase of the query stands, and that place.
fn passage(heading: &Option<String>, text: &str, terms: &[Term]) -> (String, Option<(usize, usize)>) {
    let text = if text.is_empty() { heading.as_deref().unwrap_or_default() } else { text };
    let letters: Vec<char> = text.chars().collect();
    let low: Vec<char> = letters.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let plain: Vec<char> = letters.iter().map(|c| bare_letter(*c)).collect();
    let mut excluded = false;
    let mut found = None;
    for term in terms {
        if let Term::Phrase { words, .. } = term
            && !std::mem::take(&mut excluded)
            && found.is_none()
        {
            let wanted: Vec<char> = lower(words).chars().collect();
            found = find(if is_marked(words) { &low } else { &plain }, &wanted);
        }
        excluded = *term == Term::Not;
    }
    let (start, end) = found.unwrap_or((0, 0));
    let first = start.saturating_sub(AROUND);
    let last = (end + AROUND).min(letters.len());
    let take = |from: usize, to: usize| letters[from..to].iter().collect::<String>().replace('\n', " ");
    let before = format!("{}{}", if first > 0 { "…" } else { "" }, take(first, start));
    let place = found.map(|_| (before.len(), before.len() + take(start, end).len()));
    let after = if last < letters.len() { "…" } else { "" };
    (format!("{before}{}{}{after}", take(start, end), take(end, last)), place)
}

/// Where `words` stand in `text` as whole words; what separates words may be any sign.
fn find(text: &[char], words: &[char]) -> Option<(usize, usize)> {
    let is_word = |place: usize| text.get(place).is_some_and(|c| c.is_alphanumeric());
    (0..text.len()).filter(|start| *start == 0 || !is_word(start - 1)).find_map(|start| {
        let mut at = start;
        for letter in words {
            if *letter == ' ' {
                let gap = (at..text.len()).take_while(|place| !is_word(*place)).count();
                if gap == 0 {
                    return None;
                }
                at += gap;
            } else if text.get(at) == Some(letter) {
                at += 1;
            } else {
                return None;
            }
        }
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> String {
        expression(&terms(query)).unwrap_or_default()
    }

    #[test]
    fn marks_choose_the_columns() {
        assert_eq!(asked("duong"), "{title_bare text_bare} : \"duong\"");
        assert_eq!(asked("Đường"), "{title text} : \"đường\"");
        assert_eq!(asked("trẻ duong"), "({title text} : \"trẻ\") AND {title_bare text_bare} : \"duong\"");
    }

    #[test]
    fn phrases_operators_beginnings_and_numbers() {
        assert_eq!(
            asked("\"bao luc\" OR hoc*"),
            "({title_bare text_bare} : \"bao luc\") OR {title_bare text_bare} : \"hoc\" *"
        );
        let number = "{title_bare text_bare} : \"28 ct tw\"";
        for spelling in ["28 CT/TW", "28-ct/tw", "28-CT/TW"] {
            assert_eq!(asked(spelling), number, "{spelling}");
        }
        for nothing in ["", "\"", "AND", "* - /", "\"\" NOT"] {
            assert_eq!(asked(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn a_passage_shows_what_was_found() {
        let text = "Phòng, chống bạo lực học đường; không có dương tính";
        let (shown, place) = passage(&None, text, &terms("\"học đường\""));
        assert_eq!(&shown[place.unwrap().0..place.unwrap().1], "học đường");
        let (shown, place) = passage(&None, text, &terms("dương"));
        assert_eq!(&shown[place.unwrap().0..place.unwrap().1], "dương");
        assert_eq!(passage(&None, text, &terms("huyen")).1, None);
    }
}

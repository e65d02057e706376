//! Who cites an instrument, what it cites, and what the archive lacks.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::Serialize;

use super::Found;
use crate::archive::{Archive, ArchiveError};

/// A mention and the document it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citing {
    /// The document that mentions it.
    pub document: String,
    pub section: String,
    /// What is meant.
    pub target: String,
    pub text: String,
    pub span_start: i64,
    pub span_end: i64,
}

/// The mentions of an instrument, by document and place.
pub fn citing(archive: &Archive, of: &Found) -> Result<Vec<Citing>, ArchiveError> {
    let which = "SELECT document, ordinal FROM citation WHERE meant = ?1
        UNION SELECT document, ordinal FROM citation WHERE target = ?1";
    mentions(archive, of, which)
}

/// What the documents of an instrument mention.
pub fn cited_by(archive: &Archive, of: &Found) -> Result<Vec<Citing>, ArchiveError> {
    let which = "SELECT document.id AS document, ordinal FROM document
        CROSS JOIN citation ON citation.document = document.id WHERE instrument = ?1";
    mentions(archive, of, which)
}

/// The mentions that `which` selects by document and ordinal.
fn mentions(archive: &Archive, of: &Found, which: &str) -> Result<Vec<Citing>, ArchiveError> {
    let sql = format!(
        "SELECT holder.name, section, meant.name, text, span_start, span_end
        FROM ({which}) AS mention
        CROSS JOIN document ON document.id = mention.document AND document.held
        CROSS JOIN instrument AS holder ON holder.id = document.instrument
        CROSS JOIN citation ON citation.document = mention.document AND citation.ordinal = mention.ordinal
        CROSS JOIN instrument AS meant ON meant.id = citation.meant
        ORDER BY holder.name, document.id, span_start, citation.ordinal"
    );
    archive.rows(&sql, [of.key], |row| {
        Ok(Citing {
            document: row.get(0)?,
            section: row.get(1)?,
            target: row.get(2)?,
            text: row.get(3)?,
            span_start: row.get(4)?,
            span_end: row.get(5)?,
        })
    })
}

/// An instrument that documents cite and the archive does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// The canonical id.
    pub id: String,
    pub printed: Option<String>,
    /// How many documents cite it.
    pub documents: i64,
    /// How many times it is cited.
    pub mentions: i64,
    /// What it is about, in the words of a citation.
    pub subject: Option<String>,
}

/// The instruments most cited that the archive does not hold, the most wanted first.
pub fn wanted(archive: &Archive, limit: usize) -> Result<Vec<Wanted>, ArchiveError> {
    let gone = archive.rows("SELECT id FROM document WHERE NOT held", [], |row| row.get(0))?;
    let gone: HashSet<i64> = gone.into_iter().collect();
    // How many documents cite an instrument, how often, and which it is: counted as they lie in an index.
    let mut counted: Vec<(i64, i64, i64)> = Vec::new();
    let mut before = None;
    archive.rows("SELECT meant, document FROM citation ORDER BY meant, document", [], |row| {
        let (meant, document): (i64, i64) = (row.get(0)?, row.get(1)?);
        if gone.contains(&document) {
            return Ok(());
        }
        if counted.last().is_none_or(|(.., last)| *last != meant) {
            counted.push((0, 0, meant));
        }
        if let Some((documents, mentions, _)) = counted.last_mut() {
            *documents += i64::from(before != Some((meant, document)));
            *mentions += 1;
        }
        before = Some((meant, document));
        Ok(())
    })?;
    counted.sort_unstable_by(|one, other| other.cmp(one));
    let sql = "SELECT name, printed,
            (SELECT subject FROM citation WHERE target = instrument.id AND subject IS NOT NULL LIMIT 1)
        FROM instrument
        WHERE id = ?1 AND (complete OR number IS NULL)
            AND NOT EXISTS (SELECT 1 FROM document WHERE document.instrument = instrument.id AND document.held)";
    let mut list: Vec<Wanted> = Vec::new();
    for (documents, mentions, instrument) in counted {
        // Of those that are cited as often as the last one, names decide.
        let is_less = |last: &Wanted| (last.documents, last.mentions) != (documents, mentions);
        if list.len() >= limit && list.last().is_none_or(is_less) {
            break;
        }
        list.extend(archive.rows(sql, [instrument], |row| {
            let (id, printed, subject) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Wanted { id, printed, documents, mentions, subject })
        })?);
    }
    let order = |wanted: &Wanted| (Reverse(wanted.documents), Reverse(wanted.mentions), wanted.id.clone());
    list.sort_by_cached_key(order);
    list.truncate(limit);
    Ok(list)
}

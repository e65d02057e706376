//! Who cites an instrument, what it cites, and what the archive lacks.

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
    let which = "SELECT document, target FROM citation WHERE target = ?1
        UNION SELECT document, cited FROM resolution WHERE resolved = ?1";
    mentions(archive, of, which)
}

/// What the documents of an instrument mention.
pub fn cited_by(archive: &Archive, of: &Found) -> Result<Vec<Citing>, ArchiveError> {
    let which = "SELECT DISTINCT document.id AS document, target FROM document
        CROSS JOIN citation ON citation.document = document.id WHERE instrument = ?1";
    mentions(archive, of, which)
}

/// The mentions of each pair of document and instrument that `which` selects.
fn mentions(archive: &Archive, of: &Found, which: &str) -> Result<Vec<Citing>, ArchiveError> {
    let sql = format!(
        "SELECT holder.name, section, meant.name, text, span_start, span_end
        FROM ({which}) AS pair
        CROSS JOIN document ON document.id = pair.document AND document.held
        CROSS JOIN instrument AS holder ON holder.id = document.instrument
        CROSS JOIN citation ON citation.document = pair.document AND citation.target = pair.target
        LEFT JOIN resolution ON resolution.document = pair.document AND resolution.cited = pair.target
        CROSS JOIN instrument AS meant ON meant.id = coalesce(resolution.resolved, pair.target)
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
    // Each pair of document and instrument once, from the index; only what is shown is looked at closer.
    let sql = "WITH open AS (
            SELECT id FROM instrument
            WHERE (complete OR number IS NULL)
                AND NOT EXISTS (SELECT 1 FROM document WHERE document.instrument = instrument.id AND document.held)),
        meant AS (
            SELECT open.id AS instrument, citation.document
            FROM open CROSS JOIN citation ON citation.target = open.id
            LEFT JOIN resolution ON resolution.document = citation.document AND resolution.cited = open.id
            WHERE resolution.resolved IS NULL
            UNION ALL
            SELECT open.id, citation.document
            FROM open CROSS JOIN resolution ON resolution.resolved = open.id
            CROSS JOIN citation ON citation.document = resolution.document AND citation.target = resolution.cited),
        shown AS (
            SELECT instrument.id, instrument.name, instrument.printed, count(DISTINCT meant.document) AS documents,
                count(*) AS mentions
            FROM meant JOIN instrument ON instrument.id = meant.instrument
            WHERE meant.document NOT IN (SELECT id FROM document WHERE NOT held)
            GROUP BY instrument.id ORDER BY documents DESC, mentions DESC, instrument.name LIMIT ?1)
        SELECT name, printed, documents, mentions,
            (SELECT subject FROM citation WHERE target = shown.id AND subject IS NOT NULL LIMIT 1)
        FROM shown ORDER BY documents DESC, mentions DESC, name";
    archive.rows(sql, [limit as i64], |row| {
        Ok(Wanted {
            id: row.get(0)?,
            printed: row.get(1)?,
            documents: row.get(2)?,
            mentions: row.get(3)?,
            subject: row.get(4)?,
        })
    })
}

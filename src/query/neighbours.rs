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
    mentions(archive, of, "citations.target = instrument.name OR citations.resolved = instrument.name")
}

/// What the documents of an instrument mention.
pub fn cited_by(archive: &Archive, of: &Found) -> Result<Vec<Citing>, ArchiveError> {
    mentions(archive, of, "citations.document = instrument.name")
}

fn mentions(archive: &Archive, of: &Found, which: &str) -> Result<Vec<Citing>, ArchiveError> {
    let sql = format!(
        "SELECT citations.document, section, resolved, text, span_start, span_end
        FROM instrument JOIN citations ON {which}
        WHERE instrument.id = ?1 ORDER BY citations.document, citations.key, span_start"
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
    let sql = "WITH meant AS (
            SELECT citation.document, coalesce(resolution.resolved, citation.target) AS instrument, citation.subject
            FROM citation
            LEFT JOIN resolution ON resolution.document = citation.document AND resolution.cited = citation.target
            WHERE EXISTS (SELECT 1 FROM file WHERE file.document = citation.document))
        SELECT instrument.name, instrument.printed, count(DISTINCT meant.document) AS documents, count(*) AS mentions,
            max(meant.subject)
        FROM meant JOIN instrument ON instrument.id = meant.instrument
        WHERE (instrument.complete OR instrument.number IS NULL)
            AND NOT EXISTS (SELECT 1 FROM document JOIN file ON file.document = document.id
                WHERE document.instrument = instrument.id)
        GROUP BY instrument.id ORDER BY documents DESC, mentions DESC, instrument.name LIMIT ?1";
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

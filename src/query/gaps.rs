//! What stays open, what no longer stands, and how much is known.

use serde::Serialize;

use crate::archive::{Archive, ArchiveError};

/// A mention that leads to no certain instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unresolved {
    pub document: String,
    pub section: String,
    pub text: String,
    /// What is known of it; `_` stands for what is not.
    pub target: String,
    /// `unknown`: nothing fits. `ambiguous`: several do. `no number`: its name alone is known.
    pub reason: String,
    /// The instruments that fit.
    pub candidates: Vec<String>,
    pub span_start: i64,
    pub span_end: i64,
}

/// The mentions that lead to no certain instrument, by document and place.
pub fn unresolved(archive: &Archive) -> Result<Vec<Unresolved>, ArchiveError> {
    let sql = "SELECT documents.document, citation.section, citation.text, cited.name,
            coalesce(resolution.reason, 'no number'), coalesce(resolution.candidates, '[]'), citation.span_start, citation.span_end
        FROM citation
        JOIN documents ON documents.key = citation.document
        JOIN instrument AS cited ON cited.id = citation.target AND NOT cited.complete
        LEFT JOIN resolution ON resolution.document = citation.document AND resolution.cited = citation.target
        WHERE citation.meant = citation.target
        ORDER BY documents.document, documents.key, citation.span_start";
    archive.rows(sql, [], |row| {
        let candidates: String = row.get(5)?;
        Ok(Unresolved {
            document: row.get(0)?,
            section: row.get(1)?,
            text: row.get(2)?,
            target: row.get(3)?,
            reason: row.get(4)?,
            candidates: serde_json::from_str(&candidates).unwrap_or_default(),
            span_start: row.get(6)?,
            span_end: row.get(7)?,
        })
    })
}

/// A document that stands on an instrument which another replaced or repealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stale {
    pub document: String,
    pub date: Option<String>,
    /// `implements` or `based_on`.
    pub relation: String,
    /// What it stands on.
    pub stands_on: String,
    pub section: Option<String>,
    pub span_start: i64,
    pub span_end: i64,
    /// What ended that, and how: `replaces` or `repeals`.
    pub ended_by: String,
    pub ended_how: String,
    /// Whether only a part of it was ended.
    pub partial: bool,
    /// The date of what ended it, at least its year.
    pub ended: Option<String>,
    /// Whether the document is younger than the end of what it stands on; none where the dates do not tell.
    pub issued_after: Option<bool>,
    /// The document that says so.
    pub stated_in: String,
}

/// The documents that stand on a replaced or repealed instrument, those issued after its end first.
///
/// What replaces a document's own predecessor does not make the document stale.
pub fn stale(archive: &Archive) -> Result<Vec<Stale>, ArchiveError> {
    let sql = r#"SELECT links.document, documents.date, links.relation, links."to", links.section, links.span_start, links.span_end,
            superseded."by", superseded.relation, superseded.partial,
            coalesce((SELECT min(held.date) FROM documents AS held WHERE held.document = superseded."by"),
                (SELECT year FROM instrument WHERE name = superseded."by" AND year <> '_')) AS ended,
            superseded.document
        FROM superseded
        JOIN links ON links."to" = superseded.instrument
        JOIN documents ON documents.key = links.key
        WHERE links."from" = links.document AND links.relation IN ('implements', 'based_on')
            AND superseded."by" <> links.document
        ORDER BY links.document, links.key, links.ordinal, superseded."by", superseded.document"#;
    let mut rows: Vec<Stale> = archive.rows(sql, [], |row| {
        let (date, ended): (Option<String>, Option<String>) = (row.get(1)?, row.get(10)?);
        Ok(Stale {
            document: row.get(0)?,
            issued_after: after(date.as_deref(), ended.as_deref()),
            date,
            relation: row.get(2)?,
            stands_on: row.get(3)?,
            section: row.get(4)?,
            span_start: row.get(5)?,
            span_end: row.get(6)?,
            ended_by: row.get(7)?,
            ended_how: row.get(8)?,
            partial: row.get(9)?,
            ended,
            stated_in: row.get(11)?,
        })
    })?;
    rows.dedup_by(|later, earlier| {
        (&later.document, &later.stands_on, &later.ended_by, &later.relation)
            == (&earlier.document, &earlier.stands_on, &earlier.ended_by, &earlier.relation)
    });
    rows.sort_by_key(|stale| stale.issued_after != Some(true));
    Ok(rows)
}

/// Whether one date, as precise as known, lies after another; none where they may be the same time.
fn after(date: Option<&str>, other: Option<&str>) -> Option<bool> {
    let (date, other) = (date?, other?);
    let shared = date.len().min(other.len());
    match date.get(..shared)?.cmp(other.get(..shared)?) {
        std::cmp::Ordering::Equal if date.len() != other.len() => None,
        order => Some(order.is_gt()),
    }
}

/// One number about the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statistic {
    /// What is counted: `documents`, `mentions`.
    pub what: String,
    /// Of which kind; none for all of them.
    pub which: Option<String>,
    pub count: i64,
}

/// How much the archive holds and how far it is connected.
pub fn stats(archive: &Archive) -> Result<Vec<Statistic>, ArchiveError> {
    const COUNTS: [(&str, &str); 14] = [
        ("files", "SELECT status, count(*) FROM file GROUP BY 1"),
        ("documents", "SELECT NULL, count(*) FROM documents"),
        ("documents by kind", "SELECT coalesce(kind, 'unknown'), count(*) FROM documents GROUP BY 1"),
        ("documents by level", "SELECT coalesce(level, 'unknown'), count(*) FROM documents GROUP BY 1"),
        ("documents by year", "SELECT coalesce(substr(date, 1, 4), 'unknown'), count(*) FROM documents GROUP BY 1"),
        ("documents by legibility", "SELECT verdict, count(*) FROM documents GROUP BY 1"),
        (
            "documents by parents",
            "SELECT CASE (SELECT sum(parent) FROM link WHERE link.document = key) > 0
                WHEN 1 THEN 'with a parent' ELSE 'without' END, count(*) FROM documents GROUP BY 1",
        ),
        (
            "witnesses",
            "SELECT NULL, count(*) FROM witnesses",
        ),
        (
            "mentions",
            "SELECT CASE WHEN resolution.reason = 'law' THEN 'law of its time'
                    WHEN cited.complete THEN 'complete'
                    WHEN resolution.resolved IS NOT NULL THEN 'completed by the archive'
                    ELSE coalesce(resolution.reason, 'no number') END, count(*)
                FROM citation JOIN instrument AS cited ON cited.id = citation.target
                LEFT JOIN resolution ON resolution.document = citation.document AND resolution.cited = citation.target
                WHERE EXISTS (SELECT 1 FROM file WHERE file.document = citation.document) GROUP BY 1",
        ),
        (
            "instruments mentioned",
            "SELECT CASE WHEN held THEN 'held' ELSE 'not held' END, count(*) FROM (
                SELECT EXISTS (SELECT 1 FROM documents WHERE documents.document = links.\"to\") AS held
                FROM links GROUP BY links.\"to\") GROUP BY 1",
        ),
        ("links by relation", "SELECT relation, count(*) FROM edge GROUP BY 1"),
        ("assignments", "SELECT form, count(*) FROM assignments GROUP BY 1"),
        ("deadlines", "SELECT \"when\" ->> 'type', count(*) FROM deadlines GROUP BY 1"),
        ("targets", "SELECT NULL, count(*) FROM targets"),
    ];
    let mut list = Vec::new();
    for (what, sql) in COUNTS {
        list.extend(archive.rows(&format!("{sql} ORDER BY 1"), [], |row| {
            Ok(Statistic { what: what.to_owned(), which: row.get(0)?, count: row.get(1)? })
        })?);
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_tell_what_came_later_as_far_as_they_reach() {
        assert_eq!(after(Some("2025-03-01"), Some("2024")), Some(true));
        assert_eq!(after(Some("2024-03-01"), Some("2024-02-28")), Some(true));
        assert_eq!(after(Some("2024-02-28"), Some("2024-02-28")), Some(false));
        assert_eq!(after(Some("2023"), Some("2024-02-28")), Some(false));
        assert_eq!(after(Some("2024"), Some("2024-02-28")), None);
        assert_eq!(after(None, Some("2024")), None);
    }
}

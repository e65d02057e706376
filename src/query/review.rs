//! What deserves a human eye, worst first.

use rusqlite::params;
use serde::Serialize;

use crate::archive::{Archive, ArchiveError};

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The key of the document.
    pub key: i64,
    pub document: String,
    /// What `cancu correct`, `accept` or `reject` takes; none where there is nothing to decide there.
    pub address: Option<String>,
    /// `orphaned correction`, `illegible`, `contradicting`, `error`, `ambiguous`, `unresolved`, `warning`, `noisy`, `repair`.
    pub what: String,
    pub message: String,
    pub span_start: i64,
    pub span_end: i64,
}

/// What deserves a look and was not looked at, worst first, then by document and place; at most `limit`.
///
/// Contradicting are mentions that give an instrument another date than its own text; where that is not held, than most
/// mentions do.
pub fn review(archive: &Archive, limit: usize) -> Result<Vec<Review>, ArchiveError> {
    let sql = r#"WITH dated AS (
            SELECT document, ordinal, meant AS target, date, text, span_start, span_end FROM citation
            WHERE length(date) = 10),
        counted AS (SELECT target, date, count(*) AS mentions FROM dated GROUP BY target, date),
        usual AS (
            SELECT target, max(mentions) AS mentions, count(*) AS dates FROM counted GROUP BY target HAVING count(*) > 1),
        found (rank, key, address, what, message, span_start, span_end) AS (
            SELECT 1, key, address, 'orphaned correction', before || ' → ' || coalesce(value, action), 0, 0
            FROM corrections WHERE state = 'orphaned'
            UNION ALL
            SELECT 3, dated.document, 'citations/' || dated.ordinal, 'contradicting',
                dated.text || ': ' || dated.date || ', its own text: ' || held.date, dated.span_start, dated.span_end
            FROM dated JOIN document AS held ON held.instrument = dated.target
            WHERE length(held.date) = 10 AND held.date <> dated.date
            UNION ALL
            SELECT 3, dated.document, 'citations/' || dated.ordinal, 'contradicting',
                dated.text || ': ' || dated.date || ', elsewhere: ' || (SELECT group_concat(other.date, ', ') FROM counted AS other
                    WHERE other.target = dated.target AND other.date <> dated.date),
                dated.span_start, dated.span_end
            FROM usual JOIN dated USING (target) JOIN counted USING (target, date)
            WHERE (counted.mentions < usual.mentions OR (SELECT count(*) FROM counted AS other
                    WHERE other.target = dated.target AND other.mentions = usual.mentions) > 1)
                AND NOT EXISTS (SELECT 1 FROM document AS held WHERE held.instrument = dated.target AND length(held.date) = 10)
            UNION ALL
            SELECT 6, citation.document, 'citations/' || citation.ordinal, 'unresolved',
                citation.text || ': ' || resolution.reason || ' ' || resolution.candidates, citation.span_start, citation.span_end
            FROM resolution JOIN citation ON citation.document = resolution.document AND citation.target = resolution.cited
            WHERE resolution.reason IN ('ambiguous', 'unknown')
            UNION ALL
            SELECT CASE what WHEN 'illegible' THEN 2 WHEN 'error' THEN 4 WHEN 'ambiguous' THEN 5 WHEN 'warning' THEN 7
                    WHEN 'noisy' THEN 8 ELSE 9 END,
                document, nullif(address, 'legibility'), what, message, span_start, span_end
            FROM doubt WHERE what <> 'info')
        SELECT found.key, documents.document, address, what, message, span_start, span_end
        FROM found JOIN documents USING (key)
        WHERE NOT EXISTS (SELECT 1 FROM correction WHERE correction.document = found.key AND state IN ('applied', 'agreed')
            AND correction.carried_from IS NULL
            AND (correction.address = found.address OR correction.address LIKE found.address || '/%'))
        ORDER BY rank, documents.document, key, span_start, address LIMIT ?1"#;
    archive.rows(sql, [limit as i64], |row| {
        Ok(Review {
            key: row.get(0)?,
            document: row.get(1)?,
            address: row.get(2)?,
            what: row.get(3)?,
            message: row.get(4)?,
            span_start: row.get(5)?,
            span_end: row.get(6)?,
        })
    })
}

/// A correction with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    pub id: i64,
    /// `applied`, `agreed`, `orphaned`, `withdrawn`.
    pub state: String,
    pub document: String,
    pub key: i64,
    /// `set`, `accept`, `reject`, `withdraw`.
    pub action: String,
    pub address: String,
    /// What was extracted there, and the value in its place: JSON.
    pub before: String,
    pub value: Option<String>,
    pub by: String,
    pub why: Option<String>,
    pub at: String,
    /// The correction of an earlier text of the document that this one repeats.
    pub carried_from: Option<i64>,
    /// The correction that this one takes back.
    pub withdraws: Option<i64>,
}

/// Every decision that was ever noted, in order.
pub fn history(archive: &Archive) -> Result<Vec<Decided>, ArchiveError> {
    let sql = r#"SELECT id, state, document, key, action, address, before, value, "by", why, "at", carried_from, withdraws
        FROM corrections ORDER BY id"#;
    archive.rows(sql, [], |row| {
        Ok(Decided {
            id: row.get(0)?,
            state: row.get(1)?,
            document: row.get(2)?,
            key: row.get(3)?,
            action: row.get(4)?,
            address: row.get(5)?,
            before: row.get(6)?,
            value: row.get(7)?,
            by: row.get(8)?,
            why: row.get(9)?,
            at: row.get(10)?,
            carried_from: row.get(11)?,
            withdraws: row.get(12)?,
        })
    })
}

/// A text that the archive holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    pub key: i64,
    pub document: String,
    /// The files that hold it, a JSON array.
    pub paths: String,
}

/// The texts that `name` may mean: a key (`#12`), a canonical id, a number as printed, or the end of a file's path.
pub fn find_documents(archive: &Archive, name: &str) -> Result<Vec<Held>, ArchiveError> {
    let held =
        |row: &rusqlite::Row<'_>| Ok(Held { key: row.get(0)?, document: row.get(1)?, paths: row.get(2)? });
    if let Some(key) = name.strip_prefix('#') {
        let sql = "SELECT key, document, paths FROM documents WHERE key = ?1";
        return archive.rows(sql, params![key.parse::<i64>().unwrap_or(-1)], held);
    }
    let mut found = Vec::new();
    for instrument in super::find(archive, name)? {
        let sql = "SELECT key, document, paths FROM documents WHERE document = ?1 ORDER BY key";
        found.extend(archive.rows(sql, [&instrument.id], held)?);
    }
    if found.is_empty() {
        let sql =
            "SELECT DISTINCT key, documents.document, paths FROM documents JOIN file ON file.document = key
            WHERE path = ?1 OR substr(path, -length(?1) - 1) IN ('/' || ?1, '\\' || ?1) ORDER BY key";
        found = archive.rows(sql, [name], held)?;
    }
    Ok(found)
}

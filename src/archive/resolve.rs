//! Which instruments incomplete mentions mean, now that other documents are known.
//!
//! A mention whose issuer or year is not known resolves where exactly one instrument of the archive, held or cited in
//! full, has its kind and number, agrees in what is known, and is not younger than the document that mentions it. What was
//! settled stays but for the mentions of new documents and those that share kind and number with an instrument that
//! arrived; each of these is resolved from the rows alone, so nothing depends on the order in which documents came.

use rusqlite::{Connection, Row, params};

/// The most candidates that are named.
const CANDIDATES: i64 = 100;

/// An incomplete mention.
struct Mention {
    document: i64,
    cited: i64,
    /// The year of the document that mentions it.
    before: Option<String>,
    issuer: String,
    kind: String,
    year: String,
    number: String,
    printed: Option<String>,
}

impl Mention {
    fn read(row: &Row<'_>) -> rusqlite::Result<Mention> {
        Ok(Mention {
            document: row.get(0)?,
            cited: row.get(1)?,
            before: row.get(2)?,
            issuer: row.get(3)?,
            kind: row.get(4)?,
            year: row.get(5)?,
            number: row.get(6)?,
            printed: row.get(7)?,
        })
    }
}

/// Resolves the incomplete mentions that what was written since the last time may change.
pub(super) fn run(connection: &Connection) -> rusqlite::Result<()> {
    let mut mentions = connection.prepare(
        "WITH touched (document, cited) AS (
            SELECT citation.document, citation.target FROM unsettled JOIN citation USING (document)
            UNION
            SELECT citation.document, citation.target
            FROM arrived
            CROSS JOIN instrument ON instrument.id = arrived.instrument
            CROSS JOIN instrument AS open ON open.kind = instrument.kind AND open.number = instrument.number
            CROSS JOIN citation ON citation.target = open.id
            WHERE NOT open.complete)
        SELECT touched.document, cited.id, substr(document.date, 1, 4), cited.issuer, cited.kind, cited.year, cited.number,
            cited.printed_slug
        FROM touched
        JOIN instrument AS cited ON cited.id = touched.cited
        JOIN document ON document.id = touched.document
        WHERE NOT cited.complete AND cited.number IS NOT NULL",
    )?;
    let candidates = |known: &str| {
        format!(
            "SELECT id, name FROM instrument
            WHERE kind = ?1 AND number = ?2 AND complete AND {known} AND (?4 = '_' OR year = ?4)
                AND (?5 IS NULL OR printed_slug IS NULL OR printed_slug = ?5) AND (?6 IS NULL OR year <= ?6)
                AND (EXISTS (SELECT 1 FROM document WHERE document.instrument = instrument.id)
                    OR EXISTS (SELECT 1 FROM citation WHERE citation.target = instrument.id))
            ORDER BY name LIMIT {CANDIDATES}"
        )
    };
    let mut by_issuer = connection.prepare(&candidates("issuer = ?3"))?;
    let mut by_anybody = connection.prepare(&candidates("?3 = '_'"))?;
    let mut settle = connection.prepare(
        "INSERT INTO resolution VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (document, cited) DO UPDATE
        SET resolved = excluded.resolved, reason = excluded.reason, candidates = excluded.candidates WHERE reason <> 'law'",
    )?;
    // Where one is taken to mean another, citations and links follow; only what changes is written.
    let follow = |table: &str, stated: &str, meant: &str| {
        format!(
            "UPDATE {table} SET {meant} = resolution.resolved_or_cited FROM (SELECT coalesce(resolved, cited) AS resolved_or_cited
                FROM resolution WHERE document = ?1 AND cited = ?2) AS resolution
            WHERE document = ?1 AND {stated} = ?2 AND {meant} <> resolution.resolved_or_cited"
        )
    };
    let mut followers = [
        connection.prepare(&follow("citation", "target", "meant"))?,
        connection.prepare(&follow("link", "source", "origin"))?,
        connection.prepare(&follow("link", "target", "goal"))?,
    ];
    // All are known before the first is written: what is written is not read here.
    let mentions: Vec<Mention> = mentions.query_map([], Mention::read)?.collect::<Result<_, _>>()?;
    for mention in mentions {
        let candidates = if mention.issuer == "_" { &mut by_anybody } else { &mut by_issuer };
        let values = params![
            mention.kind,
            mention.number,
            mention.issuer,
            mention.year,
            mention.printed,
            mention.before
        ];
        let found: Vec<(i64, String)> =
            candidates.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let (resolved, reason) = match found.as_slice() {
            [] => (None, "unknown"),
            [(only, _)] => (Some(*only), "only candidate"),
            _ => (None, "ambiguous"),
        };
        let names: Vec<&String> = found.iter().map(|(_, name)| name).collect();
        let names = serde_json::to_string(&names).expect("names are strings");
        settle.execute(params![mention.document, mention.cited, resolved, reason, names])?;
        for follower in &mut followers {
            follower.execute([mention.document, mention.cited])?;
        }
    }
    connection.execute_batch("DELETE FROM unsettled; DELETE FROM arrived")
}

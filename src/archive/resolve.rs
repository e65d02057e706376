//! Which instruments incomplete mentions mean, now that other documents are known.
//!
//! A mention whose issuer or year is not known resolves where exactly one instrument of the archive, held or cited in
//! full, has its kind and number, agrees in what is known, and is not younger than the document that mentions it. All
//! resolutions are made anew from the rows, so they do not depend on the order in which documents came.

use rusqlite::{Connection, params};

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

/// Resolves every incomplete mention anew, where documents were written since that was done last.
pub(super) fn run(connection: &Connection) -> rusqlite::Result<()> {
    if connection.execute("DELETE FROM unsettled", [])? == 0 {
        return Ok(());
    }
    connection.execute("DELETE FROM resolution WHERE reason <> 'law'", [])?;
    let mentions: Vec<Mention> = connection
        .prepare(
            "SELECT DISTINCT citation.document, cited.id, substr(document.date, 1, 4), cited.issuer, cited.kind, cited.year,
                cited.number, cited.printed_slug
            FROM instrument AS cited
            JOIN citation ON citation.target = cited.id
            JOIN document ON document.id = citation.document
            WHERE NOT cited.complete AND cited.number IS NOT NULL
            ORDER BY citation.document, cited.id",
        )?
        .query_map([], |row| {
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
        })?
        .collect::<Result<_, _>>()?;
    let mut candidates = connection.prepare(
        "SELECT id, name FROM instrument
        WHERE kind = ?1 AND number = ?2 AND complete AND (?3 = '_' OR issuer = ?3) AND (?4 = '_' OR year = ?4)
            AND (?5 IS NULL OR printed_slug IS NULL OR printed_slug = ?5) AND (?6 IS NULL OR year <= ?6)
            AND (EXISTS (SELECT 1 FROM document WHERE document.instrument = instrument.id)
                OR EXISTS (SELECT 1 FROM citation WHERE citation.target = instrument.id))
        ORDER BY name LIMIT 100",
    )?;
    let mut insert = connection.prepare("INSERT OR IGNORE INTO resolution VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for mention in mentions {
        let found: Vec<(i64, String)> = candidates
            .query_map(
                params![
                    mention.kind,
                    mention.number,
                    mention.issuer,
                    mention.year,
                    mention.printed,
                    mention.before
                ],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .collect::<Result<_, _>>()?;
        let (resolved, reason) = match found.as_slice() {
            [] => (None, "unknown"),
            [(only, _)] => (Some(*only), "only candidate"),
            _ => (None, "ambiguous"),
        };
        let names: Vec<&String> = found.iter().map(|(_, name)| name).collect();
        let names = serde_json::to_string(&names).expect("names are strings");
        insert.execute(params![mention.document, mention.cited, resolved, reason, names])?;
    }
    Ok(())
}

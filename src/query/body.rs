//! Bodies by what people call them, and what they must do.

use std::collections::BTreeSet;

use rusqlite::params;
use serde::Serialize;

use crate::archive::{Archive, ArchiveError};
use crate::text;

/// The bodies that `name` may mean: an id, or a name in any spelling. A name without its place («Sở Y tế») fits the body
/// of every place.
pub fn find_bodies(archive: &Archive, name: &str) -> Result<Vec<String>, ArchiveError> {
    let slug = text::slug(name);
    let known =
        "SELECT id FROM body WHERE id = ?1 UNION SELECT predecessor FROM succession WHERE predecessor = ?1
        UNION SELECT successor FROM succession WHERE successor = ?1";
    for id in [name.trim(), &slug] {
        let exact: Vec<String> = archive.rows(known, [id], |row| row.get(0))?;
        if !exact.is_empty() {
            return Ok(exact);
        }
    }
    if slug.is_empty() {
        return Ok(Vec::new());
    }
    let begun = "SELECT DISTINCT id FROM body WHERE id BETWEEN ?1 || '-' AND ?1 || '-~' ORDER BY id";
    let begun: Vec<String> = archive.rows(begun, [&slug], |row| row.get(0))?;
    if !begun.is_empty() {
        return Ok(begun);
    }
    let all = archive.rows("SELECT DISTINCT id, name FROM body ORDER BY id", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    Ok(all.into_iter().filter(|(_, name)| text::slug(name) == slug).map(|(id, _)| id).collect())
}

/// A body with all whose tasks it has taken over, and all who have taken over its own.
pub fn with_successors(archive: &Archive, body: &str) -> Result<Vec<String>, ArchiveError> {
    let mut ids = BTreeSet::from([body.to_owned()]);
    for sql in [
        "WITH RECURSIVE next (id) AS (SELECT ?1 UNION SELECT successor FROM next JOIN succession ON predecessor = id)
            SELECT id FROM next",
        "WITH RECURSIVE before (id) AS (SELECT ?1 UNION SELECT predecessor FROM before JOIN succession ON successor = id)
            SELECT id FROM before",
    ] {
        ids.extend(archive.rows(sql, [body], |row| row.get::<_, String>(0))?);
    }
    Ok(ids.into_iter().collect())
}

/// Something that a body must do, take part in or receive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matter {
    /// `lead` (chủ trì), `by` (owes it by a time), `coordinating` (phối hợp), `to` (receives it).
    pub role: String,
    /// The body, and the name the document gives it.
    pub body: String,
    pub name: String,
    /// The words of the task.
    pub task: String,
    /// When, as printed.
    pub when: Option<String>,
    pub document: String,
    pub date: Option<String>,
    pub title: Option<String>,
    pub section: String,
    pub span_start: i64,
    pub span_end: i64,
}

/// Everything that a body leads, owes, takes part in or receives, and what those do from whom it took over or who took
/// over from it; by role, then by document and place.
pub fn matters(archive: &Archive, body: &str) -> Result<Vec<Matter>, ArchiveError> {
    let bodies = with_successors(archive, body)?;
    let sql = r#"SELECT party.role, body.id, party.name, coalesce(assignment.task, deadline.task),
            coalesce(assignment.timing, deadline.text), documents.document, documents.date, documents.title,
            coalesce(assignment.section, deadline.section), coalesce(assignment.span_start, deadline.span_start),
            coalesce(assignment.span_end, deadline.span_end)
        FROM json_each(?1) AS asked
        JOIN body ON body.id = asked.value
        JOIN party ON party.document = body.document AND party.body = body.ordinal
        JOIN documents ON documents.key = party.document
        LEFT JOIN assignment ON party.role IN ('lead', 'coordinating') AND assignment.document = party.document
            AND assignment.ordinal = party.ordinal
        LEFT JOIN deadline ON party.role IN ('by', 'to') AND deadline.document = party.document
            AND deadline.ordinal = party.ordinal
        ORDER BY instr('lead by coordinating to', party.role), documents.document, documents.key, 10, 11, party.place"#;
    let asked = serde_json::to_string(&bodies).expect("ids are strings");
    archive.rows(sql, params![asked], |row| {
        Ok(Matter {
            role: row.get(0)?,
            body: row.get(1)?,
            name: row.get(2)?,
            task: row.get(3)?,
            when: row.get(4)?,
            document: row.get(5)?,
            date: row.get(6)?,
            title: row.get(7)?,
            section: row.get(8)?,
            span_start: row.get(9)?,
            span_end: row.get(10)?,
        })
    })
}

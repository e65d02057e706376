//! How one instrument leads to another over the links that documents state.

use std::collections::{HashMap, VecDeque};

use serde::Serialize;

use super::Found;
use crate::archive::{Archive, ArchiveError};

/// One link on a path, in the direction in which it is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathStep {
    pub from: String,
    pub relation: String,
    pub to: String,
    /// Whether the path goes from `to` to `from` here.
    pub backwards: bool,
    /// The document that states it, and where.
    pub document: String,
    pub section: Option<String>,
    pub span_start: i64,
    pub span_end: i64,
}

/// A link as a path sees it: where it leads, and its place in the archive.
struct Edge {
    to: i64,
    backwards: bool,
    document: i64,
    ordinal: i64,
}

/// Which links a path may take.
#[derive(Clone, Copy)]
enum Ways {
    /// `implements` and `based_on`, as stated.
    Lineage,
    /// Every link, as stated.
    Stated,
    /// Every link, also against its direction.
    Both,
}

/// The shortest path from one instrument to another, or back: by what carries out what, else by any link as stated, else
/// against the direction of links too. Empty where nothing connects them.
pub fn path(archive: &Archive, from: &Found, to: &Found) -> Result<Vec<PathStep>, ArchiveError> {
    let run = || -> rusqlite::Result<Vec<PathStep>> {
        let (here, there) = (from.key, to.key);
        let tries = [
            (here, there, Ways::Lineage),
            (there, here, Ways::Lineage),
            (here, there, Ways::Stated),
            (there, here, Ways::Stated),
            (here, there, Ways::Both),
        ];
        let mut path = None;
        for (start, end, ways) in tries {
            if path.is_none() {
                path = walk(archive, start, end, ways)?;
            }
        }
        path.unwrap_or_default().iter().map(|edge| step(archive, edge)).collect()
    };
    run().map_err(|cause| archive.trouble(cause))
}

fn walk(archive: &Archive, from: i64, to: i64, ways: Ways) -> rusqlite::Result<Option<Vec<Edge>>> {
    let mut reached: HashMap<i64, (i64, Edge)> = HashMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(place) = open.pop_front() {
        if place == to {
            let mut path = Vec::new();
            let mut place = place;
            while let Some((before, edge)) = reached.remove(&place) {
                place = before;
                path.push(edge);
            }
            path.reverse();
            return Ok(Some(path));
        }
        let mut edges = edges(archive, place, ways, false)?;
        if let Ways::Both = ways {
            edges.extend(self::edges(archive, place, ways, true)?);
        }
        for edge in edges {
            if edge.to != from && !reached.contains_key(&edge.to) {
                open.push_back(edge.to);
                reached.insert(edge.to, (place, edge));
            }
        }
    }
    Ok(None)
}

/// The links of an instrument, the strongest relation first.
fn edges(archive: &Archive, place: i64, ways: Ways, backwards: bool) -> rusqlite::Result<Vec<Edge>> {
    let (near, far) = if backwards { ("goal", "origin") } else { ("origin", "goal") };
    let only = match ways {
        Ways::Lineage => "AND relation IN ('implements', 'based_on')",
        _ => "",
    };
    let sql = format!(
        "SELECT {far}, document, ordinal FROM link
        WHERE {near} = ?1 AND {far} <> ?1 {only} AND (SELECT held FROM document WHERE document.id = link.document)
        ORDER BY instr('implements based_on proposed_by approves details amends replaces repeals cites', relation),
            (SELECT name FROM instrument WHERE id = link.{far}), document, ordinal"
    );
    let edge = |row: &rusqlite::Row<'_>| {
        Ok(Edge { to: row.get(0)?, backwards, document: row.get(1)?, ordinal: row.get(2)? })
    };
    archive.connection().prepare_cached(&sql)?.query_map([place], edge)?.collect()
}

fn step(archive: &Archive, edge: &Edge) -> rusqlite::Result<PathStep> {
    let sql = r#"SELECT "from", relation, "to", document, section, span_start, span_end FROM links WHERE key = ?1 AND ordinal = ?2"#;
    archive.connection().prepare_cached(sql)?.query_row([edge.document, edge.ordinal], |row| {
        Ok(PathStep {
            from: row.get(0)?,
            relation: row.get(1)?,
            to: row.get(2)?,
            backwards: edge.backwards,
            document: row.get(3)?,
            section: row.get(4)?,
            span_start: row.get(5)?,
            span_end: row.get(6)?,
        })
    })
}

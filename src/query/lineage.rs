//! What an instrument carries out, up to the top, and what carries it out, down to the communes.

use std::collections::HashSet;

use serde::Serialize;

use super::Found;
use crate::archive::{Archive, ArchiveError};

/// The tree above and below an instrument.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lineage {
    /// What it stands on.
    pub above: Vec<Ancestry>,
    pub instrument: Node,
    /// What stands on it.
    pub below: Vec<Ancestry>,
}

/// One instrument of a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// The canonical id.
    pub id: String,
    pub printed: Option<String>,
    pub title: Option<String>,
    pub issuer: Option<String>,
    pub level: Option<String>,
    /// Whether the archive holds its text.
    pub held: bool,
    /// What replaced or repealed it as a whole, where a document says so.
    pub ended_by: Option<String>,
}

/// A step away from the instrument asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ancestry {
    /// `implements` or `based_on`.
    pub relation: String,
    /// Whether title or preamble state it (văn bản cấp trên trực tiếp).
    pub parent: bool,
    #[serde(flatten)]
    pub node: Node,
    /// Whether the tree shows what follows at another place.
    pub repeated: bool,
    pub next: Vec<Ancestry>,
}

#[derive(Clone, Copy)]
enum Direction {
    Above,
    Below,
}

/// The lineage of an instrument over `implements` and `based_on`, at most `depth` steps each way.
pub fn lineage(archive: &Archive, of: &Found, depth: usize) -> Result<Lineage, ArchiveError> {
    let walk = |direction| {
        let mut seen = HashSet::from([of.key]);
        steps(archive, of.key, direction, depth, &mut seen)
    };
    let run = || {
        Ok(Lineage {
            above: walk(Direction::Above)?,
            instrument: node(archive, of.key)?,
            below: walk(Direction::Below)?,
        })
    };
    run().map_err(|cause| archive.trouble(cause))
}

fn steps(
    archive: &Archive,
    from: i64,
    direction: Direction,
    depth: usize,
    seen: &mut HashSet<i64>,
) -> rusqlite::Result<Vec<Ancestry>> {
    if depth == 0 {
        return Ok(Vec::new());
    }
    let (here, there) = match direction {
        Direction::Above => ("origin", "goal"),
        Direction::Below => ("goal", "origin"),
    };
    let sql = format!(
        "SELECT {there}, relation, max(parent) FROM link
        WHERE {here} = ?1 AND relation IN ('implements', 'based_on') AND {there} <> ?1
            AND (SELECT held FROM document WHERE document.id = link.document)
        GROUP BY {there}, relation
        ORDER BY relation DESC, (SELECT name FROM instrument WHERE id = {there})"
    );
    let found: Vec<(i64, String, bool)> = archive
        .connection()
        .prepare_cached(&sql)?
        .query_map([from], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut list = Vec::with_capacity(found.len());
    for (key, relation, parent) in found {
        let repeated = !seen.insert(key);
        list.push((
            key,
            Ancestry { relation, parent, node: node(archive, key)?, repeated, next: Vec::new() },
        ));
    }
    for (key, step) in &mut list {
        if !step.repeated {
            step.next = steps(archive, *key, direction, depth - 1, seen)?;
        }
    }
    Ok(list.into_iter().map(|(_, step)| step).collect())
}

fn node(archive: &Archive, key: i64) -> rusqlite::Result<Node> {
    // What is not held is described in the words of a citation.
    let sql = "SELECT instrument.name, coalesce(document.number, instrument.printed),
            coalesce(document.title, (SELECT subject FROM citation WHERE target = instrument.id AND subject IS NOT NULL LIMIT 1)),
            document.issuer, document.level, document.id IS NOT NULL,
            (SELECT ending.name FROM link JOIN instrument AS ending ON ending.id = link.origin
                WHERE link.goal = instrument.id AND link.relation IN ('replaces', 'repeals') AND ending.id <> instrument.id
                    AND NOT link.partial AND (SELECT held FROM document WHERE document.id = link.document)
                ORDER BY ending.name LIMIT 1)
        FROM instrument LEFT JOIN document ON document.instrument = instrument.id AND document.held
        WHERE instrument.id = ?1 ORDER BY document.id LIMIT 1";
    archive.connection().prepare_cached(sql)?.query_row([key], |row| {
        Ok(Node {
            id: row.get(0)?,
            printed: row.get(1)?,
            title: row.get(2)?,
            issuer: row.get(3)?,
            level: row.get(4)?,
            held: row.get(5)?,
            ended_by: row.get(6)?,
        })
    })
}

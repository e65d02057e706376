//! The citation graph of the chosen documents: the links they state, and the instruments at their ends.

use rusqlite::params;

use super::ExportError;
use super::chosen::Chosen;

/// An instrument, held or only cited.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) key: i64,
    /// The canonical id.
    pub(super) id: String,
    /// The rest from its document where one is held, else as mentions state it.
    pub(super) number: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) issuer: Option<String>,
    /// The slug of the issuer, of what is held.
    pub(super) issuer_id: Option<String>,
    pub(super) level: Option<String>,
    pub(super) date: Option<String>,
    pub(super) title: Option<String>,
    pub(super) held: bool,
}

impl Node {
    /// What people call it.
    pub(super) fn label(&self) -> &str {
        self.number.as_deref().or(self.title.as_deref()).unwrap_or(&self.id)
    }
}

/// A link that a document states.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// Canonical ids.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) relation: String,
    /// Whether it leads to the direct parent (văn bản cấp trên trực tiếp).
    pub(super) parent: bool,
    pub(super) certainty: String,
    /// The document that states it, and where.
    pub(super) document: String,
    pub(super) section: String,
    /// The place among the links of that document, from 0.
    pub(super) ordinal: i64,
}

pub(super) struct Graph<'a> {
    chosen: &'a Chosen<'a>,
}

const EDGE: &str = "SELECT origin.name, goal.name, relation, parent, certainty, stated.name, section, ordinal
    FROM export_edge
    JOIN instrument AS origin ON origin.id = export_edge.source
    JOIN instrument AS goal ON goal.id = export_edge.target
    JOIN document ON document.id = export_edge.document
    JOIN instrument AS stated ON stated.id = document.instrument
    JOIN export_document ON export_document.key = export_edge.document";

impl<'a> Graph<'a> {
    /// Gathers the graph, in tables beside the archive.
    pub(super) fn of(chosen: &'a Chosen<'a>) -> Result<Graph<'a>, ExportError> {
        chosen.run(
            "CREATE TEMP TABLE export_edge (
                source INTEGER NOT NULL, target INTEGER NOT NULL, relation TEXT NOT NULL, parent INTEGER NOT NULL,
                certainty TEXT NOT NULL, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, section TEXT NOT NULL);
            CREATE TEMP TABLE export_node (key INTEGER PRIMARY KEY)",
        )?;
        chosen.keyed(|key, document| {
            for (link, ordinal) in document.links.iter().zip(0i64..) {
                let first = link.citations.first().and_then(|&index| document.citations.get(index));
                let section = first.map_or("title", |citation| &citation.section);
                chosen.change(
                    "INSERT INTO export_edge SELECT source, target, relation, parent, certainty, document, ordinal, ?3
                    FROM edge WHERE document = ?1 AND ordinal = ?2",
                    params![key, ordinal, section],
                )?;
            }
            Ok(())
        })?;
        chosen.run(
            "INSERT INTO export_node
                SELECT document.instrument FROM export_document JOIN document ON document.id = export_document.key
                UNION SELECT source FROM export_edge UNION SELECT target FROM export_edge;
            CREATE INDEX temp.export_edge_source ON export_edge (source)",
        )?;
        Ok(Graph { chosen })
    }

    /// Calls `visit` with each node, by canonical id.
    pub(super) fn nodes(
        &self,
        visit: impl FnMut(Node) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        // What is not held is described by its mentions; the fullest of their words comes last in the order of words.
        let sql = "SELECT instrument.id, instrument.name, coalesce(held.number, instrument.printed), coalesce(held.kind, cited.kind),
                coalesce(held.issuer, cited.issuer), held.issuer_id, held.level, coalesce(held.date, cited.date),
                coalesce(held.title, cited.subject), held.id IS NOT NULL
            FROM export_node
            JOIN instrument ON instrument.id = export_node.key
            LEFT JOIN document AS held ON held.id = (SELECT document.id FROM document
                WHERE document.instrument = instrument.id AND EXISTS (SELECT 1 FROM file WHERE file.document = document.id)
                ORDER BY document.sha256 LIMIT 1)
            LEFT JOIN (SELECT target, max(kind) AS kind, max(issuer) AS issuer, max(date) AS date, max(subject) AS subject
                FROM citation WHERE target IN (SELECT key FROM export_node)
                    AND EXISTS (SELECT 1 FROM file WHERE file.document = citation.document)
                GROUP BY target) AS cited
                ON held.id IS NULL AND cited.target = instrument.id
            ORDER BY instrument.name";
        self.chosen.read(
            sql,
            [],
            |row| {
                Ok(Node {
                    key: row.get(0)?,
                    id: row.get(1)?,
                    number: row.get(2)?,
                    kind: row.get(3)?,
                    issuer: row.get(4)?,
                    issuer_id: row.get(5)?,
                    level: row.get(6)?,
                    date: row.get(7)?,
                    title: row.get(8)?,
                    held: row.get(9)?,
                })
            },
            visit,
        )
    }

    /// Calls `visit` with slug and name of each issuer of what is held.
    pub(super) fn issuers(
        &self,
        mut visit: impl FnMut(String, String) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let sql = "SELECT document.issuer_id, max(document.issuer) FROM export_node
            JOIN document ON document.instrument = export_node.key
            WHERE document.issuer_id IS NOT NULL AND document.issuer IS NOT NULL
                AND EXISTS (SELECT 1 FROM file WHERE file.document = document.id)
            GROUP BY document.issuer_id ORDER BY document.issuer_id";
        self.chosen.read(sql, [], |row| Ok((row.get(0)?, row.get(1)?)), |(slug, name)| visit(slug, name))
    }

    /// Calls `visit` with each edge, in reading order of the documents.
    pub(super) fn edges(
        &self,
        visit: impl FnMut(Edge) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let sql = format!("{EDGE} ORDER BY export_document.place, ordinal");
        self.chosen.read(&sql, [], edge, visit)
    }

    /// The edges from a node.
    pub(super) fn edges_from(&self, node: &Node) -> Result<Vec<Edge>, ExportError> {
        let sql =
            format!("{EDGE} WHERE source = ?1 ORDER BY goal.name, relation, export_document.place, ordinal");
        let mut edges = Vec::new();
        self.chosen.read(&sql, [node.key], edge, |edge| {
            edges.push(edge);
            Ok(())
        })?;
        Ok(edges)
    }
}

fn edge(row: &rusqlite::Row<'_>) -> rusqlite::Result<Edge> {
    Ok(Edge {
        from: row.get(0)?,
        to: row.get(1)?,
        relation: row.get(2)?,
        parent: row.get(3)?,
        certainty: row.get(4)?,
        document: row.get(5)?,
        section: row.get(6)?,
        ordinal: row.get(7)?,
    })
}

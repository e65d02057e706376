//! The citation graph for Neo4j and others that speak Cypher: two tables and a script that loads them.
//!
//! `LOAD CSV` takes a backslash for an escape, so one that stands in the words is doubled.

use std::io::{self, Write};
use std::path::Path;

use super::chosen::Chosen;
use super::graph::Graph;
use super::graphml::truth;
use super::{ExportError, place, sheet};

const SCRIPT: &str = "\
// Loads nodes.csv and edges.csv, which must lie in the import folder of the database. It may be run again.
CREATE CONSTRAINT instrument_id IF NOT EXISTS FOR (i:Instrument) REQUIRE i.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
MERGE (i:Instrument {id: row.id})
SET i.number = row.number, i.kind = row.kind, i.issuer = row.issuer, i.level = row.level, i.date = row.date,
  i.title = row.title, i.held = row.held = 'true';
";

/// A relation and the type of its relationships.
const RELATIONS: [(&str, &str); 9] = [
    ("implements", "IMPLEMENTS"),
    ("based_on", "BASED_ON"),
    ("proposed_by", "PROPOSED_BY"),
    ("approves", "APPROVES"),
    ("details", "DETAILS"),
    ("amends", "AMENDS"),
    ("replaces", "REPLACES"),
    ("repeals", "REPEALS"),
    ("cites", "CITES"),
];

pub(super) fn write(chosen: &Chosen<'_>, folder: &Path) -> Result<(), ExportError> {
    let graph = Graph::of(chosen)?;
    let mut nodes = sheet::for_programs(place::create(folder, "nodes.csv")?);
    let head = ["id", "number", "kind", "issuer", "level", "date", "title", "held"];
    nodes.write_record(head).map_err(io::Error::from)?;
    graph.nodes(|node| {
        let values = [&node.number, &node.kind, &node.issuer, &node.level, &node.date, &node.title];
        let values = values.map(|value| escaped(value.as_deref().unwrap_or_default()));
        nodes.write_field(escaped(&node.id)).map_err(io::Error::from)?;
        for value in values {
            nodes.write_field(value).map_err(io::Error::from)?;
        }
        Ok(nodes.write_record([truth(node.held)]).map_err(io::Error::from)?)
    })?;
    nodes.flush()?;
    let mut edges = sheet::for_programs(place::create(folder, "edges.csv")?);
    let head = ["from", "to", "relation", "parent", "certainty", "document", "section", "ordinal"];
    edges.write_record(head).map_err(io::Error::from)?;
    graph.edges(|edge| {
        let (parent, ordinal) = (truth(edge.parent), edge.ordinal.to_string());
        let [from, to, document, section] =
            [&edge.from, &edge.to, &edge.document, &edge.section].map(|text| escaped(text));
        let row = [&from, &to, &edge.relation, parent, &edge.certainty, &document, &section, &ordinal];
        Ok(edges.write_record(row).map_err(io::Error::from)?)
    })?;
    edges.flush()?;
    let mut script = place::create(folder, "load.cypher")?;
    script.write_all(SCRIPT.as_bytes())?;
    for (relation, kind) in RELATIONS {
        write!(
            script,
            "
LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row
WITH row WHERE row.relation = '{relation}'
MATCH (a:Instrument {{id: row.from}})
MATCH (b:Instrument {{id: row.to}})
MERGE (a)-[r:{kind} {{document: row.document, ordinal: toInteger(row.ordinal)}}]->(b)
SET r.parent = row.parent = 'true', r.certainty = row.certainty, r.section = row.section;
"
        )?;
    }
    Ok(script.flush()?)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
}

//! The citation graph as GraphML.

use std::io::Write;

use super::ExportError;
use super::chosen::Chosen;
use super::graph::Graph;
use super::xml::Xml;

/// The attributes: key, whose, name, type.
const KEYS: [(&str, &str, &str, &str); 15] = [
    ("id", "node", "id", "string"),
    ("label", "node", "label", "string"),
    ("number", "node", "number", "string"),
    ("kind", "node", "kind", "string"),
    ("issuer", "node", "issuer", "string"),
    ("level", "node", "level", "string"),
    ("date", "node", "date", "string"),
    ("title", "node", "title", "string"),
    ("held", "node", "held", "boolean"),
    ("relation", "edge", "relation", "string"),
    ("parent", "edge", "parent", "boolean"),
    ("certainty", "edge", "certainty", "string"),
    ("document", "edge", "document", "string"),
    ("section", "edge", "section", "string"),
    ("ordinal", "edge", "ordinal", "long"),
];

pub(super) fn write(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let graph = Graph::of(chosen)?;
    let mut xml = Xml::new(out)?;
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ],
    )?;
    for (key, whose, name, kind) in KEYS {
        xml.leaf("key", &[("id", key), ("for", whose), ("attr.name", name), ("attr.type", kind)], "")?;
    }
    xml.open("graph", &[("id", "cancu"), ("edgedefault", "directed")])?;
    graph.nodes(|node| {
        xml.open("node", &[("id", &token(&node.id))])?;
        xml.leaf("data", &[("key", "id")], &node.id)?;
        xml.leaf("data", &[("key", "label")], node.label())?;
        let rest = [
            ("number", &node.number),
            ("kind", &node.kind),
            ("issuer", &node.issuer),
            ("level", &node.level),
            ("date", &node.date),
            ("title", &node.title),
        ];
        for (key, value) in rest {
            if let Some(value) = value {
                xml.leaf("data", &[("key", key)], value)?;
            }
        }
        xml.leaf("data", &[("key", "held")], truth(node.held))?;
        Ok(xml.close()?)
    })?;
    let mut count = 0;
    graph.edges(|edge| {
        count += 1;
        let id = format!("e{count}");
        xml.open("edge", &[("id", &id), ("source", &token(&edge.from)), ("target", &token(&edge.to))])?;
        xml.leaf("data", &[("key", "relation")], &edge.relation)?;
        xml.leaf("data", &[("key", "parent")], truth(edge.parent))?;
        xml.leaf("data", &[("key", "certainty")], &edge.certainty)?;
        xml.leaf("data", &[("key", "document")], &edge.document)?;
        xml.leaf("data", &[("key", "section")], &edge.section)?;
        xml.leaf("data", &[("key", "ordinal")], &edge.ordinal.to_string())?;
        Ok(xml.close()?)
    })?;
    Ok(xml.finish()?.flush()?)
}

pub(super) fn truth(truth: bool) -> &'static str {
    if truth { "true" } else { "false" }
}

/// The canonical id as an NMTOKEN, which GraphML wants: `vn:ubnd-tinh-dong-nai:kh:2024:220`.
fn token(id: &str) -> String {
    let mut token = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '/' => token.push(':'),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => token.push(c),
            c => token.push_str(&format!(".{:x}.", u32::from(c))),
        }
    }
    token
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn tokens_differ_where_ids_do() {
        assert_eq!(token("vn/ubnd-tinh/kh/2024/220"), "vn:ubnd-tinh:kh:2024:220");
        assert_eq!(token("vn/_/qd/_/a:b.c"), "vn:_:qd:_:a.3a.b.2e.c");
    }
}

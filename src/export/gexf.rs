//! The citation graph as GEXF 1.3.

use std::io::Write;

use super::ExportError;
use super::chosen::Chosen;
use super::graph::Graph;
use super::graphml::truth;
use super::xml::Xml;

const NODE: [(&str, &str); 7] = [
    ("number", "string"),
    ("kind", "string"),
    ("issuer", "string"),
    ("level", "string"),
    ("date", "string"),
    ("title", "string"),
    ("held", "boolean"),
];
const EDGE: [(&str, &str); 6] = [
    ("relation", "string"),
    ("parent", "boolean"),
    ("certainty", "string"),
    ("document", "string"),
    ("section", "string"),
    ("ordinal", "long"),
];

pub(super) fn write(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let graph = Graph::of(chosen)?;
    let mut xml = Xml::new(out)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd"),
            ("version", "1.3"),
        ],
    )?;
    xml.open("meta", &[])?;
    xml.leaf("creator", &[], "cancu")?;
    xml.close()?;
    xml.open("graph", &[("mode", "static"), ("defaultedgetype", "directed")])?;
    for (class, attributes) in [("node", NODE.as_slice()), ("edge", EDGE.as_slice())] {
        xml.open("attributes", &[("class", class)])?;
        for (name, kind) in attributes {
            xml.leaf("attribute", &[("id", name), ("title", name), ("type", kind)], "")?;
        }
        xml.close()?;
    }
    xml.open("nodes", &[])?;
    graph.nodes(|node| {
        xml.open("node", &[("id", &node.id), ("label", node.label())])?;
        let held = Some(truth(node.held).to_owned());
        let values = [&node.number, &node.kind, &node.issuer, &node.level, &node.date, &node.title, &held];
        values_of(&mut xml, &NODE, values.map(Option::as_deref))
    })?;
    xml.close()?;
    xml.open("edges", &[])?;
    let mut count = 0;
    graph.edges(|edge| {
        count += 1;
        let id = count.to_string();
        xml.open(
            "edge",
            &[("id", &id), ("source", &edge.from), ("target", &edge.to), ("kind", &edge.relation)],
        )?;
        let ordinal = edge.ordinal.to_string();
        let values =
            [&edge.relation, truth(edge.parent), &edge.certainty, &edge.document, &edge.section, &ordinal];
        values_of(&mut xml, &EDGE, values.map(Some))
    })?;
    Ok(xml.finish()?.flush()?)
}

/// Writes the values that there are and closes the element.
fn values_of<const N: usize>(
    xml: &mut Xml<impl Write>,
    names: &[(&str, &str); N],
    values: [Option<&str>; N],
) -> Result<(), ExportError> {
    xml.open("attvalues", &[])?;
    for ((name, _), value) in names.iter().zip(values) {
        if let Some(value) = value {
            xml.leaf("attvalue", &[("for", name), ("value", value)], "")?;
        }
    }
    xml.close()?;
    Ok(xml.close()?)
}

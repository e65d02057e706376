//! The instruments and their links as linked data (RDF), in the words of ELI and schema.org: Turtle and JSON-LD.
//!
//! An instrument is `urn:cancu:` and its canonical id, a body `urn:cancu:body/` and its slug, a type `urn:cancu:type/` and
//! its code. Each link has the property that ELI has for it and, where ELI tells less, one of cancu's own beside it. A link
//! that is not stated in so many words is described further by its certainty.

use std::io::{self, Write};

use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleSerializer;
use serde_json::{Map, Value, json};

use super::ExportError;
use super::chosen::Chosen;
use super::graph::{Edge, Graph, Node};

const PREFIXES: [(&str, &str); 6] = [
    ("cancu", "urn:cancu:term/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("lang", "http://publications.europa.eu/resource/authority/language/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("schema", "http://schema.org/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The properties of a relation; what ELI has comes first. «Replaces» repeals too: ELI has no word of its own for it.
fn properties(relation: &str) -> &'static [&'static str] {
    match relation {
        "implements" => &["eli:applies", "cancu:implements"],
        "based_on" => &["eli:based_on"],
        "proposed_by" => &["eli:cites", "cancu:proposedBy"],
        "approves" => &["eli:cites", "cancu:approves"],
        "details" => &["eli:applies", "cancu:details"],
        "amends" => &["eli:amends"],
        "replaces" => &["eli:repeals", "cancu:replaces"],
        "repeals" => &["eli:repeals"],
        _ => &["eli:cites"],
    }
}

/// What is said of one thing, in short names.
struct Resource {
    /// None for a node without a name.
    iri: Option<String>,
    types: &'static [&'static str],
    values: Vec<(&'static str, Object)>,
}

enum Object {
    /// A whole IRI.
    Thing(String),
    /// A short name.
    Name(&'static str),
    Text(String),
    /// Text in Vietnamese.
    Vietnamese(String),
    /// A value and the short name of its type.
    Typed(String, &'static str),
}

/// The resources that a node and the links from it make.
fn resources(node: &Node, edges: &[Edge]) -> Vec<Resource> {
    let iri = instrument(&node.id);
    let mut values = Vec::new();
    let mut say = |property, object: Option<Object>| values.extend(object.map(|object| (property, object)));
    say("eli:id_local", node.number.clone().map(Object::Text));
    say("eli:type_document", node.kind.as_ref().map(|code| Object::Thing(urn("type/", code))));
    say("eli:date_document", node.date.as_deref().and_then(date));
    let body = node.issuer_id.as_ref().map(|slug| urn("body/", slug));
    say("eli:passed_by", body.clone().map(Object::Thing));
    say("eli:is_realized_by", node.held.then(|| Object::Thing(format!("{iri}/vie"))));
    say("schema:name", node.title.clone().map(Object::Vietnamese));
    say("cancu:issuer", node.issuer.clone().map(Object::Vietnamese));
    say("cancu:level", node.level.clone().map(Object::Text));
    say("cancu:held", Some(Object::Typed(node.held.to_string(), "xsd:boolean")));
    let mut seen = Vec::new();
    for edge in edges {
        for &property in properties(&edge.relation).iter().chain(edge.parent.then_some(&"cancu:parent")) {
            if !seen.contains(&(property, edge.to.as_str())) {
                seen.push((property, &edge.to));
                values.push((property, Object::Thing(instrument(&edge.to))));
            }
        }
    }
    let mut list = vec![Resource {
        iri: Some(iri.clone()),
        types: &["eli:LegalResource", "schema:Legislation"],
        values,
    }];
    if node.held {
        let mut values = vec![("eli:language", Object::Name("lang:VIE"))];
        values.extend(node.title.clone().map(|title| ("eli:title", Object::Vietnamese(title))));
        list.push(Resource { iri: Some(format!("{iri}/vie")), types: &["eli:LegalExpression"], values });
    }
    for edge in edges.iter().filter(|edge| edge.certainty != "stated") {
        let values = vec![
            ("rdf:subject", Object::Thing(iri.clone())),
            ("rdf:predicate", Object::Name(properties(&edge.relation)[0])),
            ("rdf:object", Object::Thing(instrument(&edge.to))),
            ("cancu:certainty", Object::Text(edge.certainty.clone())),
            ("cancu:document", Object::Thing(instrument(&edge.document))),
            ("cancu:section", Object::Text(edge.section.clone())),
        ];
        list.push(Resource { iri: None, types: &["rdf:Statement"], values });
    }
    list
}

pub(super) fn turtle(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, iri) in PREFIXES {
        serializer = serializer.with_prefix(prefix, iri).expect("prefixes are IRIs");
    }
    let mut serializer = serializer.for_writer(out);
    let mut unnamed = 0;
    each(chosen, |resource| {
        let subject: NamedOrBlankNode = match resource.iri {
            Some(iri) => NamedNode::new_unchecked(iri).into(),
            None => {
                unnamed += 1;
                BlankNode::new_unchecked(format!("s{unnamed}")).into()
            }
        };
        let mut say = |property: NamedNode, object: Term| {
            serializer.serialize_triple(&Triple::new(subject.clone(), property, object))
        };
        for name in resource.types {
            say(named("rdf:type"), named(name).into())?;
        }
        for (property, object) in resource.values {
            let term = match object {
                Object::Thing(iri) => NamedNode::new_unchecked(iri).into(),
                Object::Name(name) => named(name).into(),
                Object::Text(text) => Literal::new_simple_literal(text).into(),
                Object::Vietnamese(text) => {
                    Literal::new_language_tagged_literal_unchecked(text, "vi".to_owned()).into()
                }
                Object::Typed(text, kind) => Literal::new_typed_literal(text, named(kind)).into(),
            };
            say(named(property), term)?;
        }
        Ok(())
    })?;
    serializer.finish()?;
    Ok(())
}

pub(super) fn json_ld(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let context: Map<String, Value> =
        PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).into())).collect();
    write!(out, "{{\"@context\": {},\n\"@graph\": [", Value::from(context))?;
    let mut first = true;
    each(chosen, |resource| {
        out.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
        let mut node = Map::new();
        node.extend(resource.iri.map(|iri| ("@id".to_owned(), iri.into())));
        node.insert("@type".to_owned(), resource.types.into());
        for (property, object) in resource.values {
            let value = match object {
                Object::Thing(iri) => json!({ "@id": iri }),
                Object::Name(name) => json!({ "@id": name }),
                Object::Text(text) => text.into(),
                Object::Vietnamese(text) => json!({ "@value": text, "@language": "vi" }),
                Object::Typed(text, kind) => json!({ "@value": text, "@type": kind }),
            };
            match node.get_mut(property) {
                None => {
                    node.insert(property.to_owned(), value);
                }
                Some(Value::Array(list)) => list.push(value),
                Some(one) => *one = json!([one.take(), value]),
            }
        }
        Ok(serde_json::to_writer(&mut *out, &node).map_err(io::Error::from)?)
    })?;
    Ok(out.write_all(b"\n]}\n")?)
}

/// Calls `visit` with what is said of every node, and of every issuer where it is met first.
fn each(
    chosen: &Chosen<'_>,
    mut visit: impl FnMut(Resource) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let graph = Graph::of(chosen)?;
    graph.issuers(|slug, name| {
        let values = vec![("schema:name", Object::Vietnamese(name))];
        visit(Resource {
            iri: Some(urn("body/", &slug)),
            types: &["eli:Agent", "schema:Organization"],
            values,
        })
    })?;
    graph.nodes(|node| {
        let edges = graph.edges_from(&node)?;
        resources(&node, &edges).into_iter().try_for_each(&mut visit)
    })
}

fn named(name: &str) -> NamedNode {
    let (prefix, local) = name.split_once(':').unwrap_or_default();
    let iri = PREFIXES.iter().find(|(known, _)| *known == prefix).map_or("", |(_, iri)| iri);
    NamedNode::new_unchecked(format!("{iri}{local}"))
}

/// The IRI of an instrument: `urn:cancu:vn/ubnd-tinh-dong-nai/kh/2024/220`.
pub(super) fn instrument(id: &str) -> String {
    urn("", id)
}

fn urn(kind: &str, id: &str) -> String {
    let mut urn = format!("urn:cancu:{kind}");
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => urn.push(byte.into()),
            byte => urn.push_str(&format!("%{byte:02X}")),
        }
    }
    urn
}

/// A date as precise as it is known.
fn date(date: &str) -> Option<Object> {
    let kind = match date.len() {
        4 => "xsd:gYear",
        7 => "xsd:gYearMonth",
        10 => "xsd:date",
        _ => return None,
    };
    Some(Object::Typed(date.to_owned(), kind))
}

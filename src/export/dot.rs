//! The citation graph in DOT, for Graphviz.

use std::io::Write;

use super::ExportError;
use super::chosen::Chosen;
use super::graph::Graph;

pub(super) fn write(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let graph = Graph::of(chosen)?;
    // What carries out stands below what it carries out.
    out.write_all(b"digraph cancu {\n  rankdir=BT;\n  node [shape=box];\n")?;
    graph.nodes(|node| {
        let style = if node.held { "solid" } else { "dashed" };
        let label = match &node.issuer {
            Some(issuer) => format!("{}\n{issuer}", node.label()),
            None => node.label().to_owned(),
        };
        write!(out, "  {} [label={}, style={style}", quoted(&node.id), quoted(&label))?;
        if let Some(title) = &node.title {
            write!(out, ", tooltip={}", quoted(title))?;
        }
        Ok(out.write_all(b"];\n")?)
    })?;
    graph.edges(|edge| {
        let style = if edge.certainty == "stated" { "solid" } else { "dashed" };
        let weight = if edge.parent { ", penwidth=2" } else { "" };
        let (from, to, relation) = (quoted(&edge.from), quoted(&edge.to), quoted(&edge.relation));
        let tooltip = quoted(&format!("{} {}", edge.document, edge.section));
        Ok(writeln!(out, "  {from} -> {to} [label={relation}, style={style}{weight}, tooltip={tooltip}];")?)
    })?;
    Ok(out.write_all(b"}\n")?)
}

/// A quoted string. Line breaks become the escape for them, other control characters are shown as `�`; a backslash of the
/// text is one that Graphviz shows.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push(' '),
            c if c.is_control() => quoted.push('\u{fffd}'),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_and_backslashes_stay() {
        assert_eq!(quoted("a \"b\"\\\n\u{7}"), "\"a \\\"b\\\"\\\\\\n\u{fffd}\"");
    }
}

//! XML, block elements on lines of their own and nothing added inside a line.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An attribute and its value.
pub(super) type Attribute<'a> = (&'a str, &'a str);

/// Writes XML.
pub(super) struct Xml<W: Write> {
    writer: Writer<W>,
    open: Vec<&'static str>,
}

impl<W: Write> Xml<W> {
    /// Begins a file.
    pub(super) fn new(out: W) -> io::Result<Xml<W>> {
        let mut writer = Writer::new(out);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Xml { writer, open: Vec::new() })
    }

    /// Opens an element that holds other elements.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) -> io::Result<()> {
        self.line()?;
        self.open.push(name);
        self.writer.write_event(Event::Start(start(name, attributes)))
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        let Some(name) = self.open.pop() else { return Ok(()) };
        self.line()?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element that holds text; without text it is empty.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) -> io::Result<()> {
        self.line()?;
        self.inline(name, attributes, text)
    }

    /// An element that holds text with elements in it.
    pub(super) fn mixed(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        content: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.line()?;
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        content(self)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// The same inside a line.
    pub(super) fn mixed_inline(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.writer.write_event(Event::Start(BytesStart::new(name)))?;
        content(self)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element inside a line.
    pub(super) fn inline(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) -> io::Result<()> {
        if text.is_empty() {
            return self.writer.write_event(Event::Empty(start(name, attributes)));
        }
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        self.text(text)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Text(BytesText::new(&legal(text))))
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> io::Result<W> {
        while !self.open.is_empty() {
            self.close()?;
        }
        let mut out = self.writer.into_inner();
        out.write_all(b"\n")?;
        Ok(out)
    }

    fn line(&mut self) -> io::Result<()> {
        let indent = format!("\n{}", "  ".repeat(self.open.len().min(20)));
        self.writer.get_mut().write_all(indent.as_bytes())
    }
}

fn start<'a>(name: &'a str, attributes: &'a [Attribute<'a>]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, legal(value)));
    }
    start
}

/// The text with `�` for what XML cannot hold.
fn legal(text: &str) -> Cow<'_, str> {
    let illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(illegal) { text.replace(illegal, "\u{fffd}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back() {
        let text = " <a> & \"b\" 'c'\r\n\td ]]> \u{e000} ";
        let mut xml = Xml::new(Vec::new()).unwrap();
        xml.open("all", &[("value", text)]).unwrap();
        xml.leaf("text", &[], text).unwrap();
        xml.leaf("odd", &[], "a\0b\u{b}\u{ffff}").unwrap();
        let bytes = xml.finish().unwrap();
        let read = roxmltree::Document::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
        let all = read.root_element();
        assert_eq!(all.attribute("value"), Some(text));
        let texts: Vec<_> = all.children().filter(|node| node.is_element()).map(|node| node.text()).collect();
        assert_eq!(texts, [Some(text), Some("a\u{fffd}b\u{fffd}\u{fffd}")]);
    }
}

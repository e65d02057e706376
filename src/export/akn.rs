//! Documents as Akoma Ntoso 3.0, a file each.
//!
//! The hierarchy follows the sections; a reference stands where a mention has its words. Who does what by when has no
//! element there and stands in `proprietary`. A date that the schema wants and the document does not state is
//! `0001-01-01` with the name `unknown`.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::chosen::Chosen;
use super::xml::{Attribute, Xml};
use super::{ExportError, place};
use crate::document::{Citation, Document, Link, Relation, Section, SectionKind, When};
use crate::text;

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
const OWN: &str = "urn:cancu:document:v1";
/// The kinds, as ids have them, whose instruments are normative acts (văn bản quy phạm pháp luật) whatever their number.
const ACTS: [&str; 11] =
    ["hp", "bluat", "luat", "pl", "l", "sac-lenh", "sac-luat", "nd", "tt", "ttlt", "nqlt"];
const NO_DATE: &str = "0001-01-01";
/// How many letters of an id a file name shows.
const NAME_LETTERS: usize = 120;
/// How many mentions are looked for at a place before the words are taken to hold none.
const LOOK_AHEAD: usize = 4;

pub(super) fn write(chosen: &Chosen<'_>, folder: &Path) -> Result<(), ExportError> {
    let mut last = (String::new(), 0);
    chosen.documents(|document| {
        let mut name = document
            .id
            .trim_start_matches("vn/")
            .replace(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'), ".");
        if name.len() > NAME_LETTERS {
            name = format!("{}~{}", &name[..NAME_LETTERS], &document.source.sha256[..8]);
        }
        // Documents come by their ids: equal names are neighbours.
        last = if last.0 == name { (name, last.1 + 1) } else { (name, 1) };
        let counted = if last.1 > 1 { format!("~{}", last.1) } else { String::new() };
        let out = place::create(folder, &format!("{}{counted}.xml", last.0))?;
        Ok(Akn::new(&document, out)?.write()?)
    })
}

/// Writes one document.
struct Akn<'a, W: Write> {
    document: &'a Document,
    xml: Xml<W>,
    /// The eId of each section by its id.
    places: HashMap<&'a str, String>,
    /// The mentions in each section, in reading order.
    mentions: HashMap<&'a str, VecDeque<&'a Citation>>,
}

impl<'a, W: Write> Akn<'a, W> {
    fn new(document: &'a Document, out: W) -> io::Result<Akn<'a, W>> {
        let mut places = HashMap::new();
        place_sections(&document.sections, "", "", &mut places);
        let mut mentions: HashMap<&str, VecDeque<&Citation>> = HashMap::new();
        for citation in &document.citations {
            mentions.entry(&citation.section).or_default().push_back(citation);
        }
        Ok(Akn { document, xml: Xml::new(out)?, places, mentions })
    }

    fn write(mut self) -> io::Result<()> {
        let work = work(&self.document.id);
        let kind = self.document.header.kind.as_ref();
        let name = kind.map_or("van-ban".to_owned(), |kind| text::slug(&kind.name));
        let is_act = work.starts_with("/akn/vn/act/") && self.document.sections.iter().any(is_body);
        self.xml.open("akomaNtoso", &[("xmlns", NAMESPACE), ("xmlns:cancu", OWN)])?;
        self.xml.open(if is_act { "act" } else { "doc" }, &[("name", &name)])?;
        self.meta(&work)?;
        self.preface()?;
        let document = self.document;
        self.parts(&document.sections, if is_act { "body" } else { "mainBody" }, None)?;
        self.xml.finish()?.flush()
    }

    fn meta(&mut self, work: &str) -> io::Result<()> {
        self.xml.open("meta", &[])?;
        self.identification(work, "main")?;
        self.modifications()?;
        self.references()?;
        self.proprietary()?;
        self.xml.close()
    }

    /// What work, expression and manifestation this is; `part` is the component.
    fn identification(&mut self, work: &str, part: &str) -> io::Result<()> {
        let header = &self.document.header;
        let date = header.date.as_deref().filter(|date| date.len() == 10);
        let (day, name) = date.map_or((NO_DATE, "unknown"), |date| (date, "issued"));
        let author = match &header.issuer {
            Some(issuer) => format!("#{}", organization(&issuer.id)),
            None => "#unknown".to_owned(),
        };
        let expression = format!("{work}/vie@{}", date.unwrap_or_default());
        let xml = &mut self.xml;
        let level = |xml: &mut Xml<W>, element, uri: &str, this: &str, date: [&str; 2], author: &str| {
            xml.open(element, &[])?;
            xml.leaf("FRBRthis", &[("value", this)], "")?;
            xml.leaf("FRBRuri", &[("value", uri)], "")?;
            xml.leaf("FRBRdate", &[("date", date[0]), ("name", date[1])], "")?;
            xml.leaf("FRBRauthor", &[("href", author)], "")
        };
        xml.open("identification", &[("source", "#cancu")])?;
        level(xml, "FRBRWork", work, &format!("{work}/!{part}"), [day, name], &author)?;
        xml.leaf("FRBRcountry", &[("value", "vn")], "")?;
        if let Some(kind) = &header.kind {
            xml.leaf("FRBRsubtype", &[("value", &text::slug(&kind.name))], "")?;
        }
        if let Some(number) = &header.number {
            xml.leaf("FRBRnumber", &[("value", number)], "")?;
        }
        xml.close()?;
        let this = format!("{expression}/!{part}");
        level(xml, "FRBRExpression", &expression, &this, [day, name], &author)?;
        xml.leaf("FRBRlanguage", &[("language", "vie")], "")?;
        xml.close()?;
        let (uri, this) = (format!("{expression}.xml"), format!("{this}.xml"));
        level(xml, "FRBRManifestation", &uri, &this, [NO_DATE, "unknown"], "#cancu")?;
        xml.leaf("FRBRformat", &[("value", "application/akn+xml")], "")?;
        xml.close()?;
        xml.close()
    }

    /// What this document changes in others (sửa đổi, thay thế, bãi bỏ).
    fn modifications(&mut self) -> io::Result<()> {
        let kind = |link: &Link| match link.relation {
            Relation::Amends => Some("substitution"),
            Relation::Replaces => Some("replacement"),
            Relation::Repeals => Some("repeal"),
            _ => None,
        };
        let links = self.document.links.iter().filter(|link| link.from == "self");
        let list: Vec<_> = links.filter_map(|link| Some((kind(link)?, link))).collect();
        if list.is_empty() {
            return Ok(());
        }
        self.xml.open("analysis", &[("source", "#cancu")])?;
        self.xml.open("activeModifications", &[])?;
        for (index, (kind, link)) in list.into_iter().enumerate() {
            let id = format!("mod_{}", index + 1);
            let source = self.reference(self.section_of(link));
            self.xml.open("textualMod", &[("eId", &id), ("type", kind)])?;
            self.xml.leaf("source", &[("href", &source)], "")?;
            self.xml.leaf("destination", &[("href", &work(&link.to))], "")?;
            self.xml.close()?;
        }
        self.xml.close()?;
        self.xml.close()
    }

    fn references(&mut self) -> io::Result<()> {
        let header = &self.document.header;
        let xml = &mut self.xml;
        let refer = |xml: &mut Xml<W>, element: &str, id: &str, href: &str, label: &str| {
            xml.leaf(element, &[("eId", id), ("href", href), ("showAs", label)], "")
        };
        xml.open("references", &[("source", "#cancu")])?;
        refer(xml, "TLCOrganization", "cancu", "/ontology/organization/cancu", "cancu")?;
        let bodies = self.document.bodies.iter().map(|body| (&body.id, &body.name));
        let issuer = header.issuer.iter().map(|issuer| (&issuer.id, &issuer.name));
        let mut seen = HashSet::new();
        for (id, name) in bodies.chain(issuer) {
            let organization = organization(id);
            if seen.insert(organization.clone()) {
                let href = format!("/ontology/organization/vn/{id}");
                refer(xml, "TLCOrganization", &organization, &href, name)?;
            }
        }
        if header.issuer.is_none() {
            refer(xml, "TLCOrganization", "unknown", "/ontology/organization/vn/_", "_")?;
        }
        if let Some(place) = &header.place {
            let href = format!("/ontology/location/vn/{}", text::slug(place));
            refer(xml, "TLCLocation", "place", &href, place)?;
        }
        if let Some(signature) = &header.signature {
            if let Some(position) = &signature.position {
                let href = format!("/ontology/role/vn/{}", text::slug(position));
                refer(xml, "TLCRole", "position", &href, position)?;
            }
            if let Some(name) = &signature.name {
                refer(
                    xml,
                    "TLCPerson",
                    "signer",
                    &format!("/ontology/person/vn/{}", text::slug(name)),
                    name,
                )?;
            }
        }
        xml.close()
    }

    /// What the schema has no element for: links with what is known of them, duties, deadlines, targets.
    fn proprietary(&mut self) -> io::Result<()> {
        let document = self.document;
        self.xml.open("proprietary", &[("source", "#cancu")])?;
        for link in &document.links {
            let from = if link.from == "self" { &document.id } else { &link.from };
            let place = self.reference(self.section_of(link));
            let (relation, certainty) = (word(link.relation), word(link.certainty));
            let parent =
                if document.parents().any(|parent| std::ptr::eq(parent, link)) { "true" } else { "false" };
            self.own(
                "cancu:link",
                vec![
                    ("href", place),
                    ("from", work(from)),
                    ("to", work(&link.to)),
                    ("relation", relation),
                    ("parent", parent.to_owned()),
                    ("certainty", certainty),
                ],
                &[],
            )?;
        }
        for fact in &document.assignments {
            let mut values = vec![
                ("href", self.reference(&fact.section)),
                ("form", word(fact.form)),
                ("certainty", word(fact.certainty)),
            ];
            values.extend(fact.when.as_ref().map(when).unwrap_or_default());
            let timing: Vec<String> = fact.timing.iter().cloned().collect();
            let lists = [
                ("cancu:lead", &fact.lead),
                ("cancu:coordinating", &fact.coordinating),
                ("cancu:timing", &timing),
            ];
            self.own("cancu:assignment", values, &lists)?;
        }
        for fact in &document.deadlines {
            let mut values = vec![
                ("href", self.reference(&fact.section)),
                ("action", word(fact.action)),
                ("certainty", word(fact.certainty)),
            ];
            values.extend(when(&fact.when));
            let words = vec![fact.text.clone()];
            let lists = [("cancu:by", &fact.by), ("cancu:to", &fact.to), ("cancu:words", &words)];
            self.own("cancu:deadline", values, &lists)?;
        }
        for fact in &document.targets {
            let mut values =
                vec![("href", self.reference(&fact.section)), ("certainty", word(fact.certainty))];
            values.extend(fact.label.clone().map(|label| ("label", label)));
            let indicator = vec![fact.indicator.clone()];
            let amounts: Vec<String> = fact.values.iter().map(json).collect();
            self.own("cancu:target", values, &[("cancu:indicator", &indicator), ("cancu:value", &amounts)])?;
        }
        self.xml.close()
    }

    /// An element of cancu's own: attributes, and elements that hold a word each.
    fn own(
        &mut self,
        name: &'static str,
        attributes: Vec<(&str, String)>,
        lists: &[(&str, &Vec<String>)],
    ) -> io::Result<()> {
        let attributes: Vec<Attribute<'_>> =
            attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if lists.iter().all(|(_, words)| words.is_empty()) {
            return self.xml.leaf(name, &attributes, "");
        }
        self.xml.open(name, &attributes)?;
        for (name, words) in lists {
            for word in *words {
                self.xml.leaf(name, &[], word)?;
            }
        }
        self.xml.close()
    }

    /// The head: who, number, where and when, what, to whom.
    fn preface(&mut self) -> io::Result<()> {
        let header = &self.document.header;
        self.xml.open("preface", &[("eId", "preface")])?;
        if let Some(issuer) = &header.issuer {
            let refers = format!("#{}", organization(&issuer.id));
            self.xml
                .mixed("p", &[], |xml| xml.inline("docProponent", &[("refersTo", &refers)], &issuer.name))?;
        }
        if let Some(number) = header.number.as_ref().or(header.symbol.as_ref()) {
            self.xml.mixed("p", &[], |xml| xml.inline("docNumber", &[], number))?;
        }
        let place = header.place.as_deref().unwrap_or_default();
        if let Some(date) = &header.date {
            self.xml.mixed("p", &[], |xml| {
                if !place.is_empty() {
                    xml.inline("location", &[("refersTo", "#place")], place)?;
                    xml.text(", ")?;
                }
                match date.len() {
                    10 => xml.inline("docDate", &[("date", date)], date),
                    _ => xml.text(date),
                }
            })?;
        }
        if let Some(kind) = &header.kind {
            self.xml.mixed("p", &[], |xml| xml.inline("docType", &[], &kind.name))?;
        }
        let title = header.title.as_deref().unwrap_or_default();
        let mut mentions = self.mentions.remove("title").unwrap_or_default();
        self.xml
            .mixed("p", &[], |xml| xml.mixed_inline("docTitle", |xml| words(xml, title, &mut mentions)))?;
        if !header.addressees.is_empty() {
            self.container("addressees", &header.addressees)?;
        }
        self.xml.close()
    }

    fn container(&mut self, name: &str, lines: &[String]) -> io::Result<()> {
        self.xml.open("container", &[("eId", name), ("name", name)])?;
        for line in lines {
            self.xml.leaf("p", &[], line)?;
        }
        self.xml.close()
    }

    /// Preamble, body, end and annexes of a document, or of an annex whose eIds begin with `prefix`.
    fn parts(&mut self, sections: &'a [Section], body: &'static str, annex: Option<&str>) -> io::Result<()> {
        let of = |wanted: fn(&Section) -> bool| sections.iter().filter(move |section| wanted(section));
        let preambles: Vec<&Section> = of(|section| section.kind == SectionKind::Preamble).collect();
        if let Some(first) = preambles.first() {
            let place = self.place(first).to_owned();
            self.xml.open("preamble", &[("eId", &place)])?;
            let mut count = 0;
            for section in preambles {
                self.preamble(section, &place, &mut count)?;
            }
            self.xml.close()?;
        }
        self.xml.open(body, &[])?;
        for section in of(is_body) {
            self.section(section)?;
        }
        if of(is_body).next().is_none() {
            self.xml.leaf("p", &[], "")?;
        }
        self.xml.close()?;
        if annex.is_none() {
            self.conclusions()?;
        }
        let mut annexes = of(|section| section.kind == SectionKind::Appendix).peekable();
        if annexes.peek().is_some() {
            self.xml.open("attachments", &[])?;
            for section in annexes {
                self.annex(section)?;
            }
            self.xml.close()?;
        }
        Ok(())
    }

    /// «Căn cứ …;» lines are citations, the others paragraphs.
    fn preamble(&mut self, section: &'a Section, place: &str, count: &mut usize) -> io::Result<()> {
        let mut mentions = self.mentions.remove(section.id.as_str()).unwrap_or_default();
        let lines: Vec<&str> = section.title.iter().map(String::as_str).chain(section.text.lines()).collect();
        for group in lines.chunk_by(|a, b| is_basis(a) == is_basis(b)) {
            if !is_basis(group[0]) {
                for line in group {
                    self.xml.mixed("p", &[], |xml| words(xml, line, &mut mentions))?;
                }
                continue;
            }
            *count += 1;
            let id = format!("{place}__citations_{count}");
            self.xml.open("citations", &[("eId", &id)])?;
            for (index, line) in group.iter().enumerate() {
                self.xml.open("citation", &[("eId", &format!("{id}__citation_{}", index + 1))])?;
                self.xml.mixed("p", &[], |xml| words(xml, line, &mut mentions))?;
                self.xml.close()?;
            }
            self.xml.close()?;
        }
        if lines.is_empty() && section.children.is_empty() {
            self.xml.leaf("p", &[], "")?;
        }
        for child in &section.children {
            self.flat(child)?;
        }
        Ok(())
    }

    /// A section below the preamble, where there is no hierarchy.
    fn flat(&mut self, section: &'a Section) -> io::Result<()> {
        let mut mentions = self.mentions.remove(section.id.as_str()).unwrap_or_default();
        let marker = section.marker.iter().chain(&section.title).cloned().collect::<Vec<_>>().join(" ");
        let text = [marker.as_str(), section.text.as_str()].join(" ");
        self.xml.mixed("p", &[("eId", &self.places[section.id.as_str()])], |xml| {
            words(xml, text.trim(), &mut mentions)
        })?;
        section.children.iter().try_for_each(|child| self.flat(child))
    }

    /// A section of the hierarchy with all below it.
    fn section(&mut self, section: &'a Section) -> io::Result<()> {
        let place = self.place(section).to_owned();
        let (element, _) = element(section.kind);
        let mut attributes = vec![("eId", place.as_str())];
        let name = word(section.kind);
        if element == "hcontainer" {
            attributes.push(("name", &name));
        }
        self.xml.open(element, &attributes)?;
        if let Some(marker) = &section.marker {
            self.xml.leaf("num", &[], marker)?;
        }
        let mut mentions = self.mentions.remove(section.id.as_str()).unwrap_or_default();
        if let Some(title) = &section.title {
            self.xml.mixed("heading", &[], |xml| words(xml, title, &mut mentions))?;
        }
        if !section.text.is_empty() || section.children.is_empty() {
            self.xml.open(if section.children.is_empty() { "content" } else { "intro" }, &[])?;
            for line in section.text.split('\n') {
                self.xml.mixed("p", &[], |xml| words(xml, line, &mut mentions))?;
            }
            self.xml.close()?;
        }
        section.children.iter().try_for_each(|child| self.section(child))?;
        self.xml.close()
    }

    /// Phụ lục, or a document that this one promulgates.
    fn annex(&mut self, section: &'a Section) -> io::Result<()> {
        let place = self.place(section).to_owned();
        self.xml.open("attachment", &[("eId", &place)])?;
        if let Some(marker) = &section.marker {
            self.xml.leaf("num", &[], marker)?;
        }
        let mut mentions = self.mentions.remove(section.id.as_str()).unwrap_or_default();
        if let Some(title) = &section.title {
            self.xml.mixed("heading", &[], |xml| words(xml, title, &mut mentions))?;
        }
        self.xml.open("doc", &[("name", "phu-luc")])?;
        self.xml.open("meta", &[])?;
        let work = work(&self.document.id);
        self.identification(&work, &place)?;
        self.xml.close()?;
        if !section.text.is_empty() {
            self.xml.open("preface", &[])?;
            for line in section.text.lines() {
                self.xml.mixed("p", &[], |xml| words(xml, line, &mut mentions))?;
            }
            self.xml.close()?;
        }
        self.parts(&section.children, "mainBody", Some(&place))?;
        self.xml.close()?;
        self.xml.close()
    }

    /// Chữ ký and Nơi nhận.
    fn conclusions(&mut self) -> io::Result<()> {
        let header = &self.document.header;
        if header.signature.is_none() && header.recipients.is_empty() && header.filing.is_none() {
            return Ok(());
        }
        self.xml.open("conclusions", &[("eId", "conclusions")])?;
        if let Some(signature) = &header.signature {
            for line in &signature.authority {
                self.xml.leaf("p", &[], line)?;
            }
            self.xml.mixed("p", &[], |xml| {
                xml.mixed_inline("signature", |xml| {
                    if let Some(position) = &signature.position {
                        xml.inline("role", &[("refersTo", "#position")], position)?;
                    }
                    match &signature.name {
                        Some(name) => {
                            xml.text(if signature.position.is_some() { " " } else { "" })?;
                            xml.inline("person", &[("refersTo", "#signer")], name)
                        }
                        None => Ok(()),
                    }
                })
            })?;
        }
        let lines: Vec<String> = header.recipients.iter().chain(&header.filing).cloned().collect();
        if !lines.is_empty() {
            self.container("recipients", &lines)?;
        }
        self.xml.close()
    }

    fn place(&self, section: &Section) -> &str {
        &self.places[section.id.as_str()]
    }

    /// A reference to the place of a section.
    fn reference(&self, section: &str) -> String {
        format!("#{}", self.places.get(section).map_or("preface", String::as_str))
    }

    /// The section in which a link is stated first.
    fn section_of(&self, link: &Link) -> &'a str {
        let first = link.citations.first().and_then(|&index| self.document.citations.get(index));
        first.map_or("title", |citation| &citation.section)
    }
}

/// Writes words with a reference wherever a mention has its words.
fn words<W: Write>(xml: &mut Xml<W>, text: &str, mentions: &mut VecDeque<&Citation>) -> io::Result<()> {
    let mut rest = text;
    loop {
        let candidates = mentions.iter().take(LOOK_AHEAD).enumerate();
        let found = candidates
            .filter(|(_, mention)| !mention.text.is_empty())
            .find_map(|(index, mention)| Some((index, rest.find(&mention.text)?)));
        let Some((index, at)) = found else { break };
        // What was looked for before it and not found stands nowhere.
        let Some(mention) = mentions.drain(..=index).next_back() else { break };
        let meant = mention.resolved.as_ref().map_or(&mention.target, |resolved| &resolved.id);
        if at > 0 {
            xml.text(&rest[..at])?;
        }
        xml.inline("ref", &[("href", &work(meant))], &mention.text)?;
        rest = &rest[at + mention.text.len()..];
    }
    if rest.is_empty() { Ok(()) } else { xml.text(rest) }
}

/// Gives every section its eId: that of its parent, the short name of its element, its number.
fn place_sections<'a>(
    sections: &'a [Section],
    parent: &str,
    above: &str,
    places: &mut HashMap<&'a str, String>,
) {
    for section in sections {
        let below =
            section.id.strip_prefix(parent).map_or(section.id.as_str(), |id| id.trim_start_matches('.'));
        let number = below.replace(char::is_whitespace, "_");
        let own = match section.kind {
            // All that stands before the first section is one preamble.
            SectionKind::Preamble => "preamble".to_owned(),
            SectionKind::Closing => number,
            kind => format!("{}_{number}", element(kind).1),
        };
        let place = if above.is_empty() { own } else { format!("{above}__{own}") };
        place_sections(&section.children, &section.id, &place, places);
        places.insert(&section.id, place);
    }
}

/// The element of a kind of section and its short name in eIds.
fn element(kind: SectionKind) -> (&'static str, &'static str) {
    match kind {
        SectionKind::Part => ("part", "part"),
        SectionKind::Chapter => ("chapter", "chp"),
        SectionKind::Section | SectionKind::Roman => ("section", "sec"),
        SectionKind::Subsection => ("subsection", "subsec"),
        SectionKind::Upper => ("division", "dvs"),
        SectionKind::Article => ("article", "art"),
        SectionKind::Arabic | SectionKind::Clause => ("paragraph", "para"),
        SectionKind::Decimal => ("subparagraph", "subpara"),
        SectionKind::Letter | SectionKind::Point | SectionKind::RomanLower => ("point", "point"),
        SectionKind::Dash | SectionKind::Plus => ("indent", "indent"),
        SectionKind::Appendix => ("hcontainer", "att"),
        SectionKind::Preamble | SectionKind::Closing => ("hcontainer", "hcontainer"),
    }
}

/// Whether a section stands in the body.
fn is_body(section: &Section) -> bool {
    !matches!(section.kind, SectionKind::Preamble | SectionKind::Appendix)
}

/// Whether a line of the preamble is a basis (căn cứ ban hành).
fn is_basis(line: &str) -> bool {
    let line = line.to_lowercase();
    ["căn cứ", "theo đề nghị", "xét đề nghị"].iter().any(|cue| line.starts_with(cue))
}

/// The IRI of an instrument as a work: `vn/ubnd-tinh-dong-nai/kh/2024/220` is
/// `/akn/vn/doc/kh/ubnd-tinh-dong-nai/2024/220`.
fn work(id: &str) -> String {
    let mut parts = id.split('/').skip(1);
    let (issuer, kind) = (parts.next().unwrap_or("_"), parts.next().unwrap_or("_"));
    let nature = if ACTS.contains(&kind) { "act" } else { "doc" };
    let mut work = format!("/akn/vn/{nature}/{kind}/{issuer}");
    for part in parts {
        work.push('/');
        work.push_str(part);
    }
    work
}

/// The eId of a body among the references.
fn organization(id: &str) -> String {
    format!("org_{}", id.replace('/', ".").replace(char::is_whitespace, "_"))
}

/// The word that the output contract has for a value.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

fn json(value: impl Serialize) -> String {
    serde_json::to_string(&value).unwrap_or_default()
}

/// A time as attributes.
fn when(when: &When) -> Vec<(&'static str, String)> {
    match when {
        When::Before { date } => vec![("when", "before".to_owned()), ("date", date.clone())],
        When::On { date } => vec![("when", "on".to_owned()), ("date", date.clone())],
        When::During { from, to } => {
            let mut values = vec![("when", "during".to_owned())];
            values.extend(from.clone().map(|from| ("from", from)));
            values.extend(to.clone().map(|to| ("to", to)));
            values
        }
        When::Every { rrule, before } => {
            vec![("when", "every".to_owned()), ("rrule", rrule.clone()), ("before", before.to_string())]
        }
        When::Ongoing => vec![("when", "ongoing".to_owned())],
        When::After { anchor, duration } => {
            vec![("when", "after".to_owned()), ("anchor", anchor.clone()), ("duration", duration.clone())]
        }
    }
}

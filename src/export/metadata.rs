//! What archives ask of a document: the fields of Thông tư 05/2025/TT-BNV and of Nghị định 30/2020/NĐ-CP, and Dublin Core.
//!
//! What a text does not say (who keeps it, for how long, how many pages it had) stays empty, for the archivist to fill in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::chosen::Chosen;
use super::xml::Xml;
use super::{ExportError, Fault, Gap, linked, sheet};
use crate::document::{Document, Verdict};

/// A field of a form.
struct Field {
    name: &'static str,
    /// The most letters it may have.
    length: usize,
    /// Whether the form wants a value.
    required: bool,
}

const fn required(name: &'static str, length: usize) -> Field {
    Field { name, length, required: true }
}

const fn optional(name: &'static str, length: usize) -> Field {
    Field { name, length, required: false }
}

/// Thông tư 05/2025/TT-BNV, the document in a package that is handed over (SIP, `EAD_doc`).
const TT05: [Field; 21] = [
    required("docId", 25),
    required("docCode", 100),
    required("maintenance", 100),
    required("typeName", 10),
    optional("codeNumber", 11),
    optional("codeNotation", 30),
    required("issuedDate", 10),
    required("organName", 200),
    required("subject", 500),
    required("language", 100),
    required("numberOfPage", 4),
    optional("inforSign", 30),
    optional("keyword", 100),
    required("mode", 20),
    required("confidenceLevel", 30),
    optional("autograph", 2000),
    optional("format", 50),
    required("riskRecovery", 1),
    optional("riskRecoveryStatus", 2),
    optional("process", 1),
    optional("description", 500),
];

/// The names of `typeName` of Thông tư 05/2025/TT-BNV, from 01 on; 32 is any other.
const TYPE_NAMES: [&str; 31] = [
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Tờ trình",
    "Giấy ủy quyền",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Biên bản",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Thư công",
    "Bản đồ",
    "Bản vẽ kỹ thuật",
];
/// `language` 01: Tiếng Việt.
const VIETNAMESE: &str = "01";

/// Nghị định 30/2020/NĐ-CP Phụ lục VI, the outgoing document; a dot leads into a field. The decree marks none as optional.
const ND30: [Field; 20] = [
    required("FileCode.OrganId", 13),
    required("FileCode.FileCatalog", 4),
    required("FileCode.FileNotation", 20),
    required("DocOrdinal", 3),
    required("TypeName", 100),
    required("CodeNumber", 11),
    required("CodeNotation", 30),
    required("IssuedDate", 10),
    required("OrganName", 200),
    required("Subject", 500),
    required("Language", 30),
    required("PageAmount", 3),
    optional("Description", 500),
    required("SignerInfo.Position", 100),
    required("SignerInfo.FullName", 50),
    required("To.OrganId", 13),
    required("To.OrganName", 200),
    required("Priority", 1),
    required("IssuedAmount", 3),
    optional("DueDate", 10),
];

/// Counts the documents in which a field is not as its form wants it.
struct Check {
    fields: &'static [Field],
    gaps: BTreeMap<(usize, Fault), usize>,
}

impl Check {
    fn new(fields: &'static [Field]) -> Check {
        Check { fields, gaps: BTreeMap::new() }
    }

    /// Looks at a document: each value with the place of its field.
    fn document<'a>(&mut self, values: impl IntoIterator<Item = (usize, &'a str)>) {
        let mut faults = BTreeSet::new();
        for (place, value) in values {
            let field = &self.fields[place];
            if value.is_empty() {
                if field.required {
                    faults.insert((place, Fault::Empty));
                }
            } else if value.chars().count() > field.length {
                faults.insert((place, Fault::Longer(field.length)));
            }
        }
        for fault in faults {
            *self.gaps.entry(fault).or_default() += 1;
        }
    }

    fn gaps(self) -> Vec<Gap> {
        let gap = |((place, fault), documents): ((usize, Fault), usize)| Gap {
            field: self.fields[place].name,
            fault,
            documents,
        };
        self.gaps.into_iter().map(gap).collect()
    }
}

pub(super) fn tt05(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<Vec<Gap>, ExportError> {
    let mut sheet = sheet::for_people(out)?;
    sheet.write_record(TT05.iter().map(|field| field.name)).map_err(io::Error::from)?;
    let mut check = Check::new(&TT05);
    chosen.documents(|document| {
        let (number, notation) = number(&document);
        let mut values: [String; TT05.len()] = Default::default();
        values[3] = type_name(&document).unwrap_or_default();
        values[4] = number;
        values[5] = notation;
        values[6] = day(&document);
        values[7] = issuer(&document);
        values[8] = document.header.title.clone().unwrap_or_default();
        values[9] = if is_vietnamese(&document) { VIETNAMESE.to_owned() } else { String::new() };
        check.document(values.iter().map(String::as_str).enumerate());
        Ok(sheet.write_record(values.iter().map(|value| sheet::harmless(value))).map_err(io::Error::from)?)
    })?;
    sheet.flush()?;
    Ok(check.gaps())
}

pub(super) fn nd30(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<Vec<Gap>, ExportError> {
    let mut xml = Xml::new(out)?;
    let mut check = Check::new(&ND30);
    xml.open("Documents", &[])?;
    chosen.documents(|document| {
        let header = &document.header;
        let (number, notation) = number(&document);
        let signature = header.signature.clone().unwrap_or_default();
        let mut values: Vec<(usize, String)> = (0..15).map(|place| (place, String::new())).collect();
        let mut set = |place: usize, value: String| values[place].1 = value;
        set(4, header.kind.as_ref().map(|kind| kind.name.clone()).unwrap_or_default());
        set(5, number);
        set(6, notation);
        set(7, day(&document));
        set(8, issuer(&document));
        set(9, header.title.clone().unwrap_or_default());
        set(10, if is_vietnamese(&document) { "Tiếng Việt".to_owned() } else { String::new() });
        set(13, signature.position.unwrap_or_default());
        set(14, signature.name.unwrap_or_default());
        let receivers: Vec<&String> = header.addressees.iter().chain(&header.recipients).collect();
        for receiver in &receivers {
            values.extend([(15, String::new()), (16, (*receiver).clone())]);
        }
        if receivers.is_empty() {
            values.extend([(15, String::new()), (16, String::new())]);
        }
        values.extend((17..ND30.len()).map(|place| (place, String::new())));
        check.document(values.iter().map(|(place, value)| (*place, value.as_str())));
        xml.open("Document", &[])?;
        fields(&mut xml, &values)?;
        Ok(xml.close()?)
    })?;
    xml.finish()?.flush()?;
    Ok(check.gaps())
}

/// Writes the fields of [`ND30`] in their order; each first field of a group opens it anew.
fn fields(xml: &mut Xml<impl Write>, values: &[(usize, String)]) -> io::Result<()> {
    let mut group = None;
    for (place, value) in values {
        let (outer, name) = match ND30[*place].name.split_once('.') {
            Some((outer, name)) => (Some(outer), name),
            None => (None, ND30[*place].name),
        };
        let begins = name == "OrganId" || name == "Position";
        if group.is_some() && (outer != group || begins) {
            xml.close()?;
            group = None;
        }
        if let Some(outer) = outer.filter(|_| group.is_none()) {
            xml.open(outer, &[])?;
            group = Some(outer);
        }
        xml.leaf(name, &[], value)?;
    }
    Ok(())
}

pub(super) fn dublin_core(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut xml = Xml::new(out)?;
    xml.open(
        "records",
        &[
            ("xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            ),
        ],
    )?;
    chosen.keyed(|key, document| {
        let header = &document.header;
        xml.open("oai_dc:dc", &[])?;
        let mut say = |name: &str, value: Option<&str>| match value {
            Some(value) => xml.leaf(name, &[], value),
            None => Ok(()),
        };
        say("dc:title", header.title.as_deref())?;
        say("dc:creator", header.issuer.as_ref().map(|issuer| issuer.name.as_str()))?;
        say("dc:date", header.date.as_deref())?;
        say("dc:type", header.kind.as_ref().map(|kind| kind.name.as_str()))?;
        say("dc:identifier", Some(&linked::instrument(&document.id)))?;
        say("dc:identifier", header.number.as_deref())?;
        say("dc:source", Some(&format!("sha256:{}", document.source.sha256)))?;
        say("dc:language", is_vietnamese(&document).then_some("vi"))?;
        let sql = "SELECT DISTINCT \"to\" FROM links WHERE key = ?1 AND \"from\" = document AND \"to\" <> document ORDER BY 1";
        chosen.read(sql, [key], |row| row.get(0), |to: String| {
            Ok(say("dc:relation", Some(&linked::instrument(&to)))?)
        })?;
        Ok(xml.close()?)
    })?;
    Ok(xml.finish()?.flush()?)
}

/// Số and ký hiệu: `220/KH-UBND` → `220` and `KH-UBND`, `28-CT/TW` → `28` and `CT/TW`.
fn number(document: &Document) -> (String, String) {
    let Some(whole) = &document.header.number else {
        return (String::new(), document.header.symbol.clone().unwrap_or_default());
    };
    match whole.split_once(['/', '-']) {
        Some((number, notation)) => (number.to_owned(), notation.to_owned()),
        None => (whole.clone(), String::new()),
    }
}

/// The date as `20/06/2024`, where day and month are known.
fn day(document: &Document) -> String {
    let Some(date) = &document.header.date else { return String::new() };
    match date.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => String::new(),
    }
}

fn issuer(document: &Document) -> String {
    document.header.issuer.as_ref().map(|issuer| issuer.name.clone()).unwrap_or_default()
}

/// The code of [`TYPE_NAMES`]: «Kế hoạch hành động» is a Kế hoạch, «Nghị định» is of another type.
fn type_name(document: &Document) -> Option<String> {
    let name = &document.header.kind.as_ref()?.name;
    let is =
        |known: &&str| name.strip_prefix(*known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let place = TYPE_NAMES.iter().position(is);
    (name != "Văn bản").then(|| format!("{:02}", place.unwrap_or(TYPE_NAMES.len()) + 1))
}

/// Whether the words are Vietnamese as far as can be seen.
fn is_vietnamese(document: &Document) -> bool {
    document.legibility.verdict != Verdict::Illegible
}

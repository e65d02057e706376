//! Exports: what an archive holds, in the forms that other programs read.
//!
//! In: an [`Archive`] and which of its documents. Out: a file, a stream or a folder, whole or not at all, the same bytes
//! each time. Documents pass one by one. Nothing is added to what they state: what a form asks for and no document says
//! stays empty and is reported.

mod akn;
mod chosen;
mod cypher;
mod dot;
mod gexf;
mod graph;
mod graphml;
mod linked;
mod metadata;
mod place;
mod sheet;
mod views;
mod xml;

use std::io::{self, Write};
use std::path::PathBuf;

use thiserror::Error;

use crate::archive::{Archive, ArchiveError};
use chosen::Chosen;
pub use place::Place;

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The output contract, a document a line.
    Ndjson,
    /// A table of each view.
    Csv,
    GraphMl,
    /// Version 1.3.
    Gexf,
    Dot,
    /// RDF in the words of ELI and schema.org.
    Turtle,
    /// The same as JSON-LD.
    JsonLd,
    /// Tables of nodes and edges, and a script that loads them.
    Cypher,
    /// The fields of a document after Thông tư 05/2025/TT-BNV.
    Tt05,
    /// The fields of an outgoing document after Nghị định 30/2020/NĐ-CP Phụ lục VI.
    Nd30,
    /// Records of `oai_dc`.
    DublinCore,
    /// Version 3.0, a file for each document.
    AkomaNtoso,
}

impl Format {
    /// All, in the order of the documentation.
    pub const ALL: [Format; 12] = [
        Format::Ndjson,
        Format::Csv,
        Format::GraphMl,
        Format::Gexf,
        Format::Dot,
        Format::Turtle,
        Format::JsonLd,
        Format::Cypher,
        Format::Tt05,
        Format::Nd30,
        Format::DublinCore,
        Format::AkomaNtoso,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Format::Ndjson => "ndjson",
            Format::Csv => "csv",
            Format::GraphMl => "graphml",
            Format::Gexf => "gexf",
            Format::Dot => "dot",
            Format::Turtle => "turtle",
            Format::JsonLd => "jsonld",
            Format::Cypher => "cypher",
            Format::Tt05 => "tt05",
            Format::Nd30 => "nd30",
            Format::DublinCore => "dublin-core",
            Format::AkomaNtoso => "akoma-ntoso",
        }
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Format::Ndjson => "the JSON of «cancu extract», a document a line",
            Format::Csv => "a folder of tables for a spreadsheet, one for each view of the archive",
            Format::GraphMl => "the citation graph for Gephi, yEd, NetworkX",
            Format::Gexf => "the citation graph for Gephi (GEXF 1.3)",
            Format::Dot => "the citation graph for Graphviz",
            Format::Turtle => "linked data in the words of ELI and schema.org",
            Format::JsonLd => "the same linked data as JSON-LD",
            Format::Cypher => "a folder that Neo4j loads: nodes.csv, edges.csv, load.cypher",
            Format::Tt05 => "a table of the fields of Thông tư 05/2025/TT-BNV (EAD_doc)",
            Format::Nd30 => "the fields of Nghị định 30/2020/NĐ-CP Phụ lục VI as XML",
            Format::DublinCore => "Dublin Core records (oai_dc) as XML",
            Format::AkomaNtoso => "a folder of Akoma Ntoso 3.0, an XML file for each document",
        }
    }

    /// Whether it is a folder of files.
    pub fn is_folder(self) -> bool {
        matches!(self, Format::Csv | Format::Cypher | Format::AkomaNtoso)
    }
}

/// The language of the headings of [`Format::Csv`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Headings {
    #[default]
    Vietnamese,
    /// The names of the columns of the views.
    English,
}

/// Which documents: those that fit everything that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The canonical ids of instruments, any of them; of all instruments where empty.
    pub of: Vec<String>,
    /// The code of a type, `KH`.
    pub kind: Option<String>,
    /// The slug of an issuer, or its beginning.
    pub issuer: Option<String>,
    /// `central`, `province`, `district`, `commune`.
    pub level: Option<String>,
    /// The first and the last day, ISO 8601, as precise as wanted.
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What was written, and what the form asks for that no document says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many documents.
    pub documents: usize,
    pub gaps: Vec<Gap>,
}

/// A field of a form that is not as the form wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The name that the form gives it.
    pub field: &'static str,
    pub fault: Fault,
    /// In how many documents.
    pub documents: usize,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It has no value and must have one.
    Empty,
    /// Its value has more letters than so many; it is written whole.
    Longer(usize),
}

/// Why an export was not written.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// No document fits.
    #[error("no document of the archive fits: nothing to export")]
    Nothing,
    /// A folder of files cannot go to a stream.
    #[error("{} is a folder of files and cannot be written to standard output", .0.name())]
    NeedsFolder(Format),
    /// Something stands there.
    #[error("{}: is there already", .0.display())]
    Exists(PathBuf),
    /// Something stands there that no export wrote.
    #[error("{}: is there already and was not written by «cancu export»", .0.display())]
    Foreign(PathBuf),
    #[error("cannot write {}: {cause}", .path.display())]
    Write { path: PathBuf, cause: io::Error },
    /// The stream takes no more.
    #[error("cannot write: {0}")]
    Stream(#[from] io::Error),
}

impl ExportError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ExportError::Archive(error) => error.hint(),
            ExportError::Nothing => {
                Some("leave filters out, or look with «cancu sql» which documents there are")
            }
            ExportError::NeedsFolder(_) => Some("name a folder with -o"),
            ExportError::Exists(_) => Some("name another place, or replace it with --force"),
            ExportError::Foreign(_) => Some("name another place"),
            ExportError::Write { .. } | ExportError::Stream(_) => None,
        }
    }
}

/// Writes the documents of `selection` as `format` to `place`.
pub fn export(
    archive: &Archive,
    selection: &Selection,
    format: Format,
    headings: Headings,
    place: Place<'_>,
) -> Result<Report, ExportError> {
    let chosen = Chosen::open(archive, selection)?;
    if chosen.count() == 0 {
        return Err(ExportError::Nothing);
    }
    let mut gaps = Vec::new();
    if format.is_folder() {
        place.folder(format, |folder| match format {
            Format::Csv => views::write(&chosen, headings, folder),
            Format::Cypher => cypher::write(&chosen, folder),
            _ => akn::write(&chosen, folder),
        })?;
    } else {
        place.file(|out| {
            match format {
                Format::Ndjson => ndjson(&chosen, out)?,
                Format::GraphMl => graphml::write(&chosen, out)?,
                Format::Gexf => gexf::write(&chosen, out)?,
                Format::Dot => dot::write(&chosen, out)?,
                Format::Turtle => linked::turtle(&chosen, out)?,
                Format::JsonLd => linked::json_ld(&chosen, out)?,
                Format::Tt05 => gaps = metadata::tt05(&chosen, out)?,
                Format::Nd30 => gaps = metadata::nd30(&chosen, out)?,
                _ => metadata::dublin_core(&chosen, out)?,
            }
            Ok(())
        })?;
    }
    Ok(Report { documents: chosen.count(), gaps })
}

fn ndjson(chosen: &Chosen<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    chosen.documents(|document| {
        serde_json::to_writer(&mut *out, &document).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })
}

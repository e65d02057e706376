//! Tables as CSV: for spreadsheets, and for programs.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

/// A table that spreadsheets open by a double click: a byte order mark, CR LF.
pub(super) fn for_people<W: Write>(mut out: W) -> io::Result<Writer<W>> {
    out.write_all("\u{feff}".as_bytes())?;
    Ok(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out))
}

/// A table that only programs read.
pub(super) fn for_programs<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(out)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before one that begins like one. An apostrophe that
/// stands there already is doubled, so that nothing is lost: who reads the table takes one leading apostrophe away.
pub(super) fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

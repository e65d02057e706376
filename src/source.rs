//! From bytes to decoded text.
//!
//! In: the bytes of a file. Out: a [`Source`], or [`NotText`] where the bytes are a PDF, a Word file, a picture. Pure:
//! reads no file, runs no program. Nothing is taken away from the text, a byte order mark included, because every span
//! counts in it; what a carrier's markup means is decided later.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};
use memchr::memmem;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::document::{Diagnostic, Severity, SourceInfo, Span};

/// Spans count in 32 bits.
pub(crate) const LIMIT: u64 = u32::MAX as u64;

/// A decoded document, before anything is recognised in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The decoded text that every span points into.
    pub text: String,
    /// Path, hash, size, carrier and encoding.
    pub info: SourceInfo,
    /// What was doubtful in decoding.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why bytes are not read as a document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotText {
    /// Another kind of file.
    #[error("looks like {looks}, expected text")]
    Binary {
        /// What it looks like: «a PDF file».
        looks: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// Too long for spans of 32 bits.
    #[error("{bytes} bytes, expected less than 4 GiB")]
    TooLarge {
        /// How long it is.
        bytes: u64,
    },
}

impl NotText {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            NotText::Binary { hint, .. } => hint,
            NotText::TooLarge { .. } => "split the file into its documents",
        }
    }
}

/// Decodes `bytes`, which stood at `path`.
///
/// UTF-8 and UTF-16 are recognised, with or without a byte order mark. UTF-8 with a few bad bytes is read with
/// replacement characters and the diagnostic `invalid-utf8`; anything else that is text is read as windows-1258, with the
/// diagnostic `encoding-guessed`.
///
/// ```
/// let source = cancu::source::decode("plan.txt", "Số: 12/KH-UBND".as_bytes())?;
/// assert_eq!(source.info.encoding, "UTF-8");
/// assert!(cancu::source::decode("plan.pdf", b"%PDF-1.7\n").is_err());
/// # Ok::<(), cancu::source::NotText>(())
/// ```
pub fn decode(path: &str, bytes: &[u8]) -> Result<Source, NotText> {
    within_limit(bytes.len())?;
    if let Some((looks, hint)) = magic(bytes) {
        return Err(NotText::Binary { looks, hint });
    }
    let Decoded { text, encoding, mut diagnostics } = characters(bytes)?;
    within_limit(text.len())?;
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        let message = "the file holds no text".to_owned();
        diagnostics.push(warning("empty-source", message, Span::new(0, text.len())));
    }
    let info = SourceInfo {
        path: path.to_owned(),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        format: Cow::Borrowed(if is_markdown(&text) { "markdown" } else { "text" }),
        encoding: Cow::Borrowed(encoding),
    };
    Ok(Source { text, info, diagnostics })
}

fn within_limit(bytes: usize) -> Result<(), NotText> {
    let bytes = bytes as u64;
    if bytes < LIMIT { Ok(()) } else { Err(NotText::TooLarge { bytes }) }
}

/// SHA-256 of bytes, in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

const PDF: &str = "take its text out first: pdftotext -layout FILE - | cancu extract - (a scan needs OCR, such as ocrmypdf -l vie)";
const WORD: &str =
    "save it as plain text in UTF-8, or convert it: pandoc -t plain --wrap=none FILE | cancu extract -";
const OLE: &str = "save it as plain text in UTF-8, or convert it: soffice --headless --convert-to 'txt:Text (encoded):UTF8' FILE";
const SHEET: &str = "save the sheet that holds the plan as plain text in UTF-8";
const PICTURE: &str = "a scan must be recognised first: tesseract FILE - -l vie | cancu extract -";
const PACKED: &str = "unpack it and give the folder";
const OTHER: &str = "give the document as plain text or Markdown in UTF-8";

/// What the first bytes of other kinds of files are.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF file", PDF),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word or other OLE file (.doc, .xls, .msg)", OLE),
    (b"{\\rtf", "a rich text file (.rtf)", OLE),
    (b"\x89PNG\r\n", "a PNG picture", PICTURE),
    (b"\xFF\xD8\xFF", "a JPEG picture", PICTURE),
    (b"GIF87a", "a GIF picture", PICTURE),
    (b"GIF89a", "a GIF picture", PICTURE),
    (b"II*\0", "a TIFF picture", PICTURE),
    (b"MM\0*", "a TIFF picture", PICTURE),
    (b"AT&TFORM", "a DjVu file", PICTURE),
    (b"\x1F\x8B", "a gzip archive", PACKED),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", PACKED),
    (b"Rar!\x1A\x07", "a RAR archive", PACKED),
    (b"\xFD7zXZ\0", "an xz archive", PACKED),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", PACKED),
    (b"SQLite format 3\0", "an SQLite database", OTHER),
    (b"\x7FELF", "a program", OTHER),
    (b"\xFF\xFE\0\0", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE | cancu extract -"),
    (b"\0\0\xFE\xFF", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE | cancu extract -"),
];

/// What kind of file opens with these bytes, where it is a well-known one that is no text.
fn magic(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip(&bytes[..bytes.len().min(8192)]));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(("a WebP picture", PICTURE));
    }
    MAGIC.iter().find(|(start, ..)| bytes.starts_with(start)).map(|&(_, looks, hint)| (looks, hint))
}

/// What a ZIP archive holds, as the names of its first members tell.
fn zip(head: &[u8]) -> (&'static str, &'static str) {
    let holds = |name: &str| memmem::find(head, name.as_bytes()).is_some();
    if holds("application/vnd.oasis.opendocument") {
        ("an OpenDocument file (.odt)", WORD)
    } else if holds("word/") {
        ("a Word file (.docx)", WORD)
    } else if holds("xl/") {
        ("an Excel file (.xlsx)", SHEET)
    } else if holds("ppt/") {
        ("a PowerPoint file (.pptx)", OTHER)
    } else if holds("application/epub") {
        ("an EPUB book", WORD)
    } else {
        ("a ZIP archive", PACKED)
    }
}

/// Text in UTF-8 with the encoding it came from.
struct Decoded {
    text: String,
    encoding: &'static str,
    diagnostics: Vec<Diagnostic>,
}

fn characters(bytes: &[u8]) -> Result<Decoded, NotText> {
    if bytes.starts_with(b"\xFF\xFE") {
        return utf_16(bytes, UTF_16LE);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return utf_16(bytes, UTF_16BE);
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return utf_16(bytes, encoding);
    }
    if is_binary(bytes) {
        return Err(NotText::Binary { looks: "a binary file", hint: OTHER });
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: "UTF-8", diagnostics: Vec::new() });
    }
    Ok(if is_mostly_utf_8(bytes) { lossy_utf_8(bytes) } else { windows_1258(bytes) })
}

/// UTF-16 shows by its zeros: most letters of Vietnamese are ASCII, with a zero as their high byte.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let units = sample.len() / 2;
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let shows = |high: usize, low: usize| units >= 2 && high * 10 >= units * 3 && low * 20 <= units;
    if shows(odd, even) {
        Some(UTF_16LE)
    } else if shows(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn utf_16(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, NotText> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    if controls(text.as_bytes()) * 20 > text.len() {
        return Err(NotText::Binary { looks: "a binary file", hint: OTHER });
    }
    let text = text.into_owned();
    let mut diagnostics = Vec::new();
    if bad && let Some(first) = text.find('\u{FFFD}') {
        let count = text.matches('\u{FFFD}').count();
        diagnostics.push(replaced("invalid-utf16", "UTF-16", count, first, &text));
    }
    Ok(Decoded { text, encoding: encoding.name(), diagnostics })
}

/// Control characters that no text document has. Tab, line ends, page breaks and the old end-of-file mark are none;
/// neither is the bell, which Word leaves at the end of a table's cell.
fn is_control(byte: u8) -> bool {
    // Without branches, so that many bytes are compared at once.
    (byte < 32) & (byte != 7) & (byte != 26) & !matches!(byte, 9..=13) | (byte == 127)
}

/// How many control characters `bytes` hold.
fn controls(bytes: &[u8]) -> usize {
    let few = |bytes: &[u8]| bytes.iter().map(|&b| u8::from(is_control(b))).sum::<u8>();
    bytes.chunks(255).map(|bytes| usize::from(few(bytes))).sum()
}

/// More than a stray zero byte, or more than one control character in twenty.
fn is_binary(bytes: &[u8]) -> bool {
    let zeros = memchr::memchr_iter(0, bytes).count();
    zeros * 256 > bytes.len() || controls(bytes) * 20 > bytes.len()
}

/// Whether at least four in five of the characters beyond ASCII are whole.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 4
}

fn lossy_utf_8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len() + 16);
    let (mut count, mut first) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            if count == 0 {
                first = text.len();
            }
            count += 1;
            text.push('\u{FFFD}');
        }
    }
    let diagnostics = vec![replaced("invalid-utf8", "UTF-8", count, first, &text)];
    Decoded { text, encoding: "UTF-8", diagnostics }
}

fn replaced(code: &'static str, encoding: &str, count: usize, first: usize, text: &str) -> Diagnostic {
    let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..first]).count();
    let places = if count == 1 { "one place is".to_owned() } else { format!("{count} places are") };
    let message = format!("{places} not valid {encoding} and replaced, the first in line {line}");
    warning(code, message, Span::new(first, first + '\u{FFFD}'.len_utf8()))
}

fn windows_1258(bytes: &[u8]) -> Decoded {
    let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let first = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let width = text[first..].chars().next().map_or(0, char::len_utf8);
    let message = "neither UTF-8 nor UTF-16, read as windows-1258; a text in TCVN3 (.VnTime) or VNI must be converted to \
                   UTF-8 first"
        .to_owned();
    let diagnostics = vec![warning("encoding-guessed", message, Span::new(first, first + width))];
    Decoded { text, encoding: WINDOWS_1258.name(), diagnostics }
}

fn warning(code: &'static str, message: String, span: Span) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, code: Cow::Borrowed(code), message, span }
}

/// Whether Markdown shows: a heading, bold words, the bookmark of a converted Word file, the rule of a table.
fn is_markdown(text: &str) -> bool {
    memmem::find(text.as_bytes(), b"[bookmark: ").is_some()
        || text.lines().any(|line| is_heading(line) || is_table_rule(line))
        || has_bold(text.as_bytes())
}

/// `## I. MỤC ĐÍCH`
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// `|---|:--|`
fn is_table_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains("--")
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\r'))
}

/// `**Bước 1: **`, but neither `*****` nor «** Lưu ý».
fn has_bold(text: &[u8]) -> bool {
    let mut open = false;
    for place in memmem::find_iter(text, b"**") {
        let before = place.checked_sub(1).and_then(|i| text.get(i));
        let after = text.get(place + 2);
        if before == Some(&b'*') || after == Some(&b'*') {
            continue;
        }
        if open {
            return true;
        }
        open = after.is_some_and(|b| !b.is_ascii_whitespace());
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "ỦY BAN NHÂN DÂN XÃ MINH LONG\nKẾ HOẠCH\nTriển khai công tác trẻ em năm 2025\n";

    fn utf_16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, codes: &[&str]) -> Source {
        let source = decode("plan.txt", bytes).unwrap();
        assert_eq!(source.text, text);
        assert_eq!(source.info.encoding, encoding);
        assert_eq!(source.info.bytes, bytes.len() as u64);
        assert_eq!(source.diagnostics.iter().map(|d| d.code.as_ref()).collect::<Vec<_>>(), codes);
        for diagnostic in &source.diagnostics {
            assert!(source.text.get(diagnostic.span.range()).is_some(), "{diagnostic:?}");
        }
        source
    }

    #[track_caller]
    fn refuse(bytes: &[u8], looks: &str) {
        let error = decode("x", bytes).unwrap_err();
        assert_eq!(error.to_string(), format!("looks like {looks}, expected text"));
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn ok_utf_8() {
        let source = check(PLAN.as_bytes(), PLAN, "UTF-8", &[]);
        assert_eq!(source.info.path, "plan.txt");
        assert_eq!(source.info.format, "text");
        assert_eq!(
            decode("", b"abc").unwrap().info.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn ok_byte_order_mark_stays() {
        let marked = format!("\u{FEFF}{PLAN}");
        check(marked.as_bytes(), &marked, "UTF-8", &[]);
        check(&utf_16_bytes(&marked, false), &marked, "UTF-16LE", &[]);
        check(&utf_16_bytes(&marked, true), &marked, "UTF-16BE", &[]);
    }

    #[test]
    fn ok_utf_16_without_mark() {
        check(&utf_16_bytes(PLAN, false), PLAN, "UTF-16LE", &[]);
        check(&utf_16_bytes(PLAN, true), PLAN, "UTF-16BE", &[]);
    }

    #[test]
    fn ok_broken_utf_16() {
        let mut bytes = utf_16_bytes("\u{FEFF}Kế hoạch\nnăm 2025", false);
        bytes.extend([0x00, 0xD8]); // Half of a pair.
        let source = check(&bytes, "\u{FEFF}Kế hoạch\nnăm 2025\u{FFFD}", "UTF-16LE", &["invalid-utf16"]);
        assert!(source.diagnostics[0].message.ends_with("line 2"), "{}", source.diagnostics[0].message);
    }

    #[test]
    fn ok_a_few_bad_bytes() {
        let mut bytes = PLAN.as_bytes().to_vec();
        bytes.extend(b"\xFFn\xC3");
        let source = check(&bytes, &format!("{PLAN}\u{FFFD}n\u{FFFD}"), "UTF-8", &["invalid-utf8"]);
        let diagnostic = &source.diagnostics[0];
        assert_eq!(diagnostic.message, "2 places are not valid UTF-8 and replaced, the first in line 4");
        assert_eq!(&source.text[diagnostic.span.range()], "\u{FFFD}");
    }

    #[test]
    fn ok_windows_1258() {
        // «Kế hoạch» with its tone marks as letters of their own.
        let source =
            check(b"K\xEA\xEC hoa\xF2ch", "Kê\u{301} hoa\u{323}ch", "windows-1258", &["encoding-guessed"]);
        assert_eq!(&source.text[source.diagnostics[0].span.range()], "ê");
    }

    #[test]
    fn ok_empty() {
        check(b"", "", "UTF-8", &["empty-source"]);
        check(b"\xEF\xBB\xBF \r\n", "\u{FEFF} \r\n", "UTF-8", &["empty-source"]);
    }

    #[test]
    fn ok_a_stray_control() {
        let text = format!("{}\0{}\u{7}", PLAN.repeat(3), PLAN);
        check(text.as_bytes(), &text, "UTF-8", &[]);
    }

    #[test]
    fn err_other_files() {
        refuse(b"%PDF-1.4\n%\xE2\xE3", "a PDF file");
        refuse(b"PK\x03\x04\x14\0\0\0[Content_Types].xml\0\0word/document.xml", "a Word file (.docx)");
        refuse(b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "an Excel file (.xlsx)");
        refuse(
            b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text",
            "an OpenDocument file (.odt)",
        );
        refuse(b"PK\x03\x04", "a ZIP archive");
        refuse(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "an old Word or other OLE file (.doc, .xls, .msg)");
        refuse(b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch}", "a rich text file (.rtf)");
        refuse(b"\x89PNG\r\n\x1A\n", "a PNG picture");
        refuse(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "a JPEG picture");
        refuse(b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP picture");
        refuse(b"\xFF\xFE\0\0K\0\0\0", "UTF-32 text");
        refuse(&[0; 64], "a binary file");
        refuse(&[1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0], "a binary file");
        refuse(&(0..=255).collect::<Vec<u8>>(), "a binary file");
    }

    #[test]
    fn markdown_or_text() {
        let format = |text: &str| decode("", text.as_bytes()).unwrap().info.format;
        for text in [
            "# KẾ HOẠCH",
            "x\r\n### 1. Mục đích\r\n",
            "**III. LỘ\nTRÌNH**",
            "**Bước 1: **",
            "[bookmark: _Hlk1]Điều 1",
            "| STT | Việc |\n|---|---|",
        ] {
            assert_eq!(format(text), "markdown", "{text:?}");
        }
        for text in ["#", "####### x", "*****", "** Lưu ý: *", "a ** b", "|----- 5", "Số: 12 # 13", "2**3"]
        {
            assert_eq!(format(text), "text", "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            if let Ok(source) = decode("x", &bytes) {
                for diagnostic in &source.diagnostics {
                    proptest::prop_assert!(source.text.get(diagnostic.span.range()).is_some());
                }
            }
        }
    }
}

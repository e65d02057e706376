//! A page of text that is as wide as the reader's terminal.
//!
//! In: pieces of styled text and what stands before them. Out: lines, broken between words, no wider than the page.
//! Widths are counted in columns: a combining mark takes none, so «Kế» is as wide in NFD as in NFC.

use std::fmt::Write;

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Text in one style.
pub(super) type Piece<'a> = (Style, &'a str);

/// What stands before the first line of a paragraph, and before the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Margin {
    pub(super) first: String,
    pub(super) rest: String,
    pub(super) style: Style,
}

impl Margin {
    /// The same blank before every line.
    pub(super) fn blank(columns: usize) -> Margin {
        Margin { first: " ".repeat(columns), rest: " ".repeat(columns), style: Style::new() }
    }
}

/// Lines no wider than `width`.
pub(super) struct Page {
    width: usize,
    out: String,
}

/// Text that holds together, with its styles.
type Unit = Vec<(Style, String)>;

/// The least columns left to text, however deep it stands.
const LEAST: usize = 8;

impl Page {
    pub(super) fn new(width: usize) -> Page {
        Page { width, out: String::new() }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// A paragraph, over as many lines as it takes.
    pub(super) fn paragraph(&mut self, margin: &Margin, pieces: &[Piece<'_>]) {
        let room = self.room(margin);
        let mut line = Line::default();
        let mut first = true;
        for unit in units(pieces) {
            for unit in split(unit, room) {
                if !line.is_empty() && line.width + 1 + width(&unit) > room {
                    self.flush(margin, &mut first, &mut line);
                }
                line.push(unit);
            }
        }
        if first || !line.is_empty() {
            self.flush(margin, &mut first, &mut line);
        }
    }

    /// A paragraph of which only the first line is shown, with an ellipsis where it goes on.
    pub(super) fn line(&mut self, margin: &Margin, pieces: &[Piece<'_>]) {
        let room = self.room(margin);
        let mut line = Line::default();
        for unit in units(pieces) {
            let space = usize::from(!line.is_empty());
            if line.width + space + width(&unit) <= room {
                line.push(unit);
                continue;
            }
            // One column for the ellipsis: whole words go, or the end of the only one.
            while line.width + 1 > room && (line.pop_word() || line.pop()) {}
            line.glue((Style::new(), "…".to_owned()));
            break;
        }
        self.flush(margin, &mut true, &mut line);
    }

    fn room(&self, margin: &Margin) -> usize {
        let before = margin.first.width().max(margin.rest.width());
        self.width.saturating_sub(before).max(LEAST.min(self.width))
    }

    fn flush(&mut self, margin: &Margin, first: &mut bool, line: &mut Line) {
        let before = if *first { &margin.first } else { &margin.rest };
        let before = if line.is_empty() { before.trim_end() } else { before };
        styled(&mut self.out, margin.style, before);
        for (style, text) in line.parts.drain(..) {
            styled(&mut self.out, style, &text);
        }
        self.out.push('\n');
        *line = Line::default();
        *first = false;
    }
}

fn styled(out: &mut String, style: Style, text: &str) {
    let _ = if text.is_empty() || style.is_plain() {
        out.write_str(text)
    } else {
        write!(out, "{style}{text}{style:#}")
    };
}

/// A line being filled; neighbours in one style are one part.
#[derive(Default)]
struct Line {
    parts: Vec<(Style, String)>,
    width: usize,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a unit after a blank.
    fn push(&mut self, unit: Unit) {
        if let Some((style, text)) = self.parts.last_mut() {
            // The blank belongs to no style unless both sides share it.
            if unit.first().is_some_and(|(next, _)| next == style) {
                text.push(' ');
            } else {
                self.parts.push((Style::new(), " ".to_owned()));
            }
            self.width += 1;
        }
        unit.into_iter().for_each(|part| self.glue(part));
    }

    fn glue(&mut self, (style, text): (Style, String)) {
        self.width += text.width();
        match self.parts.last_mut() {
            Some((last, before)) if *last == style => before.push_str(&text),
            _ => self.parts.push((style, text)),
        }
    }

    /// Takes the last word and the blank before it away, if another word stands before it.
    fn pop_word(&mut self) -> bool {
        let is_blank = |(_, text): &(Style, String)| text.contains(' ');
        if !self.parts.iter().any(is_blank) {
            return false;
        }
        while self.parts.last().is_some_and(|(_, text)| !text.ends_with(' ')) {
            self.pop();
        }
        self.pop()
    }

    /// Takes the last character away.
    fn pop(&mut self) -> bool {
        let Some((_, text)) = self.parts.last_mut() else { return false };
        if let Some(c) = text.pop() {
            self.width = self.width.saturating_sub(c.width().unwrap_or(0));
        }
        if text.is_empty() {
            self.parts.pop();
        }
        true
    }
}

fn width(unit: &Unit) -> usize {
    unit.iter().map(|(_, text)| text.width()).sum()
}

/// The words of the pieces; where one piece ends and the next begins without a blank, both are one word.
fn units(pieces: &[Piece<'_>]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut glued = false;
    for (style, text) in pieces {
        let text: String = text.chars().filter_map(harmless).collect();
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            glued &= index == 0;
            if word.is_empty() {
                continue;
            }
            match units.last_mut() {
                Some(unit) if glued => unit.push((*style, word.to_owned())),
                _ => units.push(vec![(*style, word.to_owned())]),
            }
            glued = true;
        }
        glued &= !text.ends_with(char::is_whitespace);
    }
    units
}

/// A document must not steer the terminal: escapes and marks of direction are shown or left out.
fn harmless(c: char) -> Option<char> {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => Some('\u{FFFD}'),
        c => Some(c),
    }
}

/// Breaks what is wider than a line, best after a slash or a dash.
fn split(unit: Unit, room: usize) -> Vec<Unit> {
    if width(&unit) <= room {
        return vec![unit];
    }
    let mut lines: Vec<Unit> = vec![Unit::new()];
    let mut filled = 0;
    for (style, text) in unit {
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = fitting(rest, room - filled);
            if end == 0 && filled > 0 {
                lines.push(Unit::new());
                filled = 0;
                continue;
            }
            // A character that is wider than the page stands all the same.
            let end = if end == 0 { rest.chars().next().map_or(rest.len(), char::len_utf8) } else { end };
            if let Some(line) = lines.last_mut() {
                line.push((style, rest[..end].to_owned()));
            }
            filled += rest[..end].width();
            rest = &rest[end..];
            if !rest.is_empty() {
                lines.push(Unit::new());
                filled = 0;
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// How many bytes of `text` fit into `room` columns.
fn fitting(text: &str, room: usize) -> usize {
    let (mut columns, mut best) = (0, 0);
    for (place, c) in text.char_indices() {
        columns += c.width().unwrap_or(0);
        if columns > room {
            return if columns > room / 2 && best > place / 2 { best } else { place };
        }
        if matches!(c, '/' | '-' | '_' | '.') {
            best = place + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    const PLAIN: Style = Style::new();

    fn paragraph(width: usize, margin: &Margin, pieces: &[Piece<'_>]) -> String {
        let mut page = Page::new(width);
        page.paragraph(margin, pieces);
        page.finish()
    }

    #[test]
    fn breaks_between_words() {
        let margin = Margin { first: "- ".into(), rest: "  ".into(), style: PLAIN };
        assert_eq!(
            paragraph(14, &margin, &[(PLAIN, "Sở Y tế chủ trì,\n phối hợp")]),
            "- Sở Y tế chủ\n  trì, phối\n  hợp\n"
        );
        assert_eq!(paragraph(14, &margin, &[]), "-\n");
    }

    #[test]
    fn marks_take_no_column() {
        let (nfc, nfd) = ("Kế hoạch Kế hoạch", "Ke\u{302}\u{301} hoa\u{323}ch Ke\u{302}\u{301} hoa\u{323}ch");
        let lines = |text| paragraph(12, &Margin::default(), &[(PLAIN, text)]).lines().count();
        assert_eq!((lines(nfc), lines(nfd)), (2, 2));
        let line = paragraph(17, &Margin::default(), &[(PLAIN, nfd)]);
        assert_eq!(line.trim_end().width(), 17);
    }

    #[test]
    fn no_line_is_too_wide() {
        let text = "vn/ban-thuong-vu-thanh-uy-long-khanh/kh/2024/344 một hai 漢字漢字漢字漢字漢字漢字 ba";
        for width in 1..60 {
            let page = paragraph(width, &Margin::default(), &[(PLAIN, text)]);
            // A wide character needs two columns.
            assert!(page.lines().all(|line| line.width() <= width.max(2)), "{width}: {page}");
            let without = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(without(&page), without(text));
        }
    }

    #[test]
    fn long_ids_break_after_a_slash_or_dash() {
        assert_eq!(
            paragraph(12, &Margin::default(), &[(PLAIN, "vn/so-y-te/kh/2024/12")]),
            "vn/so-y-te/\nkh/2024/12\n"
        );
    }

    #[test]
    fn one_line_ends_with_an_ellipsis() {
        let one = |width, text| {
            let mut page = Page::new(width);
            page.line(&Margin::default(), &[(PLAIN, text)]);
            page.finish()
        };
        assert_eq!(one(12, "Báo cáo hằng năm"), "Báo cáo…\n");
        assert_eq!(one(16, "Báo cáo hằng năm"), "Báo cáo hằng năm\n");
        assert_eq!(one(7, "Báo cáo"), "Báo cáo\n");
        assert_eq!(one(7, "Báo cáo hằng"), "Báo…\n");
    }

    #[test]
    fn styles_stay_on_their_words() {
        let red = AnsiColor::Red.on_default();
        let page = paragraph(80, &Margin::default(), &[(red, "(a b"), (PLAIN, ") c")]);
        assert_eq!(page, format!("{red}(a b{red:#}) c\n"));
    }

    #[test]
    fn a_document_does_not_steer_the_terminal() {
        assert_eq!(
            paragraph(80, &Margin::default(), &[(PLAIN, "a\x1B[31m\u{202E}b\r\nc")]),
            "a\u{FFFD}[31mb c\n"
        );
    }
}

//! Markers of items: «I.», «1.1.», «a)», «-», «Điều 5.».
//!
//! In: the folded line. Out: the [`Marker`] it opens with. Whether the marker fits into the numbering is decided by
//! the tree.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{digit1, one_of};
use nom::combinator::{opt, recognize};
use nom::multi::{many0_count, many1_count};
use nom::{IResult, Parser};

use crate::document::SectionKind;
use crate::text::{Run, Text, is_space};

/// A marker at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The marker as printed, its point or bracket included.
    pub(super) run: Run,
    pub(super) style: Style,
    /// Its place in the series, from 1; bullets have 0.
    pub(super) ordinal: u32,
    /// The ordinal as it stands in ids: `II`, `1`, `đ`, `1.2`.
    pub(super) label: String,
}

impl Marker {
    /// The same with another place in the series; none for styles whose labels are not made of one.
    pub(super) fn with_ordinal(self, ordinal: u32) -> Option<Marker> {
        let label = match self.style {
            Style::Roman => roman_numeral(ordinal),
            Style::Arabic(_) | Style::Bracketed => ordinal.to_string(),
            Style::Letter(_) => letter_at(ordinal)?.to_string(),
            _ => return None,
        };
        Some(Marker { ordinal, label, ..self })
    }
}

/// How a marker is written. Markers of one list have one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Part,
    Chapter,
    Section,
    Subsection,
    Article,
    Appendix,
    Upper,
    Roman,
    /// The closing sign: `.`, `)`, `/`, `-`.
    Arabic(u8),
    /// `1.1.` with the number of its components.
    Decimal(u8),
    /// The closing sign.
    Letter(u8),
    /// `(1)`
    Bracketed,
    /// `(i)`
    RomanLower,
    Dash,
    Star,
    Plus,
}

impl Style {
    /// How deep markers of this style usually stand (Nghị định 30/2020/NĐ-CP Phụ lục I.II.6, and practice below it).
    pub(super) fn rank(self) -> u8 {
        match self {
            Style::Appendix => 0,
            Style::Part => 1,
            Style::Chapter => 2,
            Style::Section => 3,
            Style::Subsection => 4,
            Style::Upper => 5,
            Style::Roman => 6,
            Style::Article => 7,
            Style::Arabic(b')') => 9,
            // The rows of a table stand below whatever holds it.
            Style::Arabic(b'|') => 10,
            Style::Arabic(_) => 8,
            Style::Decimal(depth) => 10 + depth,
            Style::Letter(_) => 20,
            Style::Bracketed => 21,
            Style::RomanLower => 22,
            Style::Star => 23,
            Style::Dash => 24,
            Style::Plus => 25,
        }
    }

    /// Whether items of this style are counted, not numbered.
    pub(super) fn is_bullet(self) -> bool {
        matches!(self, Style::Dash | Style::Star | Style::Plus)
    }

    pub(super) fn kind(self, in_article: bool) -> SectionKind {
        match self {
            Style::Part => SectionKind::Part,
            Style::Chapter => SectionKind::Chapter,
            Style::Section => SectionKind::Section,
            Style::Subsection => SectionKind::Subsection,
            Style::Article => SectionKind::Article,
            Style::Appendix => SectionKind::Appendix,
            Style::Upper => SectionKind::Upper,
            Style::Roman => SectionKind::Roman,
            Style::Arabic(_) if in_article => SectionKind::Clause,
            Style::Letter(_) if in_article => SectionKind::Point,
            Style::Arabic(_) | Style::Bracketed => SectionKind::Arabic,
            Style::Decimal(_) => SectionKind::Decimal,
            Style::Letter(_) => SectionKind::Letter,
            Style::RomanLower => SectionKind::RomanLower,
            Style::Dash | Style::Star => SectionKind::Dash,
            Style::Plus => SectionKind::Plus,
        }
    }
}

/// The marker that opens `run`, if any.
pub(super) fn marker(text: &Text, run: Run) -> Option<Marker> {
    let run = without_specks(text, run);
    match text.slice(run).first()? {
        b'a'..=b'z' => keyword(text, run).or_else(|| roman(text, run)).or_else(|| letter(text, run)),
        b'0'..=b'9' => number(text, run),
        b'(' => bracketed(text, run),
        _ => bullet(text, run),
    }
}

/// `run` without a speck of the scan before its first word: «¬ VI. Dự trù kinh phí».
fn without_specks(text: &Text, run: Run) -> Run {
    let slice = text.slice(run);
    let is_speck = |b: &&u8| matches!(**b, 0x7F | b'\'' | b'`' | b'~' | b'^' | b'=' | b':' | b'{' | b'}');
    let specks = slice.iter().take_while(is_speck).count();
    if !(1..=2).contains(&specks) {
        return run;
    }
    match slice.get(specks) {
        Some(b' ') => Run::new(run.start + specks + 1, run.end),
        Some(b'-' | b'+') => Run::new(run.start + specks, run.end),
        _ => run,
    }
}

/// The number of a table's row: a whole cell, with or without a point: «1», «2.», «1.2», «IV», «A».
pub(super) fn row(text: &Text, run: Run) -> Option<Marker> {
    let bare = text.trim_marks(run, b".) ");
    let slice = text.slice(bare);
    let (style, ordinal, label) =
        if let Some(value) = roman_value(slice).filter(|_| text.is_upper(bare.start)) {
            (Style::Roman, value, roman_numeral(value))
        } else if slice.len() == 1 && slice[0].is_ascii_lowercase() {
            (Style::Upper, u32::from(slice[0] - b'a') + 1, text.value(bare))
        } else {
            let parts: Vec<u32> = slice.split(|b| *b == b'.').filter_map(ascii_number).collect();
            let label = parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
            let style = if parts.len() > 1 { Style::Decimal(parts.len() as u8) } else { Style::Arabic(b'|') };
            (style, *parts.last()?, label)
        };
    Some(Marker { run, style, ordinal, label })
}

/// The letters of a list in order (Nghị định 30/2020/NĐ-CP; f, j, w, z are not used).
const VIETNAMESE: &str = "abcdđeghiklmnopqrstuvxy";

/// The place of a letter in the Vietnamese series, from 1; f, j, w, z have none.
pub(super) fn letter_ordinal(letter: char) -> Option<u32> {
    VIETNAMESE.chars().position(|c| c == letter).map(|n| n as u32 + 1)
}

/// The letter at a place of the Vietnamese series, from 1.
pub(super) fn letter_at(ordinal: u32) -> Option<char> {
    VIETNAMESE.chars().nth(ordinal.checked_sub(1)? as usize)
}

/// The value of a Roman numeral in small letters, up to 89; none for what no Roman would write.
pub(super) fn roman_value(numeral: &[u8]) -> Option<u32> {
    const TENS: [&str; 9] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    if numeral.is_empty() || numeral.len() > 8 {
        return None;
    }
    TENS.iter().enumerate().find_map(|(ten, prefix)| {
        let rest = numeral.strip_prefix(prefix.as_bytes())?;
        let unit = UNITS.iter().position(|unit| unit.as_bytes() == rest)?;
        Some(ten as u32 * 10 + unit as u32).filter(|&n| n > 0)
    })
}

/// A Roman numeral in capitals.
pub(super) fn roman_numeral(mut value: u32) -> String {
    const STEPS: [(u32, &str); 7] =
        [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut numeral = String::new();
    for (step, letters) in STEPS {
        while value >= step {
            numeral.push_str(letters);
            value -= step;
        }
    }
    numeral
}

/// keyword = ("phan" | "chuong" | "muc" | "tieu muc" | "dieu" | "phu luc") " " ordinal [ "." | ":" | "-" ]
/// «Chương II», «Điều 5.», «PHỤ LỤC I», «Phần thứ nhất».
fn keyword(text: &Text, run: Run) -> Option<Marker> {
    let slice = text.slice(run);
    let (rest, word) = keyword_word(slice)?;
    if !text.is_upper(run.start) {
        return None;
    }
    let style = match word {
        b"phan" => Style::Part,
        b"chuong" => Style::Chapter,
        b"muc" => Style::Section,
        b"tieu muc" => Style::Subsection,
        b"dieu" => Style::Article,
        _ => Style::Appendix,
    };
    if style == Style::Appendix {
        return appendix(text, run, rest);
    }
    let rest = rest.strip_prefix(b" ")?;
    let (rest, (ordinal, label)) = keyword_ordinal(rest)?;
    let at_end = rest.is_empty();
    let (rest, closed) = closing_sign(rest);
    let cut = rest.first().is_some_and(|b| b.is_ascii_alphanumeric() && !closed);
    // «Mục 3 Chương này», «Điều 5 của Luật»: a mention, not a heading.
    let open = at_end || closed || rest.strip_prefix(b" ").is_some_and(|_| text.is_capitals(run));
    let title = rest.first() == Some(&b' ') && text.is_upper(run.end - rest.len() + 1);
    let heading = match style {
        Style::Article => at_end || closed,
        _ => open || title,
    };
    (heading && !cut).then(|| Marker {
        run: Run::new(run.start, run.end - rest.len()),
        style,
        ordinal,
        label,
    })
}

/// The keyword that starts a line, and what follows it.
fn keyword_word(input: &[u8]) -> Option<(&[u8], &'static [u8])> {
    let words: &[&[u8]] = match input.first()? {
        b'p' => &[b"phan", b"phu luc"],
        b'c' => &[b"chuong"],
        b'm' => &[b"muc"],
        b't' => &[b"tieu muc"],
        b'd' => &[b"dieu"],
        _ => &[],
    };
    words.iter().find_map(|word| Some((input.strip_prefix(*word)?, *word)))
}

/// A number, a Roman numeral, or «thứ nhất».
fn keyword_ordinal(input: &[u8]) -> Option<(&[u8], (u32, String))> {
    const WORDS: [&str; 10] = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"];
    if let Some(rest) = input.strip_prefix(b"thu ") {
        let length = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
        let value = WORDS.iter().position(|w| w.as_bytes() == &rest[..length])? as u32 + 1;
        return Some((&rest[length..], (value, value.to_string())));
    }
    if let Ok((rest, (digits, letter))) = article_number(input) {
        let value = ascii_number(digits)?;
        let letter =
            letter.map(|l| l[0] as char).filter(|_| rest.first().is_none_or(|b| !b.is_ascii_alphanumeric()));
        let (rest, label) = match letter {
            Some(letter) => (rest, format!("{value}{letter}")),
            None => (&input[digits.len()..], value.to_string()),
        };
        return Some((rest, (value, label)));
    }
    let length = input.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let value = roman_value(&input[..length])?;
    Some((&input[length..], (value, roman_numeral(value))))
}

/// Digits, and the letter of an inserted article: «12a».
type ArticleNumber<'a> = (&'a [u8], Option<&'a [u8]>);

fn article_number(input: &[u8]) -> IResult<&[u8], ArticleNumber<'_>> {
    (digit1, opt(take_while_m_n(1, 1, |b: u8| b.is_ascii_lowercase()))).parse(input)
}

/// «Phụ lục», «PHỤ LỤC I», «Phụ lục số 02»: a heading of its own line.
fn appendix(text: &Text, run: Run, rest: &[u8]) -> Option<Marker> {
    let capitals = text.is_capitals(Run::new(run.start, run.end - rest.len()));
    let after = rest.strip_prefix(b" so").unwrap_or(rest);
    let (after, label) = match after.strip_prefix(b" ").and_then(keyword_ordinal) {
        Some((after, (_, label))) if after.first().is_none_or(|b| !b.is_ascii_alphanumeric()) => {
            (after, label)
        }
        _ => (rest, String::new()),
    };
    let (after, closed) = closing_sign(after);
    let alone = after.iter().all(|&b| is_space(b));
    let title = after.first() == Some(&b' ') && text.is_upper(run.end - after.len() + 1);
    let opens = alone && run.len() < 24 || (capitals && (title || closed)) || (closed && !label.is_empty());
    opens.then(|| Marker {
        run: Run::new(run.start, run.end - after.len()),
        style: Style::Appendix,
        ordinal: 0,
        label,
    })
}

/// bullet = 1*3("-" | "—") | "+" | "*", followed by a word.
fn bullet(text: &Text, run: Run) -> Option<Marker> {
    let slice = text.slice(run);
    let (rest, sign) = bullet_sign(slice).ok()?;
    let spaced = rest.first() == Some(&b' ');
    let after = rest.strip_prefix(b" ").unwrap_or(rest);
    let first = *after.first()?;
    let word = first.is_ascii_alphanumeric() || matches!(first, b'"' | b'(' | b'\'' | b'>' | b'<' | 0x7F);
    // «-5%», «+84…» and a damaged «+§.393.000» are figures.
    let damaged = first == 0x7F && matches!(after.get(1), Some(b'.' | b',' | b'0'..=b'9'));
    if !word || ((first.is_ascii_digit() || damaged) && !spaced) {
        return None;
    }
    let style = match sign[0] {
        b'-' => Style::Dash,
        b'+' => Style::Plus,
        _ => Style::Star,
    };
    let end = run.end - rest.len();
    Some(Marker { run: Run::new(run.start, end), style, ordinal: 0, label: String::new() })
}

fn bullet_sign(input: &[u8]) -> IResult<&[u8], &[u8]> {
    alt((recognize(many1_count(tag("-"))), tag("+"), recognize(many1_count(tag("*"))))).parse(input)
}

/// roman = capitals of "ivxl" ( "." | ")" | "-" | "/" | ":" ) , «I. MỤC ĐÍCH», «II- TỔ CHỨC», «III/ Nội dung».
fn roman(text: &Text, run: Run) -> Option<Marker> {
    let slice = text.slice(run);
    let length = slice.iter().take_while(|b| b.is_ascii_lowercase()).count();
    if length == 0 || length > 6 || !(run.start..run.start + length).all(|place| text.is_upper(place)) {
        return None;
    }
    let value = roman_value(&slice[..length])?;
    if let Some(heading) = unclosed_roman(text, run, length) {
        return Some(Marker {
            run: heading,
            style: Style::Roman,
            ordinal: value,
            label: roman_numeral(value),
        });
    }
    let (rest, closed) = closing_sign(&slice[length..]);
    let end = run.end - rest.len();
    let after = rest.strip_prefix(b" ").unwrap_or(rest);
    // «V/v hỗ trợ», «I-ốt»: no numeral.
    let glued = rest.first() != Some(&b' ') && matches!(slice.get(length), Some(b'/' | b'-'));
    if !closed || glued || after.is_empty() || after[0].is_ascii_digit() && rest[0] != b' ' {
        return None;
    }
    Some(Marker {
        run: Run::new(run.start, end),
        style: Style::Roman,
        ordinal: value,
        label: roman_numeral(value),
    })
}

/// «II TỔ CHỨC THỰC HIỆN»: a numeral of several letters before a heading in capitals needs no sign.
fn unclosed_roman(text: &Text, run: Run, length: usize) -> Option<Run> {
    let heading = Run::new((run.start + length + 1).min(run.end), run.end);
    let words = text.slice(heading);
    let several = words.contains(&b' ') && words.len() < 150 && words[0].is_ascii_lowercase();
    // «QUÝ⏎II NĂM 2025» is a time.
    let time = words.starts_with(b"nam ");
    (length > 1
        && run.len() > length + 1
        && text.low()[run.start + length] == b' '
        && several
        && !time
        && text.is_capitals(heading))
    .then(|| Run::new(run.start, run.start + length))
}

/// number = digits *( "." digits ) [ "." | ")" | "/" | "-" | ":" ] , «1. Mục đích», «2.1. Chỉ tiêu», «6.1 Văn phòng», «3)».
fn number(text: &Text, run: Run) -> Option<Marker> {
    let slice = text.slice(run);
    let (rest, digits) = decimal_number(slice).ok()?;
    let parts: Vec<&[u8]> = digits.split(|&b| b == b'.').collect();
    // «3.000 lượt», «2025.», «08.2.1»: figures.
    if parts.len() > 4
        || parts.iter().any(|part| part.len() > 3)
        || parts[1..].iter().any(|part| part.len() > 2)
    {
        return None;
    }
    let ordinal = ascii_number(parts[parts.len() - 1])?;
    let closing = rest.first().copied().filter(|b| matches!(b, b'.' | b')' | b'/' | b'-' | b':'));
    let after = if closing.is_some() { &rest[1..] } else { rest };
    let word = after.strip_prefix(b" ").unwrap_or(after);
    let first = *word.first()?;
    let spaced = after.first() == Some(&b' ');
    let place = run.end - word.len();
    let opens = match closing {
        Some(b'.') => spaced || !first.is_ascii_digit(),
        Some(b')') => true,
        Some(b':') => spaced && parts.len() > 1,
        Some(_) => spaced && text.is_upper(place),
        None => parts.len() > 1 && spaced && text.is_upper(place),
    };
    // «12/2025.», «71/NQ-CP ngày…» never get here; «1. 5%» might.
    if !opens || ordinal == 0 || matches!(first, b',' | b';' | b'%') {
        return None;
    }
    let style = match parts.len() {
        1 => Style::Arabic(closing.unwrap_or(b'.')),
        depth => Style::Decimal(depth as u8),
    };
    let label = parts
        .iter()
        .filter_map(|part| ascii_number(part))
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(".");
    Some(Marker { run: Run::new(run.start, run.end - after.len()), style, ordinal, label })
}

fn decimal_number(input: &[u8]) -> IResult<&[u8], &[u8]> {
    recognize((digit1, many0_count((tag("."), digit1)))).parse(input)
}

/// letter = small letter ( ")" | "." | "/" ) or capital letter ( "." | ")" | "-" | "/" ), «a) Xây dựng», «đ. Sở Y tế», «A. MỤC ĐÍCH».
fn letter(text: &Text, run: Run) -> Option<Marker> {
    if let Some(marker) = dashed_upper(text, run) {
        return Some(marker);
    }
    let slice = text.slice(run);
    let first = *slice.first().filter(|b| b.is_ascii_lowercase())?;
    let (rest, sign) = letter_sign(&slice[1..]).ok()?;
    let spaced = rest.first() == Some(&b' ');
    let word = rest.strip_prefix(b" ").unwrap_or(rest);
    let run_of = Run::new(run.start, run.end - rest.len());
    if text.is_upper(run.start) {
        let opens =
            spaced && word.first().is_some_and(u8::is_ascii_lowercase) && text.is_upper(run.end - word.len());
        return opens.then(|| Marker {
            run: run_of,
            style: Style::Upper,
            ordinal: u32::from(first - b'a') + 1,
            label: text.value(Run::new(run.start, run.start + 1)),
        });
    }
    if word.is_empty() || (sign != ')' && !spaced) {
        return None;
    }
    let stroke = first == b'd' && text.shape(run.start).marks() != 0;
    let letter = if stroke { 'đ' } else { first as char };
    Some(Marker {
        run: run_of,
        style: Style::Letter(sign as u8),
        ordinal: letter_ordinal(letter).unwrap_or(0),
        label: letter.to_string(),
    })
}

fn letter_sign(input: &[u8]) -> IResult<&[u8], char> {
    one_of(").-/").parse(input)
}

/// «A - MỤC ĐÍCH», «B -NỘI DUNG»: a capital with a dash apart, before a heading in capitals.
fn dashed_upper(text: &Text, run: Run) -> Option<Marker> {
    let slice = text.slice(run);
    let heading = Run::new((run.start + 3).min(run.end), run.end);
    let opens = slice.get(1..3) == Some(b" -") && slice[0].is_ascii_lowercase() && text.is_upper(run.start);
    (opens && text.is_capitals(heading)).then(|| Marker {
        run: Run::new(run.start, run.start + 3),
        style: Style::Upper,
        ordinal: u32::from(slice[0] - b'a') + 1,
        label: text.value(Run::new(run.start, run.start + 1)),
    })
}

/// bracketed = "(" ( digits | small Roman | letter ) ")" , «(1) Rà soát», «(i) …», «(a) …».
fn bracketed(text: &Text, run: Run) -> Option<Marker> {
    let inner = text.slice(run).strip_prefix(b"(")?;
    let length = inner.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let rest = inner[length..].strip_prefix(b")")?;
    let word = rest.strip_prefix(b" ").unwrap_or(rest);
    if word.is_empty() || length == 0 || length > 4 || text.is_upper(run.start + 1) {
        return None;
    }
    let body = &inner[..length];
    let marker_run = Run::new(run.start, run.end - rest.len());
    if body.iter().all(u8::is_ascii_digit) {
        let ordinal = ascii_number(body).filter(|&n| n > 0 && n < 200)?;
        return Some(Marker {
            run: marker_run,
            style: Style::Bracketed,
            ordinal,
            label: ordinal.to_string(),
        });
    }
    if let Some(ordinal) = roman_value(body).filter(|&n| n <= 20) {
        let label = String::from_utf8_lossy(body).into_owned();
        return Some(Marker { run: marker_run, style: Style::RomanLower, ordinal, label });
    }
    (length == 1).then(|| {
        let stroke = body[0] == b'd' && text.shape(run.start + 1).marks() != 0;
        let letter = if stroke { 'đ' } else { body[0] as char };
        let ordinal = letter_ordinal(letter).unwrap_or(0);
        Marker { run: marker_run, style: Style::Letter(b'('), ordinal, label: letter.to_string() }
    })
}

/// Whether a sign that closes a marker stands here, and what follows it.
fn closing_sign(input: &[u8]) -> (&[u8], bool) {
    let spaced = input.strip_prefix(b" ").filter(|rest| matches!(rest.first(), Some(b'.' | b':' | b'-')));
    match spaced.unwrap_or(input) {
        [b'.' | b')' | b'-' | b'/' | b':', rest @ ..] => (rest, true),
        _ => (input, false),
    }
}

/// The value of up to four digits.
fn ascii_number(digits: &[u8]) -> Option<u32> {
    if digits.len() > 4 {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, Style, &str)>) {
        let text = Text::new(line);
        let found = marker(&text, text.all());
        let found = found.as_ref().map(|m| (text.value(m.run), m.style, m.label.clone()));
        let expected = expected.map(|(run, style, label)| (run.to_owned(), style, label.to_owned()));
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn ok_numbers() {
        check("I. MỤC ĐÍCH, YÊU CẦU", Some(("I.", Style::Roman, "I")));
        check("IV- Tổ chức", Some(("IV-", Style::Roman, "IV")));
        check("1. Mục đích", Some(("1.", Style::Arabic(b'.'), "1")));
        check("10.Ủy ban nhân dân", Some(("10.", Style::Arabic(b'.'), "10")));
        check("**3**. 100% các xã", Some(("3.", Style::Arabic(b'.'), "3")));
        check("2) Rà soát", Some(("2)", Style::Arabic(b')'), "2")));
        check("1.2.1. Sở Y tế", Some(("1.2.1.", Style::Decimal(3), "1.2.1")));
        check("6.1 Văn phòng Sở", Some(("6.1", Style::Decimal(2), "6.1")));
    }

    #[test]
    fn not_numbers() {
        check("3.000 lượt người", None);
        check("12/2025.", None);
        check("71/NQ-CP ngày 01/5/2025", None);
        check("11 của Quy định này", None);
        check("2021 - 2030", None);
        check("99,5% vào năm 2025", None);
        check("6.1 triệu đồng", None);
        check("1.", None);
        check("V/V HỖ TRỢ NHU YẾU PHẨM", None);
    }

    #[test]
    fn ok_letters_and_bullets() {
        check("a) Xây dựng", Some(("a)", Style::Letter(b')'), "a")));
        check("đ) Sở Y tế", Some(("đ)", Style::Letter(b')'), "đ")));
        check("b. Yêu cầu", Some(("b.", Style::Letter(b'.'), "b")));
        check("a/ Đối với", Some(("a/", Style::Letter(b'/'), "a")));
        check("A. MỤC ĐÍCH", Some(("A.", Style::Upper, "A")));
        check("- Cơ quan chủ trì", Some(("-", Style::Dash, "")));
        check("– Gạch dài", Some(("–", Style::Dash, "")));
        check("+ Giảm", Some(("+", Style::Plus, "")));
        check("• Mục", Some(("•", Style::Star, "")));
        check("(1) Rà soát", Some(("(1)", Style::Bracketed, "1")));
        check("(ii) Rà soát", Some(("(ii)", Style::RomanLower, "ii")));
    }

    #[test]
    fn ok_keywords() {
        check("Điều 5. Hiệu lực", Some(("Điều 5.", Style::Article, "5")));
        check("Điều 12a: Sửa đổi", Some(("Điều 12a:", Style::Article, "12a")));
        check("Chương II", Some(("Chương II", Style::Chapter, "II")));
        check("CHƯƠNG I. QUY ĐỊNH CHUNG", Some(("CHƯƠNG I.", Style::Chapter, "I")));
        check("Phần thứ nhất", Some(("Phần thứ nhất", Style::Part, "1")));
        check("Mục 1. QUY ĐỊNH", Some(("Mục 1.", Style::Section, "1")));
        check("PHỤ LỤC", Some(("PHỤ LỤC", Style::Appendix, "")));
        check("Phụ lục II", Some(("Phụ lục II", Style::Appendix, "II")));
    }

    #[test]
    fn not_keywords() {
        check("Điều 5 của Luật Trẻ em", None);
        check("Mục tiêu 1: Về phát triển", None);
        check("Phần mềm quản lý", None);
        check("Chương trình hành động", None);
        check("điều 3. khoản", None);
        check("Phụ lục kèm theo Kế hoạch này nêu rõ các nhiệm vụ cụ thể.", None);
    }
}

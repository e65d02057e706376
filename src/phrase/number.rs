//! Numbers of documents (số, ký hiệu): «23/QĐ-TTg», «56/2017/NĐ-CP», «28-CT/TW», «793/LĐTBXH-TE».
//!
//! In: folded text and the place of the first digit. Out: a [`Number`], its canonical form and what had to be mended.
//! The shape decides, codes are looked up afterwards: an unknown code is kept (the lists of bodies are never closed,
//! Nghị định 30/2020/NĐ-CP Phụ lục I.II.3).

use nom::character::complete::{char, digit1};
use nom::combinator::{opt, recognize};
use nom::sequence::terminated;
use nom::{IResult, Parser};

use crate::grammar::Grammar;
use crate::text::{Run, Text};

/// A number with its symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// From the first digit to the last letter of the symbol.
    pub run: Run,
    /// The number itself as printed: `06`, `30c`.
    pub digits: String,
    /// The year inside the number: `2017` of `56/2017/NĐ-CP`.
    pub year: Option<i32>,
    /// The canonical type symbol, where one is printed: `QĐ`, `TTLT`.
    pub kind: Option<String>,
    /// The canonical symbol: `QĐ-TTg`, `CT/TW`, `QH13`.
    pub symbol: String,
    /// The codes of the bodies in the symbol.
    pub bodies: Vec<String>,
    /// The whole in canonical form.
    pub canonical: String,
    /// The rule that mended it, where the print differs by more than space and dashes.
    pub repair: Option<&'static str>,
}

/// The parts of a symbol as printed.
struct Symbol {
    groups: Vec<Run>,
    /// The separators before each group but the first: `-`, `/` or `.`.
    separators: Vec<u8>,
    /// «(QLXD)» behind the last.
    room: Option<Run>,
}

/// number = digits [ small letter | "." digits ] ( "/" [ year "/" ] symbol | "-" type "/" symbol | " " type "/" symbol | type "-" symbol )
/// A blank that scanning put into digits or year is read over.
pub fn number(text: &Text, grammar: &Grammar, run: Run) -> Option<Number> {
    let slice = text.slice(run);
    if !text.starts_word(run.start) {
        return None;
    }
    let (_, digits) = leading_digits(slice).ok()?;
    let digits = &slice[..digits.len() + part_length(&slice[digits.len()..])];
    if digits.len() > 6 {
        return None;
    }
    let parted = parted_digits(slice, digits.len());
    let after = run.start + parted.unwrap_or(digits.len());
    let digits_run = Run::new(run.start, after);
    let (separator, after) = separator(text, grammar, Run::new(after, run.end))?;
    let year = match separator {
        b'/' => year(text, Run::new(after, run.end)),
        _ => None,
    };
    let symbol = symbol(text, grammar, Run::new(year.as_ref().map_or(after, |year| year.end), run.end))?;
    let mended =
        parted.is_some() || separator == STRAY_SLASH || year.as_ref().is_some_and(|year| year.parted);
    let separator = if separator == STRAY_SLASH { b'/' } else { separator };
    let mut number = compose(text, grammar, digits_run, separator, year.as_ref(), &symbol)?;
    if mended {
        number.repair = Some("number-grammar");
    }
    Some(number)
}

/// «12» of «12, 13/QĐ-TTg»: a number that shares the symbol of the last in its list.
pub fn sharing(text: &Text, grammar: &Grammar, run: Run) -> Option<Number> {
    /// How many numbers may share a symbol.
    const MOST: usize = 8;
    const SIGNS: [&[u8]; 5] = [b", va so ", b" va so ", b", so ", b" va ", b", "];
    let digits = |place: usize| {
        let rest = text.slice(Run::new(place, run.end));
        rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let first = Run::new(run.start, run.start + digits(run.start));
    if first.is_empty() || first.len() > 5 || !text.starts_word(first.start) {
        return None;
    }
    let mut end = first.end;
    for _ in 0..MOST {
        let rest = text.slice(Run::new(end, run.end));
        let sign = SIGNS.iter().find(|sign| rest.starts_with(sign))?;
        let next = end + sign.len();
        if let Some(last) = number(text, grammar, Run::new(next, run.end)) {
            let own = text.latin(first);
            let canonical = format!("{own}{}", last.canonical.strip_prefix(last.digits.as_str())?);
            return (last.year.is_none() && last.kind.is_some()).then_some(Number {
                run: first,
                digits: own,
                canonical,
                repair: None,
                ..last
            });
        }
        let length = digits(next);
        if length == 0 || length > 5 {
            return None;
        }
        end = next + length;
    }
    None
}

/// The sign of a slash that was read as a letter: «24 ZTTr-SXD».
const STRAY_SLASH: u8 = b'z';

/// The length of digits that a blank parts: «611 6/SXD-QLXD». Only where the slash follows at once.
fn parted_digits(slice: &[u8], first: usize) -> Option<usize> {
    /// No body issues more in a year.
    const MOST: usize = 5;
    let rest = slice.get(first..)?.strip_prefix(b" ")?;
    let second = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = slice[..first].iter().all(u8::is_ascii_digit);
    let joined = whole && (1..=2).contains(&second) && first + second <= MOST;
    (joined && rest.get(second) == Some(&b'/')).then_some(first + 1 + second)
}

fn leading_digits(input: &[u8]) -> IResult<&[u8], &[u8]> {
    recognize((
        digit1,
        opt(terminated(nom::character::complete::one_of("abcd"), nom::combinator::peek(char('/')))),
    ))
    .parse(input)
}

/// How long «.2» of «66.2/2025/NQ-CP» is: resolutions by which another is carried out share its number. Only before a year, for
/// «2.56/…» may be an item.
fn part_length(rest: &[u8]) -> usize {
    let Some(part) = rest.strip_prefix(b".") else { return 0 };
    let digits = part.iter().take_while(|b| b.is_ascii_digit()).count();
    let year = |rest: &[u8]| matches!(rest, [b'/', b'1' | b'2', b'9' | b'0', _, _, b'/', ..]);
    if (1..=2).contains(&digits) && year(&part[digits..]) { 1 + digits } else { 0 }
}

/// The sign between number and symbol, spaces around it left out: `/`, `-`, or a blank where it was lost; or
/// [`STRAY_SLASH`].
fn separator(text: &Text, grammar: &Grammar, run: Run) -> Option<(u8, usize)> {
    let slice = text.slice(run);
    let blanks = slice.iter().take_while(|&&b| b == b' ').count();
    match slice.get(blanks) {
        Some(&sign @ (b'/' | b'-')) if blanks <= 1 => {
            let after = &slice[blanks + 1..];
            // «85/2024//NĐ-CP» and «75 / QĐ-UBND».
            let skip = after.iter().take_while(|&&b| b == b' ' || b == sign).count();
            Some((sign, run.start + blanks + 1 + skip))
        }
        Some(&STRAY_SLASH) if blanks <= 1 && text.is_upper(run.start + blanks) => {
            let after = run.start + blanks + 1;
            let code = group(text, grammar, Run::new(after, run.end))?;
            let known = grammar.type_code(&text.latin(code)).is_some();
            known.then_some((STRAY_SLASH, after))
        }
        Some(_) if blanks <= 1 && text.is_upper(run.start + blanks) => Some((b' ', run.start + blanks)),
        _ => None,
    }
}

/// A year inside a number.
struct Year {
    /// As printed; three digits where scanning lost one.
    printed: String,
    /// None where a digit is lost.
    value: Option<i32>,
    /// Whether a blank parts it.
    parted: bool,
    /// Where the symbol starts.
    end: usize,
}

/// year = 4 digits "/" : «2017/» of «56/2017/NĐ-CP»; a blank may part them («201 7/»), and one may be lost («201/»).
fn year(text: &Text, run: Run) -> Option<Year> {
    let slice = text.slice(run);
    let first = slice.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut printed = slice.get(..first)?.to_vec();
    let mut length = first;
    let parted = (1..4).contains(&first) && slice.get(first) == Some(&b' ');
    if parted {
        let rest = &slice[first + 1..];
        let second = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        printed.extend_from_slice(&rest[..second]);
        length += 1 + second;
    }
    let rest = &slice[length..];
    let skip = rest.iter().take_while(|b| matches!(b, b'/' | b' ' | b'-')).count();
    let sign = rest[..skip].iter().any(|b| matches!(b, b'/' | b'-'));
    let printed = String::from_utf8(printed).ok()?;
    let value: i32 = printed.parse().ok()?;
    let value = (printed.len() == 4 && (1945..2100).contains(&value)).then_some(value);
    let damaged = !parted && printed.len() == 3 && (195..210).contains(&printed.parse().unwrap_or(0));
    let end = run.start + length + skip;
    (sign && (value.is_some() || damaged)).then_some(Year { printed, value, parted, end })
}

/// symbol = group *( ( "-" | "/" | "_" ) group ), spaces around the signs left out.
fn symbol(text: &Text, grammar: &Grammar, run: Run) -> Option<Symbol> {
    let first = group(text, grammar, run)?;
    if !text.slice(first).iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    let mut symbol = Symbol { groups: vec![first], separators: Vec::new(), room: None };
    while symbol.groups.len() < 8 {
        let end = symbol.groups.last()?.end;
        let slice = text.slice(Run::new(end, run.end));
        let before = slice.iter().take_while(|&&b| b == b' ').count();
        let joined =
            (symbol.groups.len() > 1).then(|| dotted(text, grammar, Run::new(end, run.end))).flatten();
        let joined = joined.or_else(|| dotted_body(text, grammar, first, Run::new(end, run.end)));
        if let Some(next) = joined {
            symbol.groups.push(next);
            symbol.separators.push(b'.');
            continue;
        }
        let Some(&sign @ (b'-' | b'/' | b'_')) = slice.get(before) else { break };
        let after = slice[before + 1..].iter().take_while(|&&b| b == b' ').count();
        let start = end + before + 1 + after;
        let Some(next) = group(text, grammar, Run::new(start, run.end)) else { break };
        // A spaced dash parts sentences too: only a code may follow it.
        let spaced = before + after > 0;
        if spaced && (before + after > 2 || next.len() < 2 || text.low()[next.start].is_ascii_digit()) {
            break;
        }
        symbol.groups.push(next);
        symbol.separators.push(if sign == b'/' { b'/' } else { b'-' });
    }
    let end = symbol.groups.last()?.end;
    symbol.room = room(text, grammar, Run::new(end, run.end));
    Some(symbol)
}

/// «.DD» of «BQLDA.DD&CN»: a code of capitals right behind a dot, and no sentence that opens with a body («. UBND tỉnh»).
fn dotted(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    text.slice(run).strip_prefix(b".")?;
    let code = capital_code(text, grammar, Run::new(run.start + 1, run.end))?;
    let sentence =
        text.slice(Run::new(code.end, run.end)).first() == Some(&b' ') && text.is_lower(code.end + 1);
    let body = sentence && grammar.bodies.at_within(text, Run::new(code.start, run.end)).is_some();
    (!body).then_some(code)
}

/// «.UB» of «QĐ.UB»: a known body right behind a type.
fn dotted_body(text: &Text, grammar: &Grammar, kind: Run, run: Run) -> Option<Run> {
    if kind.end != run.start || grammar.type_code(&text.latin(kind)).is_none() {
        return None;
    }
    dotted(text, grammar, run).filter(|code| grammar.body_code(&text.latin(*code)).is_some())
}

/// «(QLXD)» right behind the last code: the room of the office that wrote it, brackets included.
fn room(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    text.slice(run).strip_prefix(b"(")?;
    let code = capital_code(text, grammar, Run::new(run.start + 1, run.end))?;
    let closed = text.slice(Run::new(code.end, run.end)).first() == Some(&b')');
    closed.then(|| Run::new(run.start, code.end + 1))
}

/// A code of two capitals or more that ends its word.
fn capital_code(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    let code = group(text, grammar, run)?;
    let letters = text.slice(code).iter().any(u8::is_ascii_lowercase);
    (code.len() >= 2 && letters && text.is_upper(code.start) && text.ends_word(code.end)).then_some(code)
}

/// group = capitals, digits and «&», with the small letters of known codes («TTg», «TTr», «QyĐ»).
fn group(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    let slice = text.slice(run);
    let first = *slice.first()?;
    if !first.is_ascii_alphabetic() && !first.is_ascii_digit() {
        return None;
    }
    let letters = slice.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'&').count();
    let capital = |offset: usize| !slice[offset].is_ascii_lowercase() || text.is_upper(run.start + offset);
    let known = (2..=letters.min(6)).rev().find(|&length| {
        let mixed = (1..length).any(|offset| !capital(offset));
        mixed && capital(0) && grammar.is_mixed_code(&text.value(Run::new(run.start, run.start + length)))
    });
    let mut length = known.unwrap_or(0);
    // «GDTrH»: one small letter between capitals belongs to the code.
    let inner =
        |length: usize| length >= 2 && length + 1 < letters && capital(length - 1) && capital(length + 1);
    while length < letters && (capital(length) || inner(length)) {
        length += 1;
    }
    // «TTra»: a code nobody has listed may end with small letters; «TTgngày» is a code and a word.
    let small = (length..letters).take_while(|&offset| !capital(offset)).count();
    if (1..=2).contains(&small) && length >= 2 && length + small == letters {
        length = letters;
    }
    // «K» of «Kế hoạch» is no code.
    let cut = length == 1 && letters > 1;
    let digits_only = slice[..length].iter().all(u8::is_ascii_digit);
    (length > 0 && !cut && !(digits_only && length > 3)).then(|| Run::new(run.start, run.start + length))
}

/// The digits and the letter behind them, without marks that stray onto them.
fn printed_digits(text: &Text, run: Run) -> String {
    let digit = |place: &usize| text.low()[*place] != b' ';
    let letter = |place: usize| {
        let byte = text.low()[place];
        char::from(if text.is_upper(place) { byte.to_ascii_uppercase() } else { byte })
    };
    (run.start..run.end).filter(digit).map(letter).collect()
}

/// Puts the parts together and mends what the genre leaves no doubt about.
fn compose(
    text: &Text,
    grammar: &Grammar,
    digits: Run,
    separator: u8,
    year: Option<&Year>,
    symbol: &Symbol,
) -> Option<Number> {
    let printed: Vec<String> = symbol.groups.iter().map(|run| text.latin(*run)).collect();
    let mut repair = None;
    let foreign = symbol.groups.iter().any(|run| text.latin(*run) != text.value(*run));
    if foreign {
        repair = Some("homoglyph");
    }
    let mut groups: Vec<String> = Vec::new();
    for (index, group) in printed.iter().enumerate() {
        let code = if index == 0 { grammar.type_code(group) } else { None };
        let code = code.or_else(|| grammar.body_code(group)).map(str::to_owned);
        let code = code.or_else(|| legislature(group)).unwrap_or_else(|| group.clone());
        if code != *group {
            repair = Some("number-code");
        }
        groups.push(code);
    }
    if let [first, second, ..] = &mut groups[..]
        && grammar.type_code(first).is_none()
        && let Some((kind, body)) = grammar.resegment(first, second)
    {
        (*first, *second) = (kind, body);
        repair = Some("number-grammar");
    }
    let alone = groups.len() == 1 && separator == b'/' && grammar.body_code(&groups[0]).is_none();
    if alone
        && grammar.type_code(&groups[0]).is_none()
        && let Some((kind, body)) = grammar.parted(&groups[0])
    {
        groups = vec![kind, body];
        repair = Some("number-grammar");
    }
    let is_type = grammar.type_code(&groups[0]).is_some();
    let has_body = groups.len() > 1;
    let slash_at = symbol.separators.iter().position(|&sign| sign == b'/');
    let party_body = groups.get(1).is_some_and(|body| grammar.is_party_code(body));
    let digits_text = printed_digits(text, digits);
    // «12 BYT/CT»: the hyphen before a body is lost, as it was written before 1997.
    let body_first = || {
        let known = groups.len() == 2 && grammar.body_code(&groups[0]).is_some();
        known && grammar.type_code(&groups[1]).is_some()
    };
    let party = match separator {
        b' ' => slash_at == Some(0) && (is_type || body_first()),
        b'-' => slash_at == Some(0),
        // «48/CT-TW»: the State's signs on the Party's number.
        _ => year.is_none() && is_type && party_body && groups.len() == 2 && slash_at.is_none(),
    };
    if party && separator != b'-' {
        repair = Some("number-grammar");
    }
    if !party && separator == b' ' {
        // «1152QĐ-BTTTT»: the slash is lost; «12 QĐ» is no number.
        if !(is_type && has_body) {
            return None;
        }
        repair = Some("number-grammar");
    }
    if !party && separator == b'-' && !is_old_form(&groups, slash_at) {
        return None;
    }
    let mut joined = join(&groups, symbol, party);
    joined.extend(symbol.room.map(|run| text.latin(run)));
    let canonical = match (party, separator, year) {
        (true, ..) => format!("{digits_text}-{joined}"),
        (false, b'-', _) => format!("{digits_text}-{joined}"),
        (false, _, Some(year)) => format!("{digits_text}/{}/{joined}", year.printed),
        (false, ..) => format!("{digits_text}/{joined}"),
    };
    let end = symbol.room.or(symbol.groups.last().copied())?.end;
    let kind = is_type.then(|| groups[0].clone());
    let bodies = groups[usize::from(is_type)..].to_vec();
    Some(Number {
        run: Run::new(digits.start, end),
        digits: digits_text,
        year: year.and_then(|year| year.value),
        kind,
        symbol: joined,
        bodies,
        canonical,
        repair,
    })
}

/// «QHI13», «QHl5»: the number of a legislature (khóa Quốc hội, two digits since the tenth) with a one read as a letter.
fn legislature(group: &str) -> Option<String> {
    let (body, digits) = ["UBTVQH", "QH"].iter().find_map(|body| Some((body, group.strip_prefix(body)?)))?;
    let mended: String = digits.chars().map(|c| if matches!(c, 'I' | 'l') { '1' } else { c }).collect();
    // «I13»: the one is there twice.
    let mended = if mended.len() == 3 && mended.starts_with("11") { &mended[1..] } else { &mended };
    let known = mended.len() == 2 && mended.bytes().all(|b| b.is_ascii_digit());
    (known && mended != digits).then(|| format!("{body}{mended}"))
}

/// «327-CT», «60-CP», «32-BYT/TT»: forms before 1997.
fn is_old_form(groups: &[String], slash_at: Option<usize>) -> bool {
    match slash_at {
        None => groups.len() == 1 && (2..=5).contains(&groups[0].chars().count()),
        Some(_) => groups.len() >= 2 && groups.iter().all(|group| group.chars().count() >= 2),
    }
}

fn join(groups: &[String], symbol: &Symbol, party: bool) -> String {
    let mut joined = groups[0].clone();
    for (index, group) in groups.iter().enumerate().skip(1) {
        let sign = match symbol.separators.get(index - 1) {
            _ if party && index == 1 => '/',
            Some(b'/') => '/',
            Some(b'.') => '.',
            _ => '-',
        };
        joined.push(sign);
        joined.push_str(group);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, canonical: &str, repair: Option<&str>) {
        let text = Text::new(source);
        let found = number(&text, &Grammar::builtin(), text.all());
        let found = found.map(|n| (n.canonical, n.repair));
        assert_eq!(found, Some((canonical.to_owned(), repair)), "{source:?}");
    }

    #[test]
    fn ok_a_body_before_the_type() {
        check("18-BYT/TT", "18-BYT/TT", None);
        check("12 BYT/CT", "12-BYT/CT", Some("number-grammar"));
        check_not("12 ABC/DEF");
        check_not("12 BYT, CT");
    }

    #[track_caller]
    fn check_not(source: &str) {
        let text = Text::new(source);
        assert_eq!(number(&text, &Grammar::builtin(), text.all()), None, "{source:?}");
    }

    #[test]
    fn ok_state_numbers() {
        check("23/QĐ-TTg ngày 07/01/2021", "23/QĐ-TTg", None);
        check("06/QĐ-TTgngày 03/01/2019", "06/QĐ-TTg", None);
        check("56/2017/NĐ-CP ngày", "56/2017/NĐ-CP", None);
        check("102/2016/QH13, ngày", "102/2016/QH13", None);
        check("793/LĐTBXH-TE ngày", "793/LĐTBXH-TE", None);
        check("1138/UBND-KH&ĐT;", "1138/UBND-KH&ĐT", None);
        check("25/2010/TTLT-BLĐTBXH-BTC-BYT", "25/2010/TTLT-BLĐTBXH-BTC-BYT", None);
        check("30c/NQ-CP ngày", "30c/NQ-CP", None);
        check("71/NQ -CP ngày", "71/NQ-CP", None);
        check("85/2024//NĐ-CP", "85/2024/NĐ-CP", None);
        check("66.2/2025/NQ-CP ngày", "66.2/2025/NQ-CP", None);
        check("202.15/2026/NQ-QH16,", "202.15/2026/NQ-QH16", None);
        check("31/TTr-SLTBXH ngày", "31/TTr-SLTBXH", None);
        check("344/TU),", "344/TU", None);
        check("5512/BGDĐT-GDTrH ngày", "5512/BGDĐT-GDTrH", None);
        check("1323/SGDĐT-GDTrH-GDTX, ngày", "1323/SGDĐT-GDTrH-GDTX", None);
    }

    #[test]
    fn ok_party_numbers() {
        check("28-CT/TW, ngày", "28-CT/TW", None);
        check("226-KH/TU ngày", "226-KH/TU", None);
        check("14514-CV/VPTW", "14514-CV/VPTW", None);
        check("327-CT ngày", "327-CT", None);
    }

    #[test]
    fn ok_slips_are_mended() {
        check("28 CT/TW ngày", "28-CT/TW", Some("number-grammar"));
        check("48/CT-TW của", "48-CT/TW", Some("number-grammar"));
        check("27/NQ- TW ngày", "27-NQ/TW", Some("number-grammar"));
        check("13/2021/TTB-LĐTBXH của", "13/2021/TT-BLĐTBXH", Some("number-grammar"));
        check("30/2020/ND-CP", "30/2020/NĐ-CP", Some("number-code"));
        check("105/2016/QHI13 ngày", "105/2016/QH13", Some("number-code"));
        check("152/2025/TT-BTС ngày", "152/2025/TT-BTC", Some("homoglyph"));
        check("24 ZTTr-SXD ngày", "24/TTr-SXD", Some("number-grammar"));
    }

    #[test]
    fn ok_codes_of_rooms() {
        check("110/TTr-BQLDA.DD&CN ngày", "110/TTr-BQLDA.DD&CN", None);
        check("312/UBND-KGVX.TH về", "312/UBND-KGVX.TH", None);
        check("24/TTr-SXD(QLXD) ngày", "24/TTr-SXD(QLXD)", None);
        check("24/TTr-SXD(sau đây", "24/TTr-SXD", None);
        check("5/QĐ-UBND.UBND tỉnh giao", "5/QĐ-UBND", None);
        check("5/QĐ-UBND.Giao Sở", "5/QĐ-UBND", None);
        check("01/1999/QĐ.UB ngày", "01/1999/QĐ.UB", None);
        check("01/1999/QĐ.Giao Sở", "01/1999/QĐ", None);
    }

    #[test]
    fn ok_a_lost_hyphen_between_type_and_body() {
        check("1961/QĐUBND ngày", "1961/QĐ-UBND", Some("number-grammar"));
        check("61/2018/NĐCP ngày", "61/2018/NĐ-CP", Some("number-grammar"));
        check("01/2018/TTVPCP ngày", "01/2018/TT-VPCP", Some("number-grammar"));
        check("30c/NQCP ngày", "30c/NQ-CP", Some("number-grammar"));
        check("215/TTrLĐTBXH ngày", "215/TTrLĐTBXH", None);
        check("285/CCTTHC ngày", "285/CCTTHC", None);
        check("120/KHĐT ngày", "120/KHĐT", None);
        check("7/BCĐ ngày", "7/BCĐ", None);
    }

    #[test]
    fn ok_blanks_in_digits() {
        check("611 6/SXD-QLXD ngày", "6116/SXD-QLXD", Some("number-grammar"));
        check("46/201 3/NĐ-CP ngày", "46/2013/NĐ-CP", Some("number-grammar"));
        check("39/201/NĐ-CP ngày", "39/201/NĐ-CP", None);
        check_not("12 345678/SXD-QLXD");
        check_not("2024 12 SXD-QLXD");
    }

    #[test]
    fn not_numbers() {
        check_not("25/12/2023 của");
        check_not("111) và địa chỉ");
        check_not("3.125/QĐ-UBND");
        check_not("66.125/2025/NQ-CP");
        check_not("3.12/2025 của");
        check_not("20/100.000 trẻ em");
        check_not("2021-2030");
        check_not("14 của");
        check_not("8 Thực hiện");
        check_not("7/2025 - Kế hoạch");
    }
}
